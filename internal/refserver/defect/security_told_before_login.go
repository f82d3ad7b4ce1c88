package defect

import (
	"net/http"
	"net/url"

	"github.com/scimulator/scimulator/internal/requirement"
)

// securityToldBeforeLogin: RFC 7644 §3.12: 401 without credentials, whoever is
// asked for. A token that is right has to be seen before.
func securityToldBeforeLogin() []Defect {
	given := []string{hereUser("anna@example.com") + " -> u"}
	return []Defect{{
		Name:     "security-unknown-id-told-before-login",
		Sentence: "Answers 404 for a user or group that does not exist even to who has no token, and 401 for one that exists.",
		Subject:  "security",
		Breaks:   []requirement.ID{"RFC7644-3.12-R09"},
		Harm:     SecurityHole,
		Shows:    Demo{Given: given, Request: `GET /Users/` + nobody + ` [Authorization: -]`, Control: `GET /Users/$u [Authorization: -]`},
		Install: beforeLogin(func(ring *keyring, c *Call) *Answer {
			if !c.Is(http.MethodGet, "Users") && !c.Is(http.MethodGet, "Groups") {
				return nil
			}
			if answer := ring.ask(c, http.MethodGet, c.Path); answer != nil && unknownResource(c, answer) {
				return answer
			}
			return nil
		}),
	}, {
		Name:     "security-conflict-told-before-login",
		Sentence: "Answers 409 for a userName that is taken even to who has no token, and 401 for one that is free.",
		Subject:  "security",
		Breaks:   []requirement.ID{"RFC7644-3.12-R09"},
		Harm:     SecurityHole,
		Shows: Demo{
			Given:   given,
			Request: `POST /Users [Authorization: -]` + hereUser("anna@example.com")[len("POST /Users"):],
			Control: `POST /Users [Authorization: -]` + hereUser("ben@example.com")[len("POST /Users"):],
		},
		Install: beforeLogin(func(ring *keyring, c *Call) *Answer {
			if !c.Is(http.MethodPost, "Users") {
				return nil
			}
			filter := textual("userName", "eq", c.Body().String("userName"))
			answer := ring.ask(c, http.MethodGet, "/Users?count=0&filter="+url.QueryEscape(filter))
			if answer == nil {
				return nil
			}
			if holders, _ := Number(answer.Body(), "totalResults"); holders > 0 {
				return Refuse(http.StatusConflict, "uniqueness", "another User has this userName")
			}
			return nil
		}),
	}}
}

// beforeLogin makes hooks that may answer a request without credentials.
func beforeLogin(answer func(ring *keyring, c *Call) *Answer) func() Hooks {
	return func() Hooks {
		var ring keyring
		return Hooks{
			Before: func(c *Call) *Answer {
				if !anonymous(c) {
					return nil
				}
				return answer(&ring, c)
			},
			After: ring.learn,
		}
	}
}
