package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeReplaceKeepsUserName: RFC 7644 §3.5.1, RFC 7643 §7: a PUT without a
// required attribute is refused.
func writeReplaceKeepsUserName() Defect {
	return Defect{
		Name:     "write-replace-keeps-user-name",
		Sentence: "Accepts a PUT of a user without userName and keeps the one it has.",
		Subject:  "replace",
		Breaks:   []requirement.ID{"RFC7644-3.5.1-R13", "RFC7643-7-R18"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: `PUT /Users/$anna {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"title":"Buyer"}`,
			Control: replacing("/Users/$anna", "anna@example.com", `"title":"Buyer"`),
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			body, was := c.Body(), stored(c)
			if _, sent := body.Get("userName"); c.Kind() == "Users" && body != nil && was != nil && !sent {
				body["userName"] = was.String("userName")
				c.SetBody(body)
			}
			return nil
		}, http.MethodPut),
	}
}
