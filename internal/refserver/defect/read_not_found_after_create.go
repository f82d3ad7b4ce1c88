package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// readNotFoundAfterCreate: RFC 7644 §3.3, §3.4.1: what was created is there;
// fd-034.
func readNotFoundAfterCreate() Defect {
	return Defect{
		Name:     "read-not-found-after-create",
		Sentence: "Answers 404 to the first read of a new user or group, as if a replica had not heard of it yet.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.4.1-R01", "HOUSE-01"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-034"},
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: `GET /Users/$anna`,
			Control: `GET /Users?filter=userName+eq+"anna@example.com"`,
		},
		Install: func() Hooks {
			var fresh notes[bool]
			return Hooks{
				Before: func(c *Call) *Answer {
					if _, unheard := fresh.get(c.ID()); !unheard || !toOne(c, http.MethodGet) {
						return nil
					}
					fresh.forget(c.ID())
					return unknownID(c)
				},
				After: func(c *Call, a *Answer) {
					if toOne(c, http.MethodPost) && a.OK() {
						fresh.put(a.Body().ID(), true)
					}
				},
			}
		},
	}
}
