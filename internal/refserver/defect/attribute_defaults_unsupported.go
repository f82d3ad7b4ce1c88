package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeDefaultsUnsupported: what is announced is supported (RFC 7644 §3.1);
// fd-071.
func attributeDefaultsUnsupported() Defect {
	return Defect{
		Name:     "attribute-defaults-unsupported",
		Sentence: "Refuses a user with phoneNumbers, addresses or preferredLanguage, which it announces, as having unknown attributes.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7644-3.1-R04", "RFC7643-4.1.2-R01", "E-12.13"},
		Harm:     LockedOut,
		Field:    []string{"fd-071"},
		Shows: Demo{
			Request: hereUser("anna@example.com", `"preferredLanguage":"en-US"`),
			Control: hereUser("anna@example.com", `"locale":"en-US"`),
		},
		Install: func() Hooks {
			return Hooks{Enforce: without(scim.URNUser, "phoneNumbers", "addresses", "preferredLanguage")}
		},
	}
}
