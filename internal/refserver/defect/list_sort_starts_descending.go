package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listSortStartsDescending: RFC 7644 §3.4.2.3: the order is ascending unless
// asked otherwise.
func listSortStartsDescending() Defect {
	return Defect{
		Name:     "list-sort-starts-descending",
		Sentence: "Sorts in descending order when sortOrder is not given.",
		Subject:  "sort",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.3-R03"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com"),
			Request: `GET /Users?sortBy=userName`,
			Control: `GET /Users?sortBy=userName&sortOrder=ascending`,
		},
		Install: onLists(func(q asked) *Answer {
			if _, given := q.get("sortOrder"); !given {
				q.set("sortOrder", "descending")
			}
			return nil
		}),
	}
}
