package defect

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listExcludedSubAttributeIgnored: RFC 7644 §3.4.2.5: excludedAttributes may name
// a sub-attribute; fd-017.
func listExcludedSubAttributeIgnored() Defect {
	return Defect{
		Name:     "list-excluded-sub-attribute-ignored",
		Sentence: "Ignores a sub-attribute in excludedAttributes.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.5-R05", "RFC7644-3.9-R05", "RFC7644-3.4.3-R07"},
		Harm:     Annoyance,
		Field:    []string{"fd-017"},
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"name":{"givenName":"Anna","familyName":"Reis"}`) + " -> anna"},
			Request: `GET /Users/$anna?excludedAttributes=name.familyName`,
			Control: `GET /Users/$anna?excludedAttributes=name`,
		},
		Install: onNames("excludedAttributes", func(names []string) []string {
			return slices.DeleteFunc(names, func(name string) bool {
				return strings.LastIndex(name, ".") > strings.LastIndex(name, ":")
			})
		}),
	}
}
