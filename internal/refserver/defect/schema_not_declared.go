package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// schemaNotDeclared: RFC 7644 §3.1: what is enforced is announced.
func schemaNotDeclared() []Defect {
	given := []string{hereUser("anna@example.com", `"displayName":"Anna"`) + " -> u"}
	return []Defect{{
		Name:     "schema-requires-undeclared",
		Sentence: "Refuses a user without e-mail address, though it announces emails as not required.",
		Subject:  "schema",
		Breaks:   []requirement.ID{"RFC7643-1.1-R02", "RFC7644-3.1-R04"},
		Harm:     LockedOut,
		Shows: Demo{
			Request: hereUser("anna@example.com"),
			Control: hereUser("anna@example.com", `"emails":[{"value":"anna@example.com"}]`),
		},
		Install: enforcing(scim.URNUser, "emails", func(a *schema.Attribute) { a.Required = true }),
	}, {
		Name:     "schema-unique-undeclared",
		Sentence: "Refuses a user whose displayName another user has, though it announces no uniqueness of it.",
		Subject:  "schema",
		Breaks:   []requirement.ID{"RFC7643-7-R44", "RFC7644-3.1-R04", "E-6.25"},
		Harm:     LockedOut,
		Shows: Demo{
			Given:   given,
			Request: hereUser("ben@example.com", `"displayName":"Anna"`),
			Control: hereUser("ben@example.com", `"displayName":"Ben"`),
		},
		Install: enforcing(scim.URNUser, "displayName", func(a *schema.Attribute) { a.Uniqueness = "server" }),
	}, {
		Name:     "schema-immutable-undeclared",
		Sentence: "Refuses to change the displayName of a user, though it does not announce it as immutable.",
		Subject:  "schema",
		Breaks:   []requirement.ID{"RFC7644-3.1-R04"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   given,
			Request: replacing("/Users/$u", "anna@example.com", `"displayName":"Anne"`),
			Control: replacing("/Users/$u", "anna@example.com", `"displayName":"Anna"`),
		},
		Install: enforcing(scim.URNUser, "displayName", func(a *schema.Attribute) { a.Mutability = "immutable" }),
	}, {
		Name:     "schema-read-only-undeclared",
		Sentence: "Treats title of users as read-only and ignores it in a new user, though it does not announce that.",
		Subject:  "schema",
		Breaks:   []requirement.ID{"HOUSE-01", "RFC7644-3.1-R04"},
		Harm:     DataDrift,
		Shows: Demo{
			Request: hereUser("anna@example.com", `"title":"Clerk"`),
			Control: hereUser("anna@example.com", `"nickName":"Anna"`),
		},
		Install: enforcing(scim.URNUser, "title", readOnly),
	}, {
		Name:     "schema-unstated-is-read-only",
		Sentence: "Announces costCenter without mutability and treats it as read-only.",
		Subject:  "schema",
		Breaks:   []requirement.ID{"RFC7643-2.2-R01", "RFC7643-7-R05", "RFC7643-3.3-R06", "HOUSE-01"},
		Harm:     DataDrift,
		Shows: Demo{
			Request: hereEmployee("anna@example.com", `"costCenter":"4130"`),
			Control: hereEmployee("anna@example.com", `"division":"East"`),
		},
		Install: func() Hooks {
			hooks := onPublished(func(published scim.Resource) {
				for _, attribute := range manyOf(published, "attributes") {
					if attribute.String("name") == "costCenter" {
						delete(attribute, "mutability")
					}
				}
			})()
			hooks.Enforce = altering(scim.URNEnterpriseUser, "costCenter", readOnly)
			return hooks
		},
	}, {
		Name:     "schema-extension-not-kept",
		Sentence: "Announces extensions of users, drops what clients write of them, and answers success.",
		Subject:  "schema",
		Breaks:   []requirement.ID{"RFC7643-4.3-R01", "HOUSE-01", "RFC7644-3.1-R04", "ADSK-01"},
		Harm:     DataDrift,
		Shows:    Demo{Request: hereEmployee("anna@example.com", `"department":"Sales"`), Control: hereUser("anna@example.com")},
		Install: onWritten(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			for name := range values {
				lower := strings.ToLower(name)
				if strings.HasPrefix(lower, "urn:") && !strings.HasPrefix(lower, strings.ToLower(scim.URNUser)) {
					delete(values, name)
				}
			}
			return nil
		}),
	}, {
		Name:     "schema-attributes-not-declared",
		Sentence: "Keeps phoneNumbers, addresses and roles of users, but does not announce them.",
		Subject:  "schema",
		Breaks:   []requirement.ID{"RFC7644-3.1-R04", "E-12.13"},
		Harm:     Annoyance,
		Shows:    published(scim.URNUser, scim.URNGroup),
		Install: func() Hooks {
			return Hooks{Announce: without(scim.URNUser, "phoneNumbers", "addresses", "roles")}
		},
	}}
}

func readOnly(a *schema.Attribute) { a.Mutability = "readOnly" }
