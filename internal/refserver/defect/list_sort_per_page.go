package defect

import (
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listSortPerPage: RFC 7644 §3.4.2.3, RFC 9865 §2.2: the whole result is sorted,
// then cut into pages.
func listSortPerPage() Defect {
	return Defect{
		Name:     "list-sort-per-page",
		Sentence: "Cuts the result into pages first and then sorts each page for itself.",
		Subject:  "sort",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.3-R02", "RFC9865-2.2-R01"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("c@example.com", "b@example.com", "a@example.com"),
			Request: `GET /Users?sortBy=userName&count=2`,
			Control: `GET /Users?sortBy=userName`,
		},
		Install: onLists(func(q asked) *Answer {
			if name, _ := q.get("sortBy"); name == "" {
				return nil
			}
			rank := map[string]int{}
			for i, resource := range q.everything(q.same("filter", "sortBy", "sortOrder")) {
				rank[resource.ID()] = i
			}
			q.drop("sortBy")
			answer := q.Pass()
			answer.Change(func(body scim.Resource) {
				slices.SortStableFunc(body.List("Resources"), func(x, y any) int {
					return rank[scim.AsObject(x).ID()] - rank[scim.AsObject(y).ID()]
				})
			})
			return answer
		}),
	}
}
