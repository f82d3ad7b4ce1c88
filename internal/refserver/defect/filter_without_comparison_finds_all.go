package defect

import (
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterWithoutComparisonFindsAll: RFC 7644 §3.4.2.2: a filter MUST contain an
// expression.
func filterWithoutComparisonFindsAll() Defect {
	return Defect{
		Name:     "filter-without-comparison-finds-all",
		Sentence: "Answers a filter of brackets and logical operators alone with all resources.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R04", "RFC7644-3.4.2.2-R30"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=()`,
			Control: `GET /Users?filter=userName`,
		},
		Install: onLists(func(q asked) *Answer {
			text, _ := q.get("filter")
			t := tokensOf(text)
			if len(t) > 0 && !slices.ContainsFunc(t, func(one string) bool { return isWord(one) || one[0] == '"' }) {
				q.drop("filter")
			}
			return nil
		}),
	}
}
