package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// bulkUndoesCreates: RFC 7644 §3.7: the failure of an operation does not touch the
// others.
func bulkUndoesCreates() Defect {
	return Defect{
		Name:     "bulk-undoes-creates",
		Sentence: "Takes back what a bulk request created when another of its operations failed, and reports it as created.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R20", "HOUSE-01"},
		Harm:     UsersLost,
		Shows: Demo{
			Given:   []string{hereBulk("", bulkGood(), bulkBad()), hereBulk("", bulkGroup("team", "Team"))},
			Request: `GET /Users?count=0`,
			Control: `GET /Groups?count=0`,
		},
		Install: onBulkAnswers(func(c *Call, a *Answer) {
			if !anyFailed(a) {
				return
			}
			for _, result := range manyOf(a.Body(), "Operations") {
				path, ok := strings.CutPrefix(result.String("location"), rootOf(c))
				if ok && result.String("method") == http.MethodPost && !bulkFailed(result) {
					c.Ask(http.MethodDelete, path, nil)
				}
			}
		}),
	}
}
