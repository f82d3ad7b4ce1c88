package certify_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/crash"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/verdict"
)

// stumbling is a sender that panics once, behind or before the request.
type stumbling struct {
	*client.Client
	method string
	left   *atomic.Int64 // requests of the method until it does
	done   bool          // the target gets the request
}

func (s stumbling) Do(ctx context.Context, r client.Request) (client.Response, error) {
	if r.Method != s.method || s.left.Add(-1) != 0 {
		return s.Client.Do(ctx, r)
	}
	if s.done {
		_, _ = s.Client.Do(ctx, r)
	}
	panic("planted")
}

// A panic in a step, or while a check is cleaned up, ends the run with the target
// as it was, and goes on its way afterwards.
func TestPanicEndsWithCleanup(t *testing.T) {
	c := newCourt(t)
	for _, planted := range []stumbling{
		{method: http.MethodPost}, {method: http.MethodPost, done: true}, {method: http.MethodPatch}, {method: http.MethodDelete},
	} {
		for _, at := range []int64{1, 7} {
			c.fallsClean(t, planted, at, "rfc7644/3.5*", "rfc7644/3.3*")
		}
	}
}

// So does one in a request that is sent beside others: it would end the process if
// its goroutine did not catch it.
func TestPanicBesideOthersEndsWithCleanup(t *testing.T) {
	c := newCourt(t)
	for _, done := range []bool{false, true} {
		// The first creation finds out whether the target can be written to.
		c.fallsClean(t, stumbling{method: http.MethodPost, done: done}, 4, "rfc7644/3.3/of-several-creations-of-one-name-at-the-same-time-one-succeeds")
	}
}

// fallsClean plants a panic in one of the requests, and fails unless it comes out and
// nothing is left on the target.
func (c court) fallsClean(t *testing.T, planted stumbling, at int64, only ...string) {
	t.Helper()
	server := refserver.New(refserver.Options{Token: token, Clock: clock.NewRunning(time.Date(2026, time.January, 5, 8, 0, 0, 0, time.UTC)), Tolerant: true, ETags: true, Seed: 7})
	listener := httptest.NewServer(server.Handler())
	defer listener.Close()
	planted.Client, planted.left = connect(t, listener.URL+server.Base(), token), &atomic.Int64{}
	defer planted.Client.Close()
	planted.left.Store(at)
	fell := c.falls(t, planted, listener.URL+server.Base(), only...)
	if fell == nil || !strings.Contains(fell.Error(), "planted") {
		t.Errorf("%s %d: what came out is %v", planted.method, at, fell)
	}
	for _, endpoint := range []string{"/Users", "/Groups"} {
		left, err := planted.Client.Do(t.Context(), client.Request{Path: endpoint})
		if err != nil || !strings.Contains(string(left.Body), `"totalResults":0`) {
			t.Errorf("%s %d: left behind: %v %s", planted.method, at, err, left.Body)
		}
	}
}

// falls runs some checks and gives the panic that comes out.
func (c court) falls(t *testing.T, sender stumbling, base string, only ...string) (fell *crash.Crash) {
	t.Helper()
	defer func() {
		switch value := recover().(type) {
		case *crash.Crash:
			fell = value
		case nil:
		default:
			fell = &crash.Crash{Value: value}
		}
	}()
	_, err := certify.Run(t.Context(), certify.Config{
		Features: c.features, Choice: certify.Choice{Only: only, Suite: certify.Suite{Name: certify.SuiteRFC}}, Vocabulary: c.vocabulary, Catalogue: c.catalogue, Judge: c.judge, Messages: c.messages,
		Sender: sender, Marker: "sim0badcafe", Domain: "example.com", Workers: 8, Ledger: nowhere{}, Repeat: func(id string) string { return id },
		Run: verdict.Run{Target: verdict.Subject{Name: "embedded", Base: base}},
	})
	t.Logf("it ended with %v", err)
	return nil
}
