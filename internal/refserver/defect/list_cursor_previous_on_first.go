package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listCursorPreviousOnFirst: RFC 9865 §2: previousCursor MUST NOT be on the first
// page.
func listCursorPreviousOnFirst() Defect {
	return Defect{
		Name:     "list-cursor-previous-on-first",
		Sentence: "Gives an empty previousCursor on the first page.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC9865-2-R13"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   append(hereUsers("a@example.com", "b@example.com"), `GET /Users?cursor=&count=1 -> page`),
			Request: `GET /Users?cursor=&count=1`,
			Control: `GET /Users?cursor=$page.next&count=1`,
		},
		Install: onPages(func(q asked, a *Answer) {
			if cursor, given := q.get("cursor"); given && cursor == "" {
				a.Change(func(body scim.Resource) { body["previousCursor"] = "" })
			}
		}),
	}
}
