package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listCursorInsteadOfIndex: RFC 9865 §2.4: startIndex asks for paging by index.
func listCursorInsteadOfIndex() Defect {
	return Defect{
		Name:     "list-cursor-instead-of-index",
		Sentence: "Answers a request with startIndex with the first page of a cursor, although it announces paging by index.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC9865-2.4-R02", "RFC7644-3.4.2-R09", "RFC7644-3.4.2.4-R11", "E-12.14"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com", "c@example.com"),
			Request: `GET /Users?startIndex=2&count=1`,
			Control: `GET /Users?count=1`,
		},
		Install: onLists(func(q asked) *Answer {
			if _, byIndex := q.get("startIndex"); byIndex && !q.byCursor() {
				q.drop("startIndex")
				q.set("cursor", "")
			}
			return nil
		}),
	}
}
