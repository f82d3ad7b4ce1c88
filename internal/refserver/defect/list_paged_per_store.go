package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listPagedPerStore: RFC 7644 §3.4.2.4: there is one list; fd-026.
func listPagedPerStore() Defect {
	return Defect{
		Name:     "list-paged-per-store",
		Sentence: "Keeps users with and without @ in userName in two stores and lets each of them skip its own first results.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.4-R12", "RFC7644-3.4.2.4-R03"},
		Harm:     DataDrift,
		Field:    []string{"fd-026"},
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com", "c@example.com", "d", "e", "f"),
			Request: `GET /Users?startIndex=3&count=10`,
			Control: `GET /Users?startIndex=1&count=10`,
		},
		Install: onPages(func(q asked, a *Answer) {
			if q.Kind() != "Users" || q.byCursor() {
				return
			}
			var stores [2][]scim.Resource
			whole := q.whole()
			for _, user := range q.everything(q.content()) {
				i := 0
				if !strings.Contains(whole[user.ID()].String("userName"), "@") {
					i = 1
				}
				stores[i] = append(stores[i], user)
			}
			var page []scim.Resource
			for _, store := range stores {
				page = append(page, store[min(q.first()-1, len(store)):]...)
			}
			page = page[:min(q.limit(), len(page))]
			a.Change(func(body scim.Resource) { body["Resources"], body["itemsPerPage"] = elements(page), len(page) })
		}),
	}
}
