package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// authUnguarded: RFC 7644 §3.12: 401 without credentials, on whatever path and
// by whatever method. A token that is right has to be seen before.
func authUnguarded() []Defect {
	return []Defect{
		unguarded("auth-anonymous-reads", "Lets everybody read users and groups without a token.",
			`GET /Users/$u [Authorization: -]`, `DELETE /Users/$u [Authorization: -]`,
			func(c *Call) bool { return c.Method == http.MethodGet && (c.Kind() == "Users" || c.Kind() == "Groups") }),
		unguarded("auth-search-needs-no-token", "Lets everybody search by POST without a token.",
			`POST /Users/.search [Authorization: -] {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]}`,
			`GET /Users [Authorization: -]`,
			func(c *Call) bool {
				return c.Method == http.MethodPost && (c.Kind() == ".search" || c.ID() == ".search")
			}),
		unguarded("auth-delete-needs-no-token", "Lets everybody delete users and groups without a token.",
			`DELETE /Users/$u [Authorization: -]`, `GET /Users/$u [Authorization: -]`,
			func(c *Call) bool { return c.Method == http.MethodDelete }),
		unguarded("auth-create-needs-no-token", "Lets everybody create users without a token.",
			`POST /Users [Authorization: -]`+hereUser("ben@example.com")[len("POST /Users"):], `GET /Users/$u [Authorization: -]`,
			func(c *Call) bool { return c.Is(http.MethodPost, "Users") }),
	}
}

func unguarded(name, sentence, request, control string, open func(c *Call) bool) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "auth",
		Breaks:   []requirement.ID{"RFC7644-3.12-R09"},
		Harm:     SecurityHole,
		Shows:    Demo{Given: []string{hereUser("anna@example.com") + " -> u"}, Request: request, Control: control},
		Install:  admitting(func(c *Call, _, _ string) bool { return anonymous(c) && open(c) }),
	}
}
