package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listDropsNamesakes: RFC 7644 §3.4.2.4: the pages together hold all results;
// fd-024.
func listDropsNamesakes() Defect {
	return Defect{
		Name:     "list-drops-namesakes",
		Sentence: "Leaves a user out of a page when another one in it has the same displayName, after counting both.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.4-R12", "RFC7644-3.4.2-R05", "RFC7644-3.4.2.4-R10"},
		Harm:     UsersLost,
		Field:    []string{"fd-024"},
		Shows: Demo{
			Given: []string{
				hereUser("anna@example.com", `"displayName":"Anna Reis"`), hereUser("anna.reis@example.com", `"displayName":"Anna Reis"`),
			},
			Request: `GET /Users?count=10`,
			Control: `GET /Users?count=1`,
		},
		Install: onPages(func(q asked, a *Answer) {
			if q.Kind() != "Users" {
				return
			}
			whole, seen, kept := q.whole(), map[string]bool{}, []any{}
			a.Change(func(body scim.Resource) {
				for _, element := range body.List("Resources") {
					name := whole[scim.AsObject(element).ID()].String("displayName")
					if name == "" || !seen[name] {
						kept = append(kept, element)
					}
					seen[name] = true
				}
				body["Resources"], body["itemsPerPage"] = kept, len(kept)
			})
		}),
	}
}
