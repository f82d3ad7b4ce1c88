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
		Sentence: "Leaves a user out of every list when another one before it has the same displayName, after counting both.",
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
			first, kept := firstOfName(q), []any{}
			a.Change(func(body scim.Resource) {
				for _, element := range body.List("Resources") {
					if first[scim.AsObject(element).ID()] {
						kept = append(kept, element)
					}
				}
				body["Resources"], body["itemsPerPage"] = kept, len(kept)
			})
		}),
	}
}

// firstOfName are the ids of the users that the filter matches, each the first of
// its displayName.
func firstOfName(q asked) map[string]bool {
	first, taken := map[string]bool{}, map[string]bool{}
	for _, user := range q.everything(q.same("filter")) {
		name := user.String("displayName")
		first[user.ID()] = name == "" || !taken[name]
		taken[name] = true
	}
	return first
}
