package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterUnquotedAccepted: RFC 7644 figure 1: an operand is a value of JSON, so
// that a text stands in quotation marks.
func filterUnquotedAccepted() Defect {
	return Defect{
		Name:     "filter-unquoted-accepted",
		Sentence: "Takes a bare word as an operand for a string.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R30", "RFC7644-3.4.2.2-R40"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("anna"),
			Request: `GET /Users?filter=userName+eq+anna`,
			Control: `GET /Users?filter=userName+eq+'anna'`,
		},
		Install: onTokens(func(t tokens) tokens {
			for at := range t {
				c, size := comparisonAt(t[at:], "")
				if size == 3 && isBareWord(c.operand) {
					t[at+2] = string(encode(c.operand))
				}
			}
			return t
		}),
	}
}

// isBareWord says whether an operand is neither a string, nor a number, nor a word
// of JSON.
func isBareWord(operand string) bool {
	return !strings.ContainsAny(operand[:1], `"'-0123456789`) && operand != "true" && operand != "false" && operand != "null"
}
