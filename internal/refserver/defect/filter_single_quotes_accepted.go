package defect

import "github.com/scimulator/scimulator/internal/requirement"

// filterSingleQuotesAccepted: RFC 7644 §3.4.2.2: a filter MUST follow the
// grammar, whose strings are those of JSON.
func filterSingleQuotesAccepted() Defect {
	return Defect{
		Name:     "filter-single-quotes-accepted",
		Sentence: "Takes an operand in single quotation marks for a string.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R30", "RFC7644-3.4.2.2-R40"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=userName+eq+'anna@example.com'`,
			Control: `GET /Users?filter=userName+eq+anna@example.com`,
		},
		Install: onTokens(func(t tokens) tokens {
			for i, one := range t {
				if len(one) > 1 && one[0] == '\'' && one[len(one)-1] == '\'' {
					t[i] = string(encode(one[1 : len(one)-1]))
				}
			}
			return t
		}),
	}
}
