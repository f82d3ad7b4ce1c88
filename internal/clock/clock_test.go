package clock

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

var monday = time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)

var (
	_ Clock = (*Virtual)(nil)
	_ Clock = Paced{}
)

// A virtual clock stands, jumps forward at no cost, and never goes back.
func TestVirtual(t *testing.T) {
	east := time.FixedZone("east", 2*60*60)
	v := NewVirtual(monday.In(east))
	for _, step := range []struct {
		name        string
		until, want time.Time
	}{
		{"now", monday, monday},
		{"thirty days", monday.Add(720 * time.Hour), monday.Add(720 * time.Hour)},
		{"the past", monday, monday.Add(720 * time.Hour)},
		{"another zone", monday.Add(721 * time.Hour).In(east), monday.Add(721 * time.Hour)},
	} {
		began := time.Now()
		if err := v.Until(context.Background(), step.until); err != nil {
			t.Fatal(err)
		}
		if got := v.Now(); got != step.want { // the same instant, and in UTC
			t.Errorf("%s: the clock stands at %v, want %v", step.name, got, step.want)
		}
		if took := time.Since(began); took > time.Second {
			t.Errorf("%s took %s", step.name, took)
		}
	}
}

// A run that has ended moves no clock.
func TestVirtualThatWasCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	v := NewVirtual(monday)
	if err := v.Until(ctx, monday.Add(time.Hour)); !errors.Is(err, context.Canceled) || v.Now() != monday {
		t.Errorf("%v, the clock stands at %v", err, v.Now())
	}
}

// The embedded target reads the clock while the run moves it.
func TestVirtualFromSeveralGoroutines(t *testing.T) {
	v := NewVirtual(monday)
	var group sync.WaitGroup
	for i := range 4 {
		group.Go(func() {
			last := v.Now()
			for minute := range 100 {
				if err := v.Until(context.Background(), monday.Add(time.Duration(i+minute)*time.Minute)); err != nil {
					t.Error(err)
				}
				now := v.Now()
				if now.Before(last) {
					t.Errorf("the clock went back from %v to %v", last, now)
				}
				last = now
			}
		})
	}
	group.Wait()
	if want := monday.Add(102 * time.Minute); v.Now() != want {
		t.Errorf("the clock stands at %v, want %v", v.Now(), want)
	}
}

// A paced clock takes the span divided by its factor in real time, and moves when
// that is over.
func TestPaced(t *testing.T) {
	for _, test := range []struct {
		name   string
		factor float64
		span   time.Duration
		takes  time.Duration
	}{
		{"60x", 60, 40 * time.Minute, 40 * time.Second},
		{"real", 1, 40 * time.Minute, 40 * time.Minute},
		{"no time", 60, 0, 0},
		{"the past", 60, -time.Hour, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := Paced{Virtual: NewVirtual(monday), Factor: test.factor}
				began := time.Now()
				if err := p.Until(context.Background(), monday.Add(test.span)); err != nil {
					t.Fatal(err)
				}
				if took := time.Since(began); took != test.takes {
					t.Errorf("it took %s, want %s", took, test.takes)
				}
				if want := monday.Add(max(0, test.span)); p.Now() != want {
					t.Errorf("the clock stands at %v, want %v", p.Now(), want)
				}
			})
		})
	}
}

// Ctrl-C ends the wait at once and leaves the clock where it was.
func TestPacedThatIsCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		p := Paced{Virtual: NewVirtual(monday), Factor: 1}
		began := time.Now()
		err := p.Until(ctx, monday.Add(time.Hour))
		if took := time.Since(began); !errors.Is(err, context.DeadlineExceeded) || took != 10*time.Second || p.Now() != monday {
			t.Errorf("%v after %s, the clock stands at %v", err, took, p.Now())
		}
	})
}

// A clock that is moved by hand goes forward by the span, and never back.
func TestAdvance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v, r := NewVirtual(monday), NewRunning(monday)
		for _, span := range []time.Duration{8 * time.Hour, -time.Hour, 0} {
			v.Advance(span)
			r.Advance(span)
		}
		if want := monday.Add(8 * time.Hour); !v.Now().Equal(want) || !r.Now().Equal(want) {
			t.Errorf("the clocks stand at %v and %v, want %v", v.Now(), r.Now(), want)
		}
	})
}
