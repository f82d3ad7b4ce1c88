package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeClientIDOverwrites: RFC 7643 §3.1: the server assigns the id and ignores
// that of the client; fd-033.
func writeClientIDOverwrites() Defect {
	return Defect{
		Name:     "write-client-id-overwrites",
		Sentence: "Takes the id in a new user for its key, so that a create with the id of another user overwrites that user.",
		Subject:  "create",
		Breaks:   []requirement.ID{"RFC7643-3.1-R08", "RFC7644-3.3-R03", "HOUSE-02"},
		Harm:     SecurityHole,
		Field:    []string{"fd-033"},
		Shows: Demo{
			Given: []string{
				hereUser("anna@example.com") + " -> anna",
				hereUser("ben@example.com", `"id":"$anna"`),
			},
			Request: `GET /Users/$anna`,
			Control: `GET /Users?filter=userName+eq+"cleo@example.com"`,
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			id := c.Body().ID()
			if c.Kind() != "Users" || id == "" || !c.Ask(http.MethodGet, "/Users/"+id, nil).OK() {
				return nil
			}
			answer := c.Ask(http.MethodPut, "/Users/"+id, c.Body())
			if answer.OK() {
				answer.Status = http.StatusCreated
			}
			return answer
		}, http.MethodPost),
	}
}
