package defect

import (
	"net/http"
	"strconv"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// authMeIsSomebodyElse: RFC 7644 §2.1: the subject follows from the
// authorisation.
func authMeIsSomebodyElse() Defect {
	return Defect{
		Name:     "auth-me-is-somebody-else",
		Sentence: "Takes the user who came last for the authenticated subject in requests to /Me.",
		Subject:  "auth",
		Breaks:   []requirement.ID{"RFC7644-2.1-R02", "RFC7644-2-R08"},
		Harm:     SecurityHole,
		Shows: Demo{
			Given:   []string{hereUser("me@example.com"), hereUser("anna@example.com")},
			Request: `GET /Me`, Control: `GET /Users?count=0`,
		},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				if c.Path != "/Me" || c.Method == http.MethodPost {
					return nil
				}
				total, _ := Number(c.Ask(http.MethodGet, "/Users?count=0", nil).Body(), "totalResults")
				last := c.Ask(http.MethodGet, "/Users?count=1&startIndex="+strconv.Itoa(total), nil).Body().List("Resources")
				if len(last) == 1 {
					c.Path = "/Users/" + scim.AsObject(last[0]).ID()
				}
				return nil
			}}
		},
	}
}
