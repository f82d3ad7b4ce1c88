package defect

import (
	"encoding/json"
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulkStops: RFC 7644 §3.7, §3.7.3: a bulk request goes on in spite of errors,
// until there are as many as failOnErrors.
func bulkStops() []Defect {
	good, more := bulkGood(), bulkUser("more", "more@example.com")
	stopping, failing := hereBulk(`"failOnErrors":1,`, bulkBad(), good), hereBulk("", bulkBad(), good)
	return []Defect{{
		Name:     "bulk-stops-at-first-error",
		Sentence: "Stops at the first operation that fails, although the request has no failOnErrors.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R20", "RFC7644-3.7.3-R06", "RFC7644-3.7.3-R01"},
		Harm:     UsersLost,
		Shows:    Demo{Request: failing, Control: stopping},
		Install: onBulk(func(c *Call, request scim.Resource) *Answer {
			if _, sent := request.Get("failOnErrors"); !sent {
				request["failOnErrors"] = json.Number("1")
				c.SetBody(request)
			}
			return nil
		}),
	}, {
		Name:     "bulk-fail-on-errors-ignored",
		Sentence: "Ignores failOnErrors and carries out all operations.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R21", "RFC7644-3.7.3-R05"},
		Harm:     DataDrift,
		Shows:    Demo{Request: stopping, Control: failing},
		Install: onBulk(func(c *Call, request scim.Resource) *Answer {
			dropMember(request, "failOnErrors")
			c.SetBody(request)
			return nil
		}),
	}, {
		Name:     "bulk-fail-on-errors-counts-successes",
		Sentence: "Stops after as many operations as failOnErrors says, whether they failed or not.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R20", "RFC7644-3.7.3-R06"},
		Harm:     UsersLost,
		Shows:    Demo{Request: hereBulk(`"failOnErrors":1,`, good, more), Control: hereBulk(`"failOnErrors":2,`, good, more)},
		Install: onBulk(func(c *Call, request scim.Resource) *Answer {
			operations := request.List("Operations")
			if limit, ok := Number(request, "failOnErrors"); ok && limit > 0 && limit < len(operations) {
				setMember(request, "Operations", operations[:limit])
				c.SetBody(request)
			}
			return nil
		}),
	}, {
		Name:     "bulk-stop-is-400",
		Sentence: "Answers 400 without any result when a bulk request stops by failOnErrors, though it has carried out what came before.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7.3-R05", "RFC7644-3.7-R18", "RFC7644-3.7.3-R01"},
		Harm:     DataDrift,
		Shows:    Demo{Request: stopping, Control: failing},
		Install: onBulkAnswers(func(c *Call, a *Answer) {
			failures := 0
			for _, result := range manyOf(a.Body(), "Operations") {
				if bulkFailed(result) {
					failures++
				}
			}
			if limit, ok := Number(c.Body(), "failOnErrors"); ok && failures >= limit {
				*a = *Refuse(http.StatusBadRequest, "", "too many operations failed")
			}
		}),
	}}
}
