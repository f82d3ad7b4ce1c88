package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoveryUnlisted: RFC 7644 §4, RFC 7643 §6, §7: whatever is served is listed.
func discoveryUnlisted() []Defect {
	return []Defect{{
		Name:     "discovery-enterprise-schema-unlisted",
		Sentence: "Does not publish the schema of the enterprise extension, which users have.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7644-4-R04", "RFC7643-7-R01", "RFC7643-6-R12"},
		Harm:     DataDrift,
		Shows:    Demo{Request: `GET /Schemas`, Control: `GET /ResourceTypes`},
		Install:  hiding(atSchemas, func(id string) bool { return strings.EqualFold(id, scim.URNEnterpriseUser) }),
	}, {
		Name:     "discovery-groups-unlisted",
		Sentence: "Does not list the resource type Group, which it serves.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7643-3.2-R01", "RFC7644-4-R06"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /ResourceTypes`, Control: `GET /ResourceTypes/User`},
		Install:  hiding(atTypes, func(id string) bool { return strings.EqualFold(id, "Group") }),
	}, {
		Name:     "discovery-extension-unlisted",
		Sentence: "Does not name the extensions of resource types.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7643-3.2-R01", "RFC7644-4-R06"},
		Harm:     DataDrift,
		Shows:    Demo{Request: `GET /ResourceTypes/User`, Control: `GET /ResourceTypes/Group`},
		Install:  onEntries(atTypes, func(entry scim.Resource) { delete(entry, "schemaExtensions") }),
	}}
}
