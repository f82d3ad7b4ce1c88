package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listStartIndexBelowOneRefused: RFC 7644 §3.4.2.4: below 1 SHALL count as 1.
func listStartIndexBelowOneRefused() Defect {
	return Defect{
		Name:     "list-start-index-below-one-refused",
		Sentence: "Refuses a startIndex below 1.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.4-R02"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("a@example.com"),
			Request: `GET /Users?startIndex=0`,
			Control: `GET /Users?startIndex=1`,
		},
		Install: onLists(func(q asked) *Answer {
			if start, ok := q.number("startIndex"); ok && start < 1 {
				return Refuse(400, "invalidValue", "startIndex has to be 1 or more")
			}
			return nil
		}),
	}
}
