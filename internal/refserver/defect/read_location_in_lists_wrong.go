package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// readLocationInListsWrong: RFC 7643 §3.1: meta.location is the URI of the
// resource, wherever it is shown; fd-049.
func readLocationInListsWrong() Defect {
	return Defect{
		Name:     "read-location-in-lists-wrong",
		Sentence: "Shows the address of the endpoint as meta.location of each resource in a list.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7643-3.1-R23", "RFC7644-3.4.2-R08"},
		Harm:     Annoyance,
		Field:    []string{"fd-049"},
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: `GET /Users`,
			Control: `GET /Users/$anna`,
		},
		Install: onPages(func(_ asked, a *Answer) {
			a.Each(func(resource scim.Resource) {
				meta := resource.Object("meta")
				if location := meta.String("location"); location != "" {
					meta["location"] = location[:strings.LastIndex(location, "/")]
				}
			})
		}),
	}
}
