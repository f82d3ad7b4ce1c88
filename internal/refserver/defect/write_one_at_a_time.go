package defect

import (
	"net/http"
	"sync"
	"time"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeTakes is how long the server needs for one write.
const writeTakes = 100 * time.Millisecond

// writeOneAtATime: E-6.33: a target sustains 25 requests a second.
func writeOneAtATime() Defect {
	return Defect{
		Name:     "write-one-at-a-time",
		Sentence: "Carries out one write after the other and needs a tenth of a second for each, so that ten a second is the most.",
		Subject:  "http",
		Breaks:   []requirement.ID{"E-6.33"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: hereUser("ben@example.com"),
			Control: `GET /Users/$anna`,
		},
		Install: func() Hooks {
			var writes queue
			return Hooks{After: func(c *Call, a *Answer) {
				if toOne(c, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete) {
					a.Delay = writes.join(time.Now())
				}
			}}
		},
	}
}

// queue is a line of requests of which one at a time is carried out.
type queue struct {
	mu   sync.Mutex
	free time.Time // when the last one in the line is done
}

// join says how long it takes until who joins now is done.
func (q *queue) join(now time.Time) time.Duration {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.free.Before(now) {
		q.free = now
	}
	q.free = q.free.Add(writeTakes)
	return q.free.Sub(now)
}
