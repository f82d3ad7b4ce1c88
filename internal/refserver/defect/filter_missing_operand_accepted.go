package defect

import (
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterMissingOperandAccepted: RFC 7644 §3.4.2.2: an expression has an
// attribute, an operator and a value.
func filterMissingOperandAccepted() Defect {
	return Defect{
		Name:     "filter-missing-operand-accepted",
		Sentence: "Reads a comparison without a value at the end of a filter as pr.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R05", "RFC7644-3.4.2.2-R30"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=userName+eq`,
			Control: `GET /Users?filter=userName`,
		},
		Install: onTokens(func(t tokens) tokens {
			last := len(t) - 1
			if last < 1 || !isWord(t[last-1]) {
				return t
			}
			// With any operand behind it, it would be a comparison.
			if c, size := comparisonAt(append(slices.Clone(t[last-1:]), `""`), ""); size == 3 && c.operator != "pr" {
				t[last] = "pr"
			}
			return t
		}),
	}
}
