//lint:file-ignore ST1008 a fault of the store says what is answered, the error instead of it, and what happens beside it

package simulate

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// onCleanup is a fault of requests of the clean-up.
func onCleanup(method, prefix string, status int, err error) fault {
	return func(r client.Request) (client.Response, error, bool, bool) {
		hit := r.Label.Purpose == exchange.Cleanup && r.Method == method && strings.HasPrefix(r.Path, prefix)
		return answer(status, failed(status)), err, false, hit
	}
}

// Clean-up removes what the run created, groups first, and nothing else.
func TestCleanupRemovesOursOnly(t *testing.T) {
	w := tell(t, initial)
	w.store.resources["Users/grace"] = scim.Resource{"id": "grace", "userName": "grace@contoso.example"}
	w.run().clean()
	want := []string{"DELETE /Groups/group-1", "DELETE /Users/user-3", "DELETE /Users/user-2", "DELETE /Users/user-1"}
	if diff := cmp.Diff(want, w.store.writes(exchange.Cleanup)); diff != "" {
		t.Errorf("clean-up (-want +got)\n%s", diff)
	}
	if len(w.store.resources) != 1 || w.store.resources["Users/grace"] == nil {
		t.Errorf("left: %v", w.store.resources)
	}
}

// What cannot be deleted is listed with the reason; accounts are switched off,
// and only an account that shows it counts as disabled (design §9).
func TestCleanupRefused(t *testing.T) {
	ana := verdict.Leftover{Resource: "Users/user-1", Name: "ana.sim1@fabrikam.example", State: "disabled", Reason: "DELETE was answered with 403: Forbidden"}
	with := func(change func(*verdict.Leftover)) verdict.Leftover {
		other := ana
		change(&other)
		return other
	}
	for _, test := range []struct {
		name  string
		fault func(*store) fault
		want  verdict.Leftover
	}{
		{"refused", func(*store) fault { return onCleanup("DELETE", "/Users/user-1", 403, nil) }, ana},
		{"no answer", func(*store) fault { return onCleanup("DELETE", "/Users/user-1", 0, errors.New("connection reset")) },
			with(func(l *verdict.Leftover) { l.State, l.Reason = "unknown", "connection reset" })},
		{"a group", func(*store) fault { return onCleanup("DELETE", "/Groups/", 403, nil) },
			with(func(l *verdict.Leftover) { l.Resource, l.Name, l.State = "Groups/group-1", "Design sim1", "refused" })},
		{"switching off is ignored, too", func(s *store) fault {
			deletion, patch := onCleanup("DELETE", "/Users/user-1", 403, nil), onCleanup("PATCH", "/Users/user-1", 200, nil)
			return func(r client.Request) (client.Response, error, bool, bool) {
				if response, err, act, faulty := deletion(r); faulty {
					return response, err, act, faulty
				}
				return patch(r)
			}
		}, with(func(l *verdict.Leftover) { l.State = "refused" })},
		{"answered with success and not done", func(*store) fault { return onCleanup("DELETE", "/Users/", 204, nil) },
			with(func(l *verdict.Leftover) { l.Reason = "DELETE was answered with 204, and it is still there" })},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := tell(t, initial)
			w.store.fault = test.fault(w.store)
			w.run()
			left := w.outcome.Leftovers
			if len(left) == 3 { // all users: the last one is ana
				left = left[2:]
			}
			if diff := cmp.Diff([]verdict.Leftover{test.want}, left); diff != "" {
				t.Errorf("left (-want +got)\n%s", diff)
			}
			if last := w.events[len(w.events)-1]; last.Kind != CleanedUp || !strings.Contains(last.Text, "remain on the target") {
				t.Errorf("the last event is %+v", last)
			}
		})
	}
}

// A creation whose answer was lost is looked for by the name with the marker; a
// resource that has not exactly that name is somebody's, and without a marker
// nothing is looked for.
func TestCleanupFindsLostCreations(t *testing.T) {
	for _, test := range []struct {
		name   string
		marker string
		status int // of the answer to the creation; 0: none
		gone   bool
	}{
		{"no answer", "sim1", 0, true},
		{"refused, but created", "sim1", 409, true},
		{"no marker", "", 0, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := tell(t, initial)
			w.config.Marking.Marker = test.marker
			w.config.Scenario.Assigned.Objects = []scenario.Assignment{{Object: "cy"}}
			w.store.resources["Users/other"] = scim.Resource{"id": "other", "userName": "cy@fabrikam.example.org"}
			w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
				if r.Method != http.MethodPost {
					return client.Response{}, nil, false, false
				}
				if test.status == 0 {
					return client.Response{}, &client.Fault{Kind: client.CutOff, Err: errors.New("unexpected EOF")}, true, true
				}
				return answer(test.status, failed(test.status)), nil, true, true
			}
			w.run()
			if gone := w.store.resources["Users/user-1"] == nil; gone != test.gone || w.store.resources["Users/other"] == nil {
				t.Errorf("gone %t, want %t; left %v", gone, test.gone, w.store.resources)
			}
		})
	}
}

// The query for a lost creation may be answered with anything.
func TestCleanupTakesExactNamesOnly(t *testing.T) {
	r := &run{config: Config{Sender: newStore()}, wire: &wire{ledger: newLedger(&memory{}, false)}}
	r.config.Marking.Marker = "sim1"
	entry := Entry{Kind: provision.Group, Name: "Design sim1"}
	for _, test := range []struct {
		name   string
		answer client.Response
		err    error
		want   string
	}{
		{"the filter is ignored", answer(200, map[string]any{"Resources": []any{
			map[string]any{"id": "1", "displayName": "design SIM1"}, map[string]any{"id": "2", "displayName": "Sales"}, map[string]any{"displayName": "Design sim1"},
		}}), nil, "Group Design sim1 1"},
		{"nothing", answer(200, map[string]any{"totalResults": 0}), nil, ""},
		{"an error", answer(500, failed(500)), nil, ""},
		{"no SCIM", client.Response{Status: 200, Body: []byte("<html>")}, nil, ""},
		{"no answer", client.Response{}, errors.New("connection reset"), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r.config.Sender = &store{fault: func(client.Request) (client.Response, error, bool, bool) { return test.answer, test.err, false, true }}
			if got := names(r.find(context.Background(), entry)); got != test.want {
				t.Errorf("found %q, want %q", got, test.want)
			}
		})
	}
}

// A run that is interrupted cleans up, and a deletion that says success is
// believed only after the first one of a kind was seen to happen.
func TestCleanupAfterAnInterruption(t *testing.T) {
	w := tell(t, initial, incremental)
	w.store.before = func(r client.Request) {
		if describe(r) == "PATCH /Users/user-2" {
			w.stop()
		}
	}
	w.run()
	if !errors.Is(w.err, context.Canceled) || !w.outcome.Interrupted {
		t.Errorf("interrupted %t, %v", w.outcome.Interrupted, w.err)
	}
	if len(w.store.resources) > 0 {
		t.Errorf("left behind: %v", w.store.resources)
	}
	looks := w.store.count(exchange.Cleanup) - len(w.store.writes(exchange.Cleanup))
	if looks != 2 || w.findings() != "" {
		t.Errorf("%d looks at deleted resources, want one for each kind; findings %s", looks, w.findings())
	}
}
