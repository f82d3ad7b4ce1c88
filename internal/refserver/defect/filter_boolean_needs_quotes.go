package defect

import (
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterBooleanNeedsQuotes: RFC 7643 §2.3.2, RFC 7644 figure 1: the operand for
// a boolean is true or false.
func filterBooleanNeedsQuotes() Defect {
	return Defect{
		Name:     "filter-boolean-needs-quotes",
		Sentence: "Compares booleans as strings and refuses the operands true and false.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7643-2.3.2-R02", "RFC7644-3.4.2.2-R40", "RFC7644-3.4.2.2-R08"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"active":true`)},
			Request: `GET /Users?filter=active+eq+true`,
			Control: `GET /Users?filter=active+eq+"true"`,
		},
		Install: refusing(func(_ asked, t tokens) *Answer {
			if slices.Contains(t, "true") || slices.Contains(t, "false") {
				return invalidFilter("a string is expected behind the operator")
			}
			return nil
		}),
	}
}
