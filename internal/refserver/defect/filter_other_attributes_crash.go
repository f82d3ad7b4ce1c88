package defect

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterOtherAttributesCrash: RFC 7644 table 9: what cannot be filtered by is
// 400 invalidFilter; fd-014.
func filterOtherAttributesCrash() Defect {
	return Defect{
		Name:     "filter-other-attributes-crash",
		Sentence: "Answers 500 to a filter on any other attribute than id, userName, externalId, displayName, active, emails and meta.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R42", "RFC7644-3.4.2.2-R41"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-014"},
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=title+eq+"Buyer"`,
			Control: `GET /Users?filter=active+eq+true`,
		},
		Install: refusing(func(_ asked, t tokens) *Answer {
			known := []string{"id", "username", "externalid", "displayname", "active", "emails", "meta"}
			c, found := t.comparison(func(c comparison) bool {
				name, _, _ := strings.Cut(strings.ToLower(c.name()), ".")
				return c.within == "" && name != "" && !slices.Contains(known, name)
			})
			if found {
				return Refuse(500, "", "no column for "+c.attribute)
			}
			return nil
		}),
	}
}
