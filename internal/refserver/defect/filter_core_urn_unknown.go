package defect

import "github.com/scimulator/scimulator/internal/requirement"

// filterCoreURNUnknown: RFC 7644 §3.10; fd-007.
func filterCoreURNUnknown() Defect {
	return Defect{
		Name:     "filter-core-urn-unknown",
		Sentence: "Refuses a filter that names a core attribute with the URN of its schema.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R39", "RFC7644-3.10-R01", "RFC7644-3.10-R02"},
		Harm:     Annoyance,
		Field:    []string{"fd-007"},
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=urn:ietf:params:scim:schemas:core:2.0:User:userName+eq+"anna@example.com"`,
			Control: `GET /Users?filter=userName+eq+"anna@example.com"`,
		},
		Install: refusing(func(_ asked, t tokens) *Answer {
			for _, word := range t {
				if (comparison{attribute: word}).name() != word {
					return invalidFilter("unknown attribute " + word)
				}
			}
			return nil
		}),
	}
}
