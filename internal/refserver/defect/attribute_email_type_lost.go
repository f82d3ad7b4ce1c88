package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeEmailTypeLost: RFC 7643 §4.1.2: an e-mail address has a type; E-6.12;
// fd-062.
func attributeEmailTypeLost() Defect {
	return Defect{
		Name:     "attribute-email-type-lost",
		Sentence: "Drops the type of the e-mail addresses of a new or replaced user, so that no filter by type finds them.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-4.1.2-R01", "RFC7643-2.4-R02", "E-6.12", "HOUSE-01"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-062"},
		Shows: Demo{
			Given: []string{hereUser("anna@example.com", `"emails":[{"value":"a@example.com","type":"work"}]`,
				`"phoneNumbers":[{"value":"1","type":"work"}]`) + " -> u"},
			Request: patching("/Users/$u", `{"op":"replace","path":"emails[type eq \"work\"].value","value":"b@example.com"}`),
			Control: patching("/Users/$u?excludedAttributes=emails", `{"op":"replace","path":"phoneNumbers[type eq \"work\"].value","value":"2"}`),
		},
		Install: onPosted(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			for _, email := range manyOf(values, "emails") {
				dropMember(email, "type")
			}
			return nil
		}),
	}
}
