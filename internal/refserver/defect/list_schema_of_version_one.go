package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listSchemaOfVersionOne: RFC 7644 §3.4.2: the URN of ListResponse MUST be given.
func listSchemaOfVersionOne() Defect {
	return Defect{
		Name:     "list-schema-of-version-one",
		Sentence: "Names the schema of SCIM 1.1 in lists.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.4.2-R04"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: `GET /Users`,
			Control: `GET /Users/$anna`,
		},
		Install: onPages(func(_ asked, a *Answer) {
			a.Change(func(body scim.Resource) { body["schemas"] = []string{"urn:scim:schemas:core:1.0"} })
		}),
	}
}
