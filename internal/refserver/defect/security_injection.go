package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// securityInjection: RFC 7643 §9.2, RFC 7644 §7.7: what stands in a filter is
// data, not part of a query in the language of the store.
func securityInjection() []Defect {
	given := hereUsers("anna@example.com", "ben@example.com")
	control := `GET /Users?filter=userName+eq+"anna@example.com"`
	return []Defect{{
		Name:     "security-filter-injection",
		Sentence: "Returns everything when the operand of a filter closes the string of its SQL statement: x' or '1'='1.",
		Subject:  "security",
		Breaks:   []requirement.ID{"RFC7643-9.2-R02", "RFC7644-7.7-R01"},
		Harm:     SecurityHole,
		Shows:    Demo{Given: given, Request: `GET /Users?filter=userName+eq+"x'+or+'1'='1"`, Control: control},
		Install: onLists(func(q asked) *Answer {
			if filter, _ := q.get("filter"); strings.Contains(strings.ToLower(filter), "' or '") {
				q.drop("filter")
			}
			return nil
		}),
	}, {
		Name:     "security-ldap-wildcard",
		Sentence: "Takes an asterisk in the operand of eq for anything, as its directory does.",
		Subject:  "security",
		Breaks:   []requirement.ID{"RFC7643-9.2-R02", "RFC7644-7.7-R01"},
		Harm:     SecurityHole,
		Shows:    Demo{Given: given, Request: `GET /Users?filter=userName+eq+"*"`, Control: control},
		Install: onComparisons(func(_ asked, c comparison) (string, bool) {
			text, ok := c.text()
			if !ok || c.operator != "eq" || !strings.Contains(text, "*") {
				return "", false
			}
			return wildcards(c.attribute, text, "*"), true
		}),
	}, {
		Name:     "security-like-wildcard",
		Sentence: "Takes a percent sign in the operand of co, sw and ew for anything, as its database does.",
		Subject:  "security",
		Breaks:   []requirement.ID{"RFC7643-9.2-R02", "RFC7644-7.7-R01"},
		Harm:     SecurityHole,
		Shows:    Demo{Given: given, Request: `GET /Users?filter=userName+co+"%25"`, Control: `GET /Users?filter=userName+co+"ann"`},
		Install:  onComparisons(likeComparison),
	}}
}

// likeComparison puts the signs that LIKE needs around the operand, and obeys
// those that are in it.
func likeComparison(_ asked, c comparison) (string, bool) {
	text, ok := c.text()
	if !ok || !strings.Contains(text, "%") {
		return "", false
	}
	switch c.operator {
	case "co":
		return wildcards(c.attribute, "%"+text+"%", "%"), true
	case "sw":
		return wildcards(c.attribute, text+"%", "%"), true
	case "ew":
		return wildcards(c.attribute, "%"+text, "%"), true
	}
	return "", false
}
