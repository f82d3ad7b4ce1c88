package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeActive: RFC 7643 §4.1.1: active is a status that can be false; E-6.11.
func attributeActive() []Defect {
	return []Defect{{
		Name:     "attribute-active-false-omitted",
		Sentence: "Leaves active out of users for whom it is false.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-4.1.1-R18", "E-6.11", "RFC7643-7-R35"},
		Harm:     DataDrift,
		Shows: Demo{
			Request: hereUser("anna@example.com", `"active":false`),
			Control: hereUser("anna@example.com", `"active":true`),
		},
		Install: onShown(scim.URNUser, func(_ *Call, user scim.Resource) {
			if user["active"] == false {
				delete(user, "active")
			}
		}),
	}, {
		Name:     "attribute-active-ignored-on-create",
		Sentence: "Creates every user active, whatever active says, and answers success.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"HOUSE-01", "RFC7643-4.1.1-R18", "E-6.12"},
		Harm:     SecurityHole,
		Shows: Demo{
			Given:   []string{hereUser("ben@example.com") + " -> u"},
			Request: hereUser("anna@example.com", `"active":false`),
			Control: patching("/Users/$u", `{"op":"replace","path":"active","value":false}`),
		},
		Install: onPosted(scim.URNUser, func(c *Call, values scim.Resource) *Answer {
			if value, _ := values.Get("active"); value == false && c.Method == http.MethodPost {
				setMember(values, "active", true)
			}
			return nil
		}),
	}}
}
