package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// entraDisabled: E-6.11: a disabled user stays visible, with active false.
func entraDisabled() []Defect {
	given := []string{
		hereUser("anna@example.com", `"active":true`) + " -> anna", hereUser("ben@example.com") + " -> ben",
		patching("/Users/$anna", `{"op":"replace","path":"active","value":false}`),
	}
	read, find := `GET /Users/$anna`, `GET /Users?filter=userName+eq+"anna@example.com"`
	return []Defect{{
		Name:     "entra-disabled-not-readable",
		Sentence: "Answers 404 to the read of a disabled user, though filters find it.",
		Subject:  "read",
		Breaks:   []requirement.ID{"E-6.11", "RFC7644-3.4.1-R01", "E-12.5"},
		Harm:     UsersLost,
		Shows:    Demo{Given: given, Request: read, Control: find},
		Install: onRequestsTo(func(c *Call) *Answer {
			if c.Kind() == "Users" && isDisabled(c) {
				return unknownID(c)
			}
			return nil
		}, http.MethodGet),
	}, {
		Name:     "entra-disabled-not-found",
		Sentence: "Hides disabled users from lists and filters, though their names stay taken.",
		Subject:  "read",
		Breaks:   []requirement.ID{"E-6.11", "E-6.25", "RFC7644-3.4.2.2-R08", "E-12.5"},
		Harm:     UsersLost,
		Shows:    Demo{Given: given, Request: find, Control: read},
		Install: onLists(func(q asked) *Answer {
			if q.Kind() == "Users" {
				narrow(q, "not (active eq false)")
			}
			return nil
		}),
	}, {
		Name:     "entra-disabled-found-as-active",
		Sentence: "Shows active true for disabled users in lists, and false in the read of one user.",
		Subject:  "read",
		Breaks:   []requirement.ID{"E-6.11", "RFC7644-3.4.2-R08", "RFC7644-3.1-R08", "E-12.5"},
		Harm:     SecurityHole,
		Shows:    Demo{Given: given, Request: find, Control: read},
		Install: onPages(func(_ asked, a *Answer) {
			a.Each(func(resource scim.Resource) {
				if _, shown := resource["active"]; shown {
					resource["active"] = true
				}
			})
		}),
	}, {
		Name:     "entra-disabling-deletes",
		Sentence: "Deletes a user who is disabled, after the answer of a success.",
		Subject:  "read",
		Breaks:   []requirement.ID{"E-6.11", "HOUSE-01", "E-12.5"},
		Harm:     UsersLost,
		Shows:    Demo{Given: given, Request: hereUser("anna@example.com"), Control: `GET /Users/$ben`},
		Install: func() Hooks {
			return Hooks{After: func(c *Call, a *Answer) {
				changes := c.Is(http.MethodPatch, "Users") || c.Is(http.MethodPut, "Users")
				if changes && a.OK() && isDisabled(c) {
					c.Ask(http.MethodDelete, "/Users/"+c.ID(), nil)
				}
			}}
		},
	}}
}

func isDisabled(c *Call) bool { return stored(c)["active"] == false }
