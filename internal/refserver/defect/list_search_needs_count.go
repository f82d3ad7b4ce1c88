package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listSearchNeedsCount: RFC 7644 §3.4.3: count may be left out; fd-025.
func listSearchNeedsCount() Defect {
	return Defect{
		Name:     "list-search-needs-count",
		Sentence: "Answers 500 to a search by POST without count, or with count 0.",
		Subject:  "search",
		Breaks:   []requirement.ID{"RFC7644-3.4.3-R16", "RFC7644-3.4.3-R17", "RFC7644-3.4.2.4-R07", "RFC7644-3.4.2.4-R08"},
		Harm:     Annoyance,
		Field:    []string{"fd-025"},
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `POST /Users/.search {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName co \"a\""}`,
			Control: `POST /Users/.search {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName co \"a\"","count":5}`,
		},
		Install: onLists(func(q asked) *Answer {
			if count, _ := q.number("count"); q.searches() && count == 0 {
				return Refuse(500, "", "the limit of the query is missing")
			}
			return nil
		}),
	}
}
