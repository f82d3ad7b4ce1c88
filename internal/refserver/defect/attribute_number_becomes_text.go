package defect

import (
	"encoding/json"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeNumberBecomesText: RFC 7643 §2.3: a value has the type of its
// attribute.
func attributeNumberBecomesText() Defect {
	return Defect{
		Name:     "attribute-number-becomes-text",
		Sentence: "Stores a number sent for an attribute of users as its digits instead of refusing it.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.3-R03", "RFC7643-2-R01", "E-6.12"},
		Harm:     DataDrift,
		Shows: Demo{
			Request: hereUser("anna@example.com", `"title":42`),
			Control: hereUser("anna@example.com", `"title":true`),
		},
		Install: onWritten(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			for name, value := range values {
				if digits, isNumber := value.(json.Number); isNumber {
					values[name] = digits.String()
				}
			}
			return nil
		}),
	}
}
