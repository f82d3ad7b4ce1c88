package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listResourcesInLowerCase: RFC 7644 §3.4.2: the attribute is Resources.
func listResourcesInLowerCase() Defect {
	return Defect{
		Name:     "list-resources-in-lower-case",
		Sentence: "Spells the attribute that holds the results resources.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.4.2-R07"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: `GET /Users`,
			Control: `GET /Users/$anna`,
		},
		Install: onPages(func(_ asked, a *Answer) {
			a.Change(func(body scim.Resource) {
				if list, ok := body["Resources"]; ok {
					delete(body, "Resources")
					body["resources"] = list
				}
			})
		}),
	}
}
