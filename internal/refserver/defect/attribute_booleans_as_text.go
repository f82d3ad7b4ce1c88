package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeBooleansAsText: RFC 7643 §2.3.2: true and false are JSON literals.
func attributeBooleansAsText() []Defect {
	breaks := []requirement.ID{"RFC7643-2.3.2-R01", "RFC7643-2.3-R02", "E-6.15"}
	primary := `"emails":[{"value":"anna@example.com","primary":true}]`
	return []Defect{{
		Name:     "attribute-active-as-text",
		Sentence: "Shows active of users as the text True or False.",
		Subject:  "attribute",
		Breaks:   breaks,
		Harm:     SyncBlocked,
		Shows:    Demo{Request: hereUser("anna@example.com", `"active":false`), Control: hereUser("anna@example.com", primary)},
		Install: onShown(scim.URNUser, func(_ *Call, user scim.Resource) {
			if active, ok := user["active"].(bool); ok {
				user["active"] = capital(active)
			}
		}),
	}, {
		Name:     "attribute-primary-as-text",
		Sentence: "Shows primary of the values of users as the text True or False.",
		Subject:  "attribute",
		Breaks:   breaks,
		Harm:     SyncBlocked,
		Shows:    Demo{Request: hereUser("anna@example.com", primary), Control: hereUser("anna@example.com", `"active":false`)},
		Install: onShown(scim.URNUser, func(_ *Call, user scim.Resource) {
			for name := range user {
				for _, value := range manyOf(user, name) {
					if primary, ok := value["primary"].(bool); ok {
						value["primary"] = capital(primary)
					}
				}
			}
		}),
	}, {
		Name:     "attribute-primary-as-rank",
		Sentence: "Shows in primary of the values of users a number, 1 for the first, instead of a boolean.",
		Subject:  "attribute",
		Breaks:   append([]requirement.ID{"RFC7643-2.4-R04"}, breaks...),
		Harm:     SyncBlocked,
		Shows:    Demo{Request: hereUser("anna@example.com", primary), Control: hereUser("anna@example.com", `"active":false`)},
		Install: onShown(scim.URNUser, func(_ *Call, user scim.Resource) {
			for name := range user {
				for i, value := range manyOf(user, name) {
					if _, shown := value["primary"]; shown {
						value["primary"] = i + 1
					}
				}
			}
		}),
	}}
}

func capital(truth bool) string {
	if truth {
		return "True"
	}
	return "False"
}
