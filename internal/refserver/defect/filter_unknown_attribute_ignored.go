package defect

import "github.com/scimulator/scimulator/internal/requirement"

// filterUnknownAttributeIgnored: RFC 7644 §3.4.2.2: only what matches is
// returned.
func filterUnknownAttributeIgnored() Defect {
	return Defect{
		Name:     "filter-unknown-attribute-ignored",
		Sentence: "Takes a comparison of an attribute that no schema defines for true.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R42", "RFC7644-3.4.2.2-R02"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=shoeSize+eq+"42"`,
			Control: `GET /Users?filter=title+eq+"Buyer"`,
		},
		Install: func() Hooks {
			spelt := newSpelling()
			hooks := onComparisons(func(_ asked, c comparison) (string, bool) {
				return "id pr", c.within == "" && !spelt.knows(c.name())
			})()
			hooks.Enforce = spelt.learn
			return hooks
		},
	}
}
