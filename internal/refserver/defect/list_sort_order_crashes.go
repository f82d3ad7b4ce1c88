package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listSortOrderCrashes: RFC 7644 §3.4.2.3: ascending and descending are the
// values of sortOrder.
func listSortOrderCrashes() Defect {
	return Defect{
		Name:     "list-sort-order-crashes",
		Sentence: "Answers 500 to a sortOrder that is neither ascending nor descending.",
		Subject:  "sort",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.3-R08"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("a@example.com"),
			Request: `GET /Users?sortBy=userName&sortOrder=sideways`,
			Control: `GET /Users?sortBy=userName&sortOrder=descending`,
		},
		Install: onLists(func(q asked) *Answer {
			order, _ := q.get("sortOrder")
			if order == "" || strings.EqualFold(order, "ascending") || strings.EqualFold(order, "descending") {
				return nil
			}
			return Refuse(500, "", "no order "+order)
		}),
	}
}
