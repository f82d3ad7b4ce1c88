package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listCursorEmptyRefused: RFC 9865 §2: an empty cursor asks for the first page.
func listCursorEmptyRefused() Defect {
	return Defect{
		Name:     "list-cursor-empty-refused",
		Sentence: "Refuses an empty cursor.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC9865-2-R01"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com"),
			Request: `GET /Users?cursor=&count=1`,
			Control: `GET /Users?count=1`,
		},
		Install: onLists(func(q asked) *Answer {
			if cursor, given := q.get("cursor"); given && cursor == "" {
				return Refuse(400, "invalidCursor", "the cursor is empty")
			}
			return nil
		}),
	}
}
