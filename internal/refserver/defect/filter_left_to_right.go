package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterLeftToRight: RFC 7644 §3.4.2.2: and comes before or.
func filterLeftToRight() Defect {
	return Defect{
		Name:     "filter-left-to-right",
		Sentence: "Evaluates and and or from left to right instead of and before or.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R31"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   hereUsers("anna@example.com", "ben@example.com"),
			Request: `GET /Users?filter=userName+sw+"anna"+or+userName+sw+"ben"+and+userName+sw+"ben"`,
			Control: `GET /Users?filter=userName+sw+"ben"+and+userName+sw+"ben"+or+userName+sw+"anna"`,
		},
		Install: onTokens(func(t tokens) tokens {
			written, depth, or := tokens{}, 0, false
			for _, one := range t {
				switch strings.ToLower(one) {
				case "(", "[":
					depth++
				case ")", "]":
					depth--
				case "or":
					or = or || depth == 0
				case "and":
					if or && depth == 0 {
						written, or = append(append(tokens{"("}, written...), ")"), false
					}
				}
				written = append(written, one)
			}
			return written
		}),
	}
}
