package defect

import (
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterOpenBracketAccepted: RFC 7644 §3.4.2.2: a filter MUST follow the grammar.
func filterOpenBracketAccepted() Defect {
	return Defect{
		Name:     "filter-open-bracket-accepted",
		Sentence: "Closes the round brackets that a filter left open.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R30"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=(userName+eq+"anna@example.com"`,
			Control: `GET /Users?filter=userName+eq+"anna@example.com")`,
		},
		Install: onTokens(func(t tokens) tokens {
			open := 0
			for _, one := range t {
				switch one {
				case "(":
					open++
				case ")":
					open--
				}
			}
			return append(t, slices.Repeat(tokens{")"}, max(0, open))...)
		}),
	}
}
