package defect

import (
	"encoding/base64"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// authTokens: RFC 7644 §2: a server is able to tell a token that it issued;
// fd-113. A token that is right has to be seen before.
func authTokens() []Defect {
	given := []string{`GET /Users?count=0`}
	return []Defect{{
		Name:     "auth-any-token",
		Sentence: "Accepts any bearer token that is not empty.",
		Subject:  "auth",
		Breaks:   []requirement.ID{"RFC7644-2-R04", "RFC7644-3.12-R09", "PROV-05"},
		Harm:     SecurityHole,
		Shows:    Demo{Given: given, Request: `GET /Users [Authorization: Bearer x]`, Control: `GET /Users [Authorization: -]`},
		Install:  admitting(func(_ *Call, sent, _ string) bool { return sent != "" }),
	}, {
		Name:     "auth-token-compared-in-part",
		Sentence: "Compares only the first eight characters of a bearer token.",
		Subject:  "auth",
		Breaks:   []requirement.ID{"RFC7644-2-R04", "RFC7644-3.12-R09"},
		Harm:     SecurityHole,
		Shows: Demo{
			Given:   given,
			Request: `GET /Users [Authorization: Bearer the-token-of-the]`, // the token of the tests without its end
			Control: `GET /Users [Authorization: Bearer the-key-of-the-tests]`,
		},
		Install: admitting(func(_ *Call, sent, known string) bool {
			return len(sent) >= 8 && len(known) >= 8 && sent[:8] == known[:8]
		}),
	}, {
		Name:     "auth-login-token-accepted",
		Sentence: "Accepts any JSON Web Token, such as an ordinary user's of the login page.",
		Subject:  "auth",
		Breaks:   []requirement.ID{"RFC7644-2-R04", "RFC7644-2.1-R03"},
		Harm:     SecurityHole,
		Field:    []string{"fd-113"},
		Shows: Demo{
			Given:   given,
			Request: `GET /Users [Authorization: Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbm5hIn0.bm8tc2lnbmF0dXJl]`,
			Control: `GET /Users [Authorization: Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9]`,
		},
		Install: admitting(func(_ *Call, sent, _ string) bool { return isJWT(sent) }),
	}}
}

// isJWT says whether a token has the form of RFC 7519: three parts, the first a
// JSON object that names an algorithm.
func isJWT(token string) bool {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return false
	}
	raw, err := base64.RawURLEncoding.DecodeString(parts[0])
	if err != nil {
		return false
	}
	header, err := scim.Decode(raw)
	return err == nil && header.String("alg") != ""
}
