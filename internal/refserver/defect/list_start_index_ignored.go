package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listStartIndexIgnored: RFC 7644 §3.4.2.4; fd-019.
func listStartIndexIgnored() Defect {
	return Defect{
		Name:     "list-start-index-ignored",
		Sentence: "Ignores startIndex: each page is the first one.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.4-R12", "RFC7644-3.4.2.4-R03", "RFC7644-3.4.2.4-R11", "E-6.17", "E-12.14"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-019"},
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com", "c@example.com"),
			Request: `GET /Users?startIndex=3&count=2`,
			Control: `GET /Users?startIndex=1&count=2`,
		},
		Install: onLists(func(q asked) *Answer {
			if !q.byCursor() {
				q.drop("startIndex")
			}
			return nil
		}),
	}
}
