package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// bulkAnnouncedOnly: RFC 7643 §5: bulk.supported tells whether there is bulk.
func bulkAnnouncedOnly() Defect {
	return Defect{
		Name:     "bulk-announced-only",
		Sentence: "Announces that it has bulk, and answers 501 to a bulk request.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7643-5-R08"},
		Harm:     Annoyance,
		Shows:    Demo{Request: hereBulk("", bulkGood()), Control: `GET /Users`},
		Install: beforeAll(func(c *Call) *Answer {
			if c.Is(http.MethodPost, "Bulk") {
				return Refuse(http.StatusNotImplemented, "", "bulk is not implemented")
			}
			return nil
		}),
	}
}
