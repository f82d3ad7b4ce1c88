package defect

import (
	"cmp"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listAttributesCaseExact: RFC 7644 §3.9: names are compared without regard to
// case.
func listAttributesCaseExact() Defect {
	return Defect{
		Name:     "list-attributes-case-exact",
		Sentence: "Does not know an attribute in attributes or excludedAttributes that is not spelt in the case of the schema.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.9-R07", "RFC7643-2.1-R01"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"title":"Buyer"`) + " -> anna"},
			Request: `GET /Users/$anna?attributes=TITLE`,
			Control: `GET /Users/$anna?attributes=title`,
		},
		Install: func() Hooks {
			spelt := newSpelling()
			known := func(names []string) []string {
				names = slices.DeleteFunc(names, spelt.wrong)
				if len(names) == 0 {
					return []string{"id"} // nothing that the client would see
				}
				return names
			}
			hooks := onNames("attributes", known)()
			only, without := hooks.Before, onNames("excludedAttributes", known)().Before
			hooks.Before = func(c *Call) *Answer { return cmp.Or(only(c), without(c)) }
			hooks.Enforce = spelt.learn
			return hooks
		},
	}
}
