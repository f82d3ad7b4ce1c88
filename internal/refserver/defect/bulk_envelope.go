package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulkEnvelope: RFC 7644 §3.7: what stands around the operations of a request and
// of a response.
func bulkEnvelope() []Defect {
	good, mixed := hereBulk("", bulkGood()), hereBulk("", bulkBad(), bulkGood())
	return []Defect{{
		Name:     "bulk-takes-any-schema",
		Sentence: "Carries out a bulk request whatever its schemas say.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R01"},
		Harm:     Annoyance,
		Shows: Demo{
			Request: `POST /Bulk {"schemas":["` + scim.URNListResponse + `"],"Operations":[` + bulkGood() + `]}`,
			Control: good,
		},
		Install: onBulk(func(c *Call, request scim.Resource) *Answer {
			setMember(request, "schemas", []any{scim.URNBulkRequest})
			c.SetBody(request)
			return nil
		}),
	}, {
		Name:     "bulk-response-called-request",
		Sentence: "Names the schema of bulk requests in its bulk responses.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R02"},
		Harm:     Annoyance,
		Shows:    Demo{Request: good, Control: `POST /Bulk {"schemas":[]}`},
		Install: onBulkAnswers(func(_ *Call, a *Answer) {
			a.Change(func(body scim.Resource) { body["schemas"] = []any{scim.URNBulkRequest} })
		}),
	}, {
		Name:     "bulk-echoes-fail-on-errors",
		Sentence: "Repeats failOnErrors of the request in the bulk response.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R05"},
		Harm:     Annoyance,
		Shows:    Demo{Request: hereBulk(`"failOnErrors":1,`, bulkGood()), Control: good},
		Install: onBulkAnswers(func(c *Call, a *Answer) {
			if limit, sent := c.Body().Get("failOnErrors"); sent {
				a.Change(func(body scim.Resource) { body["failOnErrors"] = limit })
			}
		}),
	}, {
		Name:     "bulk-failure-is-207",
		Sentence: "Answers 207 to a bulk request of which an operation failed.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R18"},
		Harm:     Annoyance,
		Shows:    Demo{Request: mixed, Control: good},
		Install: onBulkAnswers(func(_ *Call, a *Answer) {
			if anyFailed(a) {
				a.Status = http.StatusMultiStatus
			}
		}),
	}}
}

func anyFailed(a *Answer) bool {
	for _, result := range manyOf(a.Body(), "Operations") {
		if bulkFailed(result) {
			return true
		}
	}
	return false
}
