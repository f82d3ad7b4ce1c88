package simulate

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scenario"
)

// faults stand between the engine and the target and answer in its place for a
// while, as the story says. Nothing of it reaches the target, so it works on any,
// and every answer is marked as planted, so that it is held against none.
type faults struct {
	next  provision.Target
	clock clock.Clock

	mu     sync.Mutex
	active []*trouble
}

// trouble is one fault of the story that is under way.
type trouble struct {
	fault scenario.Fault
	until time.Time // zero: until left is used up
	left  int
}

// Send answers for the target when a fault says so.
func (f *faults) Send(ctx context.Context, request provision.Request) (provision.Response, error) {
	if fault, hit := f.hit(request); hit {
		return answerOf(fault)
	}
	return f.next.Send(ctx, request)
}

// begin starts a fault now.
func (f *faults) begin(fault scenario.Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	t := &trouble{fault: fault, left: fault.Times}
	if fault.For > 0 {
		t.until = f.clock.Now().Add(time.Duration(fault.For))
	}
	f.active = append(f.active, t)
}

// hit finds the first fault that concerns the request, and uses it up.
func (f *faults) hit(request provision.Request) (scenario.Fault, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, t := range f.active {
		if !t.over(f.clock.Now()) && t.concerns(request) {
			t.left--
			return t.fault, true
		}
	}
	return scenario.Fault{}, false
}

func (t *trouble) over(now time.Time) bool {
	if t.until.IsZero() {
		return t.left <= 0
	}
	return !now.Before(t.until)
}

func (t *trouble) concerns(request provision.Request) bool {
	on := t.fault.On
	return on == "" || on == scenario.Everything || on == request.Signature()
}

// renew ends the faults that are about the token in use.
func (f *faults) renew() {
	f.mu.Lock()
	defer f.mu.Unlock()
	var kept []*trouble
	for _, t := range f.active {
		if t.fault.Answer != scenario.Unauthorized {
			kept = append(kept, t)
		}
	}
	f.active = kept
}

// page is what a login page or a proxy answers.
const page = "<!DOCTYPE html><html><body>Please sign in</body></html>"

// answerOf is what comes instead of the target's answer.
func answerOf(fault scenario.Fault) (provision.Response, error) {
	planted := provision.Response{Planted: true, RetryAfter: time.Duration(fault.RetryAfter) * time.Second}
	switch fault.Answer {
	case scenario.Timeout:
		return planted, fmt.Errorf("planted by the story: no answer in time: %w", context.DeadlineExceeded)
	case scenario.Refused:
		return planted, errors.New("planted by the story: the connection was refused")
	case scenario.HTML:
		planted.Status, planted.Body = http.StatusOK, []byte(page)
	case scenario.Unauthorized:
		planted.Status = http.StatusUnauthorized
	default:
		planted.Status, _ = strconv.Atoi(string(fault.Answer)) // the loader knows the statuses
	}
	return planted, nil
}

// faultText says in words what begins.
func faultText(fault scenario.Fault) string {
	on := "every request"
	if fault.On != "" && fault.On != scenario.Everything {
		on = fault.On
	}
	if fault.Times > 0 {
		return fmt.Sprintf("the next %d of %s: %s", fault.Times, on, fault.Answer)
	}
	return fmt.Sprintf("%s for %s: %s", on, fault.For, fault.Answer)
}
