package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulkIDDropped: RFC 7644 §3.7: the response repeats the bulkId of what was
// created.
func bulkIDDropped() Defect {
	return Defect{
		Name:     "bulk-id-dropped",
		Sentence: "Leaves bulkId out of the results of a bulk request.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R22"},
		Harm:     UsersLost,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: hereBulk("", bulkGood()),
			Control: hereBulk("", bulkOn("DELETE", "/Users/$anna", "")),
		},
		Install: onBulkResults(func(result scim.Resource) { delete(result, "bulkId") }),
	}
}
