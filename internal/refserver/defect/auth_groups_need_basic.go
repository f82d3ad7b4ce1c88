package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// authGroupsNeedBasic: Entra logs in with a bearer token, wherever it goes.
func authGroupsNeedBasic() Defect {
	return Defect{
		Name:     "auth-groups-need-basic",
		Sentence: "Takes bearer tokens for users, and for groups a name and a password alone.",
		Subject:  "auth",
		Breaks:   []requirement.ID{"E-6.34"},
		Harm:     SyncBlocked,
		Shows:    Demo{Request: `GET /Groups?count=0`, Control: `GET /Users?count=0`},
		Install: beforeAll(func(c *Call) *Answer {
			if c.Kind() != "Groups" || tokenOf(c.Header.Get("Authorization")) == "" {
				return nil
			}
			answer := Refuse(http.StatusUnauthorized, "", "log in with name and password")
			answer.Header.Set("WWW-Authenticate", `Basic realm="groups"`)
			return answer
		}),
	}
}
