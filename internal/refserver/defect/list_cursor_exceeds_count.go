package defect

import (
	"strconv"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listCursorExceedsCount: RFC 9865 §2: a page MUST NOT hold more than count.
func listCursorExceedsCount() Defect {
	return Defect{
		Name:     "list-cursor-exceeds-count",
		Sentence: "Puts one result more than count on the pages of a cursor.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC9865-2-R05"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com", "c@example.com"),
			Request: `GET /Users?cursor=&count=1`,
			Control: `GET /Users?startIndex=1&count=1`,
		},
		Install: onLists(func(q asked) *Answer {
			if count, ok := q.number("count"); ok && q.byCursor() && count > 0 && count < 100 {
				q.set("count", strconv.Itoa(count+1))
			}
			return nil
		}),
	}
}
