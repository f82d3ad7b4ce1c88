package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// authSecondBaseOpen: RFC 7644 §7: every way to the resources is guarded alike;
// fd-114. A token that is right has to be seen before.
func authSecondBaseOpen() Defect {
	return Defect{
		Name:     "auth-second-base-open",
		Sentence: "Serves the same resources without a token under a second base path: /scim/v2 or /api/scim/v2, below the first one too.",
		Subject:  "auth",
		Breaks:   []requirement.ID{"RFC7644-3.12-R09"},
		Harm:     SecurityHole,
		Field:    []string{"fd-114"},
		Shows: Demo{
			Given:   []string{`GET /Users?count=0`},
			Request: `GET /api/scim/v2/Users [Authorization: -]`,
			Control: `GET /Users [Authorization: -]`,
		},
		Install: admitting(func(c *Call, _, _ string) bool {
			for _, base := range []string{"/api/scim/v2/", "/scim/v2/"} {
				if rest, below := strings.CutPrefix(c.Path, base); below {
					c.Path = "/" + rest
					return true
				}
			}
			return false
		}),
	}
}
