package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeReplaceCreates: RFC 7644 §3.2, §3.5.1: PUT never creates.
func writeReplaceCreates() Defect {
	return Defect{
		Name:     "write-replace-creates",
		Sentence: "Creates the user or group that a PUT names by an id that does not exist.",
		Subject:  "replace",
		Breaks:   []requirement.ID{"RFC7644-3.5.1-R01", "RFC7644-3.2-R06", "RFC7644-3.5.1-R15"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: replacing("/Users/ben", "ben@example.com"),
			Control: replacing("/Users/$anna", "anna@example.com"),
		},
		Install: func() Hooks {
			a, hooks := naming(func(*Call, string) string { return "" })
			hooks.Before = func(c *Call) *Answer {
				shown := c.ID()
				if refusal := a.receive(c); refusal != nil || !toOne(c, http.MethodPut) || stored(c) != nil {
					return refusal
				}
				answer := c.Ask(http.MethodPost, "/"+c.Kind(), c.Body())
				if answer.OK() {
					a.give(c.Kind(), answer.Body().ID(), shown)
				}
				return answer
			}
			return hooks
		},
	}
}
