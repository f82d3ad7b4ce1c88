package defect

import (
	"strconv"
	"sync"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listCursorIsNumber: RFC 9865 §2: a cursor is an opaque string.
func listCursorIsNumber() Defect {
	return Defect{
		Name:     "list-cursor-is-number",
		Sentence: "Writes cursors as JSON numbers.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC9865-2-R14"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com"),
			Request: `GET /Users?cursor=&count=1`,
			Control: `GET /Users?cursor=&count=2`,
		},
		Install: func() Hooks {
			pages := &numbered{}
			return recoded(pages.write, pages.read)
		},
	}
}

// numbered gives cursors a number; it remembers the last thousand.
type numbered struct {
	mu      sync.Mutex
	last    int
	cursors [1000]string
}

func (n *numbered) write(cursor string) any {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.last++
	n.cursors[n.last%len(n.cursors)] = cursor
	return n.last
}

func (n *numbered) read(sent string) string {
	number, err := strconv.Atoi(sent)
	if err != nil || number < 1 {
		return sent
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.cursors[number%len(n.cursors)]
}
