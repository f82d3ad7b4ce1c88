package defect

import (
	"net/http"
	"strconv"
	"sync/atomic"

	"github.com/scimulator/scimulator/internal/requirement"
)

// attributeIDs: RFC 7643 §3.1: an id is stable, of one resource only, never
// given again, and does not contain bulkId.
func attributeIDs() []Defect {
	both := []string{hereUser("anna@example.com") + " -> u", hereGroup("Sales") + " -> g"}
	return []Defect{{
		Name:     "attribute-id-contains-bulk-id",
		Sentence: "Gives new users ids that begin with the reserved word bulkId.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.1-R09"},
		Harm:     Annoyance,
		Shows:    Demo{Request: both[0], Control: both[1]},
		Install: func() Hooks {
			_, hooks := naming(func(c *Call, own string) string {
				if c.Kind() != "Users" {
					return ""
				}
				return "bulkId:" + own
			})
			return hooks
		},
	}, {
		Name:     "attribute-id-shared-between-types",
		Sentence: "Numbers users and groups apart, so that a user and a group have the same id.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.1-R06"},
		Harm:     DataDrift,
		Shows:    Demo{Given: both, Request: `GET /Groups/$g`, Control: `GET /Users?count=0`},
		Install: func() Hooks {
			var users, groups atomic.Int64
			_, hooks := naming(func(c *Call, _ string) string {
				last := &users
				if c.Kind() == "Groups" {
					last = &groups
				}
				return strconv.FormatInt(1000+last.Add(1), 10)
			})
			return hooks
		},
	}, {
		Name:     "attribute-id-reused",
		Sentence: "Gives a new user the id of the user that was deleted last.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.1-R07"},
		Harm:     UsersLost,
		Shows: Demo{
			Given:   []string{both[0], `DELETE /Users/$u`},
			Request: hereUser("ben@example.com"),
			Control: hereGroup("Sales"),
		},
		Install: installIDReused,
	}, {
		Name:     "attribute-id-changes-with-user-name",
		Sentence: "Gives a user another id when its userName changes.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.1-R07", "RFC7643-3.1-R10"},
		Harm:     UsersLost,
		Shows: Demo{
			Given:   both[:1],
			Request: patching("/Users/$u", `{"op":"replace","path":"userName","value":"anne@example.com"}`),
			Control: patching("/Users/$u", `{"op":"replace","path":"title","value":"Clerk"}`),
		},
		Install: installIDChanges,
	}}
}

func installIDReused() Hooks {
	var free notes[string] // under one key: the id that waits
	a, hooks := naming(func(c *Call, own string) string {
		if c.Kind() != "Users" {
			return ""
		}
		shown, _ := free.get("next")
		free.forget("next")
		return shown
	})
	hooks.Before = func(c *Call) *Answer {
		shown := c.ID()
		if answer := a.receive(c); answer != nil || !c.Is(http.MethodDelete, "Users") {
			return answer
		}
		answer := c.Pass()
		if answer.OK() {
			free.put("next", shown)
		}
		return answer
	}
	return hooks
}

func installIDChanges() Hooks {
	var changes atomic.Int64
	a, hooks := naming(func(*Call, string) string { return "" })
	hooks.Before = func(c *Call) *Answer {
		if answer := a.receive(c); answer != nil {
			return answer
		}
		if !c.Is(http.MethodPatch, "Users") && !c.Is(http.MethodPut, "Users") {
			return nil
		}
		before := ownerOf(c.Ask(http.MethodGet, c.Path, nil))
		answer := c.Pass()
		if after := ownerOf(c.Ask(http.MethodGet, c.Path, nil)); after != before {
			a.give("Users", c.ID(), c.ID()+"-"+strconv.FormatInt(changes.Add(1), 10))
		}
		return answer
	}
	return hooks
}
