package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeCaseChangeLost: RFC 7643 §7: the case of a case-exact value is kept;
// fd-100.
func attributeCaseChangeLost() Defect {
	return Defect{
		Name:     "attribute-case-change-lost",
		Sentence: "Keeps the old spelling of a text of a user when a PUT changes nothing but its letter case.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-7-R23", "HOUSE-01", "E-6.12"},
		Harm:     DataDrift,
		Field:    []string{"fd-100"},
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"externalId":"abc"`) + " -> u"},
			Request: replacing("/Users/$u", "anna@example.com", `"externalId":"ABC"`),
			Control: replacing("/Users/$u", "anna@example.com", `"externalId":"ABCD"`),
		},
		Install: onWritten(scim.URNUser, func(c *Call, values scim.Resource) *Answer {
			if c.Method != http.MethodPut {
				return nil
			}
			old := stored(c)
			for name, value := range values {
				text, isText := value.(string)
				if was := old.String(name); isText && strings.EqualFold(was, text) {
					values[name] = was
				}
			}
			return nil
		}),
	}
}
