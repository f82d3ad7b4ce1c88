package defect

import "github.com/scimulator/scimulator/internal/requirement"

// entraGroupsNotFilterable: E-6.18: groups are matched by a filter on displayName.
func entraGroupsNotFilterable() Defect {
	return Defect{
		Name:     "entra-groups-not-filterable",
		Sentence: "Refuses every filter on groups.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"E-6.18", "E-1.11", "E-12.5", "ADSK-02"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereGroup("Sales"), hereUser("anna@example.com")},
			Request: `GET /Groups?excludedAttributes=members&filter=displayName+eq+"Sales"`,
			Control: `GET /Users?filter=userName+eq+"anna@example.com"`,
		},
		Install: refusing(func(q asked, _ tokens) *Answer {
			if q.Kind() != "Groups" {
				return nil
			}
			return invalidFilter("groups cannot be filtered")
		}),
	}
}
