package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterOrSeesFirstOnly: RFC 7644 table 4.
func filterOrSeesFirstOnly() Defect {
	return Defect{
		Name:     "filter-or-sees-first-only",
		Sentence: "Evaluates the first operand of or only.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R23"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   hereUsers("anna@example.com", "ben@example.com"),
			Request: `GET /Users?filter=userName+sw+"anna"+or+userName+sw+"ben"`,
			Control: `GET /Users?filter=userName+sw+"anna"+and+userName+ew+"com"`,
		},
		Install: onTokens(func(t tokens) tokens {
			written, depth, deaf := tokens{}, 0, -1 // deaf: the depth of an or whose other operand is passed over
			for _, one := range t {
				switch one {
				case "(", "[":
					depth++
				case ")", "]":
					depth--
				}
				switch {
				case deaf > depth:
					deaf = -1
				case deaf < 0 && strings.EqualFold(one, "or"):
					deaf = depth
				}
				if deaf < 0 {
					written = append(written, one)
				}
			}
			return written
		}),
	}
}
