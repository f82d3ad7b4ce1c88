package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeGroupsWritable: RFC 7643 §4.1.2: groups of a user is read-only;
// membership is changed at the group.
func attributeGroupsWritable() Defect {
	return Defect{
		Name:     "attribute-groups-writable",
		Sentence: "Makes a user a member of the groups that a PATCH adds to groups of the user.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-4.1.2-R26", "RFC7643-7-R26"},
		Harm:     SecurityHole,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> u", hereGroup("Staff") + " -> g"},
			Request: patching("/Users/$u", `{"op":"add","path":"groups","value":[{"value":"$g"}]}`),
			Control: patching("/Users/$u", `{"op":"add","path":"groups.display","value":"Staff"}`),
		},
		Install: onWritten(scim.URNUser, func(c *Call, values scim.Resource) *Answer {
			if c.Method != http.MethodPatch || len(manyOf(values, "groups")) == 0 {
				return nil
			}
			for _, group := range manyOf(values, "groups") {
				join := scim.Resource{"op": "add", "path": "members", "value": []any{scim.Resource{"value": c.ID()}}}
				joined := c.Ask(http.MethodPatch, "/Groups/"+group.String("value"), scim.Resource{
					"schemas": []any{scim.URNPatchOp}, "Operations": []any{join},
				})
				if !joined.OK() {
					return joined
				}
			}
			dropMember(values, "groups")
			return nil
		}),
	}
}
