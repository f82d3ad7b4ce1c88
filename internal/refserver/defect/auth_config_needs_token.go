package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// authConfigNeedsToken: RFC 7643 §5: how to log in can be read without having
// done so.
func authConfigNeedsToken() Defect {
	return Defect{
		Name:     "auth-config-needs-token",
		Sentence: "Asks for a token to read the service provider configuration, which says how to log in.",
		Subject:  "auth",
		Breaks:   []requirement.ID{"RFC7643-5-R21"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /ServiceProviderConfig [Authorization: -]`, Control: `GET /ServiceProviderConfig`},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				if c.Method == http.MethodGet && c.Kind() == atConfig && anonymous(c) {
					return c.Ask(http.MethodGet, "/Users", nil) // refused: it has no credentials either
				}
				return nil
			}}
		},
	}
}
