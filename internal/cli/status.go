package cli

import (
	"fmt"
	"sync"
	"time"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/simulate"
)

// status is the progress of long work on standard error: one line that is
// rewritten on a terminal, a plain line now and then elsewhere.
type status struct {
	env      Env
	silent   bool
	terminal bool

	mu    sync.Mutex
	shown bool
	last  time.Time
	stage string
	since time.Time
}

// How often progress is shown: often enough to see that something moves.
const (
	terminalPace = 100 * time.Millisecond
	plainPace    = 5 * time.Second
)

func newStatus(env Env, silent bool) *status {
	return &status{env: env, silent: silent, terminal: env.Terminal(env.Stderr), last: env.Now()}
}

// show prints how far a cycle is.
func (s *status) show(p simulate.Progress) {
	s.say(p.Stage, p.Done, func(now time.Time) string { return s.text(p, now) })
}

// judging prints how far the checks are.
func (s *status) judging(p certify.Progress) {
	s.say("checks", p.Done, func(now time.Time) string {
		elapsed := now.Sub(s.since).Seconds()
		left := time.Duration(0)
		if p.Done > 0 {
			left = time.Duration(float64(p.Total-p.Done)*elapsed/float64(p.Done)) * time.Second
		}
		return fmt.Sprintf("checks %d/%d, %d with findings, %s left", p.Done, p.Total, p.Failed, left.Round(time.Second))
	})
}

// say prints a line, at most as often as the stream bears.
func (s *status) say(stage string, done int, line func(now time.Time) string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.env.Now()
	if stage != s.stage || done <= 1 {
		s.stage, s.since = stage, now
	}
	pace := plainPace
	if s.terminal {
		pace = terminalPace
	}
	if s.silent || now.Sub(s.last) < pace {
		return
	}
	s.last = now
	text := line(now)
	if s.terminal {
		fmt.Fprintf(s.env.Stderr, "\r\x1b[K%s", text)
		s.shown = true
		return
	}
	fmt.Fprintln(s.env.Stderr, text)
}

func (s *status) text(p simulate.Progress, now time.Time) string {
	text := fmt.Sprintf("cycle %d: %s %d/%d", p.Cycle, p.Stage, p.Done, p.Total)
	elapsed := now.Sub(s.since).Seconds()
	if p.Done == 0 || elapsed <= 0 {
		return text
	}
	pace := float64(p.Done) / elapsed
	left := time.Duration(float64(p.Total-p.Done)/pace) * time.Second
	return fmt.Sprintf("%s, %.0f objects/s, %s left", text, pace, left.Round(time.Second))
}

// clear removes the line before something else is printed.
func (s *status) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.shown {
		fmt.Fprint(s.env.Stderr, "\r\x1b[K")
		s.shown = false
	}
}

// notice prints a remark that is not part of the result.
func (s *status) notice(format string, args ...any) {
	s.clear()
	fmt.Fprintf(s.env.Stderr, "scimulator: "+format+"\n", args...)
}
