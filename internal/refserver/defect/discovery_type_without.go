package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoveryTypeWithout: RFC 7643 §6: name, endpoint and schema are REQUIRED, and
// a description is given where there is one.
func discoveryTypeWithout() []Defect {
	return []Defect{
		typeWithout("name", "RFC7643-6-R05", "RFC7643-6-R04", "RFC7643-6-R02", "RFC7643-3.2-R01"),
		typeWithout("endpoint", "RFC7643-6-R08", "RFC7643-6-R02", "RFC7643-3.2-R01"),
		typeWithout("schema", "RFC7643-6-R10", "RFC7643-6-R09", "RFC7643-6-R02", "RFC7643-3.2-R01"),
		typeWithout("description", "RFC7643-6-R06"),
	}
}

func typeWithout(attribute string, breaks ...requirement.ID) Defect {
	return Defect{
		Name:     "discovery-resource-type-without-" + attribute,
		Sentence: "Shows resource types without " + attribute + ".",
		Subject:  "discovery",
		Breaks:   breaks,
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /ResourceTypes`, Control: `GET /Schemas`},
		Install:  onEntries(atTypes, func(entry scim.Resource) { delete(entry, attribute) }),
	}
}
