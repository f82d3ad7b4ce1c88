package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// filterCaseSensitive: RFC 7643 §4.1.1, §4.2 and §7 (caseExact); fd-005, fd-092.
func filterCaseSensitive() []Defect {
	return []Defect{
		caseSensitive("Users", "userName", LockedOut, "fd-005", Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=userName+eq+"Anna@Example.com"`,
			Control: `GET /Users?filter=userName+eq+"anna@example.com"`,
		}),
		caseSensitive("Groups", "displayName", SyncBlocked, "fd-092", Demo{
			Given:   []string{hereGroup("testgroup")},
			Request: `GET /Groups?excludedAttributes=members&filter=displayName+eq+"TestGroup"`,
			Control: `GET /Groups?excludedAttributes=members&filter=displayName+eq+"testgroup"`,
		}),
	}
}

func caseSensitive(kind, attribute string, harm Harm, field string, shows Demo) Defect {
	return Defect{
		Name:     "filter-case-sensitive-" + strings.ToLower(attribute),
		Sentence: "Compares " + attribute + " of " + kind + " in filters with regard to case.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R37", "RFC7643-7-R22", "E-6.13"},
		Harm:     harm,
		Field:    []string{field},
		Shows:    shows,
		Install: onComparisons(func(q asked, c comparison) (string, bool) {
			operand, isText := c.text()
			if q.Kind() != kind || !c.on(attribute) || !c.searches() || !isText {
				return "", false
			}
			return q.except(c, func(resource scim.Resource) bool { return !c.holds(resource.String(attribute), operand) })
		}),
	}
}
