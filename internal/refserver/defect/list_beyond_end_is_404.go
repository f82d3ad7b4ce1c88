package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listBeyondEndIs404: RFC 7644 §3.4.2.4: a page behind the last one is empty.
func listBeyondEndIs404() Defect {
	return Defect{
		Name:     "list-beyond-end-is-404",
		Sentence: "Answers 404 to a startIndex behind the last result.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.4-R13"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com"),
			Request: `GET /Users?startIndex=3&count=2`,
			Control: `GET /Users?startIndex=2&count=2`,
		},
		Install: onPages(func(q asked, a *Answer) {
			if total, ok := Number(a.Body(), "totalResults"); ok && total > 0 && q.first() > total {
				*a = *Refuse(404, "", "there is no such page")
			}
		}),
	}
}
