package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// fewOperations is what these servers announce as maxOperations.
const fewOperations = 3

// bulkLimits: RFC 7644 §3.7.4: the server has limits, and what exceeds them is
// answered 413 with the limit.
func bulkLimits() []Defect {
	config, small := `GET /ServiceProviderConfig`, hereBulk("", bulkGood())
	large := hereBulk("", bulkGood(), bulkUser("b", "b@example.com"), bulkUser("c", "c@example.com"), bulkUser("d", "d@example.com"))
	return []Defect{{
		Name:     "bulk-limits-zero",
		Sentence: "Announces bulk with 0 as the largest number of operations and as the largest payload.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7.4-R01"},
		Harm:     Annoyance,
		Shows:    Demo{Request: config, Control: small},
		Install: announcingBulk(func(bulk scim.Resource) {
			bulk["maxOperations"], bulk["maxPayloadSize"] = 0, 0
		}, nil),
	}, {
		Name:     "bulk-limit-not-enforced",
		Sentence: "Announces that a bulk request may have 3 operations and carries out more.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7.4-R03"},
		Harm:     Annoyance,
		Shows:    Demo{Request: config, Control: large},
		Install:  announcingBulk(announceFew, nil),
	}, {
		Name:     "bulk-limit-is-400",
		Sentence: "Announces that a bulk request may have 3 operations and answers 400 to more.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7.4-R03", "RFC7644-3.12-R14"},
		Harm:     SyncBlocked,
		Shows:    Demo{Request: large, Control: small},
		Install: announcingBulk(announceFew, func(*Call, scim.Resource) *Answer {
			return Refuse(http.StatusBadRequest, "invalidValue", "there are more operations than maxOperations (3)")
		}),
	}, {
		Name:     "bulk-limit-not-told",
		Sentence: "Announces that a bulk request may have 3 operations and answers 413 to more, without saying why.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7.4-R04", "RFC7644-3.12-R14"},
		Harm:     Annoyance,
		Shows:    Demo{Request: large, Control: small},
		Install: announcingBulk(announceFew, func(*Call, scim.Resource) *Answer {
			return Refuse(http.StatusRequestEntityTooLarge, "", "the request is not acceptable")
		}),
	}, {
		Name:     "bulk-limit-cuts",
		Sentence: "Announces that a bulk request may have 3 operations, and drops those that follow without a word.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7.4-R03", "RFC7644-3.7.3-R01"},
		Harm:     UsersLost,
		Shows:    Demo{Request: large, Control: small},
		Install: announcingBulk(announceFew, func(c *Call, request scim.Resource) *Answer {
			setMember(request, "Operations", request.List("Operations")[:fewOperations])
			c.SetBody(request)
			return nil
		}),
	}}
}

func announceFew(bulk scim.Resource) { bulk["maxOperations"] = fewOperations }

// announcingBulk makes hooks that change what is announced of bulk, and see the
// requests with too many operations.
func announcingBulk(announce func(bulk scim.Resource), exceeded func(c *Call, request scim.Resource) *Answer) func() Hooks {
	return func() Hooks {
		return Hooks{
			After: func(c *Call, a *Answer) {
				if c.Kind() == "ServiceProviderConfig" && a.OK() {
					a.Change(func(config scim.Resource) { announce(config.Object("bulk")) })
				}
			},
			Before: onBulk(func(c *Call, request scim.Resource) *Answer {
				if exceeded == nil || len(request.List("Operations")) <= fewOperations {
					return nil
				}
				return exceeded(c, request)
			})().Before,
		}
	}
}
