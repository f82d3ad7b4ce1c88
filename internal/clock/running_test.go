package clock

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// A running clock runs with real time, jumps forward, and never goes back.
func TestRunning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := NewRunning(monday)
		time.Sleep(time.Minute)
		if got, want := r.Now(), monday.Add(time.Minute); !got.Equal(want) {
			t.Errorf("after a minute the clock stands at %v, want %v", got, want)
		}
		if err := r.Until(t.Context(), monday.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		if got, want := r.Now(), monday.Add(time.Hour+time.Minute); !got.Equal(want) {
			t.Errorf("a minute after the jump the clock stands at %v, want %v", got, want)
		}
		if err := r.Until(t.Context(), monday); err != nil || r.Now().Before(monday.Add(time.Hour)) {
			t.Errorf("the clock went back to %v (%v)", r.Now(), err)
		}
		over, cancel := context.WithCancel(t.Context())
		cancel()
		if err := r.Until(over, monday.Add(48*time.Hour)); err == nil || r.Now().After(monday.Add(24*time.Hour)) {
			t.Errorf("a run that has ended moved the clock to %v (%v)", r.Now(), err)
		}
	})
}
