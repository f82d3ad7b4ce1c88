package defect

import "github.com/scimulator/scimulator/internal/requirement"

// filterNoMatchIs404: RFC 7644 §3.4.2.
func filterNoMatchIs404() Defect {
	return Defect{
		Name:     "filter-no-match-is-404",
		Sentence: "Answers 404 to a filter that matches nothing.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2-R11", "E-1.10", "E-6.4", "PROV-05"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?filter=userName+eq+"nobody@example.com"`,
			Control: `GET /Users?filter=userName+eq+"anna@example.com"`,
		},
		Install: onPages(func(q asked, a *Answer) {
			_, filtered := q.get("filter")
			if total, ok := Number(a.Body(), "totalResults"); filtered && ok && total == 0 {
				*a = *Refuse(404, "", "no resource matches the filter")
			}
		}),
	}
}
