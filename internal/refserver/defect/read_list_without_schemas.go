package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// readListWithoutSchemas: RFC 7643 §3, RFC 7644 §3.4.2: what a list holds are
// resources; fd-047.
func readListWithoutSchemas() Defect {
	return Defect{
		Name:     "read-list-without-schemas",
		Sentence: "Leaves schemas and meta.resourceType out of the resources in lists.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.4.2-R08", "RFC7643-3-R03", "RFC7644-3.1-R02", "RFC7643-3.1-R19"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-047"},
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: `GET /Users`,
			Control: `GET /Users/$anna`,
		},
		Install: onPages(func(_ asked, a *Answer) {
			a.Each(func(resource scim.Resource) {
				delete(resource, "schemas")
				delete(resource.Object("meta"), "resourceType")
			})
		}),
	}
}
