package defect

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// entraInvalidValueDropped: E-6.12: what is not accepted is refused with a
// message, not dropped.
func entraInvalidValueDropped() Defect {
	return Defect{
		Name:     "entra-invalid-value-dropped",
		Sentence: "Drops e-mail addresses of users without an at sign and answers success.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"E-6.12", "HOUSE-01"},
		Harm:     DataDrift,
		Shows: Demo{
			Request: hereUser("anna@example.com", `"emails":[{"value":"anna","type":"work"}]`),
			Control: hereUser("anna@example.com", `"emails":[{"value":"anna@example.com","type":"work"}]`),
		},
		Install: onPosted(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			if emails := values.List("emails"); len(emails) > 0 {
				setMember(values, "emails", slices.DeleteFunc(emails, func(one any) bool {
					return !strings.Contains(scim.AsObject(one).String("value"), "@")
				}))
			}
			return nil
		}),
	}
}
