package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoverySingleInList: RFC 7644 §4: a single type or schema is returned like a
// single User.
func discoverySingleInList() Defect {
	return Defect{
		Name:     "discovery-single-in-list",
		Sentence: "Wraps a single schema or resource type in a list.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7644-4-R05", "RFC7644-4-R07"},
		Harm:     Annoyance,
		Shows:    Demo{Request: "GET /Schemas/" + scim.URNUser, Control: `GET /Schemas`},
		Install: onTypesAndSchemas(func(c *Call, a *Answer) {
			if c.ID() != "" {
				a.SetBody(inList(a.Body()))
			}
		}),
	}
}
