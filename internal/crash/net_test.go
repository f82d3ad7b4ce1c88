package crash

import (
	"strings"
	"sync"
	"testing"
)

// A panic in a goroutine comes out where the others are waited for, with the stack
// of its place, however often it is caught on the way.
func TestPanicComesOutOfAGoroutine(t *testing.T) {
	defer func() {
		caught, ok := recover().(*Crash)
		if !ok || caught.Value != "planted" || !strings.Contains(string(caught.Stack), "stumble") {
			t.Errorf("what comes out is %v", caught)
		}
	}()
	var inner, outer Net
	func() {
		defer outer.Catch()
		var group sync.WaitGroup
		group.Go(func() {
			defer inner.Catch()
			stumble()
		})
		group.Wait()
		inner.Throw()
	}()
	outer.Throw()
	t.Error("nothing came out")
}

func stumble() { panic("planted") }

// A net that caught nothing throws nothing.
func TestNothingCaught(t *testing.T) {
	var n Net
	func() { defer n.Catch() }()
	n.Throw()
}
