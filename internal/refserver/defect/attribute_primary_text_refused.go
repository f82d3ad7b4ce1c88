package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributePrimaryTextRefused: E-5.20 for booleans inside of values; fd-036.
func attributePrimaryTextRefused() Defect {
	return Defect{
		Name:     "attribute-primary-text-refused",
		Sentence: "Refuses the text True or False for primary, though it understands it for active.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"E-5.20"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-036"},
		Shows: Demo{
			Tolerant: true,
			Given:    []string{hereUser("anna@example.com") + " -> u"},
			Request:  patching("/Users/$u", `{"op":"Add","path":"roles","value":[{"value":"Admin","primary":"True"}]}`),
			Control:  patching("/Users/$u", `{"op":"Add","path":"active","value":"True"}`),
		},
		Install: onWritten(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			for name, value := range values {
				_, sub := pathOf(name)
				_, isText := value.(string)
				if sub == "primary" && isText || hasTextPrimary(values, name) {
					return Refuse(400, "invalidValue", "primary has to be a boolean")
				}
			}
			return nil
		}),
	}
}

func hasTextPrimary(values scim.Resource, name string) bool {
	for _, value := range manyOf(values, name) {
		if value.String("primary") != "" {
			return true
		}
	}
	return false
}
