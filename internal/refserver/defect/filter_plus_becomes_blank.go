package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterPlusBecomesBlank: RFC 3986 §2.4: a URI is decoded once.
func filterPlusBecomesBlank() Defect {
	return Defect{
		Name:     "filter-plus-becomes-blank",
		Sentence: "Turns a plus sign in the operand of a filter into a blank although it was percent-encoded in the URL.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R40", "RFC7644-3.4.2.2-R08", "RFC7644-1.2-R01"},
		Harm:     LockedOut,
		Shows: Demo{
			Given:   hereUsers("anna+test@example.com", "anna@example.com"),
			Request: `GET /Users?filter=userName+eq+"anna%2Btest@example.com"`,
			Control: `GET /Users?filter=userName+eq+"anna@example.com"`,
		},
		Install: onLists(func(q asked) *Answer {
			if text, ok := q.get("filter"); ok && !q.searches() {
				q.Query.Set("filter", strings.ReplaceAll(text, "+", " "))
			}
			return nil
		}),
	}
}
