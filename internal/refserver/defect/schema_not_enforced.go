package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// schemaNotEnforced: RFC 7643 §7 and RFC 7644 §3.1: what is announced of an
// attribute holds.
func schemaNotEnforced() []Defect {
	return []Defect{
		notEnforced("schema-required-not-enforced", "Announces displayName of users as required and creates users without it.",
			DataDrift, []requirement.ID{"RFC7643-7-R18"}, scim.URNUser, "displayName", func(a *schema.Attribute) { a.Required = true }),
		notEnforced("schema-unique-not-enforced", "Announces employeeNumber as unique on the server and lets several users have the same.",
			DataDrift, []requirement.ID{"RFC7643-7-R38", "RFC7643-7-R40"}, scim.URNEnterpriseUser, "employeeNumber", func(a *schema.Attribute) { a.Uniqueness = "server" }),
		notEnforced("schema-global-not-enforced", "Announces profileUrl as unique everywhere and lets several users have the same.",
			DataDrift, []requirement.ID{"RFC7643-7-R41"}, scim.URNUser, "profileUrl", func(a *schema.Attribute) { a.Uniqueness = "global" }),
		notEnforced("schema-immutable-not-enforced", "Announces userType as immutable and changes it all the same.",
			DataDrift, []requirement.ID{"RFC7643-7-R29", "RFC7643-8.7.1-R01"}, scim.URNUser, "userType", func(a *schema.Attribute) { a.Mutability = "immutable" }),
		notEnforced("schema-read-only-not-enforced", "Announces title as read-only and lets clients change it.",
			DataDrift, []requirement.ID{"RFC7643-7-R26", "RFC7643-8.7.1-R01"}, scim.URNUser, "title", func(a *schema.Attribute) { a.Mutability = "readOnly" }),
		notEnforced("schema-write-only-shown", "Announces costCenter as write-only and shows it.",
			SecurityHole, []requirement.ID{"RFC7643-7-R31", "RFC7643-8.7.1-R01"}, scim.URNEnterpriseUser, "costCenter", func(a *schema.Attribute) { a.Mutability = "writeOnly" }),
		notEnforced("schema-never-returned-shown", "Announces nickName as never returned and shows it.",
			SecurityHole, []requirement.ID{"RFC7643-7-R33", "RFC7643-8.7.1-R01"}, scim.URNUser, "nickName", func(a *schema.Attribute) { a.Returned = "never" }),
		notEnforced("schema-on-request-shown", "Announces entitlements as returned on request and shows them unasked.",
			Annoyance, []requirement.ID{"RFC7643-7-R36", "RFC7643-8.7.1-R01"}, scim.URNUser, "entitlements", func(a *schema.Attribute) { a.Returned = "request" }),
		notEnforced("schema-always-returned-left-out", "Announces displayName of groups as always returned and leaves it out when attributes does not name it.",
			DataDrift, []requirement.ID{"RFC7643-7-R32", "RFC7643-8.7.1-R01"}, scim.URNGroup, "displayName", func(a *schema.Attribute) { a.Returned = "always" }),
		notEnforced("schema-case-exact-not-enforced", "Announces userType as case-exact and compares it in filters without regard to case.",
			Annoyance, []requirement.ID{"RFC7643-7-R22"}, scim.URNUser, "userType", func(a *schema.Attribute) { a.CaseExact = true }),
		notEnforced("schema-emails-single-valued", "Announces emails of users as single-valued, and has several.",
			DataDrift, []requirement.ID{"RFC7643-7-R16", "RFC7643-8.7.1-R01"}, scim.URNUser, "emails", func(a *schema.Attribute) { a.MultiValued = false }),
		notEnforced("schema-active-as-string", "Announces active of users as a string, and has booleans.",
			SyncBlocked, []requirement.ID{"RFC7643-2.3-R02", "E-6.15", "RFC7643-8.7.1-R01"}, scim.URNUser, "active", func(a *schema.Attribute) { a.Type = "string" }),
		notEnforced("schema-password-readable", "Announces password as readable and returned by default.",
			Annoyance, []requirement.ID{"RFC7643-8.7.1-R01"}, scim.URNUser, "password", func(a *schema.Attribute) { a.Mutability, a.Returned = "readWrite", "default" }),
	}
}

// notEnforced is a defect that announces an attribute otherwise than the server
// treats it; RFC 7643 §8.7.1 prints some of what it announces otherwise, too.
func notEnforced(name, sentence string, harm Harm, breaks []requirement.ID, urn, attribute string, edit func(a *schema.Attribute)) Defect {
	shows := published(urn, scim.URNGroup)
	if urn == scim.URNGroup {
		shows = published(urn, scim.URNUser)
	}
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "schema",
		Breaks:   append(breaks, "RFC7644-3.1-R04"),
		Harm:     harm,
		Shows:    shows,
		Install:  announcing(urn, attribute, edit),
	}
}
