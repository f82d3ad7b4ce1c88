package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// schemaPartsRedefined: RFC 7643 §2.3.2, §2.4: what is the same wherever it stands.
func schemaPartsRedefined() []Defect {
	text := func(a *schema.Attribute) { a.Type = "string" }
	return []Defect{{
		Name:     "schema-primary-is-text",
		Sentence: "Announces primary of e-mail addresses as a string.",
		Subject:  "schema",
		Breaks:   []requirement.ID{"RFC7643-2.4-R04"},
		Harm:     DataDrift,
		Shows:    published(scim.URNUser, scim.URNGroup),
		Install:  announcing(scim.URNUser, "emails.primary", text),
	}, {
		Name:     "schema-reference-is-text",
		Sentence: "Announces $ref of members as a string.",
		Subject:  "schema",
		Breaks:   []requirement.ID{"RFC7643-2.4-R04"},
		Harm:     Annoyance,
		Shows:    published(scim.URNGroup, scim.URNUser),
		Install:  announcing(scim.URNGroup, "members.$ref", text),
	}, {
		Name:     "schema-boolean-is-unique",
		Sentence: "Announces active of users as case-exact and unique on the server.",
		Subject:  "schema",
		Breaks:   []requirement.ID{"RFC7643-2.3.2-R02"},
		Harm:     Annoyance,
		Shows:    published(scim.URNUser, scim.URNGroup),
		Install:  announcing(scim.URNUser, "active", func(a *schema.Attribute) { a.CaseExact, a.Uniqueness = true, "server" }),
	}}
}
