package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listCursorStays: RFC 9865 §2: the walk along nextCursor comes to an end.
func listCursorStays() Defect {
	return Defect{
		Name:     "list-cursor-stays",
		Sentence: "Answers every cursor with the first page.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC9865-2-R10", "RFC9865-2-R08"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   append(hereUsers("a@example.com", "b@example.com", "c@example.com"), `GET /Users?cursor=&count=1 -> page`),
			Request: `GET /Users?cursor=$page.next&count=1`,
			Control: `GET /Users?cursor=&count=1`,
		},
		Install: onLists(func(q asked) *Answer {
			if cursor, _ := q.get("cursor"); cursor != "" {
				q.set("cursor", "")
			}
			return nil
		}),
	}
}
