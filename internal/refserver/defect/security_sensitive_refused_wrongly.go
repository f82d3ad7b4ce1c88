package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// securitySensitiveRefusedWrongly: RFC 7644 §7.5.2: a filter with sensitive data
// in the URI is refused by 403 with scimType sensitive. The example there has
// "404" as status by mistake (EID 6893).
func securitySensitiveRefusedWrongly() Defect {
	return Defect{
		Name:     "security-sensitive-refused-as-404",
		Sentence: "Refuses a filter on passwords or telephone numbers in the URI by 403 with the status 404 in the body and without scimType.",
		Subject:  "security",
		Breaks:   []requirement.ID{"RFC7644-7.5.2-R02", "RFC7644-3.12-R25", "RFC7644-3.12-R03"},
		Harm:     Annoyance,
		Shows: Demo{
			Request: `GET /Users?filter=phoneNumbers.value+eq+"+1-201-555-0123"`,
			Control: `GET /Users?filter=userName+eq+"anna@example.com"`,
		},
		Install: beforeAll(func(c *Call) *Answer {
			text := strings.ToLower(c.Query.Get("filter"))
			if c.Method != http.MethodGet || !(asked{c}).lists() || !strings.Contains(text, "phonenumbers") && !strings.Contains(text, "password") {
				return nil
			}
			answer := Refuse(http.StatusForbidden, "", "Query filter involving sensitive data: use POST")
			answer.Change(func(fault scim.Resource) { fault["status"] = "404" })
			return answer
		}),
	}
}
