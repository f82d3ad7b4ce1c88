package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// attributeUserNameByLetters: RFC 7644 §5, §7.8: names are prepared, as PRECIS
// says, before they are compared.
func attributeUserNameByLetters() []Defect {
	composed, apart := "jos\u00e9@example.com", "jose\u0301@example.com"
	return []Defect{{
		Name:     "attribute-user-name-by-letters",
		Sentence: "Takes a userName with a letter and its accent apart for another one than with both in one.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7644-5-R01"},
		Harm:     SecurityHole,
		Shows:    Demo{Given: []string{hereUser(composed)}, Request: hereUser(apart), Control: hereUser("ben@example.com")},
		Install:  checkingNames(func(_ *Call, name, taken string) bool { return strings.EqualFold(name, taken) }),
	}, {
		Name:     "filter-by-letters",
		Sentence: "Finds nobody by a userName with a letter and its accent apart.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-7.8-R01"},
		Harm:     LockedOut,
		Shows: Demo{
			Given:   []string{hereUser(composed)},
			Request: `GET /Users?filter=userName+eq+"` + apart + `"`,
			Control: `GET /Users?filter=userName+eq+"` + composed + `"`,
		},
		Install: onComparisons(func(_ asked, c comparison) (string, bool) {
			text, ok := c.text()
			return `id eq "nobody"`, ok && c.on("userName") && strings.ContainsRune(text, '\u0301')
		}),
	}}
}
