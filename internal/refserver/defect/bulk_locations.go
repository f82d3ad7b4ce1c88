package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulkLocations: RFC 7644 §3.7, §3.7.3: each result names its resource, except a
// POST that failed.
func bulkLocations() []Defect {
	given := []string{hereUser("anna@example.com") + " -> anna"}
	remove, unknown := hereBulk("", bulkOn("DELETE", "/Users/$anna", "")), hereBulk("", bulkOn("DELETE", "/Users/nobody", ""))
	good, bad := hereBulk("", bulkGood()), hereBulk("", bulkBad())
	breaks := []requirement.ID{"RFC7644-3.7-R13", "RFC7644-3.7.3-R02"}
	return []Defect{{
		Name:     "bulk-location-missing-on-delete",
		Sentence: "Gives no location in the result of a DELETE in a bulk request.",
		Subject:  "bulk",
		Breaks:   breaks,
		Harm:     Annoyance,
		Shows:    Demo{Given: given, Request: remove, Control: good},
		Install: onBulkResults(func(result scim.Resource) {
			if result.String("method") == http.MethodDelete {
				delete(result, "location")
			}
		}),
	}, {
		Name:     "bulk-location-missing-on-failure",
		Sentence: "Gives no location in the result of an operation that failed, whatever its method.",
		Subject:  "bulk",
		Breaks:   breaks,
		Harm:     Annoyance,
		Shows:    Demo{Given: given, Request: unknown, Control: remove},
		Install: onBulkResults(func(result scim.Resource) {
			if bulkFailed(result) {
				delete(result, "location")
			}
		}),
	}, {
		Name:     "bulk-location-missing-on-create",
		Sentence: "Gives no location in the result of a POST that succeeded, so that nobody learns the id.",
		Subject:  "bulk",
		Breaks:   breaks,
		Harm:     UsersLost,
		Shows:    Demo{Given: given, Request: good, Control: remove},
		Install: onBulkResults(func(result scim.Resource) {
			if result.String("method") == http.MethodPost {
				delete(result, "location")
			}
		}),
	}, {
		Name:     "bulk-location-of-failed-create",
		Sentence: "Gives the address of the endpoint as the location of a POST that failed.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R13"},
		Harm:     Annoyance,
		Shows:    Demo{Given: given, Request: bad, Control: unknown},
		Install: onBulkAnswers(func(c *Call, a *Answer) {
			paths := map[string]string{}
			for _, one := range manyOf(c.Body(), "Operations") {
				paths[one.String("bulkId")] = one.String("path")
			}
			a.Change(func(body scim.Resource) {
				for _, result := range manyOf(body, "Operations") {
					if bulkFailed(result) && result.String("method") == http.MethodPost {
						result["location"] = rootOf(c) + paths[result.String("bulkId")]
					}
				}
			})
		}),
	}}
}
