package defect

import (
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listProjectionLimitsWrites: RFC 7644 §3.9: the parameters are about what is
// returned, not about what is stored.
func listProjectionLimitsWrites() Defect {
	return Defect{
		Name:     "list-projection-limits-writes",
		Sentence: "Stores only those attributes of a new resource that attributes names, beside userName and displayName.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.9-R02", "HOUSE-01"},
		Harm:     DataDrift,
		Shows: Demo{
			Given: []string{
				`POST /Users?attributes=userName {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],` +
					`"userName":"anna@example.com","title":"Buyer"} -> anna`,
				hereUser("ben@example.com", `"title":"Buyer"`) + " -> ben",
			},
			Request: `GET /Users/$anna`,
			Control: `GET /Users/$ben`,
		},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				q := asked{c}
				names, body := q.names("attributes"), c.Body()
				if c.Method != http.MethodPost || c.ID() != "" || q.searches() || !q.concerns() || len(names) == 0 || body == nil {
					return nil
				}
				for member := range body {
					named := slices.ContainsFunc(append(names, "schemas", "userName", "displayName"), func(name string) bool {
						return strings.EqualFold(attributeOf(name), member) || strings.HasPrefix(name+":", member+":")
					})
					if !named {
						delete(body, member)
					}
				}
				c.SetBody(body)
				return nil
			}}
		},
	}
}
