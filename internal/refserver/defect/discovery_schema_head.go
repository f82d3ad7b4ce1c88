package defect

import (
	"crypto/sha256"
	"fmt"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoverySchemaHead: RFC 7643 §7: what a schema says of itself.
func discoverySchemaHead() []Defect {
	return []Defect{
		schemaHead("discovery-schema-without-schemas", "Shows schemas without the attribute schemas.",
			func(entry scim.Resource) { delete(entry, "schemas") }, "RFC7643-7-R03", "RFC7644-3.1-R02"),
		schemaHead("discovery-schema-without-id", "Shows schemas without their id.",
			func(entry scim.Resource) { delete(entry, "id") }, "RFC7643-7-R07", "RFC7643-7-R06"),
		schemaHead("discovery-schema-id-is-guid", "Shows GUIDs as the ids of schemas.",
			func(entry scim.Resource) { entry["id"] = guidOf(entry.ID()) }, "RFC7643-7-R06", "RFC7643-6-R09", "RFC7644-4-R05", "RFC7643-4.1-R01"),
		schemaHead("discovery-schema-without-name", "Shows schemas without name and description.",
			func(entry scim.Resource) { delete(entry, "name"); delete(entry, "description") }, "RFC7643-7-R08", "RFC7643-7-R10"),
	}
}

func schemaHead(name, sentence string, edit func(entry scim.Resource), breaks ...requirement.ID) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "discovery",
		Breaks:   breaks,
		Harm:     Annoyance,
		Shows:    Demo{Request: "GET /Schemas/" + scim.URNUser, Control: `GET /ResourceTypes/User`},
		Install:  onEntries(atSchemas, edit),
	}
}

// guidOf is a GUID that belongs to a text.
func guidOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
