//lint:file-ignore ST1008 a fault of the store says what is answered, the error instead of it, and what happens beside it

package simulate

import (
	"context"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/verdict"
)

// An answer that was lost, and that a look at the target stands in for, is judged by
// nobody: it says nothing of how the target answers. What is on the target is judged
// all the same.
func TestSettledAnswersAreNotJudged(t *testing.T) {
	for _, settled := range []bool{false, true} {
		w := tell(t, initial)
		w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
			if r.Method != http.MethodPost {
				return client.Response{}, nil, false, false
			}
			response := w.store.act(r)
			response.Status, response.Settled = http.StatusOK, settled // RFC 7644 §3.3: 201
			return response, nil, false, true
		}
		w.run()
		if clean := w.outcome.Verdict == verdict.Conformant; clean != settled || w.outcome.Figures.Requests["POST /Users"] == 0 {
			t.Errorf("settled %v: %s\n%s", settled, w.outcome.Verdict, w.findings())
		}
	}
}

// A key that is made for a run alone is told of before anything is signed with it.
func TestUnrepeatable(t *testing.T) {
	w, told := signOnWorld(t, nil, initial, connecting), 0
	w.config.Unrepeatable = func(string) {
		if told++; len(w.sent("/create-connection")) > 0 {
			t.Error("it is told of too late")
		}
	}
	w.run()
	if told != 1 {
		t.Errorf("told %d times", told)
	}
	plain := tell(t, initial)
	plain.config.Unrepeatable = func(why string) { t.Errorf("a story without sign-on: %s", why) }
	plain.run().clean()
}

// Whoever hands in how to wait is asked for every wait.
func TestWaitIsHandedIn(t *testing.T) {
	w := tell(t, initial)
	w.config.Settle = time.Hour
	var spans []time.Duration
	w.config.Wait = func(_ context.Context, span time.Duration) { spans = append(spans, span) }
	w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
		return client.Response{Status: http.StatusNotFound}, nil, false, readsBack(r) // nothing shows
	}
	w.run()
	if len(spans) == 0 || slices.ContainsFunc(spans, func(span time.Duration) bool { return span != time.Hour }) {
		t.Errorf("waited %v", spans)
	}
}
