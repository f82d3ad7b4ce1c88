package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listNegativeCountUnlimited: RFC 7644 §3.4.2.4: a negative count SHALL count as
// 0; fd-020.
func listNegativeCountUnlimited() Defect {
	return Defect{
		Name:     "list-negative-count-unlimited",
		Sentence: "Returns everything in one answer when count is negative.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.4-R06"},
		Harm:     SecurityHole,
		Field:    []string{"fd-020"},
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com", "c@example.com"),
			Request: `GET /Users?count=-1`,
			Control: `GET /Users?count=0`,
		},
		Install: onPages(func(q asked, a *Answer) {
			if count, ok := q.number("count"); !ok || count >= 0 || q.byCursor() {
				return
			}
			all := q.everything(q.content())
			a.Change(func(body scim.Resource) {
				body["Resources"], body["itemsPerPage"] = elements(all), len(all)
			})
		}),
	}
}
