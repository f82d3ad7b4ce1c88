package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulkUnsupportedCrashes: RFC 7644 §3.7, §3.12: what is not supported is answered
// 501.
func bulkUnsupportedCrashes() Defect {
	return Defect{
		Name:     "bulk-unsupported-crashes",
		Sentence: "Announces that it has no bulk, and answers 500 to a bulk request.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R25", "RFC7644-3.12-R16"},
		Harm:     Annoyance,
		Shows:    Demo{Request: hereBulk("", bulkGood()), Control: `GET /Bulk`},
		Install: func() Hooks {
			hooks := announcingBulk(func(bulk scim.Resource) { bulk["supported"] = false }, nil)()
			hooks.Before = func(c *Call) *Answer {
				if c.Is(http.MethodPost, "Bulk") {
					return wentWrong()
				}
				return nil
			}
			return hooks
		},
	}
}
