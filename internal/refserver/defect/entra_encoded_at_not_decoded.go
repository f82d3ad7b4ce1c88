package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// entraEncodedAtNotDecoded: E-5.5: @ comes as it is or as %40.
func entraEncodedAtNotDecoded() Defect {
	return Defect{
		Name:     "entra-encoded-at-not-decoded",
		Sentence: "Decodes blanks and quotation marks of a query, and nothing else: %40 stays as it is.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"E-5.5"},
		Harm:     UsersLost,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com")},
			Request: `GET /Users?filter=userName+eq+%22anna%40example.com%22`,
			Control: `GET /Users?filter=userName+eq+%22anna@example.com%22`,
		},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				if filter := c.Query.Get("filter"); strings.Contains(c.request.URL.RawQuery, "%40") {
					c.Query.Set("filter", strings.ReplaceAll(filter, "@", "%40"))
				}
				return nil
			}}
		},
	}
}
