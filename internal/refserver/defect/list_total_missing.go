package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listTotalMissing: RFC 7644 §3.4.2: totalResults is REQUIRED.
func listTotalMissing() Defect {
	return Defect{
		Name:     "list-total-missing",
		Sentence: "Leaves totalResults out of lists that hold results.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.4.2-R05", "E-6.3"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users`,
			Control: `GET /Users?filter=userName+eq+"nobody"`,
		},
		Install: onPages(func(_ asked, a *Answer) {
			a.Change(func(body scim.Resource) {
				if len(body.List("Resources")) > 0 {
					delete(body, "totalResults")
				}
			})
		}),
	}
}
