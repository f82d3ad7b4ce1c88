package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listTotalIsText: RFC 7644 §3.4.2: totalResults is an integer.
func listTotalIsText() Defect {
	return Defect{
		Name:     "list-total-is-text",
		Sentence: "Writes totalResults as a string.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.4.2-R05", "E-6.3"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: `GET /Users`,
			Control: `GET /Users/$anna`,
		},
		Install: onPages(func(_ asked, a *Answer) {
			a.Change(func(body scim.Resource) {
				if total, ok := body.Get("totalResults"); ok {
					body["totalResults"] = asText(total)
				}
			})
		}),
	}
}
