package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// filterTotalCountsEverything: RFC 7644 §3.4.2.
func filterTotalCountsEverything() Defect {
	return Defect{
		Name:     "filter-total-counts-everything",
		Sentence: "Counts all resources of the type in totalResults, not those that match the filter.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R02", "RFC7644-3.4.2-R05", "RFC7644-3.4.2.4-R10"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   hereUsers("anna@example.com", "ben@example.com"),
			Request: `GET /Users?filter=userName+eq+"anna@example.com"`,
			Control: `GET /Users`,
		},
		Install: onPages(func(q asked, a *Answer) {
			if _, filtered := q.get("filter"); !filtered {
				return
			}
			if total, ok := Number(q.Ask(http.MethodGet, q.place()+"?count=0", nil).Body(), "totalResults"); ok {
				a.Change(func(body scim.Resource) { body["totalResults"] = total })
			}
		}),
	}
}
