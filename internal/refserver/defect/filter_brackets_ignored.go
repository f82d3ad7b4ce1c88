package defect

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterBracketsIgnored: RFC 7644 §3.4.2.2: grouping comes first.
func filterBracketsIgnored() Defect {
	return Defect{
		Name:     "filter-brackets-ignored",
		Sentence: "Ignores the round brackets of a filter without not.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R31"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   hereUsers("anna@example.com", "ben@example.com"),
			Request: `GET /Users?filter=(userName+sw+"anna"+or+userName+sw+"ben")+and+userName+sw+"ben"`,
			Control: `GET /Users?filter=userName+sw+"anna"+or+userName+sw+"ben"+and+userName+sw+"ben"`,
		},
		Install: onTokens(func(t tokens) tokens {
			if slices.ContainsFunc(t, func(one string) bool { return strings.EqualFold(one, "not") }) {
				return t
			}
			return slices.DeleteFunc(t, func(one string) bool { return one == "(" || one == ")" })
		}),
	}
}
