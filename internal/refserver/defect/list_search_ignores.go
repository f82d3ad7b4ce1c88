package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listSearchIgnores: RFC 7644 §3.4.3: a SearchRequest may hold any parameter of
// a query.
func listSearchIgnores() []Defect {
	return []Defect{
		searchIgnores("attributes", "attributes", `["userName"]`, "RFC7644-3.4.3-R04", "RFC7644-3.4.2.5-R02"),
		searchIgnores("excluded", "excludedAttributes", `["title"]`, "RFC7644-3.4.3-R07", "RFC7644-3.4.2.5-R02"),
		searchIgnores("sort-by", "sortBy", `"title"`, "RFC7644-3.4.3-R11", "RFC7644-3.4.3-R12"),
		searchIgnores("start-index", "startIndex", `2`, "RFC7644-3.4.2.4-R12", "RFC7644-3.4.2.4-R11"),
		searchIgnores("cursor", "cursor", `""`, "RFC9865-3-R01"),
	}
}

func searchIgnores(name, parameter, value string, breaks ...requirement.ID) Defect {
	request := `POST /Users/.search {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"count":2`
	return Defect{
		Name:     "list-search-ignores-" + name,
		Sentence: "Ignores " + parameter + " in a search by POST.",
		Subject:  "search",
		Breaks:   breaks,
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"title":"Seller"`), hereUser("ben@example.com", `"title":"Buyer"`), hereUser("carl@example.com")},
			Request: request + `,"` + parameter + `":` + value + `}`,
			Control: request + `}`,
		},
		Install: onLists(func(q asked) *Answer {
			if q.searches() {
				q.drop(parameter)
			}
			return nil
		}),
	}
}
