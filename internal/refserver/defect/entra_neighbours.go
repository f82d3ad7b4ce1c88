package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// entraNeighbours: HOUSE-02: a request changes the resource that it names and no
// other.
func entraNeighbours() []Defect {
	mail := `"emails":[{"value":"desk@example.com","type":"work"}]`
	ben := `GET /Users/$ben`
	return []Defect{{
		Name:     "entra-email-moves",
		Sentence: "Takes an e-mail address from other users when a user gets it.",
		Subject:  "http",
		Breaks:   []requirement.ID{"HOUSE-02"},
		Harm:     UsersLost,
		Shows: Demo{
			Given:   []string{hereUser("ben@example.com", mail) + " -> ben", hereUser("anna@example.com", mail) + " -> anna"},
			Request: ben,
			Control: `GET /Users/$anna`,
		},
		Install: onUserWritten(func(c *Call, user scim.Resource) {
			for _, email := range manyOf(user, "emails") {
				for _, other := range holders(c, "emails.value", email.String("value")) {
					if other.ID() != user.ID() {
						address := string(encode(email.String("value")))
						c.Ask(http.MethodPatch, "/Users/"+other.ID(), messageOf(doing("remove", "emails[value eq "+address+"]", nil)))
					}
				}
			}
		}),
	}, {
		Name:     "entra-namesakes-change-together",
		Sentence: "Applies a PATCH also to the other users with the same displayName, as it looks the user up by that.",
		Subject:  "http",
		Breaks:   []requirement.ID{"HOUSE-02"},
		Harm:     UsersLost,
		Shows: Demo{
			Given: []string{
				hereUser("anna@example.com", `"displayName":"Kim"`) + " -> anna", hereUser("ben@example.com", `"displayName":"Kim"`) + " -> ben",
				hereUser("cleo@example.com") + " -> cleo",
				patching("/Users/$anna", `{"op":"replace","path":"active","value":false}`),
			},
			Request: ben,
			Control: `GET /Users/$cleo`,
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			if c.Kind() != "Users" {
				return nil
			}
			namesakes := holders(c, "displayName", stored(c).String("displayName"))
			answer := c.Pass()
			for _, other := range namesakes {
				if answer.OK() && other.ID() != c.ID() {
					c.Ask(http.MethodPatch, "/Users/"+other.ID(), c.Body())
				}
			}
			return answer
		}, http.MethodPatch),
	}, {
		Name:     "entra-team-of-disabled-manager-disabled",
		Sentence: "Disables the users whose manager is disabled.",
		Subject:  "http",
		Breaks:   []requirement.ID{"HOUSE-02"},
		Harm:     LockedOut,
		Shows: Demo{
			Given: []string{
				hereUser("anna@example.com") + " -> anna", hereEmployee("ben@example.com", `"manager":{"value":"$anna"}`) + " -> ben",
				patching("/Users/$anna", `{"op":"replace","path":"active","value":false}`),
			},
			Request: ben,
			Control: `GET /Users/$anna`,
		},
		Install: onUserWritten(func(c *Call, user scim.Resource) {
			if user["active"] != false {
				return
			}
			for _, report := range holders(c, scim.URNEnterpriseUser+":manager.value", user.ID()) {
				c.Ask(http.MethodPatch, "/Users/"+report.ID(), messageOf(doing("replace", "active", false)))
			}
		}),
	}}
}

// onUserWritten makes hooks that see each user who was written, as it is now.
func onUserWritten(see func(c *Call, user scim.Resource)) func() Hooks {
	return func() Hooks {
		return Hooks{After: func(c *Call, a *Answer) {
			if !writesTo(c, scim.URNUser) || !a.OK() {
				return
			}
			id := c.ID()
			if id == "" {
				id = a.Body().ID()
			}
			if user := c.Ask(http.MethodGet, "/Users/"+id, nil); user.OK() && id != "" {
				see(c, user.Body())
			}
		}}
	}
}
