package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoveryTypeSchemas: RFC 7643 §6: schema and schemaExtensions.schema equal
// the id of a schema; schema and required are REQUIRED of each extension.
func discoveryTypeSchemas() []Defect {
	return []Defect{
		typeSchemas("discovery-resource-type-of-version-one", "Names the core schema of version 1 as that of its resource types.",
			func(entry scim.Resource) { entry["schema"] = "urn:scim:schemas:core:1.0" }, "RFC7643-6-R09", "RFC7643-4-R01"),
		typeSchemas("discovery-extension-unknown", "Names an extension of users by a URI that its schemas do not have.",
			eachExtension(func(extension scim.Resource) { extension["schema"] = "urn:scim:schemas:extension:enterprise:1.0" }), "RFC7643-6-R12"),
		typeSchemas("discovery-extension-without-schema", "Shows the extensions of a resource type without their schema.",
			eachExtension(func(extension scim.Resource) { delete(extension, "schema") }), "RFC7643-6-R13", "RFC7643-6-R02"),
		typeSchemas("discovery-extension-without-required", "Does not say whether an extension of a resource type is required.",
			eachExtension(func(extension scim.Resource) { delete(extension, "required") }), "RFC7643-6-R16", "RFC7643-6-R02"),
	}
}

func typeSchemas(name, sentence string, edit func(entry scim.Resource), breaks ...requirement.ID) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "discovery",
		Breaks:   breaks,
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /ResourceTypes/User`, Control: `GET /Schemas`},
		Install:  onEntries(atTypes, edit),
	}
}

func eachExtension(edit func(extension scim.Resource)) func(entry scim.Resource) {
	return func(entry scim.Resource) {
		for _, extension := range manyOf(entry, "schemaExtensions") {
			edit(extension)
		}
	}
}
