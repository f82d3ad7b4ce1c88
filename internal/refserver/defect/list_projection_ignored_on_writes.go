package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listProjectionIgnoredOnWrites: RFC 7644 §3.9: the parameters go with every
// operation that returns a resource.
func listProjectionIgnoredOnWrites() Defect {
	return Defect{
		Name:     "list-projection-ignored-on-writes",
		Sentence: "Ignores attributes and excludedAttributes on POST, PUT and PATCH.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.9-R02"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: `POST /Users?attributes=userName {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ben@example.com","title":"Buyer"}`,
			Control: `GET /Users/$anna?attributes=userName`,
		},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				if c.Method != http.MethodGet {
					c.Query.Del("attributes")
					c.Query.Del("excludedAttributes")
				}
				return nil
			}}
		},
	}
}
