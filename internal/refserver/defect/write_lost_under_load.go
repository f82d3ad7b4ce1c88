package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeLostUnderLoad: HOUSE-01: what was answered 201 is there.
func writeLostUnderLoad() Defect {
	return Defect{
		Name:     "write-lost-under-load",
		Sentence: "Stores only the first of the users that are created at the same time and answers 201 to all of them.",
		Subject:  "create",
		Breaks:   []requirement.ID{"HOUSE-01", "RFC7644-3.3-R01", "RFC7644-3.4.1-R01"},
		Harm:     UsersLost,
		Shows: Demo{
			Given:   []string{"8x " + hereUser("user$i@example.com")},
			Request: `GET /Users?count=0`,
			Control: `GET /Groups?count=0`,
		},
		Install: func() Hooks {
			var creates crowd
			return onRequestsTo(func(c *Call) *Answer {
				if c.Kind() != "Users" {
					return nil
				}
				return creates.run("", func(others bool) *Answer {
					answer := c.Pass()
					if others && answer.OK() {
						c.Ask(http.MethodDelete, "/Users/"+answer.Body().ID(), nil)
					}
					return answer
				})
			}, http.MethodPost)()
		},
	}
}
