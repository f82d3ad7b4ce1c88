package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterAndUnsupported: Entra needs and (E-6.18).
func filterAndUnsupported() Defect {
	return Defect{
		Name:     "filter-and-unsupported",
		Sentence: "Refuses a filter with more than one comparison.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"E-6.18", "RFC7644-3.4.2.2-R22", "RFC7644-3.4.2.2-R23", "RFC7644-3.4.2.2-R41"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=userName+sw+"anna"+and+userName+ew+"example.com"`,
			Control: `GET /Users?filter=userName+sw+"anna"`,
		},
		Install: refusing(func(_ asked, t tokens) *Answer {
			for _, one := range t {
				if strings.EqualFold(one, "and") || strings.EqualFold(one, "or") {
					return invalidFilter("one comparison is supported: attribute operator value")
				}
			}
			return nil
		}),
	}
}
