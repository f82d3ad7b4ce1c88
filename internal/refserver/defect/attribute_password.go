package defect

import (
	"net/http"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributePassword: RFC 7643 §7 and §4.1.1: a password can be written, and is
// never returned; fd-041, fd-042.
func attributePassword() []Defect {
	given := []string{hereUser("anna@example.com", `"password":"t1meMa$heen"`) + " -> u"}
	breaks := []requirement.ID{"RFC7643-7-R33", "RFC7643-7-R31", "RFC7643-4.1.1-R19", "RFC7643-4.1.1-R26"}
	return []Defect{{
		Name:     "attribute-password-shown",
		Sentence: "Shows the password of users, as it was sent.",
		Subject:  "attribute",
		Breaks:   breaks,
		Harm:     SecurityHole,
		Field:    []string{"fd-041"},
		Shows:    Demo{Given: given, Request: `GET /Users/$u`, Control: `GET /Users/$u?attributes=userName`},
		Install:  keepingPassword(func(c *Call) bool { return !projected(c) }),
	}, {
		Name:     "attribute-password-shown-on-request",
		Sentence: "Shows the password of users, as it was sent, when the parameter attributes asks for it.",
		Subject:  "attribute",
		Breaks:   breaks,
		Harm:     SecurityHole,
		Shows:    Demo{Given: given, Request: `GET /Users/$u?attributes=password`, Control: `GET /Users/$u`},
		Install:  keepingPassword(func(c *Call) bool { return slices.Contains((asked{c}).names("attributes"), "password") }),
	}, {
		Name:     "attribute-password-not-changeable",
		Sentence: "Announces that passwords can be changed and refuses to change one by PATCH, since it is not returned.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-4.1.1-R27"},
		Harm:     LockedOut,
		Field:    []string{"fd-042"},
		Shows: Demo{
			Given:   given,
			Request: patching("/Users/$u", `{"op":"replace","path":"password","value":"n3wPa$sword"}`),
			Control: patching("/Users/$u", `{"op":"replace","path":"title","value":"Clerk"}`),
		},
		Install: installPasswordNotChangeable,
	}}
}

func installPasswordNotChangeable() Hooks {
	hooks := onWritten(scim.URNUser, func(c *Call, values scim.Resource) *Answer {
		if _, sent := written(values, "password"); sent && c.Method == http.MethodPatch {
			return Refuse(http.StatusBadRequest, "mutability", "password cannot be changed")
		}
		return nil
	})()
	hooks.After = onEntries(atConfig, func(config scim.Resource) { config["changePassword"] = scim.Resource{"supported": true} })().After
	return hooks
}

// keepingPassword makes hooks that keep the passwords of new users and show them
// in answers to which shows says yes.
func keepingPassword(shows func(c *Call) bool) func() Hooks {
	return func() Hooks {
		var passwords notes[string]
		return Hooks{
			Before: whenWritten(scim.URNUser, func(c *Call, values scim.Resource) *Answer {
				if c.Method != http.MethodPost || values.String("password") == "" {
					return nil
				}
				answer := c.Pass()
				if answer.OK() {
					passwords.put(answer.Body().ID(), values.String("password"))
				}
				return answer
			}),
			After: whenShown(scim.URNUser, func(c *Call, user scim.Resource) {
				if password, known := passwords.get(user.ID()); known && shows(c) {
					user["password"] = password
				}
			}),
		}
	}
}
