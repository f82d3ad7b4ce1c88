package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeReplaceIs204: RFC 7644 §3.5.1: a PUT is answered 200 with the resource.
func writeReplaceIs204() Defect {
	return Defect{
		Name:     "write-replace-is-204",
		Sentence: "Answers 204 to a PUT, without the resource.",
		Subject:  "replace",
		Breaks:   []requirement.ID{"RFC7644-3.5.1-R14"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: replacing("/Users/$anna", "anna@example.com"),
			Control: replacing("/Users/nobody", "anna@example.com"),
		},
		Install: onAnswersTo(http.MethodPut, func(_ *Call, a *Answer) {
			if a.OK() {
				a.Status = http.StatusNoContent
				a.SetBody(nil)
			}
		}),
	}
}
