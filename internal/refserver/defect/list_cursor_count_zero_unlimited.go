package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listCursorCountZeroUnlimited: RFC 9865 §2: count 0 asks for totalResults only.
func listCursorCountZeroUnlimited() Defect {
	return Defect{
		Name:     "list-cursor-count-zero-unlimited",
		Sentence: "Fills the page of a cursor when count is 0.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC9865-2-R04", "RFC9865-2-R05"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com"),
			Request: `GET /Users?cursor=&count=0`,
			Control: `GET /Users?count=0`,
		},
		Install: onLists(func(q asked) *Answer {
			if count, ok := q.number("count"); ok && count == 0 && q.byCursor() {
				q.drop("count")
			}
			return nil
		}),
	}
}
