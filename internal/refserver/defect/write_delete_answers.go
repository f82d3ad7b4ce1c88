package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// writeDeleteAnswers: RFC 7644 §3.6, §3.12 and E-6.9: how a DELETE is answered;
// fd-101, fd-102.
func writeDeleteAnswers() []Defect {
	given := []string{hereUser("anna@example.com") + " -> anna"}
	here, nobody := `DELETE /Users/$anna`, `DELETE /Users/nobody`
	return []Defect{{
		Name:     "write-delete-crashes",
		Sentence: "Deletes and then answers 500.",
		Subject:  "delete",
		Breaks:   []requirement.ID{"RFC7644-3.6-R07", "E-6.9"},
		Harm:     Annoyance,
		Field:    []string{"fd-101"},
		Shows:    Demo{Given: given, Request: here, Control: nobody},
		Install:  onDeleted(func(_ *Call, a *Answer) { *a = *wentWrong() }),
	}, {
		Name:     "write-delete-unknown-crashes",
		Sentence: "Answers 500 to a DELETE of a resource that does not exist.",
		Subject:  "delete",
		Breaks:   []requirement.ID{"RFC7644-3.12-R11", "RFC7644-3.6-R03"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-102"},
		Shows:    Demo{Given: given, Request: nobody, Control: here},
		Install:  onAnswersTo(http.MethodDelete, crashOnNotFound),
	}, {
		Name:     "write-delete-is-200",
		Sentence: "Answers 200 with a body to a DELETE.",
		Subject:  "delete",
		Breaks:   []requirement.ID{"RFC7644-3.6-R07", "E-6.9"},
		Harm:     Annoyance,
		Shows:    Demo{Given: given, Request: here, Control: nobody},
		Install: onDeleted(func(_ *Call, a *Answer) {
			*a = *NewAnswer(http.StatusOK, scim.Resource{"success": true})
		}),
	}, {
		Name:     "write-delete-unsupported",
		Sentence: "Answers 501 to DELETE, as it can only disable.",
		Subject:  "delete",
		Breaks:   []requirement.ID{"RFC7644-3.6-R01", "RFC7644-3.6-R07", "E-6.9", "RFC7644-3.2-R02"},
		Harm:     SyncBlocked,
		Shows:    Demo{Given: given, Request: here, Control: `GET /Users/$anna`},
		Install: onRequestsTo(func(*Call) *Answer {
			return Refuse(http.StatusNotImplemented, "", "DELETE is not supported: set active to false")
		}, http.MethodDelete),
	}}
}

// onDeleted makes hooks that edit the answers to deletes that succeeded.
func onDeleted(edit func(c *Call, a *Answer)) func() Hooks {
	return onAnswersTo(http.MethodDelete, func(c *Call, a *Answer) {
		if a.OK() {
			edit(c, a)
		}
	})
}
