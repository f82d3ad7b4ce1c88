package defect

import (
	"net/http"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// readCreatedShowsLess: RFC 7644 §3.9, §3.3: the answer to a create shows what a
// read shows.
func readCreatedShowsLess() Defect {
	return Defect{
		Name:     "read-created-shows-less",
		Sentence: "Shows of a new user or group only schemas, id, meta and its name in the answer to the create.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.9-R01", "RFC7644-3.3-R09"},
		Harm:     Annoyance,
		Shows: Demo{
			Request: hereUser("anna@example.com", `"title":"Buyer"`),
			Control: hereUser("anna@example.com"),
		},
		Install: onAnswersTo(http.MethodPost, func(c *Call, a *Answer) {
			if projected(c) {
				return
			}
			a.Each(func(resource scim.Resource) {
				for name := range resource {
					if !slices.Contains([]string{"schemas", "id", "meta", "userName", "displayName"}, name) {
						delete(resource, name)
					}
				}
			})
		}),
	}
}
