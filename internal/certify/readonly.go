package certify

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/scimulator/scimulator/internal/certify/steps"
	"github.com/scimulator/scimulator/internal/client"
)

// readOnlyRun is why a check that would write does not apply.
const readOnlyRun = "read-only run"

// errReadOnly is what a request comes to that might change something.
var errReadOnly = errors.New("not sent: this is a read-only run")

// readers know which checks wanted to write in a read-only run.
type readers struct {
	mu   sync.Mutex
	away map[*steps.World]bool
}

// guard lets nothing pass to the target, as whatever tenant, that may change it.
func (s *session) guard() {
	s.readers = &readers{away: map[*steps.World]bool{}}
	s.Sender = reading{s.Sender, s.readers}
	if s.Second != nil {
		s.Second = reading{s.Second, s.readers}
	}
}

// turnedAway says whether the check wanted to write: what it saw afterwards tells
// nothing about the target.
func (r *readers) turnedAway(w *steps.World) bool {
	if r == nil {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.away[w]
}

func (r *readers) turnAway(w *steps.World) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.away[w] = true
}

// reading sends what changes nothing.
type reading struct {
	steps.Sender
	readers *readers
}

// Do sends a request, or turns it away with the check that it belongs to.
func (r reading) Do(ctx context.Context, request client.Request) (client.Response, error) {
	if !changesNothing(request) {
		r.readers.turnAway(steps.Of(ctx))
		return client.Response{}, errReadOnly
	}
	return r.Sender.Do(ctx, request)
}

// Authorization is that of the sender behind, for checks that spoil it.
func (r reading) Authorization() string {
	if shower, ok := r.Sender.(interface{ Authorization() string }); ok {
		return shower.Authorization()
	}
	return ""
}

// changesNothing says of a request that it only reads (RFC 7644 §3.4): also by a
// query in a body, but not when a header gives it another method.
func changesNothing(request client.Request) bool {
	for name := range request.Header {
		if strings.Contains(strings.ToLower(name), "method") {
			return false
		}
	}
	switch request.Method {
	case "", http.MethodGet, http.MethodHead:
		return true
	case http.MethodPost:
		return strings.HasSuffix(request.Path, "/.search")
	}
	return false
}
