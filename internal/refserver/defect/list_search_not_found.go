package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listSearchNotFound: RFC 7644 §3.2, table 2, and §3.4.3.
func listSearchNotFound() Defect {
	return Defect{
		Name:     "list-search-not-found",
		Sentence: "Answers 404 to POST on .search.",
		Subject:  "search",
		Breaks:   []requirement.ID{"RFC7644-3.4.3-R01", "RFC7644-3.2-R04"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `POST /Users/.search {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"count":1}`,
			Control: `GET /Users?count=1`,
		},
		Install: onLists(func(q asked) *Answer {
			if q.searches() {
				return Refuse(404, "", "there is no resource .search")
			}
			return nil
		}),
	}
}
