package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeAnyTextIsTrue: RFC 7643 §2.3.2: only true and false are booleans.
func attributeAnyTextIsTrue() Defect {
	return Defect{
		Name:     "attribute-any-text-is-true",
		Sentence: "Takes every text for active other than True and False for the boolean true, even no.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.3-R03", "RFC7643-2-R01", "E-6.12"},
		Harm:     SecurityHole,
		Shows: Demo{
			Request: hereUser("anna@example.com", `"active":"no"`),
			Control: hereUser("anna@example.com", `"active":0`),
		},
		Install: onWritten(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			value, _ := written(values, "active")
			text, isText := value.(string)
			if !isText || strings.EqualFold(text, "true") || strings.EqualFold(text, "false") {
				return nil
			}
			for member := range values {
				if name, _ := pathOf(member); strings.EqualFold(name, "active") {
					values[member] = true
				}
			}
			return nil
		}),
	}
}
