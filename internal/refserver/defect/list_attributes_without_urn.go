package defect

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listAttributesWithoutURN: RFC 7644 §3.10: a name may carry the URN of its
// schema.
func listAttributesWithoutURN() Defect {
	return Defect{
		Name:     "list-attributes-without-urn",
		Sentence: "Does not know an attribute in attributes that carries the URN of its schema.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.5-R03", "RFC7644-3.10-R01", "RFC7644-3.10-R03"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereEmployee("anna@example.com", `"department":"Purchase"`) + " -> anna"},
			Request: `GET /Users/$anna?attributes=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department`,
			Control: `GET /Users/$anna?attributes=userName`,
		},
		Install: onNames("attributes", func(names []string) []string {
			names = slices.DeleteFunc(names, func(name string) bool { return strings.Contains(name, ":") })
			if len(names) == 0 {
				return []string{"id"} // nothing that the client would see
			}
			return names
		}),
	}
}
