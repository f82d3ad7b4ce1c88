package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listNegativeCountRefused: RFC 7644 §3.4.2.4: a negative count SHALL count as 0.
func listNegativeCountRefused() Defect {
	return Defect{
		Name:     "list-negative-count-refused",
		Sentence: "Refuses a negative count.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.4-R06", "RFC9865-2-R03"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("a@example.com"),
			Request: `GET /Users?count=-1`,
			Control: `GET /Users?count=0`,
		},
		Install: onLists(func(q asked) *Answer {
			if count, ok := q.number("count"); ok && count < 0 {
				return Refuse(400, "invalidValue", "count has to be 0 or more")
			}
			return nil
		}),
	}
}
