package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listCountIgnored: RFC 7644 §3.4.2.4: more than count MUST NOT be returned.
func listCountIgnored() Defect {
	return Defect{
		Name:     "list-count-ignored",
		Sentence: "Ignores a positive count and returns the page size of its own.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.4-R04"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com", "c@example.com"),
			Request: `GET /Users?startIndex=1&count=2`,
			Control: `GET /Users?count=0`,
		},
		Install: onLists(func(q asked) *Answer {
			if count, ok := q.number("count"); ok && count > 0 && !q.byCursor() {
				q.drop("count")
			}
			return nil
		}),
	}
}
