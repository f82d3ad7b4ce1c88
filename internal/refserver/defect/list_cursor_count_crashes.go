package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listCursorCountCrashes: RFC 9865 §2.1: a count that does not fit is
// invalidCount.
func listCursorCountCrashes() Defect {
	return Defect{
		Name:     "list-cursor-count-crashes",
		Sentence: "Answers 500 to a cursor with another count than that of the first page.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC9865-2.1-R04", "RFC9865-2.1-R01"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   append(hereUsers("a@example.com", "b@example.com", "c@example.com"), `GET /Users?cursor=&count=1 -> page`),
			Request: `GET /Users?cursor=$page.next&count=2`,
			Control: `GET /Users?cursor=$page.next&count=1`,
		},
		Install: func() Hooks {
			return Hooks{After: func(c *Call, a *Answer) {
				cursor, _ := asked{c}.get("cursor")
				if cursor != "" && a.Body().String("scimType") == "invalidCount" {
					*a = *Refuse(500, "", "the page has another size")
				}
			}}
		},
	}
}
