package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// writeReplaceTakesReadOnly: RFC 7644 §3.5.1: read-only values in a PUT are
// ignored.
func writeReplaceTakesReadOnly() Defect {
	return Defect{
		Name:     "write-replace-takes-read-only",
		Sentence: "Makes the user of a PUT a member of exactly those groups that the body names in groups.",
		Subject:  "replace",
		Breaks:   []requirement.ID{"RFC7644-3.5.1-R12", "RFC7643-7-R26", "HOUSE-02"},
		Harm:     SecurityHole,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna", hereGroup("Admins") + " -> admins"},
			Request: replacing("/Users/$anna", "anna@example.com", `"groups":[{"value":"$admins"}]`),
			Control: replacing("/Users/$anna", "anna@example.com"),
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			wanted, sent := c.Body().Get("groups")
			if c.Kind() != "Users" || !sent || stored(c) == nil {
				return nil
			}
			leaveGroups(c)
			list, _ := wanted.([]any)
			for _, element := range list {
				if id := scim.AsObject(element).String("value"); id != "" {
					c.Ask(http.MethodPatch, "/Groups/"+id, messageOf(doing("add", "members", []any{scim.Resource{"value": c.ID()}})))
				}
			}
			return nil
		}, http.MethodPut),
	}
}
