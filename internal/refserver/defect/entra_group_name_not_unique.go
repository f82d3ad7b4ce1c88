package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// entraGroupNameNotUnique: E-6.14: Entra matches groups by displayName, so that
// there may be one of each.
func entraGroupNameNotUnique() Defect {
	return Defect{
		Name:     "entra-group-name-not-unique",
		Sentence: "Lets several groups have the same displayName.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"E-6.14", "E-12.5"},
		Harm:     UsersLost,
		Shows: Demo{
			Tolerant: true,
			Given:    []string{hereGroup("Sales")},
			Request:  hereGroup("Sales"),
			Control:  hereGroup("Buyers"),
		},
		Install: func() Hooks {
			return Hooks{Enforce: func(s *schema.Schema) {
				if s.ID == scim.URNGroup {
					s.Attribute("displayName").Uniqueness = "none"
				}
			}}
		},
	}
}
