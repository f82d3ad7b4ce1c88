package defect

import (
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listStripsResources: RFC 7644 §3.4.2: a list holds whole resources.
func listStripsResources() Defect {
	return Defect{
		Name:     "list-strips-resources",
		Sentence: "Shows id, schemas, meta and the name of a resource only in lists, although attributes did not ask for that.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.4.2-R08", "RFC7644-3.9-R01"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"title":"Buyer"`) + " -> anna"},
			Request: `GET /Users`,
			Control: `GET /Users/$anna`,
		},
		Install: onPages(func(q asked, a *Answer) {
			if len(q.names("attributes")) > 0 {
				return
			}
			a.Each(func(resource scim.Resource) {
				for name := range resource {
					if !slices.Contains([]string{"id", "schemas", "meta", "userName", "displayName"}, name) {
						delete(resource, name)
					}
				}
			})
		}),
	}
}
