package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listCursorEndsEarly: RFC 9865 §2: nextCursor MUST be in each page but the last.
func listCursorEndsEarly() Defect {
	return Defect{
		Name:     "list-cursor-ends-early",
		Sentence: "Gives nextCursor on the first page only, as if the second were the last.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC9865-2-R09", "RFC9865-2-R10"},
		Harm:     UsersLost,
		Shows: Demo{
			Given:   append(hereUsers("a@example.com", "b@example.com", "c@example.com"), `GET /Users?cursor=&count=1 -> page`),
			Request: `GET /Users?cursor=$page.next&count=1`,
			Control: `GET /Users?cursor=&count=1`,
		},
		Install: onPages(func(q asked, a *Answer) {
			if cursor, _ := q.get("cursor"); cursor != "" {
				a.Change(func(body scim.Resource) { delete(body, "nextCursor") })
			}
		}),
	}
}
