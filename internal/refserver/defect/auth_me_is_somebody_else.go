package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// authMeIsSomebodyElse: RFC 7644 §2.1: the subject follows from the
// authorisation.
func authMeIsSomebodyElse() Defect {
	return Defect{
		Name:     "auth-me-is-somebody-else",
		Sentence: "Takes the first user for the authenticated subject in requests to /Me.",
		Subject:  "auth",
		Breaks:   []requirement.ID{"RFC7644-2.1-R02", "RFC7644-2-R08"},
		Harm:     SecurityHole,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com"), hereUser("me@example.com")},
			Request: `GET /Me`, Control: `GET /Users?count=0`,
		},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				if c.Path != "/Me" || c.Method == http.MethodPost {
					return nil
				}
				first := c.Ask(http.MethodGet, "/Users?count=1", nil).Body().List("Resources")
				if len(first) == 1 {
					c.Path = "/Users/" + scim.AsObject(first[0]).ID()
				}
				return nil
			}}
		},
	}
}
