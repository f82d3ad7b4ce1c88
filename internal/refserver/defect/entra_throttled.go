package defect

import (
	"net/http"
	"sync"
	"time"

	"github.com/scimulator/scimulator/internal/requirement"
)

// requestsASecond is what a throttled server allows.
const requestsASecond = 10

// entraThrottled: E-6.33: a target sustains 25 requests a second.
func entraThrottled() Defect {
	return Defect{
		Name:     "entra-throttled",
		Sentence: "Answers 429 to requests for users and groups of which there are more than ten within a second.",
		Subject:  "http",
		Breaks:   []requirement.ID{"E-6.33"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{"10x GET /Users?count=0"},
			Request: `GET /Users?count=0`,
			Control: `GET /ServiceProviderConfig`,
		},
		Install: func() Hooks {
			var traffic rate
			return Hooks{Before: func(c *Call) *Answer {
				if kind := c.Kind(); kind != "Users" && kind != "Groups" || traffic.admits(time.Now()) {
					return nil
				}
				answer := Refuse(http.StatusTooManyRequests, "", "there are more than ten requests a second: wait")
				answer.Header.Set("Retry-After", "1")
				return answer
			}}
		},
	}
}

// rate remembers when the latest requests were admitted.
type rate struct {
	mu     sync.Mutex
	latest []time.Time // in order, at most requestsASecond
}

// admits says whether one more request may come now.
func (r *rate) admits(now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for len(r.latest) > 0 && now.Sub(r.latest[0]) >= time.Second {
		r.latest = r.latest[1:]
	}
	if len(r.latest) >= requestsASecond {
		return false
	}
	r.latest = append(r.latest, now)
	return true
}
