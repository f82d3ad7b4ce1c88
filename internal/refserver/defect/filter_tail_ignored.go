package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterTailIgnored: RFC 7644 §3.4.2.2: a filter MUST follow the grammar.
func filterTailIgnored() Defect {
	return Defect{
		Name:     "filter-tail-ignored",
		Sentence: "Reads the first comparison of a filter and ignores text behind it that is neither and nor or.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R30", "RFC7644-3.4.2.2-R05"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=userName+eq+"anna@example.com"+please`,
			Control: `GET /Users?filter=userName+eq+"anna@example.com"+and`,
		},
		Install: onTokens(func(t tokens) tokens {
			_, size := comparisonAt(t, "")
			if size == 0 || size == len(t) || strings.EqualFold(t[size], "and") || strings.EqualFold(t[size], "or") {
				return t
			}
			return t[:size]
		}),
	}
}
