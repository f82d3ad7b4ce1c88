package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// securitySecretInError: RFC 7644 §7.7: credentials are kept safe, also from logs
// of errors.
func securitySecretInError() Defect {
	return Defect{
		Name:     "security-secret-in-error",
		Sentence: "Repeats the body of a refused request in the detail of 400, with the password in it.",
		Subject:  "security",
		Breaks:   []requirement.ID{"RFC7644-7.7-R01"},
		Harm:     SecurityHole,
		Shows: Demo{
			Request: hereUser("anna@example.com", `"password":"t1meMa$heen"`, `"emails":7`),
			Control: hereUser("anna@example.com", `"password":"t1meMa$heen"`),
		},
		Install: onErrors(errorIs(http.StatusBadRequest), func(c *Call, a *Answer) {
			a.Change(adding("this was sent: " + string(c.Raw)))
		}),
	}
}
