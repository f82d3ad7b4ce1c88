package simulate

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/verdict"
)

// What an operation came to that a mishap met last is told, and is no failure.
func TestHinderedToTheEnd(t *testing.T) {
	w := tell(t, initial)
	w.config.Sender = planting{w.store, func(r client.Request) bool { return r.Method == http.MethodPost && r.Label.Object == "cy" }}
	w.run().finds("Broken E-6.7 cy").verdict(verdict.NoVerdict)
	if f := w.outcome.Findings[0]; !strings.Contains(f.Hint, "--chaos") {
		t.Errorf("the hint is %q", f.Hint)
	}
}

// A connection test that a mishap met is no failure, and neither was it passed: when
// it was the last, there is no verdict.
func TestConnectionTestMet(t *testing.T) {
	last := 0
	probes := func(r client.Request) bool {
		return r.Label.Object == "" && r.Label.Cycle >= 2 && r.Label.Cycle <= last
	}
	for _, test := range []struct {
		until int
		want  verdict.Verdict
	}{{2, verdict.Conformant}, {3, verdict.NoVerdict}} {
		w := tell(t, initial, incremental, incremental)
		last = test.until
		w.config.Sender = planting{w.store, probes}
		w.run().verdict(test.want)
	}
}

// An expectation that is not met after a mishap is no failure of the target.
func TestExpectationAfterMishap(t *testing.T) {
	for _, hit := range []bool{false, true} {
		w := tell(t, initial, `{"expect": {"users": {"ana": {"title": "Chief"}}}}`)
		w.config.Sender = planting{w.store, func(r client.Request) bool { return hit && r.Method == http.MethodGet && r.Label.Object == "cy" }}
		want := verdict.Failed
		if hit {
			want = verdict.NoVerdict
		}
		w.run().verdict(want)
	}
}

// planting marks the answers to some requests of the engine as met by a mishap that
// makes them unreadable, without hindering the target.
type planting struct {
	*store
	concerns func(client.Request) bool
}

func (p planting) Do(ctx context.Context, request client.Request) (client.Response, error) {
	response, err := p.store.Do(ctx, request)
	if err == nil && request.Label.Purpose == exchange.Provisioning && p.concerns(request) {
		response.Planted, response.Status, response.Body = "html", http.StatusOK, []byte("<html>")
	}
	return response, err
}

// A write that was carried out, and whose answer a mishap met, changes what nobody
// compares: a later write in the same cycle makes no finding of it.
func TestWriteMetByAMishap(t *testing.T) {
	met := false
	w := tell(t, initial, `{"change": [{"update": {"id": "ana", "jobTitle": "Lead"}}, {"setManager": {"user": "ana", "manager": "cy"}}], "cycle": "incremental"}`, incremental)
	w.config.Sender = planting{w.store, func(r client.Request) bool {
		hit := !met && r.Method == http.MethodPatch && r.Label.Object == "ana" && strings.Contains(string(r.Body), "Lead")
		met = met || hit
		return hit
	}}
	if w.run().clean(); !met {
		t.Error("no mishap met the write")
	}
}

// A creation of ours whose answer was lost is known again when a match finds it, so
// that it is removed under whatever name it has by then.
func TestRecognisedCreationIsRemoved(t *testing.T) {
	met := false
	w := tell(t, initial, incremental, `{"change": [{"rename": {"id": "design", "displayName": "Drawing"}}], "cycle": "incremental"}`)
	w.config.Sender = planting{w.store, func(r client.Request) bool {
		hit := !met && r.Method == http.MethodPost && r.Label.Object == "design"
		met = met || hit
		return hit
	}}
	w.run().clean()
	if !met || len(w.store.resources) > 0 {
		t.Errorf("met %t, left behind: %v", met, w.store.resources)
	}
}

