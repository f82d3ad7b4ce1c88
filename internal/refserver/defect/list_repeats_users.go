package defect

import (
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listRepeatsUsers: RFC 7644 §3.4.2: each result counts once; fd-023.
func listRepeatsUsers() Defect {
	return Defect{
		Name:     "list-repeats-users",
		Sentence: "Lists a user once for each of its e-mail addresses, and counts it as often.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7644-3.4.2-R05", "RFC7644-3.4.2.4-R10", "RFC7644-3.4.2.4-R12"},
		Harm:     DataDrift,
		Field:    []string{"fd-023"},
		Shows: Demo{
			Given: []string{
				hereUser("anna@example.com", `"emails":[{"type":"work","value":"anna@example.com"},{"type":"home","value":"a@fabrikam.example"}]`),
				hereUser("ben@example.com", `"emails":[{"type":"work","value":"ben@example.com"}]`),
			},
			Request: `GET /Users?count=500`,
			Control: `GET /Users?filter=userName+eq+"ben@example.com"`,
		},
		Install: onPages(func(q asked, a *Answer) {
			if q.Kind() != "Users" || q.byCursor() {
				return
			}
			var rows []scim.Resource
			whole := q.whole()
			for _, user := range q.everything(q.content()) {
				rows = append(rows, slices.Repeat([]scim.Resource{user}, max(1, len(whole[user.ID()].List("emails"))))...)
			}
			page := rows[min(q.first()-1, len(rows)):]
			page = page[:min(q.limit(), len(page))]
			a.Change(func(body scim.Resource) {
				body["Resources"], body["itemsPerPage"], body["totalResults"] = elements(page), len(page), len(rows)
			})
		}),
	}
}
