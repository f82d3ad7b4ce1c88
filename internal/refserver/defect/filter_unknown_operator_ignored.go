package defect

import "github.com/scimulator/scimulator/internal/requirement"

// filterUnknownOperatorIgnored: RFC 7644 §3.4.2.2: an operation that is not
// recognised MUST be declined.
func filterUnknownOperatorIgnored() Defect {
	return Defect{
		Name:     "filter-unknown-operator-ignored",
		Sentence: "Ignores a filter with an operator it does not know and returns everything.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R36", "RFC7644-3.4.2.2-R30", "RFC7644-3.4.3-R09"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=userName+regex+".*"`,
			Control: `GET /Users?filter=userName+eq`,
		},
		Install: onLists(func(q asked) *Answer {
			text, _ := q.get("filter")
			t := tokensOf(text)
			if len(t) != 3 || !isWord(t[0]) || !isWord(t[1]) {
				return nil
			}
			if _, known := comparisonAt(t, ""); known == 0 {
				q.drop("filter")
			}
			return nil
		}),
	}
}
