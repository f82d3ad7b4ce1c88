//lint:file-ignore ST1008 a fault of the store says what is answered, the error instead of it, and what happens beside it

package simulate

import (
	"net/http"
	"testing"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/crash"
	"github.com/scimulator/scimulator/internal/exchange"
)

// A panic ends with the target as it was, and goes on its way afterwards: wherever
// it is planted, also in one of several workers, and when a creation whose answer
// it swallowed was carried out.
func TestPanicEndsWithCleanup(t *testing.T) {
	crowd := `{"directory": {"generate": {"users": 300, "groups": 8, "seed": 7, "assigned": true}}, "timeline": [` + initial + `]}`
	small := `{` + office + `, "timeline": [` + initial + `]}`
	for _, planted := range []struct {
		name, story string
		at          int // which of the chosen requests
		chosen      func(r client.Request) bool
		done        bool // the store does what was asked
	}{
		{"before a creation", small, 2, creates, false},
		{"behind a creation", small, 2, creates, true},
		{"among several workers", crowd, 150, creates, true},
		{"while reading back", small, 1, readsBack, false},
		{"while many are read back", crowd, 90, readsBack, false},
	} {
		t.Run(planted.name, func(t *testing.T) {
			t.Parallel()
			w, seen := worldOf(t, planted.story), 0
			w.config.Workers = 8
			w.store.fault = func(r client.Request) (answer client.Response, err error, act, faulty bool) {
				if !planted.chosen(r) {
					return
				}
				if seen++; seen == planted.at {
					if planted.done {
						w.store.act(r)
					}
					panic("planted")
				}
				return
			}
			if fell := w.falls(); fell == nil || fell.Value != "planted" {
				t.Errorf("what came out is %v", fell)
			}
			if left := len(w.store.resources); left > 0 {
				t.Errorf("%d resources are left", left)
			}
		})
	}
}

func creates(r client.Request) bool { return r.Method == http.MethodPost }

func readsBack(r client.Request) bool { return r.Label.Purpose == exchange.Verification }

// falls plays the story and gives the panic that comes out of it.
func (w *world) falls() (fell *crash.Crash) {
	defer func() { fell, _ = recover().(*crash.Crash) }()
	w.run()
	return nil
}
