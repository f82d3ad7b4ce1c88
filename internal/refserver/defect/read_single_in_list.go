package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// readSingleInList: RFC 7644 §3.4.1: the read of one resource has the resource in
// its body.
func readSingleInList() Defect {
	return Defect{
		Name:     "read-single-in-list",
		Sentence: "Answers the read of one user or group with a list of one.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.4.1-R01", "RFC7644-3.4.1-R02", "E-6.1"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: `GET /Users/$anna`,
			Control: `GET /Users/nobody`,
		},
		Install: onAnswersTo(http.MethodGet, func(_ *Call, a *Answer) {
			if body := a.Body(); a.Status == http.StatusOK && body != nil {
				a.SetBody(listOf(body))
			}
		}),
	}
}
