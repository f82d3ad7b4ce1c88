package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// filterSeesFirstValueOnly: RFC 7644 §3.4.2.2: of a multi-valued attribute any
// value may match.
func filterSeesFirstValueOnly() Defect {
	return Defect{
		Name:     "filter-sees-first-value-only",
		Sentence: "Compares the first value of a multi-valued attribute only.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R32"},
		Harm:     LockedOut,
		Shows: Demo{
			Given: []string{hereUser("anna@example.com",
				`"emails":[{"type":"work","value":"anna@example.com"},{"type":"home","value":"anna@fabrikam.example"}]`)},
			Request: `GET /Users?filter=emails.value+eq+"anna@fabrikam.example"`,
			Control: `GET /Users?filter=emails.value+eq+"anna@example.com"`,
		},
		Install: onComparisons(func(q asked, c comparison) (string, bool) {
			operand, isText := c.text()
			name, sub, _ := strings.Cut(c.name(), ".")
			if !isText || !c.searches() || c.within != "" || name == "" {
				return "", false
			}
			if sub == "" {
				sub = "value"
			}
			return q.except(c, func(resource scim.Resource) bool {
				values := resource.List(name)
				return len(values) > 1 && !c.holds(schema.Fold(scim.AsObject(values[0]).String(sub)), schema.Fold(operand))
			})
		}),
	}
}
