package defect

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterOperatorsCaseExact: RFC 7644 §3.4.2.2: operators are case insensitive.
func filterOperatorsCaseExact() Defect {
	return Defect{
		Name:     "filter-operators-case-exact",
		Sentence: "Knows the operators of filters in lower case only.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R03", "RFC7643-2.1-R04"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=userName+EQ+"anna@example.com"`,
			Control: `GET /Users?filter=USERNAME+eq+"anna@example.com"`,
		},
		Install: refusing(func(_ asked, t tokens) *Answer {
			known := []string{"eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr", "and", "or", "not"}
			for _, word := range t {
				if lower := strings.ToLower(word); lower != word && slices.Contains(known, lower) {
					return invalidFilter("unknown operator " + word)
				}
			}
			return nil
		}),
	}
}
