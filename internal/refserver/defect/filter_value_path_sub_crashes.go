package defect

import "github.com/scimulator/scimulator/internal/requirement"

// filterValuePathSubCrashes: Entra's match by work e-mail (E-5.7); fd-009.
func filterValuePathSubCrashes() Defect {
	return Defect{
		Name:     "filter-value-path-sub-crashes",
		Sentence: "Answers 500 to a filter with a sub-attribute behind square brackets, as Entra sends it to match by work e-mail.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"E-6.18", "E-5.7"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-009"},
		Shows: Demo{
			Tolerant: true,
			Given:    []string{hereUser("anna@example.com", `"emails":[{"type":"work","value":"anna@example.com"}]`)},
			Request:  `GET /Users?filter=emails[type+eq+"work"].value+eq+"anna@example.com"`,
			Control:  `GET /Users?filter=emails[type+eq+"work"+and+value+eq+"anna@example.com"]`,
		},
		Install: refusing(func(_ asked, t tokens) *Answer {
			for i := range t {
				if i > 0 && t[i-1] == "]" && t[i][0] == '.' {
					return Refuse(500, "", "unexpected token "+t[i])
				}
			}
			return nil
		}),
	}
}
