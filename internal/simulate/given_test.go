//lint:file-ignore ST1008 a fault of the store says what is answered, the error instead of it, and what happens beside it

package simulate

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

const giving = `{"given": {"target": {"users": [{"userName": "ana@fabrikam.example", "title": "Old hand"}], "groups": [{"displayName": "Design"}]}},` +
	office + `, "timeline": [{"cycle": "initial", "expect": {"requests": {"POST /Users": 2, "POST /Groups": 0}, "users": {"ana": {"title": "Buyer"}}}}]}`

// Given resources are put on the target before the first cycle, with marker and
// ledger, so that the engine matches them, and are removed at the end.
func TestGiven(t *testing.T) {
	w := worldOf(t, giving).run().clean()
	if diff := cmp.Diff([]string{"POST /Users", "POST /Groups"}, w.store.writes(exchange.Setup)); diff != "" {
		t.Errorf("set-up (-want +got)\n%s", diff)
	}
	lines := w.ledger.entries(t)
	if want := []string{"intent User ana.sim1@fabrikam.example", "created User user-1 ana.sim1@fabrikam.example", "intent Group Design sim1", "created Group group-1 Design sim1"}; !cmp.Equal(want, lines[:4]) {
		t.Errorf("ledger %q", lines)
	}
	if len(w.store.resources) > 0 {
		t.Errorf("left behind: %v", w.store.resources)
	}
}

// A target that cannot be brought into the state the story starts from is not
// judged by that story: nothing of it is played.
func TestGivenThatCannotBeSetUp(t *testing.T) {
	for _, test := range []struct {
		name   string
		answer client.Response
		err    error
		seen   string
	}{
		{"refused", answer(400, failed(400)), nil, "status 400"},
		{"no resource", client.Response{Status: 201, Body: []byte("created")}, nil, "status 201"},
		{"no id", answer(201, map[string]any{"userName": "ana"}), nil, "status 201"},
		{"no answer", client.Response{}, errors.New("connection reset"), "connection reset"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := worldOf(t, giving)
			w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
				return test.answer, test.err, true, describe(r) == "POST /Users"
			}
			w.run().finds("Broken E-6.7").verdict(verdict.NoVerdict)
			if w.err != nil || w.cycles() != "" || w.outcome.Findings[0].Seen != test.seen {
				t.Errorf("%v, cycles at %q, seen %q", w.err, w.cycles(), w.outcome.Findings[0].Seen)
			}
			if len(w.store.resources) > 0 {
				t.Errorf("what was created all the same is left behind: %v", w.store.resources)
			}
		})
	}
}

// Whose fault a failed Test Connection is (design §4): a 404 where the plain list
// answers 200 breaks E-6.4, a filter that is not applied E-6.18; everything else
// leaves no verdict and says what to check.
func TestConnectionDiagnosis(t *testing.T) {
	for _, test := range []struct {
		name    string
		probe   client.Response
		err     error
		list    int
		want    string
		verdict verdict.Verdict
		hint    string
	}{
		{"404, and the list answers", answer(404, failed(404)), nil, 200, "Fail E-6.4  userName", verdict.Failed, ""},
		{"404, and the list does not", answer(404, failed(404)), nil, 404, "Broken E-1.10", verdict.NoVerdict, "check the Tenant URL"},
		{"a filter that is not applied", answer(200, map[string]any{
			"schemas": []string{scim.URNListResponse}, "totalResults": 1, "Resources": []any{map[string]any{"id": "1", "userName": "grace"}},
		}), nil, 200, "Fail E-6.18  userName", verdict.Failed, ""},
		{"unauthorized", answer(401, failed(401)), nil, 200, "Broken E-1.10", verdict.NoVerdict, "check the secret token"},
		{"forbidden", answer(403, failed(403)), nil, 200, "Broken E-1.10", verdict.NoVerdict, "check the secret token"},
		{"a server error", answer(500, failed(500)), nil, 200, "Broken E-1.10", verdict.NoVerdict, "server error"},
		{"a login page", client.Response{Status: 200, Body: []byte("<html>"), Header: http.Header{"Content-Type": {"text/html"}}}, nil, 200, "Broken E-1.10", verdict.NoVerdict, "does not speak SCIM"},
		{"no answer", client.Response{}, &client.Fault{Kind: client.Refused, Err: errors.New("connection refused")}, 200, "Broken E-1.10", verdict.NoVerdict, "check the Tenant URL"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := tell(t, initial)
			w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
				if r.RawQuery != "" {
					return test.probe, test.err, false, true
				}
				return answer(test.list, failed(test.list)), nil, false, true
			}
			w.run().verdict(test.verdict)
			// The answer to a query may break further rules by itself.
			if !strings.Contains(w.findings(), test.want) || test.verdict == verdict.NoVerdict && w.findings() != test.want {
				t.Errorf("findings\n%s\nwant\n%s", w.findings(), test.want)
			}
			if hint := w.outcome.Findings[0].Hint; !strings.Contains(hint, test.hint) {
				t.Errorf("the hint is %q", hint)
			}
			if len(w.store.writes(exchange.Provisioning)) > 0 || len(w.store.sent) > 2 {
				t.Errorf("more is sent after a failed connection test: %v", w.store.sent)
			}
		})
	}
}

// A connection test that is cut off by the end of the run has not failed.
func TestConnectionCutOff(t *testing.T) {
	w := tell(t, initial)
	w.store.fault = func(client.Request) (client.Response, error, bool, bool) {
		w.stop()
		return client.Response{}, w.ctx.Err(), false, true
	}
	w.run().finds().verdict(verdict.Partial)
	if w.err == nil || len(w.outcome.Checks) > 0 {
		t.Errorf("%v, checks %v", w.err, w.outcome.Checks)
	}
}

func TestWhatToCheckNamesTheEndpoint(t *testing.T) {
	failure := &provision.Failure{Status: 404, Request: provision.Request{Kind: provision.Group}}
	if text := whatToCheck(failure); !strings.Contains(text, "/Groups") {
		t.Errorf("the hint is %q", text)
	}
	fault := &client.Fault{Kind: client.Timeout, Err: errors.New("the limit is 1s")}
	if got := advice(fault); got != fault.Advice() || advice(errors.New("else")) != "run again" {
		t.Errorf("advice %q", got)
	}
}
