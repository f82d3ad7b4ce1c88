package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeReplaceChangesActiveOnly: RFC 7644 §3.5.1; fd-098.
func writeReplaceChangesActiveOnly() Defect {
	return Defect{
		Name:     "write-replace-changes-active-only",
		Sentence: "Takes nothing but active out of a PUT of a user and answers success.",
		Subject:  "replace",
		Breaks:   []requirement.ID{"RFC7644-3.5.1-R03", "HOUSE-01"},
		Harm:     DataDrift,
		Field:    []string{"fd-098"},
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: replacing("/Users/$anna", "anna@example.com", `"title":"Buyer"`),
			Control: replacing("/Users/$anna", "anna@example.com", `"active":false`),
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			now := stored(c)
			body := c.Body()
			if c.Kind() != "Users" || now == nil || body == nil {
				return nil
			}
			if active, sent := body.Get("active"); sent {
				now["active"] = active
			}
			c.SetBody(now)
			return nil
		}, http.MethodPut),
	}
}
