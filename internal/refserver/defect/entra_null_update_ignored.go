package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
)

// entraNullUpdateIgnored: E-12.13: null in a PATCH clears an optional attribute.
func entraNullUpdateIgnored() Defect {
	return Defect{
		Name:     "entra-null-update-ignored",
		Sentence: "Skips a PATCH operation that replaces an attribute by null and reports a success.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"E-12.13", "RFC7643-2.5-R02", "HOUSE-01"},
		Harm:     DataDrift,
		Shows: Demo{
			Tolerant: true,
			Given:    []string{hereUser("anna@example.com", `"title":"Buyer"`) + " -> anna"},
			Request:  patching("/Users/$anna", `{"op":"Replace","path":"title","value":null}`),
			Control:  patching("/Users/$anna", `{"op":"Replace","path":"title","value":"Clerk"}`),
		},
		Install: droppingSteps(func(_ *Call, s step) bool {
			return s.is("add", "replace") && s.path() != "" && s.value() == nil
		}),
	}
}
