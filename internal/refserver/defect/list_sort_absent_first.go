package defect

import (
	"net/url"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listSortAbsentFirst: RFC 7644 §3.4.2.3: what has no value comes last when
// ascending.
func listSortAbsentFirst() Defect {
	return Defect{
		Name:     "list-sort-absent-first",
		Sentence: "Puts resources without a value for sortBy first in ascending order, and last in descending order.",
		Subject:  "sort",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.3-R07"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"title":"Buyer"`), hereUser("ben@example.com")},
			Request: `GET /Users?sortBy=title`,
			Control: `GET /Users?sortBy=userName`,
		},
		Install: onPages(func(q asked, a *Answer) {
			name, _ := q.get("sortBy")
			if name == "" || q.byCursor() {
				return
			}
			valued := map[string]bool{}
			for _, resource := range q.everything(url.Values{"filter": {name + " pr"}, "attributes": {"id"}}) {
				valued[resource.ID()] = true
			}
			var with, without []scim.Resource
			for _, resource := range q.everything(q.content()) {
				if valued[resource.ID()] {
					with = append(with, resource)
				} else {
					without = append(without, resource)
				}
			}
			if order, _ := q.get("sortOrder"); strings.EqualFold(order, "descending") {
				with, without = without, with
			}
			q.fill(a, append(without, with...))
		}),
	}
}
