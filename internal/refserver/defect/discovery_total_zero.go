package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoveryTotalZero: RFC 7644 §4: all schemas are returned as a ListResponse,
// whose totalResults counts them (§3.4.2).
func discoveryTotalZero() Defect {
	return Defect{
		Name:     "discovery-total-zero",
		Sentence: "Shows totalResults 0 in the lists of schemas and resource types, which are not empty.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7644-4-R04", "RFC7644-4-R08"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /Schemas`, Control: "GET /Schemas/" + scim.URNUser},
		Install: onTypesAndSchemas(func(c *Call, a *Answer) {
			if c.ID() == "" {
				a.Change(func(list scim.Resource) { list["totalResults"] = 0 })
			}
		}),
	}
}
