package defect

import (
	"sync"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listPagingUndecided: RFC 9865 §2.4: who pages in both ways MUST choose one for
// requests that name none.
func listPagingUndecided() Defect {
	return Defect{
		Name:     "list-paging-undecided",
		Sentence: "Answers lists that name no way of paging by index and by cursor in turn.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC9865-2.4-R01"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   append(hereUsers("a@example.com", "b@example.com"), `GET /Users?count=1`),
			Request: `GET /Users?count=1`,
			Control: `GET /Users?startIndex=1&count=1`,
		},
		Install: func() Hooks {
			var mu sync.Mutex
			times := map[string]int{} // by what was asked for
			return onLists(func(q asked) *Answer {
				if _, byIndex := q.get("startIndex"); byIndex || q.byCursor() {
					return nil
				}
				mu.Lock()
				defer mu.Unlock()
				what := q.place() + q.content().Encode()
				if times[what]++; times[what]%2 == 0 {
					q.set("cursor", "")
				}
				return nil
			})()
		},
	}
}
