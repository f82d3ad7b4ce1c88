package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listEmptyIsNull: Entra's documents show an empty array (E-6.5).
func listEmptyIsNull() Defect {
	return Defect{
		Name:     "list-empty-is-null",
		Sentence: "Writes null as Resources of an empty list.",
		Subject:  "read",
		Breaks:   []requirement.ID{"E-6.5"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=userName+eq+"nobody"`,
			Control: `GET /Users?filter=userName+eq+"anna@example.com"`,
		},
		Install: onPages(func(_ asked, a *Answer) {
			a.Change(func(body scim.Resource) {
				if len(body.List("Resources")) == 0 {
					body["Resources"] = nil
				}
			})
		}),
	}
}
