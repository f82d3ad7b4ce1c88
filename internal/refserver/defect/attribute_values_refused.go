package defect

import (
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeValuesRefused: values that RFC 7643 §4.1 allows, or asks for.
func attributeValuesRefused() []Defect {
	return []Defect{
		refusal("attribute-unknown-role-crashes", "Answers 500 when a user has a role other than admin, user or guest.",
			[]requirement.ID{"RFC7643-4.1.2-R27"}, `"roles":[{"value":"Editor"}]`, `"roles":[{"value":"user"}]`,
			func(values scim.Resource) *Answer {
				for _, role := range manyOf(values, "roles") {
					if !slices.Contains([]string{"admin", "user", "guest"}, role.String("value")) {
						return Refuse(http.StatusInternalServerError, "", "internal error")
					}
				}
				return nil
			}),
		refusal("attribute-tel-uri-refused", "Refuses phone numbers in the form of a tel URI.",
			[]requirement.ID{"RFC7643-4.1.2-R06", "E-6.12"}, `"phoneNumbers":[{"value":"tel:+1-206-555-0100"}]`, `"phoneNumbers":[{"value":"+1-206-555-0100"}]`,
			func(values scim.Resource) *Answer {
				for _, phone := range manyOf(values, "phoneNumbers") {
					if strings.HasPrefix(phone.String("value"), "tel:") {
						return Refuse(http.StatusBadRequest, "invalidValue", "a phone number has digits only")
					}
				}
				return nil
			}),
		refusal("attribute-im-type-refused", "Refuses instant messaging addresses of the type qq.",
			[]requirement.ID{"RFC7643-4.1.2-R11"}, `"ims":[{"value":"anna","type":"qq"}]`, `"ims":[{"value":"anna","type":"xmpp"}]`,
			func(values scim.Resource) *Answer {
				for _, address := range manyOf(values, "ims") {
					if strings.EqualFold(address.String("type"), "qq") {
						return Refuse(http.StatusBadRequest, "invalidValue", "qq is no type of ims")
					}
				}
				return nil
			}),
		refusal("attribute-locale-of-three-parts-refused", "Refuses a locale with a script between language and region.",
			[]requirement.ID{"RFC7643-4.1.1-R15"}, `"locale":"zh-Hant-TW"`, `"locale":"zh-TW"`,
			func(values scim.Resource) *Answer {
				if strings.Count(values.String("locale"), "-") > 1 {
					return Refuse(http.StatusBadRequest, "invalidValue", "a locale is a language and a region")
				}
				return nil
			}),
	}
}

func refusal(name, sentence string, breaks []requirement.ID, refused, accepted string, judge func(values scim.Resource) *Answer) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "attribute",
		Breaks:   breaks,
		Harm:     LockedOut,
		Shows:    Demo{Request: hereUser("anna@example.com", refused), Control: hereUser("anna@example.com", accepted)},
		Install:  onWritten(scim.URNUser, func(_ *Call, values scim.Resource) *Answer { return judge(values) }),
	}
}
