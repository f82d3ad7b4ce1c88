package defect

import (
	"strconv"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listPagesOverlap: RFC 7644 §3.4.2.4: startIndex is the first result of the
// page; fd-018.
func listPagesOverlap() Defect {
	return Defect{
		Name:     "list-pages-overlap",
		Sentence: "Ends a page at startIndex instead of beginning it there: startIndex 4 with count 3 gives items 2 to 4.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.4-R12", "RFC7644-3.4.2.4-R03", "RFC7644-3.4.2.4-R11", "E-6.17"},
		Harm:     DataDrift,
		Field:    []string{"fd-018"},
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com", "c@example.com", "d@example.com", "e@example.com"),
			Request: `GET /Users?startIndex=4&count=3`,
			Control: `GET /Users?startIndex=1&count=3`,
		},
		Install: onLists(func(q asked) *Answer {
			start := q.first()
			count, counted := q.number("count")
			if !counted || count < 2 || start < 2 {
				return nil
			}
			q.set("startIndex", strconv.Itoa(max(1, start-count+1)))
			return q.telling("startIndex", start)
		}),
	}
}
