// Package clock is the time of a run. A simulation of thirty days must not
// take thirty days, so everything that asks for the time or waits for it gets
// a Clock and never calls time.Now or time.Sleep (design: never sleep where the
// clock can be moved).
package clock

import (
	"context"
	"sync"
	"time"
)

// Clock tells the time of a run and moves it forward.
type Clock interface {
	// Now is the current instant, in UTC.
	Now() time.Time
	// Until lets time pass until t; a t in the past returns at once.
	Until(ctx context.Context, t time.Time) error
}

// Virtual is a Clock that jumps: Until costs nothing. It is safe for
// concurrent use, so the embedded target can share it with the engine.
type Virtual struct {
	mu  sync.RWMutex
	now time.Time
}

// NewVirtual returns a virtual clock that stands at start.
func NewVirtual(start time.Time) *Virtual { return &Virtual{now: start.UTC()} }

// Now is the instant the clock stands at.
func (v *Virtual) Now() time.Time {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.now
}

// Until moves the clock to t; it never moves backwards.
func (v *Virtual) Until(ctx context.Context, t time.Time) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if t.After(v.now) {
		v.now = t.UTC()
	}
	return nil
}

// Advance moves the clock by a span; it never moves backwards.
func (v *Virtual) Advance(span time.Duration) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.now = v.now.Add(max(0, span))
}

// Paced is a virtual clock that people can watch: each virtual span takes
// span/Factor of real time before the clock jumps (--speed 60x, real).
type Paced struct {
	Virtual *Virtual
	Factor  float64
}

// Now is the virtual instant.
func (p Paced) Now() time.Time { return p.Virtual.Now() }

// Until waits the scaled span, then moves the clock; a cancelled context ends
// the wait with its error and leaves the clock where it was.
func (p Paced) Until(ctx context.Context, t time.Time) error {
	span := t.Sub(p.Virtual.Now())
	if span > 0 {
		timer := time.NewTimer(time.Duration(float64(span) / p.Factor))
		defer timer.Stop()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-timer.C:
		}
	}
	return p.Virtual.Until(ctx, t)
}
