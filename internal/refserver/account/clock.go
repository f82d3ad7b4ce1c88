package account

import (
	"time"
)

// Advancer is a clock that can be moved by hand. One that runs with real time,
// or belongs to a run, does not offer it.
type Advancer interface{ Advance(time.Duration) }

const furthest = 10 * 366 * 24 * time.Hour

func readClock(_ *Account, c *call) (answer, *refusal) {
	return shown(map[string]any{"now": c.now.UTC().Format(time.RFC3339Nano)})
}

// advance moves the clock, so that nobody has to wait (CA-04, SSO-09).
func advance(a *Account, c *call) (answer, *refusal) {
	text, refused := c.text("advance")
	if refused != nil {
		return refuse(refused)
	}
	span, err := time.ParseDuration(text)
	if err != nil || span <= 0 || span > furthest {
		return refuse(malformed("advance is a span such as 8h30m, above 0 and at most ten years"))
	}
	movable, ok := a.clock.(Advancer)
	if !ok {
		return refuse(conflict("the clock of this target cannot be moved: wait, or start the target with a virtual clock"))
	}
	movable.Advance(span)
	c.now = a.clock.Now()
	a.finishDeletions(c.now)
	return readClock(a, c)
}
