package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeUnknownTypeDropped: canonical values are suggestions (RFC 7643 §7); a
// value that is dropped is lost.
func attributeUnknownTypeDropped() Defect {
	return Defect{
		Name:     "attribute-unknown-type-dropped",
		Sentence: "Drops an e-mail address of a new or replaced user whose type is not work, home or other, and answers success.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"HOUSE-01", "E-6.12"},
		Harm:     DataDrift,
		Shows: Demo{
			Request: hereUser("anna@example.com", `"emails":[{"value":"a@example.com","type":"school"}]`),
			Control: hereUser("anna@example.com", `"emails":[{"value":"a@example.com","type":"home"}]`),
		},
		Install: onPosted(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			kept := []any{}
			for _, element := range values.List("emails") {
				kind := strings.ToLower(scim.AsObject(element).String("type"))
				if kind == "" || kind == "work" || kind == "home" || kind == "other" {
					kept = append(kept, element)
				}
			}
			if len(kept) < len(values.List("emails")) {
				setMember(values, "emails", kept)
			}
			return nil
		}),
	}
}
