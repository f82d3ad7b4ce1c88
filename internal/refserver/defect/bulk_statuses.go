package defect

import (
	"encoding/json"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulkStatuses: RFC 7644 §3.7, §3.7.3: the status of a result is that of the
// single request.
func bulkStatuses() []Defect {
	given := []string{hereUser("anna@example.com") + " -> anna"}
	good, bad := hereBulk("", bulkGood()), hereBulk("", bulkBad())
	remove := hereBulk("", bulkOn("DELETE", "/Users/$anna", ""))
	return []Defect{{
		Name:     "bulk-status-is-number",
		Sentence: "Writes the status of each result as a number.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R17"},
		Harm:     Annoyance,
		Shows:    Demo{Given: given, Request: good, Control: `POST /Bulk {"schemas":[]}`},
		Install: onBulkResults(func(result scim.Resource) {
			result["status"] = json.Number(result.String("status"))
		}),
	}, {
		Name:     "bulk-success-is-200",
		Sentence: "Shows the status 200 for each operation that succeeded, also for one that created or deleted.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7.3-R03"},
		Harm:     Annoyance,
		Shows:    Demo{Given: given, Request: remove, Control: bad},
		Install: onBulkResults(func(result scim.Resource) {
			if strings.HasPrefix(result.String("status"), "2") {
				result["status"] = "200"
			}
		}),
	}, {
		Name:     "bulk-failure-is-400",
		Sentence: "Shows the status 400 for each operation that failed, whatever the reason.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7.3-R03"},
		Harm:     Annoyance,
		Shows:    Demo{Given: given, Request: hereBulk("", bulkOn("DELETE", "/Users/nobody", "")), Control: remove},
		Install: onBulkResults(func(result scim.Resource) {
			if bulkFailed(result) {
				result["status"] = "400"
				setMember(result.Object("response"), "status", "400")
			}
		}),
	}}
}
