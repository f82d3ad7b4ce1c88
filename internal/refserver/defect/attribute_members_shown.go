package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeMembersShown: RFC 7643 §4.2: a member has the id, the address and the
// type of a resource.
func attributeMembersShown() []Defect {
	user := Demo{
		Given: []string{
			hereUser("anna@example.com") + " -> u",
			hereGroup("Staff", `"members":[{"value":"$u"}]`) + " -> g",
			hereGroup("World", `"members":[{"value":"$g"}]`) + " -> w",
		},
		Request: `GET /Groups/$g`,
		Control: `GET /Groups/$g?excludedAttributes=members`,
	}
	group := user
	group.Request, group.Control = `GET /Groups/$w`, `GET /Groups/$g`
	return []Defect{
		membersShown("attribute-member-ref-without-base", "Shows in $ref of members an address without the base path, which leads nowhere.",
			[]requirement.ID{"RFC7643-4.2-R06", "RFC7643-2.3.7-R03", "RFC7643-2.3.7-R05", "RFC7644-1.3-R02"}, user, func(c *Call, member scim.Resource) {
				member["$ref"] = strings.Replace(member.String("$ref"), c.base+"/", "/", 1)
			}),
		membersShown("attribute-member-type-always-user", "Shows the type User for members that are groups.",
			[]requirement.ID{"RFC7643-4.2-R07"}, group, func(_ *Call, member scim.Resource) {
				member["type"] = "User"
			}),
		membersShown("attribute-member-value-is-user-name", "Shows in value of members that are users the userName instead of the id.",
			[]requirement.ID{"RFC7643-4.2-R05", "PROV-04", "ADSK-02", "IDEO-02", "SYNC-05"}, user, func(c *Call, member scim.Resource) {
				if name := ownerOf(c.Ask(http.MethodGet, "/Users/"+member.String("value"), nil)); name != "" {
					member["value"] = name
				}
			}),
	}
}

func membersShown(name, sentence string, breaks []requirement.ID, shows Demo, edit func(c *Call, member scim.Resource)) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "attribute",
		Breaks:   breaks,
		Harm:     DataDrift,
		Shows:    shows,
		Install: onShown(scim.URNGroup, func(c *Call, group scim.Resource) {
			for _, member := range manyOf(group, "members") {
				edit(c, member)
			}
		}),
	}
}
