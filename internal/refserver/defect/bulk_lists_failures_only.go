package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulkListsFailuresOnly: RFC 7644 §3.7.3: the response holds the results of all
// operations that were processed.
func bulkListsFailuresOnly() Defect {
	return Defect{
		Name:     "bulk-lists-failures-only",
		Sentence: "Lists only those operations of a bulk request that failed.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7.3-R01", "RFC7644-3.7-R22"},
		Harm:     UsersLost,
		Shows:    Demo{Request: hereBulk("", bulkGood()), Control: hereBulk("", bulkBad())},
		Install: onBulkAnswers(func(_ *Call, a *Answer) {
			a.Change(func(body scim.Resource) {
				failures := []any{}
				for _, result := range manyOf(body, "Operations") {
					if bulkFailed(result) {
						failures = append(failures, result)
					}
				}
				body["Operations"] = failures
			})
		}),
	}
}
