package defect

import (
	"net/http"
	"strconv"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulkRequired: RFC 7644 §3.7: what a bulk request and its operations have to
// hold, and what they need not.
func bulkRequired() []Defect {
	good := hereBulk("", bulkGood())
	user := bodyOf(hereUser("good@example.com"))
	return []Defect{{
		Name:     "bulk-operations-optional",
		Sentence: "Answers a bulk request without Operations with 200 and no results.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R06", "RFC7644-3.7-R19"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `POST /Bulk {"schemas":["` + scim.URNBulkRequest + `"]}`, Control: good},
		Install: onBulk(func(_ *Call, request scim.Resource) *Answer {
			if _, sent := request.Get("Operations"); sent {
				return nil
			}
			return noResults()
		}),
	}, {
		Name:     "bulk-malformed-is-200",
		Sentence: "Answers a bulk request that is not JSON with 200 and no results.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R19", "RFC7644-3.12-R08"},
		Harm:     DataDrift,
		Shows:    Demo{Request: `POST /Bulk {"schemas":`, Control: good},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				if !c.Is(http.MethodPost, "Bulk") || c.Body() != nil {
					return nil
				}
				return noResults()
			}}
		},
	}, {
		Name:     "bulk-needs-fail-on-errors",
		Sentence: "Refuses a bulk request without failOnErrors.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R18", "RFC7644-3.7-R20", "RFC7644-3.7.3-R06"},
		Harm:     SyncBlocked,
		Shows:    Demo{Request: good, Control: hereBulk(`"failOnErrors":1,`, bulkGood())},
		Install: onBulk(func(_ *Call, request scim.Resource) *Answer {
			if _, sent := request.Get("failOnErrors"); sent {
				return nil
			}
			return Refuse(http.StatusBadRequest, "invalidValue", "failOnErrors is required")
		}),
	}, {
		Name:     "bulk-id-optional",
		Sentence: "Carries out a POST without bulkId in a bulk request.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R08"},
		Harm:     Annoyance,
		Shows:    Demo{Request: hereBulk("", bulkOn("POST", "/Users", user)), Control: good},
		Install:  installBulkIDOptional,
	}, {
		Name:     "bulk-path-optional",
		Sentence: "Takes a POST without path in a bulk request for one to /Users.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R10"},
		Harm:     DataDrift,
		Shows:    Demo{Request: hereBulk("", `{"method":"POST","bulkId":"good","data":`+user+`}`), Control: good},
		Install: onBulkOperations(func(operations []scim.Resource) []scim.Resource {
			for _, one := range operations {
				if _, sent := one.Get("path"); !sent && one.String("method") == http.MethodPost {
					one["path"] = "/Users"
				}
			}
			return operations
		}),
	}, {
		Name:     "bulk-data-optional",
		Sentence: "Creates an almost empty user from a POST without data in a bulk request; its userName is the bulkId.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R12"},
		Harm:     DataDrift,
		Shows:    Demo{Request: hereBulk("", `{"method":"POST","path":"/Users","bulkId":"good"}`), Control: good},
		Install: onBulkOperations(func(operations []scim.Resource) []scim.Resource {
			for _, one := range operations {
				if _, sent := one.Get("data"); !sent && one.String("method") == http.MethodPost && one.String("path") == "/Users" {
					one["data"] = scim.Resource{"schemas": []any{scim.URNUser}, "userName": one.String("bulkId")}
				}
			}
			return operations
		}),
	}}
}

func noResults() *Answer {
	return NewAnswer(http.StatusOK, scim.Resource{"schemas": []any{scim.URNBulkResponse}, "Operations": []any{}})
}

func installBulkIDOptional() Hooks {
	return onBulk(func(c *Call, request scim.Resource) *Answer {
		given := map[string]bool{}
		for i, one := range manyOf(request, "Operations") {
			if _, sent := one.Get("bulkId"); !sent && one.String("method") == http.MethodPost {
				id := "given-" + strconv.Itoa(i)
				one["bulkId"], given[id] = id, true
			}
		}
		if len(given) == 0 {
			return nil
		}
		c.SetBody(request)
		answer := c.Pass()
		answer.Change(func(body scim.Resource) {
			for _, result := range manyOf(body, "Operations") {
				if given[result.String("bulkId")] {
					delete(result, "bulkId")
				}
			}
		})
		return answer
	})()
}
