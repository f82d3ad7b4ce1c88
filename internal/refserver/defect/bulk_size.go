package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// smallPayload is what this server announces as maxPayloadSize.
const smallPayload = 1000

// bulkSizeIs400: RFC 7644 §3.7.4: what is larger than the limit is answered 413.
func bulkSizeIs400() Defect {
	return Defect{
		Name:     "bulk-size-is-400",
		Sentence: "Announces that a bulk request may have 1000 bytes and answers 400 to a larger one.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7.4-R03", "RFC7644-3.12-R14"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Request: hereBulk("", bulkUser("a", strings.Repeat("a", smallPayload)+"@example.com")),
			Control: hereBulk("", bulkGood()),
		},
		Install: func() Hooks {
			hooks := announcingBulk(func(bulk scim.Resource) { bulk["maxPayloadSize"] = smallPayload }, nil)()
			hooks.Before = func(c *Call) *Answer {
				if c.Is(http.MethodPost, "Bulk") && len(c.Raw) > smallPayload {
					return Refuse(http.StatusBadRequest, "invalidValue", "the request is larger than maxPayloadSize (1000)")
				}
				return nil
			}
			return hooks
		},
	}
}
