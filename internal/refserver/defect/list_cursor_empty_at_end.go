package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listCursorEmptyAtEnd: RFC 9865 §2: the last page has no nextCursor.
func listCursorEmptyAtEnd() Defect {
	return Defect{
		Name:     "list-cursor-empty-at-end",
		Sentence: "Gives an empty nextCursor on the last page, which leads back to the first.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC9865-2-R10"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com"),
			Request: `GET /Users?cursor=&count=2`,
			Control: `GET /Users?cursor=&count=1`,
		},
		Install: onPages(func(q asked, a *Answer) {
			a.Change(func(body scim.Resource) {
				if _, more := body["nextCursor"]; !more && q.byCursor() {
					body["nextCursor"] = ""
				}
			})
		}),
	}
}
