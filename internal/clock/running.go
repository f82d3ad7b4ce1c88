package clock

import (
	"context"
	"sync"
	"time"
)

// Running is a virtual clock that also runs by itself, as fast as real time: for
// a target whose moments have to differ though nobody moves its clock. Until
// jumps.
type Running struct {
	mu    sync.Mutex
	began time.Time // real
	start time.Time // virtual, at began; jumps move it
}

// NewRunning returns a clock that begins to run at start.
func NewRunning(start time.Time) *Running { return &Running{began: time.Now(), start: start.UTC()} }

// Now is the instant the clock has come to.
func (r *Running) Now() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.start.Add(time.Since(r.began))
}

// Until moves the clock to t; it never moves backwards.
func (r *Running) Until(ctx context.Context, t time.Time) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if ahead := t.Sub(r.start.Add(time.Since(r.began))); ahead > 0 {
		r.start = r.start.Add(ahead)
	}
	return nil
}

// Advance moves the clock by a span; it never moves backwards.
func (r *Running) Advance(span time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.start = r.start.Add(max(0, span))
}
