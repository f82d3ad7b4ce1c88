package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// writeRequiredExtensionNotEnforced: RFC 7643 §6: a required extension is in every
// resource of the type.
func writeRequiredExtensionNotEnforced() Defect {
	return Defect{
		Name:     "write-required-extension-not-enforced",
		Sentence: "Announces that each user has the enterprise extension, and creates users without it.",
		Subject:  "create",
		Breaks:   []requirement.ID{"RFC7643-6-R14"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /ResourceTypes/User`, Control: hereUser("anna@example.com")},
		Install: func() Hooks {
			return Hooks{After: func(c *Call, a *Answer) {
				if c.Kind() != "ResourceTypes" {
					return
				}
				a.Each(func(described scim.Resource) {
					for _, extension := range manyOf(described, "schemaExtensions") {
						extension["required"] = true
					}
				})
			}}
		},
	}
}
