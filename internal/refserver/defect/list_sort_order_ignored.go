package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listSortOrderIgnored: RFC 7644 §3.4.2.3: descending is one of two orders.
func listSortOrderIgnored() Defect {
	return Defect{
		Name:     "list-sort-order-ignored",
		Sentence: "Sorts in ascending order when descending is asked for.",
		Subject:  "sort",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.3-R02", "RFC7644-3.4.2.3-R03"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com"),
			Request: `GET /Users?sortBy=userName&sortOrder=descending`,
			Control: `GET /Users?sortBy=userName`,
		},
		Install: onLists(func(q asked) *Answer {
			if order, _ := q.get("sortOrder"); strings.EqualFold(order, "descending") {
				q.set("sortOrder", "ascending")
			}
			return nil
		}),
	}
}
