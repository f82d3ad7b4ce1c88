package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeEmailUnique: RFC 7643 §4.1.2: e-mail addresses are not unique; fd-031.
func attributeEmailUnique() Defect {
	return Defect{
		Name:     "attribute-email-unique",
		Sentence: "Refuses a new user who has an e-mail address that another user has.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-7-R44", "E-6.25"},
		Harm:     LockedOut,
		Field:    []string{"fd-031"},
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"emails":[{"value":"team@example.com"}]`)},
			Request: hereUser("ben@example.com", `"emails":[{"value":"team@example.com"}]`),
			Control: hereUser("ben@example.com", `"emails":[{"value":"ben@example.com"}]`),
		},
		Install: onPosted(scim.URNUser, func(c *Call, values scim.Resource) *Answer {
			for _, email := range manyOf(values, "emails") {
				if c.Method == http.MethodPost && len(holders(c, "emails.value", email.String("value"))) > 0 {
					return Refuse(http.StatusConflict, "uniqueness", "the e-mail address is taken")
				}
			}
			return nil
		}),
	}
}
