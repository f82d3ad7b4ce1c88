package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterStopsAtEscapedQuote: RFC 7644 figure 1: an operand is a JSON string;
// fd-011.
func filterStopsAtEscapedQuote() Defect {
	return Defect{
		Name:     "filter-stops-at-escaped-quote",
		Sentence: "Takes an escaped quotation mark in an operand for its end and refuses the filter.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R40"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-011"},
		Shows: Demo{
			Given:   []string{hereGroup(`say \"hello\"`), hereGroup(`back\\slash`)},
			Request: `GET /Groups?filter=displayName+eq+"say+\"hello\""`,
			Control: `GET /Groups?filter=displayName+eq+"back\\slash"`,
		},
		Install: refusing(func(_ asked, t tokens) *Answer {
			for _, one := range t {
				unescaped := strings.ReplaceAll(one, `\\`, "")
				if one[0] == '"' && strings.Contains(unescaped, `\"`) {
					return invalidFilter("text behind the end of the value")
				}
			}
			return nil
		}),
	}
}
