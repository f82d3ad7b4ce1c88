package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listAttributesGiveWhole: RFC 7644 §3.9: attributes may name a sub-attribute.
func listAttributesGiveWhole() Defect {
	return Defect{
		Name:     "list-attributes-give-whole",
		Sentence: "Returns the whole attribute when attributes names one of its sub-attributes.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.9-R04", "RFC7644-3.4.2.5-R03"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"name":{"givenName":"Anna","familyName":"Reis"}`) + " -> anna"},
			Request: `GET /Users/$anna?attributes=name.givenName`,
			Control: `GET /Users/$anna?attributes=name`,
		},
		Install: onNames("attributes", func(names []string) []string {
			for i, name := range names {
				if dot := strings.LastIndex(name, "."); dot > strings.LastIndex(name, ":") {
					names[i] = name[:dot]
				}
			}
			return names
		}),
	}
}
