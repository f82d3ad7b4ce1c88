package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listSortIgnored: RFC 7644 §3.4.2.3.
func listSortIgnored() Defect {
	return Defect{
		Name:     "list-sort-ignored",
		Sentence: "Ignores sortBy in the URL although it announces that it can sort.",
		Subject:  "sort",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.3-R02", "RFC7643-5-R18"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("b@example.com", "a@example.com"),
			Request: `GET /Users?sortBy=userName`,
			Control: `GET /Users`,
		},
		Install: onLists(func(q asked) *Answer {
			if !q.searches() {
				q.drop("sortBy")
			}
			return nil
		}),
	}
}
