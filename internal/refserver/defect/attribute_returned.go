package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// attributeReturned: RFC 7643 §7: an attribute with returned default is shown
// unless the request leaves it out.
func attributeReturned() []Defect {
	given := []string{hereUser("anna@example.com", `"emails":[{"value":"anna@example.com"}]`) + " -> u"}
	return []Defect{{
		Name:     "attribute-emails-on-request-only",
		Sentence: "Shows the e-mail addresses of users only when the parameter attributes asks for them.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-7-R35", "RFC7644-3.4-R02", "E-6.12"},
		Harm:     DataDrift,
		Shows:    Demo{Given: given, Request: `GET /Users/$u`, Control: `GET /Users/$u?attributes=emails`},
		Install:  enforcing(scim.URNUser, "emails", func(a *schema.Attribute) { a.Returned = "request" }),
	}, {
		Name:     "attribute-emails-always",
		Sentence: "Shows the e-mail addresses of users whatever attributes and excludedAttributes say.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-7-R35", "RFC7644-3.9-R03", "RFC7644-3.9-R05"},
		Harm:     Annoyance,
		Shows:    Demo{Given: given, Request: `GET /Users/$u?attributes=userName`, Control: `GET /Users/$u`},
		Install:  enforcing(scim.URNUser, "emails", func(a *schema.Attribute) { a.Returned = "always" }),
	}}
}
