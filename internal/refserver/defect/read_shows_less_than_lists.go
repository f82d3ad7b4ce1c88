package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// readShowsLessThanLists: RFC 7644 §3.9: every operation that returns a resource
// returns the same set of attributes.
func readShowsLessThanLists() Defect {
	return Defect{
		Name:     "read-shows-less-than-lists",
		Sentence: "Leaves phoneNumbers and addresses out of the read of one user, though lists show them.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.9-R01", "RFC7644-3.4-R02", "RFC7643-7-R35"},
		Harm:     DataDrift,
		Shows: Demo{
			Given: []string{
				hereUser("anna@example.com", `"phoneNumbers":[{"value":"+1 206 555 0100","type":"work"}]`) + " -> anna",
			},
			Request: `GET /Users/$anna`,
			Control: `GET /Users`,
		},
		Install: onAnswersTo(http.MethodGet, func(c *Call, a *Answer) {
			if c.Kind() == "Users" && !projected(c) {
				a.Each(func(user scim.Resource) {
					delete(user, "phoneNumbers")
					delete(user, "addresses")
				})
			}
		}),
	}
}
