package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterEscapesNotDecoded: RFC 7644 figure 1: an operand is a JSON string.
func filterEscapesNotDecoded() Defect {
	return Defect{
		Name:     "filter-escapes-not-decoded",
		Sentence: "Compares with the JSON escapes of an operand as they stand instead of the characters they mean.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R40"},
		Harm:     LockedOut,
		Shows: Demo{
			Given:   hereUsers("ren\u00e9e@example.com"),
			Request: `GET /Users?filter=userName+eq+"ren\u00e9e@example.com"`,
			Control: "GET /Users?filter=userName+eq+\"ren%C3%A9e@example.com\"",
		},
		Install: onTokens(func(t tokens) tokens {
			for i, one := range t {
				if one[0] == '"' && len(one) > 1 {
					t[i] = `"` + strings.ReplaceAll(strings.ReplaceAll(one[1:len(one)-1], `\`, `\\`), `"`, `\"`) + `"`
				}
			}
			return t
		}),
	}
}
