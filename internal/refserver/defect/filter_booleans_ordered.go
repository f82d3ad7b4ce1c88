package defect

import "github.com/scimulator/scimulator/internal/requirement"

// filterBooleansOrdered: RFC 7644 table 3: gt, ge, lt and le on a boolean SHALL
// fail with 400.
func filterBooleansOrdered() Defect {
	return Defect{
		Name:     "filter-booleans-ordered",
		Sentence: "Answers gt, ge, lt and le on a boolean as if false stood before true.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R18", "RFC7644-3.4.2.2-R19", "RFC7644-3.4.2.2-R20", "RFC7644-3.4.2.2-R21"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"active":true`)},
			Request: `GET /Users?filter=active+gt+false`,
			Control: `GET /Users?filter=x509Certificates.value+gt+"AA=="`,
		},
		Install: onComparisons(func(_ asked, c comparison) (string, bool) {
			meaning := map[string]string{
				"gt false": "eq true", "ge true": "eq true", "lt true": "eq false", "le false": "eq false",
				"ge false": "pr", "le true": "pr",
			}[c.operator+" "+c.operand]
			return c.attribute + " " + meaning, c.isBoolean() && meaning != ""
		}),
	}
}
