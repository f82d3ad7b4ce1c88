package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// schemaMisdefined: RFC 7643 §1.2, §2 and §7: what an attribute can be.
func schemaMisdefined() []Defect {
	text := func(name string) schema.Attribute {
		return schema.Attribute{Name: name, Type: "string", Mutability: "readWrite", Returned: "default", Uniqueness: "none"}
	}
	return []Defect{
		misdefined("schema-text-with-sub-attributes", "Announces sub-attributes of displayName of users, which is a text.",
			[]requirement.ID{"RFC7643-1.2-R02"}, scim.URNUser, altering(scim.URNUser, "displayName", func(a *schema.Attribute) {
				a.SubAttributes = []schema.Attribute{text("formatted")}
			})),
		misdefined("schema-complex-in-complex", "Announces a complex sub-attribute position of addresses.",
			[]requirement.ID{"RFC7643-2.3.8-R03", "RFC7643-1.2-R03"}, scim.URNUser, altering(scim.URNUser, "addresses", func(a *schema.Attribute) {
				position := text("position")
				position.Type, position.SubAttributes = "complex", []schema.Attribute{text("latitude"), text("longitude")}
				a.SubAttributes = append(a.SubAttributes, position)
			})),
		misdefined("schema-name-with-blank", "Announces costCenter under the name cost center.",
			[]requirement.ID{"RFC7643-2.1-R03"}, scim.URNEnterpriseUser, altering(scim.URNEnterpriseUser, "costCenter", func(a *schema.Attribute) {
				a.Name = "cost center"
			})),
		misdefined("schema-type-unknown", "Announces the attributes of the enterprise extension with the type text, which does not exist.",
			[]requirement.ID{"RFC7643-7-R13", "RFC7643-2.3-R01", "RFC7643-4.3-R01"}, scim.URNEnterpriseUser, func(s *schema.Schema) {
				for i := range s.Attributes {
					if s.Attributes[i].Type == "string" {
						s.Attributes[i].Type = "text"
					}
				}
			}),
		misdefined("schema-complex-without-sub-attributes", "Announces name of users as complex without any sub-attribute.",
			[]requirement.ID{"RFC7643-7-R14"}, scim.URNUser, altering(scim.URNUser, "name", func(a *schema.Attribute) { a.SubAttributes = nil })),
		misdefined("schema-reference-types-missing", "Announces references of members without saying to what.",
			[]requirement.ID{"RFC7643-2.3.7-R08"}, scim.URNGroup, altering(scim.URNGroup, "members.$ref", func(a *schema.Attribute) {
				a.ReferenceTypes = nil
			})),
		misdefined("schema-reference-types-unknown", "Announces references of members to user and group, which are no resource types.",
			[]requirement.ID{"RFC7643-7-R43"}, scim.URNGroup, altering(scim.URNGroup, "members.$ref", func(a *schema.Attribute) {
				a.ReferenceTypes = []string{"user", "group"}
			})),
		misdefined("schema-extension-redefines", "Announces an attribute userName of the enterprise extension.",
			[]requirement.ID{"RFC7643-3.3-R05"}, scim.URNEnterpriseUser, func(s *schema.Schema) {
				s.Attributes = append(s.Attributes, text("userName"))
			}),
		misdefined("schema-user-of-version-one", "Announces the schema of users under the URI that SCIM 1.1 had for it.",
			[]requirement.ID{"RFC7643-4.1-R01", "RFC7643-7-R01", "RFC7643-6-R09"}, scim.URNUser, func(s *schema.Schema) {
				s.ID = "urn:scim:schemas:core:1.0"
			}),
		misdefined("schema-group-under-private-uri", "Announces the schema of groups under a URI of its own.",
			[]requirement.ID{"RFC7643-4.2-R01", "RFC7643-7-R01", "RFC7643-6-R09"}, scim.URNGroup, func(s *schema.Schema) {
				s.ID = "urn:example:params:scim:schemas:core:2.0:Team"
			}),
	}
}

func misdefined(name, sentence string, breaks []requirement.ID, urn string, edit func(s *schema.Schema)) Defect {
	other := scim.URNGroup
	if urn == other {
		other = scim.URNUser
	}
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "schema",
		Breaks:   breaks,
		Harm:     Annoyance,
		Shows:    published(urn, other),
		Install: func() Hooks {
			return Hooks{Announce: func(s *schema.Schema) {
				if s.ID == urn {
					edit(s)
				}
			}}
		},
	}
}
