package defect

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterNotIgnored: RFC 7644 table 4.
func filterNotIgnored() Defect {
	return Defect{
		Name:     "filter-not-ignored",
		Sentence: "Ignores not in front of brackets.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R24", "RFC7644-3.4.2.2-R02"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   hereUsers("anna@example.com", "ben@example.com"),
			Request: `GET /Users?filter=not+(userName+sw+"anna")`,
			Control: `GET /Users?filter=userName+ne+"anna@example.com"`,
		},
		Install: onTokens(func(t tokens) tokens {
			return slices.DeleteFunc(t, func(one string) bool { return strings.EqualFold(one, "not") })
		}),
	}
}
