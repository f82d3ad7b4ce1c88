package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterBracketInOperandBreaks: RFC 7644 figure 1: an operand is a JSON string;
// fd-012.
func filterBracketInOperandBreaks() Defect {
	return Defect{
		Name:     "filter-bracket-in-operand-breaks",
		Sentence: "Counts the round brackets inside an operand and refuses the filter when they do not pair.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R40"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-012"},
		Shows: Demo{
			Given:   hereUsers("test)", "(test)"),
			Request: `GET /Users?filter=userName+eq+"test)"`,
			Control: `GET /Users?filter=userName+eq+"(test)"`,
		},
		Install: refusing(func(_ asked, t tokens) *Answer {
			operands := ""
			for _, one := range t {
				if one[0] == '"' {
					operands += one
				}
			}
			if strings.Count(operands, "(") != strings.Count(operands, ")") {
				return invalidFilter("the brackets are not balanced")
			}
			return nil
		}),
	}
}
