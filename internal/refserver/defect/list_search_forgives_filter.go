package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listSearchForgivesFilter: RFC 7644 §3.4.3: the filter MUST be a valid one.
func listSearchForgivesFilter() Defect {
	return Defect{
		Name:     "list-search-forgives-filter",
		Sentence: "Returns everything when the filter of a search by POST is not valid.",
		Subject:  "search",
		Breaks:   []requirement.ID{"RFC7644-3.4.3-R09"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `POST /Users/.search {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName zz"}`,
			Control: `GET /Users?filter=userName+zz`,
		},
		Install: func() Hooks {
			return Hooks{After: func(c *Call, a *Answer) {
				if q := (asked{c}); q.searches() && a.Body().String("scimType") == "invalidFilter" {
					q.drop("filter")
					*a = *q.Pass()
				}
			}}
		},
	}
}
