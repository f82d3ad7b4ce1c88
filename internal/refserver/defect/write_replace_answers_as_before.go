package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeReplaceAnswersAsBefore: RFC 7644 §3.5.1, §3.1: the answer shows the
// resource as it is now.
func writeReplaceAnswersAsBefore() Defect {
	return Defect{
		Name:     "write-replace-answers-as-before",
		Sentence: "Answers a PUT with the resource as it was before.",
		Subject:  "replace",
		Breaks:   []requirement.ID{"RFC7644-3.5.1-R14", "RFC7644-3.1-R08"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: replacing("/Users/$anna", "anna@example.com", `"title":"Buyer"`),
			Control: `GET /Users/$anna`,
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			before := c.Ask(http.MethodGet, c.Path, nil)
			answer := c.Pass()
			if answer.OK() && !projected(c) {
				answer.Raw = before.Raw
			}
			return answer
		}, http.MethodPut),
	}
}
