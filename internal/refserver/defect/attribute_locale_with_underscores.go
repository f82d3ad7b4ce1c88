package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeLocaleWithUnderscores: RFC 7643 §4.1.1: a locale is a language tag,
// whose parts stand between hyphens.
func attributeLocaleWithUnderscores() Defect {
	return Defect{
		Name:     "attribute-locale-with-underscores",
		Sentence: "Stores the locale of users with underscores for hyphens, as its own system names locales.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-4.1.1-R15"},
		Harm:     DataDrift,
		Shows:    Demo{Request: hereUser("anna@example.com", `"locale":"pt-PT"`), Control: hereUser("anna@example.com", `"locale":"pt"`)},
		Install: onWritten(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			rewrite(values, "locale", "", func(text string) string { return strings.ReplaceAll(text, "-", "_") })
			return nil
		}),
	}
}
