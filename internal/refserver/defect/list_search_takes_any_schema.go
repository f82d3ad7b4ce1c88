package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listSearchTakesAnySchema: RFC 7644 §3.4.3: the URN of SearchRequest MUST be
// given.
func listSearchTakesAnySchema() Defect {
	return Defect{
		Name:     "list-search-takes-any-schema",
		Sentence: "Searches by POST whatever schemas the body names.",
		Subject:  "search",
		Breaks:   []requirement.ID{"RFC7644-3.4.3-R03", "RFC7644-3.1-R05"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `POST /Users/.search {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"count":1}`,
			Control: `POST /Users/.search {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"count":1}`,
		},
		Install: onLists(func(q asked) *Answer {
			if q.searches() {
				q.put("schemas", []string{scim.URNSearchRequest})
			}
			return nil
		}),
	}
}
