package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterHidesForeignUsers: RFC 7644 §3.4.2.2 and §3.3: the filter and the check
// for uniqueness see the same users; fd-015.
func filterHidesForeignUsers() Defect {
	return Defect{
		Name: "filter-hides-foreign-users",
		Sentence: "Takes a user without externalId for one made by sign-in: filters do not find it, " +
			"but a second user of its name is refused.",
		Subject: "filter",
		Breaks:  []requirement.ID{"RFC7644-3.4.2.2-R08", "E-6.18", "PROV-07"},
		Harm:    LockedOut,
		Field:   []string{"fd-015"},
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com"), hereUser("ben@example.com", `"externalId":"ben"`)},
			Request: `GET /Users?filter=userName+eq+"anna@example.com"`,
			Control: `GET /Users?filter=userName+eq+"ben@example.com"`,
		},
		Install: onFilters(func(q asked, text string) string {
			if q.Kind() != "Users" || strings.TrimSpace(text) == "" {
				return text
			}
			return "externalId pr and (" + text + ")"
		}),
	}
}
