package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// authChallenges: RFC 7644 §2, §3.12: 401 with the schemes in WWW-Authenticate;
// fd-045.
func authChallenges() []Defect {
	return []Defect{{
		Name:     "auth-challenge-misspelt",
		Sentence: "Names the header of the challenge WWW_AUTHENTICATE.",
		Subject:  "auth",
		Breaks:   []requirement.ID{"RFC7644-2-R06"},
		Harm:     Annoyance,
		Field:    []string{"fd-045"},
		Shows:    Demo{Request: `GET /Users [Authorization: -]`, Control: `GET /Users`},
		Install: onUnauthorized(func(_ *Call, a *Answer) {
			a.Header["WWW_AUTHENTICATE"] = a.Header.Values("WWW-Authenticate")
			a.Header.Del("WWW-Authenticate")
		}),
	}, {
		Name:     "auth-challenge-of-other-scheme",
		Sentence: "Names Basic as the only scheme in the challenge, though it takes bearer tokens.",
		Subject:  "auth",
		Breaks:   []requirement.ID{"RFC7644-2-R06"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /Users [Authorization: -]`, Control: `GET /Users`},
		Install:  onUnauthorized(func(_ *Call, a *Answer) { a.Header.Set("WWW-Authenticate", `Basic realm="scimulator"`) }),
	}, {
		Name:     "auth-missing-token-is-403",
		Sentence: "Answers 403 to a request without credentials.",
		Subject:  "auth",
		Breaks:   []requirement.ID{"RFC7644-3.12-R09", "RFC7644-2-R06"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /Users [Authorization: -]`, Control: `GET /Users [Authorization: Bearer wrong]`},
		Install: onUnauthorized(func(c *Call, a *Answer) {
			if anonymous(c) {
				*a = *Refuse(http.StatusForbidden, "", "access is denied")
			}
		}),
	}, {
		Name:     "auth-wrong-token-crashes",
		Sentence: "Answers 500 to a token that it cannot read.",
		Subject:  "auth",
		Breaks:   []requirement.ID{"RFC7644-3.12-R09"},
		Harm:     SyncBlocked,
		Shows:    Demo{Request: `GET /Users [Authorization: Bearer wrong]`, Control: `GET /Users [Authorization: -]`},
		Install: onUnauthorized(func(c *Call, a *Answer) {
			if !anonymous(c) {
				*a = *Refuse(http.StatusInternalServerError, "", "the token could not be parsed")
			}
		}),
	}, {
		Name:     "auth-login-page",
		Sentence: "Redirects whoever has no valid token to the login page, by 302.",
		Subject:  "auth",
		Breaks:   []requirement.ID{"RFC7644-3.12-R09", "RFC7644-2-R06", "RFC7644-3.12-R01"},
		Harm:     SyncBlocked,
		Shows:    Demo{Request: `GET /Users [Authorization: -]`, Control: `GET /Users`},
		Install: onUnauthorized(func(_ *Call, a *Answer) {
			*a = *Plain(http.StatusFound, "text/html", "<html><title>Sign in</title></html>")
			a.Header.Set("Location", "/login")
		}),
	}}
}
