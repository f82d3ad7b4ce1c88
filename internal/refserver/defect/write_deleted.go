package defect

import (
	"net/http"
	"sync/atomic"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// writeDeleted: RFC 7644 §3.6: what is deleted is gone for every client;
// fd-103, fd-104.
func writeDeleted() []Defect {
	given := []string{hereUser("anna@example.com") + " -> anna", hereUser("ben@example.com"), `DELETE /Users/$anna`}
	find, read := `GET /Users?filter=userName+eq+"anna@example.com"`, `GET /Users/$anna`
	return []Defect{{
		Name:     "write-deleted-again",
		Sentence: "Answers 204 to a DELETE of a user or group that was deleted before.",
		Subject:  "delete",
		Breaks:   []requirement.ID{"RFC7644-3.6-R03"},
		Harm:     Annoyance,
		Field:    []string{"fd-103"},
		Shows:    Demo{Given: given, Request: `DELETE /Users/$anna`, Control: `DELETE /Users/nobody`},
		Install:  installDeletedAgain,
	}, {
		Name:     "write-deleted-still-listed",
		Sentence: "Goes on showing deleted users and groups in lists, though a read by id answers 404.",
		Subject:  "delete",
		Breaks:   []requirement.ID{"RFC7644-3.6-R04", "SYNC-11"},
		Harm:     DataDrift,
		Field:    []string{"fd-104"},
		Shows:    Demo{Given: given, Request: find, Control: read},
		Install: deletingSoftly(func(_ *ghosts, c *Call) *Answer {
			if (asked{c}).lists() {
				return c.Pass()
			}
			return nil
		}),
	}, {
		Name:     "write-deleted-name-taken",
		Sentence: "Refuses a new user or group with 409 when a deleted one had its name.",
		Subject:  "delete",
		Breaks:   []requirement.ID{"RFC7644-3.6-R05", "RFC7644-3.6-R06", "E-6.25"},
		Harm:     LockedOut,
		Shows:    Demo{Given: given, Request: hereUser("anna@example.com"), Control: find},
		Install: deletingSoftly(func(g *ghosts, c *Call) *Answer {
			if _, taken := g.named(c); taken && toOne(c, http.MethodPost) {
				return Refuse(http.StatusConflict, "uniqueness", "the name is taken")
			}
			return nil
		}),
	}, {
		Name:     "write-deleted-comes-back",
		Sentence: "Brings a deleted user or group back when a PUT names its id.",
		Subject:  "delete",
		Breaks:   []requirement.ID{"RFC7644-3.6-R03", "RFC7644-3.5.1-R15"},
		Harm:     SecurityHole,
		Shows:    Demo{Given: given, Request: replacing("/Users/$anna", "anna@example.com"), Control: read},
		Install: deletingSoftly(func(g *ghosts, c *Call) *Answer {
			return whenGhost(g, c, http.MethodPut, func(c *Call) *Answer {
				g.drop(c.ID())
				return c.Pass()
			})
		}),
	}, {
		Name:     "write-deleted-readable",
		Sentence: "Goes on answering reads by id of deleted users and groups, though lists do not show them.",
		Subject:  "delete",
		Breaks:   []requirement.ID{"RFC7644-3.6-R03", "E-6.6", "SYNC-11"},
		Harm:     UsersLost,
		Shows:    Demo{Given: given, Request: read, Control: find},
		Install: deletingSoftly(func(g *ghosts, c *Call) *Answer {
			return whenGhost(g, c, http.MethodGet, (*Call).Pass)
		}),
	}, {
		Name:     "write-delete-disables",
		Sentence: "Disables the user that a DELETE names instead of deleting it, and answers 204.",
		Subject:  "delete",
		Breaks:   []requirement.ID{"RFC7644-3.6-R03", "RFC7644-3.6-R04", "HOUSE-01"},
		Harm:     DataDrift,
		Shows:    Demo{Given: given, Request: read, Control: `GET /Users?filter=userName+eq+"ben@example.com"`},
		Install: onRequestsTo(func(c *Call) *Answer {
			if c.Kind() != "Users" || stored(c) == nil || c.Header.Get("If-Match") != "" && !matchesVersion(c) {
				return nil
			}
			c.Ask(http.MethodPatch, c.Path, messageOf(doing("replace", "active", false)))
			return noContent(c)
		}, http.MethodDelete),
	}, {
		Name:     "write-deleted-counted",
		Sentence: "Counts deleted users in totalResults of a list without filter.",
		Subject:  "delete",
		Breaks:   []requirement.ID{"RFC7644-3.6-R04", "RFC7644-3.4.2-R05"},
		Harm:     DataDrift,
		Shows:    Demo{Given: given, Request: `GET /Users?count=0`, Control: find},
		Install:  installDeletedCounted,
	}}
}

func noContent(*Call) *Answer {
	return &Answer{Status: http.StatusNoContent, Header: http.Header{}}
}

// whenGhost answers a request with a method to a ghost.
func whenGhost(g *ghosts, c *Call, method string, answer func(c *Call) *Answer) *Answer {
	if c.Method == method && g.has(c) {
		return answer(c)
	}
	return nil
}

// deletingSoftly makes hooks of a server that only marks what is deleted. It
// hides it well, except where slip answers.
func deletingSoftly(slip func(g *ghosts, c *Call) *Answer) func() Hooks {
	return func() Hooks {
		g := &ghosts{}
		return Hooks{Before: func(c *Call) *Answer {
			if answer := slip(g, c); answer != nil {
				return answer
			}
			switch {
			case (asked{c}).lists():
				g.hide(c)
			case g.has(c):
				return unknownID(c)
			case toOne(c, http.MethodPost, http.MethodPut, http.MethodPatch):
				g.release(c)
			case toOne(c, http.MethodDelete):
				return g.bury(c)
			}
			return nil
		}}
	}
}

func installDeletedAgain() Hooks {
	var deleted notes[bool]
	return onAnswersTo(http.MethodDelete, func(c *Call, a *Answer) {
		if a.OK() {
			deleted.put(c.ID(), true)
		}
		if _, known := deleted.get(c.ID()); known && a.Status == http.StatusNotFound {
			*a = *noContent(c)
		}
	})()
}

func installDeletedCounted() Hooks {
	var deleted atomic.Int64
	return Hooks{After: func(c *Call, a *Answer) {
		if c.Is(http.MethodDelete, "Users") && a.OK() {
			deleted.Add(1)
		}
		q := asked{c}
		if text, _ := q.get("filter"); !q.lists() || q.Kind() != "Users" || text != "" || !a.OK() || deleted.Load() == 0 {
			return
		}
		a.Change(func(body scim.Resource) {
			if total, ok := Number(body, "totalResults"); ok {
				body["totalResults"] = total + int(deleted.Load())
			}
		})
	}}
}
