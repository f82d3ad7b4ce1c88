package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// entraUserNameInLowerCase: E-6.12, E-12.15: values come back as they were sent.
func entraUserNameInLowerCase() Defect {
	return Defect{
		Name:     "entra-user-name-in-lower-case",
		Sentence: "Stores userName in lower case.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"E-6.12", "E-12.15"},
		Harm:     DataDrift,
		Shows:    Demo{Request: hereUser("Anna.Reis@example.com"), Control: hereUser("anna.reis@example.com")},
		Install: onWritten(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			rewrite(values, "userName", "", strings.ToLower)
			return nil
		}),
	}
}
