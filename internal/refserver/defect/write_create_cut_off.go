package defect

import (
	"net/http"
	"sync/atomic"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeCreateCutOff: RFC 7644 §3.3: a create that took place is answered 201 with
// the resource.
func writeCreateCutOff() Defect {
	return Defect{
		Name:     "write-create-cut-off",
		Sentence: "Drops the connection in the middle of the answer to every create but the first, after it has stored the resource.",
		Subject:  "create",
		Breaks:   []requirement.ID{"RFC7644-3.3-R09", "RFC7644-3.2-R07", "E-6.15"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com")},
			Request: hereUser("ben@example.com"),
			Control: hereUser("anna@example.com"),
		},
		Install: func() Hooks {
			var creates atomic.Int64
			return onAnswersTo(http.MethodPost, func(_ *Call, a *Answer) {
				if a.Status == http.StatusCreated {
					a.Cut = creates.Add(1) > 1
				}
			})()
		},
	}
}
