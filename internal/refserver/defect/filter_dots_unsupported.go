package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterDotsUnsupported: RFC 7644 §3.4.2.2: a sub-attribute is named in dot
// notation.
func filterDotsUnsupported() Defect {
	return Defect{
		Name:     "filter-dots-unsupported",
		Sentence: "Refuses a filter that names a sub-attribute behind a dot.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R33", "RFC7644-3.4.2.2-R41", "RFC7643-2.4-R03"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"name":{"familyName":"Reis"}`)},
			Request: `GET /Users?filter=name.familyName+eq+"Reis"`,
			Control: `GET /Users?filter=userName+sw+"anna"`,
		},
		Install: refusing(func(_ asked, t tokens) *Answer {
			c, found := t.comparison(func(c comparison) bool {
				return strings.LastIndex(c.attribute, ".") > max(0, strings.LastIndex(c.attribute, ":"))
			})
			if found {
				return invalidFilter("cannot filter by " + c.attribute)
			}
			return nil
		}),
	}
}
