package defect

import (
	"html"
	"strings"
	"unicode"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeTextsAltered: E-6.12: what was sent comes back as it was sent.
func attributeTextsAltered() []Defect {
	plain := hereUser("anna@example.com", `"displayName":"Anna Berg"`)
	return []Defect{
		textAltered("attribute-text-cut", "Cuts displayName and title of users after 32 characters and answers success.",
			[]requirement.ID{"E-6.12", "HOUSE-01"},
			Demo{Request: hereUser("anna@example.com", `"title":"Senior Vice President of Regional Operations"`), Control: plain}, cut),
		textAltered("attribute-text-ascii-only", "Stores a question mark for each letter of displayName and title of users that is not in ASCII.",
			[]requirement.ID{"RFC7643-2.3.1-R01", "RFC7644-3.8-R01", "E-6.12"},
			Demo{Request: hereUser("anna@example.com", `"displayName":"Åsa Öberg 渡辺"`), Control: plain}, asciiOnly),
		textAltered("attribute-text-escaped-for-html", "Stores displayName and title of users escaped for HTML, with &amp; for an ampersand.",
			[]requirement.ID{"E-6.12"},
			Demo{Request: hereUser("anna@example.com", `"title":"Head of R&D"`), Control: plain}, html.EscapeString),
		textAltered("attribute-text-trimmed-to-words", "Stores displayName and title of users with one blank for each run of white space.",
			[]requirement.ID{"E-6.12"},
			Demo{Request: hereUser("anna@example.com", `"displayName":"Anna  Berg "`), Control: plain},
			func(text string) string { return strings.Join(strings.Fields(text), " ") }),
	}
}

func textAltered(name, sentence string, breaks []requirement.ID, shows Demo, change func(string) string) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "attribute",
		Breaks:   breaks,
		Harm:     DataDrift,
		Shows:    shows,
		Install: onWritten(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			rewrite(values, "displayName", "", change)
			rewrite(values, "title", "", change)
			return nil
		}),
	}
}

func cut(text string) string {
	letters := []rune(text)
	return string(letters[:min(len(letters), 32)])
}

func asciiOnly(text string) string {
	return strings.Map(func(letter rune) rune {
		if letter > unicode.MaxASCII {
			return '?'
		}
		return letter
	}, text)
}
