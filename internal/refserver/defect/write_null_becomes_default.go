package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeNullBecomesDefault: RFC 7644 §3.3: null keeps the server from giving a
// default.
func writeNullBecomesDefault() Defect {
	return Defect{
		Name:     "write-null-becomes-default",
		Sentence: "Gives a new user a default for active although the client sent null.",
		Subject:  "create",
		Breaks:   []requirement.ID{"RFC7644-3.3-R07"},
		Harm:     DataDrift,
		Shows: Demo{
			Request: hereUser("anna@example.com", `"active":null`),
			Control: hereUser("anna@example.com", `"active":false`),
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			body := c.Body()
			if value, sent := body.Get("active"); c.Kind() == "Users" && sent && value == nil {
				setMember(body, "active", true)
				c.SetBody(body)
			}
			return nil
		}, http.MethodPost),
	}
}
