package defect

import (
	"strconv"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listZeroBased: RFC 7644 §3.4.2.4: startIndex counts from 1.
func listZeroBased() Defect {
	return Defect{
		Name:     "list-zero-based",
		Sentence: "Counts startIndex from 0, so that startIndex 1 leaves out the first result.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.4-R03", "RFC7644-3.4.2.4-R12", "E-6.17"},
		Harm:     UsersLost,
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com", "c@example.com"),
			Request: `GET /Users?startIndex=1&count=2`,
			Control: `GET /Users?count=2`,
		},
		Install: onLists(func(q asked) *Answer {
			start, ok := q.number("startIndex")
			if !ok || start < 0 {
				return nil
			}
			q.set("startIndex", strconv.Itoa(start+1))
			return q.telling("startIndex", start)
		}),
	}
}
