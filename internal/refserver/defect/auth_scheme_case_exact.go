package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// authSchemeCaseExact: RFC 7644 §2, RFC 7235 §2.1: the name of a scheme has no
// letter case.
func authSchemeCaseExact() Defect {
	return Defect{
		Name:     "auth-scheme-case-exact",
		Sentence: "Answers 401 to a right token when the scheme is written bearer, in small letters.",
		Subject:  "auth",
		Breaks:   []requirement.ID{"RFC7644-2-R04"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Request: `GET /Users?count=0 [Authorization: bearer the-token-of-the-tests]`,
			Control: `GET /Users?count=0 [Authorization: Bearer the-token-of-the-tests]`,
		},
		Install: beforeAll(func(c *Call) *Answer {
			scheme, _, _ := strings.Cut(c.Header.Get("Authorization"), " ")
			if scheme == "Bearer" || !strings.EqualFold(scheme, "Bearer") {
				return nil
			}
			answer := Refuse(http.StatusUnauthorized, "", "the scheme has to be Bearer")
			answer.Header.Set("WWW-Authenticate", "Bearer")
			return answer
		}),
	}
}
