package defect

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterSplitsAtBlanks: RFC 7644 figure 1: an operand is a JSON string; fd-010.
func filterSplitsAtBlanks() Defect {
	return Defect{
		Name:     "filter-splits-at-blanks",
		Sentence: "Refuses a filter whose operand holds a blank.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R40", "RFC7644-3.4.2.2-R08", "E-5.34"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-010"},
		Shows: Demo{
			Given:   []string{hereGroup("EDU All personal"), hereGroup("Personal")},
			Request: `GET /Groups?excludedAttributes=members&filter=displayName+eq+"EDU+All+personal"`,
			Control: `GET /Groups?excludedAttributes=members&filter=displayName+eq+"Personal"`,
		},
		Install: refusing(func(_ asked, t tokens) *Answer {
			if slices.ContainsFunc(t, func(one string) bool { return one[0] == '"' && strings.Contains(one, " ") }) {
				return invalidFilter("expected: attribute operator value")
			}
			return nil
		}),
	}
}
