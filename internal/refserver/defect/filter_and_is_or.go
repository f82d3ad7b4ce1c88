package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterAndIsOr: RFC 7644 table 4.
func filterAndIsOr() Defect {
	return Defect{
		Name:     "filter-and-is-or",
		Sentence: "Treats and like or.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R22", "RFC7644-3.4.2.2-R02", "E-6.18"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   hereUsers("anna@example.com", "ben@example.com"),
			Request: `GET /Users?filter=userName+sw+"anna"+and+userName+sw+"ben"`,
			Control: `GET /Users?filter=userName+sw+"anna"+or+userName+sw+"carl"`,
		},
		Install: onTokens(func(t tokens) tokens {
			for i := range t {
				if strings.EqualFold(t[i], "and") {
					t[i] = "or"
				}
			}
			return t
		}),
	}
}
