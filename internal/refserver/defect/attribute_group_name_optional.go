package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// attributeGroupNameOptional: RFC 7643 §4.2: a group has a displayName.
func attributeGroupNameOptional() Defect {
	return Defect{
		Name:     "attribute-group-name-optional",
		Sentence: "Accepts groups without a displayName.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-4.2-R02", "RFC7643-7-R18", "RFC7644-3.5.1-R13"},
		Harm:     DataDrift,
		Shows: Demo{
			Request: `POST /Groups {"schemas":["` + scim.URNGroup + `"],"externalId":"g-1"}`,
			Control: hereGroup("Sales"),
		},
		Install: enforcing(scim.URNGroup, "displayName", func(a *schema.Attribute) { a.Required = false }),
	}
}
