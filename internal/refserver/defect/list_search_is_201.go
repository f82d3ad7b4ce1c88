package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listSearchIs201: RFC 7644 §3.4.3: the answer is that of a query by GET.
func listSearchIs201() Defect {
	return Defect{
		Name:     "list-search-is-201",
		Sentence: "Answers a search by POST with status 201.",
		Subject:  "search",
		Breaks:   []requirement.ID{"RFC7644-3.4.3-R17", "RFC7644-3.4.3-R01"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `POST /Users/.search {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"count":1}`,
			Control: `GET /Users?count=1`,
		},
		Install: onPages(func(q asked, a *Answer) {
			if q.searches() {
				a.Status = http.StatusCreated
			}
		}),
	}
}