// Only a creation that is in doubt, with the marker and for the same object, is ours.
func TestLedgerRecognises(t *testing.T) {
	lost := Entry{Kind: provision.User, Name: "ana.sim1@fabrikam.example", Object: "ana"}
	for _, test := range []struct {
		name                 string
		object, marker, body string
		ours                 bool
	}{
		{"the one that was created", "ana", "sim1", `{"id":"u","userName":"ANA.sim1@fabrikam.example"}`, true},
		{"for another object", "bo", "sim1", `{"id":"u","userName":"ana.sim1@fabrikam.example"}`, false},
		{"another name", "ana", "sim1", `{"id":"u","userName":"anna.sim1@fabrikam.example"}`, false},
		{"without the marker", "ana", "sim2", `{"id":"u","userName":"ana.sim1@fabrikam.example"}`, false},
		{"no marker at all", "ana", "", `{"id":"u","userName":"ana.sim1@fabrikam.example"}`, false},
	} {
		l := newLedger(&memory{}, false)
		l.lose(lost)
		l.recognise(provision.User, test.object, test.marker, body(t, test.body))
		known, _ := l.remaining()
		if ours := len(known) == 1 && known[0].ID == "u"; ours != test.ours {
			t.Errorf("%s: %v", test.name, known)
		}
	}
}

// What a write without an answer may have done to groups: a deleted user may have
// left them, a disabled one only where the application promises that (SYNC-06).
func TestLostEffects(t *testing.T) {
	leaving := profile.Effect{When: "user.disabled", Then: []string{"leave-synced-groups"}}
	gone := provision.Request{Operation: provision.Delete, Kind: provision.User, ID: "a"}
	off := provision.Request{Operation: provision.Update, Kind: provision.User, ID: "a", Effect: provision.ActionDisable}
	for _, test := range []struct {
		name    string
		effects []profile.Effect
		lost    provision.Request
		may     bool
	}{
		{"deleted", nil, gone, true},
		{"disabled", nil, off, false},
		{"disabled where that takes out of groups", []profile.Effect{leaving}, off, true},
		{"changed where disabling takes out of groups", []profile.Effect{leaving}, provision.Request{Operation: provision.Update, Kind: provision.User, ID: "a"}, false},
	} {
		form, _ := dialect.Lookup("entra")
		m := newModel(application(test.effects...), schemaSets(application()))
		m.startMembers("g", []string{"a", "b"})
		m.lost(test.lost)
		m.close()
		m.patched(update(provision.Group, "g", form.RemoveMembers("b")), 1)
		may := (&run{wire: &wire{model: m}}).expected(m.close()[0]).MayHold
		if got := map[string]bool{"a": may("a"), "b": may("b")}; !cmp.Equal(got, map[string]bool{"a": test.may, "b": false}) {
			t.Errorf("%s: may hold %v", test.name, got)
		}
	}
}

// What is excused, and for how long: the state of an object until it was read back
// as it should be, and what comes of a creation that may have been done twice for
// ever. Nothing but failures is.
func TestExcuses(t *testing.T) {
	d := newDisturbances()
	fail := func(object string) []verdict.Finding {
		return []verdict.Finding{{Outcome: verdict.Fail, Object: object}}
	}
	note := func(operation provision.Operation, object string) {
		d.note(provision.Request{Operation: operation, Kind: provision.User, Object: object}, "reset")
	}
	note(provision.Match, "read")
	note(provision.Update, "written")
	note(provision.Create, "created")
	table := func(when string, excuse func(provision.Kind, ...verdict.Finding) []verdict.Finding, want map[string]verdict.Outcome) {
		for object, outcome := range want {
			if got := excuse(provision.User, fail(object)...)[0]; got.Outcome != outcome {
				t.Errorf("%s: %s is %s, want %s", when, object, got.Outcome, outcome)
			}
		}
	}
	table("at first", d.excuse, map[string]verdict.Outcome{"read": verdict.Fail, "written": verdict.Broken, "created": verdict.Broken, "": verdict.Fail})
	d.confirm(provision.User, "written")
	d.confirm(provision.User, "created")
	table("confirmed", d.excuse, map[string]verdict.Outcome{"written": verdict.Fail, "created": verdict.Fail})
	table("confirmed, and twice", d.excuseDouble, map[string]verdict.Outcome{"written": verdict.Fail, "created": verdict.Broken})
	if got := d.excuseDouble(provision.Group, fail("created")...)[0].Outcome; got != verdict.Fail {
		t.Errorf("a group of the same name is %s", got)
	}
	if got := d.excuseDouble(provision.User, verdict.Finding{Outcome: verdict.Advice, Object: "created"})[0].Outcome; got != verdict.Advice {
		t.Errorf("advice becomes %s", got)
	}
	if !d.met() || newDisturbances().met() {
		t.Error("whether a mishap met anything")
	}
}
