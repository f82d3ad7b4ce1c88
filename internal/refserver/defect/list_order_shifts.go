package defect

import (
	"slices"
	"sync/atomic"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listOrderShifts: RFC 7644 §3.4.2.4: pages that are fetched one after the other
// make up the set.
func listOrderShifts() Defect {
	return Defect{
		Name:     "list-order-shifts",
		Sentence: "Begins a list without sortBy at another result each time, so that pages repeat some and miss others.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.4-R12", "RFC7644-3.4.2.4-R03", "E-6.17"},
		Harm:     UsersLost,
		Shows: Demo{
			Given:   append(hereUsers("a@example.com", "b@example.com", "c@example.com"), `GET /Users?count=2`),
			Request: `GET /Users?startIndex=3&count=2`,
			Control: `GET /Users?startIndex=3&count=2&sortBy=userName`,
		},
		Install: func() Hooks {
			var lists atomic.Int64
			return onPages(func(q asked, a *Answer) {
				sorting, _ := q.get("sortBy")
				all := q.everything(q.content())
				if sorting != "" || q.byCursor() || len(all) == 0 {
					return
				}
				shift := int((lists.Add(1) - 1) % int64(len(all)))
				q.fill(a, slices.Concat(all[shift:], all[:shift]))
			})()
		},
	}
}
