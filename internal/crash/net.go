// Package crash carries a panic from where it happened to where it can be
// handled: out of a goroutine, which would end the process, and past the cleanup
// of a run, which must not be left out.
package crash

import (
	"fmt"
	"runtime/debug"
	"sync"
)

// Crash is a panic that was caught, with the stack of its place.
type Crash struct {
	Value any
	Stack []byte
}

func (c *Crash) Error() string { return fmt.Sprintf("%v\n%s", c.Value, c.Stack) }

// Net catches panics and keeps the first. It is safe for concurrent use.
type Net struct {
	mu    sync.Mutex
	first *Crash
}

// Catch is for defer, in each goroutine.
func (n *Net) Catch() {
	value := recover()
	if value == nil {
		return
	}
	caught, again := value.(*Crash)
	if !again {
		caught = &Crash{value, debug.Stack()}
	}
	n.Keep(caught)
}

// Keep keeps a panic that somebody else caught.
func (n *Net) Keep(caught *Crash) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.first == nil {
		n.first = caught
	}
}

// Full says whether anything was caught.
func (n *Net) Full() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.first != nil
}

// Throw panics with what was caught, if anything was.
func (n *Net) Throw() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.first != nil {
		panic(n.first)
	}
}
