package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeValuesShown: RFC 7643 §2.4: a multi-valued attribute is an array,
// here of objects, each of which is there once.
func attributeValuesShown() []Defect {
	two := `"emails":[{"value":"a@example.com","type":"work"},{"value":"b@example.com","type":"home"}]`
	return []Defect{{
		Name:     "attribute-roles-as-texts",
		Sentence: "Shows roles and entitlements of users as arrays of texts instead of objects.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-4.1.2-R01", "RFC7643-2.4-R03", "RFC7643-2.3-R02", "E-6.15"},
		Harm:     SyncBlocked,
		Shows:    Demo{Request: hereUser("anna@example.com", `"roles":[{"value":"Editor"}]`), Control: hereUser("anna@example.com", two)},
		Install: onShown(scim.URNUser, func(_ *Call, user scim.Resource) {
			for _, name := range []string{"roles", "entitlements"} {
				list := user.List(name)
				for i := range list {
					list[i] = scim.AsObject(list[i]).String("value")
				}
			}
		}),
	}, {
		Name:     "attribute-single-value-collapsed",
		Sentence: "Shows a multi-valued attribute that has one value as that value, without an array.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.4-R01", "RFC7644-3.8-R08", "RFC7643-4.1.2-R01", "E-6.15"},
		Harm:     SyncBlocked,
		Shows:    Demo{Request: hereUser("anna@example.com", `"emails":[{"value":"a@example.com"}]`), Control: hereUser("anna@example.com", two)},
		Install: onBoth(func(_ *Call, resource scim.Resource) {
			for name := range resource {
				if list := resource.List(name); len(list) == 1 && name != "schemas" {
					resource[name] = list[0]
				}
			}
		}),
	}, {
		Name:     "attribute-email-with-name",
		Sentence: "Shows e-mail addresses of users who have a displayName with that name before the address, which is in angle brackets.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-4.1.2-R02", "E-6.12"},
		Harm:     DataDrift,
		Shows:    Demo{Request: hereUser("anna@example.com", two, `"displayName":"Anna"`), Control: hereUser("anna@example.com", two)},
		Install: onShown(scim.URNUser, func(_ *Call, user scim.Resource) {
			for _, email := range manyOf(user, "emails") {
				if name := user.String("displayName"); name != "" && email.String("value") != "" {
					email["value"] = name + " <" + email.String("value") + ">"
				}
			}
		}),
	}, {
		Name:     "attribute-values-repeated",
		Sentence: "Shows each e-mail address of a user once per phone number.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.4-R10"},
		Harm:     DataDrift,
		Shows: Demo{
			Request: hereUser("anna@example.com", two, `"phoneNumbers":[{"value":"1","type":"work"},{"value":"2","type":"home"}]`),
			Control: hereUser("anna@example.com", two, `"phoneNumbers":[{"value":"1","type":"work"}]`),
		},
		Install: onShown(scim.URNUser, func(_ *Call, user scim.Resource) {
			var repeated []any
			for range user.List("phoneNumbers") {
				repeated = append(repeated, user.List("emails")...)
			}
			if len(repeated) > 0 {
				user["emails"] = repeated
			}
		}),
	}}
}
