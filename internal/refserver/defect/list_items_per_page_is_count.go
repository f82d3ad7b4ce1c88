package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listItemsPerPageIsCount: RFC 7644 §3.4.2: the number of results in the page;
// fd-022.
func listItemsPerPageIsCount() Defect {
	return Defect{
		Name:     "list-items-per-page-is-count",
		Sentence: "Repeats the count of the request as itemsPerPage.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.4-R09"},
		Harm:     Annoyance,
		Field:    []string{"fd-022"},
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com"),
			Request: `GET /Users?count=100`,
			Control: `GET /Users?count=2`,
		},
		Install: onPages(func(q asked, a *Answer) {
			if count, ok := q.number("count"); ok && count > 0 {
				a.Change(func(body scim.Resource) { body["itemsPerPage"] = count })
			}
		}),
	}
}
