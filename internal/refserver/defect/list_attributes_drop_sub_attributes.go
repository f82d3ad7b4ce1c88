package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listAttributesDropSubAttributes: RFC 7644 §3.9: an attribute that is asked for
// comes with its sub-attributes; fd-016.
func listAttributesDropSubAttributes() Defect {
	return Defect{
		Name:     "list-attributes-drop-sub-attributes",
		Sentence: "Returns a complex attribute empty when attributes names it as a whole.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.9-R04", "RFC7644-3.4.2.5-R01"},
		Harm:     Annoyance,
		Field:    []string{"fd-016"},
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"name":{"givenName":"Anna","familyName":"Reis"}`) + " -> anna"},
			Request: `GET /Users/$anna?attributes=name`,
			Control: `GET /Users/$anna?attributes=name.givenName,userName`,
		},
		Install: onProjected(func(q asked, resource scim.Resource) {
			for _, name := range q.names("attributes") {
				for member, value := range resource {
					if strings.EqualFold(member, name) && !strings.Contains(name, ":") && scim.AsObject(value) != nil {
						resource[member] = scim.Resource{}
					}
				}
			}
		}),
	}
}
