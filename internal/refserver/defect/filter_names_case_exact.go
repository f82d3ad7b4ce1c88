package defect

import "github.com/scimulator/scimulator/internal/requirement"

// filterNamesCaseExact: RFC 7644 §3.4.2.2: attribute names are case insensitive.
func filterNamesCaseExact() Defect {
	return Defect{
		Name:     "filter-names-case-exact",
		Sentence: "Refuses a filter whose attribute is not spelt in the case of the schema.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R03", "RFC7643-2.1-R01"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=username+eq+"anna@example.com"`,
			Control: `GET /Users?filter=userName+EQ+"anna@example.com"`,
		},
		Install: func() Hooks {
			spelt := newSpelling()
			hooks := refusing(func(_ asked, t tokens) *Answer {
				c, found := t.comparison(func(c comparison) bool { return spelt.wrong(c.attribute) })
				if found {
					return invalidFilter("unknown attribute " + c.attribute)
				}
				return nil
			})()
			hooks.Enforce = spelt.learn
			return hooks
		},
	}
}
