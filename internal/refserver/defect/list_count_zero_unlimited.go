package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listCountZeroUnlimited: RFC 7644 §3.4.2.4: count 0 asks for totalResults only.
func listCountZeroUnlimited() Defect {
	return Defect{
		Name:     "list-count-zero-unlimited",
		Sentence: "Takes count 0 for no limit.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.4-R07", "RFC7644-3.4.2.4-R04"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com"),
			Request: `GET /Users?count=0`,
			Control: `GET /Users?count=-1`,
		},
		Install: onLists(func(q asked) *Answer {
			if count, ok := q.number("count"); ok && count == 0 && !q.byCursor() {
				q.drop("count")
			}
			return nil
		}),
	}
}
