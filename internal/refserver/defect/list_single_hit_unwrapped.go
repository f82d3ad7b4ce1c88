package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listSingleHitUnwrapped: Entra expects a ListResponse for one hit, too (E-6.3).
func listSingleHitUnwrapped() Defect {
	return Defect{
		Name:     "list-single-hit-unwrapped",
		Sentence: "Answers a filter that matches one resource with that resource instead of a list.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.4.2-R04", "RFC7644-3.4.2-R05", "E-6.3"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   hereUsers("anna@example.com", "ben@example.com"),
			Request: `GET /Users?filter=userName+eq+"anna@example.com"`,
			Control: `GET /Users?filter=userName+ew+"@example.com"`,
		},
		Install: onPages(func(q asked, a *Answer) {
			_, filtered := q.get("filter")
			total, ok := Number(a.Body(), "totalResults")
			if list := a.Body().List("Resources"); filtered && ok && total == 1 && len(list) == 1 {
				a.SetBody(list[0])
			}
		}),
	}
}
