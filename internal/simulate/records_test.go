//lint:file-ignore ST1008 a fault of the store says what is answered, the error instead of it, and what happens beside it

package simulate

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/verdict"
)

// What the engine could not do is judged: a refusal at once; a transient failure
// is the target's when the retry fails, too (1), and leaves no verdict when it
// does not (3), design §4. One that nobody needs any more is told as advice.
func TestFailedOperations(t *testing.T) {
	change := func(changes string) string { return `{"after": "5m", "change": [` + changes + `]}` }
	for _, test := range []struct {
		name   string
		line   string // of the operation that fails
		status int
		times  int // it fails, -1: always
		steps  []string
		want   string
	}{
		{"refused", "POST /Groups", 400, -1, []string{initial}, "Fail E-6.7 design"},
		{"refused, and accepted later", "POST /Groups", 400, 1, []string{initial, incremental}, "Fail E-6.7 design"},
		{"a conflict after a query that found nobody", "POST /Groups", 409, -1, []string{initial}, "Advice E-6.25 design"},
		{"transient, and the same on the retry", "POST /Groups", 500, -1, []string{initial, incremental}, "Fail E-6.7 design"},
		{"transient, and the same for a day", "POST /Groups", 500, -1, []string{initial, `{"run": "1d"}`}, "Fail E-6.7 design"},
		{"transient, and refused on the retry", "POST /Groups", 503, 1, []string{initial, incremental}, "Broken E-6.7 design"},
		{"transient, and gone on the retry", "POST /Groups", 503, 1, []string{initial, incremental}, "Broken E-6.7 design"},
		{"throttled once", "POST /Groups", 429, 1, []string{initial, incremental}, "Broken E-6.7 design"},
		{"transient, and the story ends", "POST /Groups", 503, 1, []string{initial}, "Broken E-6.7 design"},
		{"a member, and gone on the retry", "PATCH /Groups/group-1", 503, 1, []string{initial, incremental}, "Broken E-6.8 design"},
		{"a member, and the same on the retry", "PATCH /Groups/group-1", 503, -1, []string{initial, incremental}, "Fail E-6.8 design"},
		{"a member who left before the retry", "PATCH /Groups/group-1", 503, 1,
			[]string{initial, change(`{"removeMember": {"group": "design", "member": "ana"}}`), incremental}, "Advice E-6.8 design"},
		{"a manager, and gone on the retry", "PATCH /Users/user-2", 503, 1, []string{initial, incremental}, "Broken E-6.8 bo"},
		{"a manager, and another one on the retry", "PATCH /Users/user-2", 503, 1,
			[]string{initial, change(`{"setManager": {"user": "bo", "manager": "cy"}}`), incremental}, "Broken E-6.8 bo"},
		{"a manager who is none before the retry", "PATCH /Users/user-2", 503, 1,
			[]string{initial, change(`{"setManager": {"user": "bo", "manager": null}}`), incremental}, "Broken E-6.8 bo"},
		{"a user who is disabled before the retry", "POST /Users", 503, 1,
			[]string{initial, change(`{"disable": "ana"}`), incremental}, "Advice E-6.7 ana"},
		{"a user who is deleted for good before the retry", "POST /Users", 503, 1,
			[]string{initial, change(`{"purge": "ana"}`), incremental}, "Advice E-6.7 ana"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := tell(t, test.steps...)
			w.store.fault = refuse(test.line, test.status, test.times)
			if strings.Contains(test.name, "refused on the retry") {
				first, second := refuse(test.line, 503, 1), refuse(test.line, 400, -1)
				w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
					if response, err, act, faulty := first(r); faulty {
						return response, err, act, faulty
					}
					return second(r)
				}
				test.want = "Fail E-6.7 design"
			}
			if w.run(); w.findings() != test.want {
				t.Errorf("findings\n%s\nwant\n%s", w.findings(), test.want)
			}
		})
	}
}

// A user whose state came back before the retry did not need it (SYNC-13), while
// one whose change turns out to be there may have got it from the failed request.
func TestFailureAndTheRetryOfAUser(t *testing.T) {
	disable, enable := `{"after": "5m", "change": [{"disable": "cy"}]}`, `{"after": "5m", "change": [{"enable": "cy"}]}`
	for _, test := range []struct {
		name  string
		act   bool // carried out although it failed
		steps []string
		want  string
	}{
		{"disabled, back before the retry", false, []string{initial, disable, incremental, enable, incremental}, "Advice E-6.8 cy"},
		{"disabled after all, back before the retry", true, []string{initial, disable, incremental, enable, incremental}, "Advice E-6.8 cy"},
		{"disabled after all", true, []string{initial, disable, incremental, incremental}, "Broken E-6.8 cy"},
		{"disabled on the retry", false, []string{initial, disable, incremental, incremental}, "Broken E-6.8 cy"},
		{"disabled, deleted before the retry", false, []string{initial, disable, incremental, `{"change": [{"purge": "cy"}]}`, incremental}, "Advice E-6.8 cy"},
		{"disabled, out of scope before the retry", false, []string{initial, disable, incremental, `{"change": [{"unassign": "cy"}]}`, incremental}, "Broken E-6.8 cy"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := tell(t, test.steps...)
			once := true
			w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
				if describe(r) != "PATCH /Users/user-3" || !once {
					return client.Response{}, nil, false, false
				}
				once = false
				return answer(http.StatusServiceUnavailable, failed(http.StatusServiceUnavailable)), nil, test.act, true
			}
			w.run().finds(test.want)
		})
	}
}

// A member who came back before the failed removal was retried was never to be
// removed.
func TestFailedRemovalThatNobodyNeeds(t *testing.T) {
	w := tell(t, `{"change": [{"assign": "ana"}]}`, initial, `{"after": "5m", "change": [{"removeMember": {"group": "design", "member": "ana"}}]}`, incremental,
		`{"after": "5m", "change": [{"addMember": {"group": "design", "member": "ana"}}]}`, incremental)
	w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
		bad := describe(r) == "PATCH /Groups/group-1" && r.Label.Cycle == 2
		return answer(http.StatusServiceUnavailable, failed(http.StatusServiceUnavailable)), nil, false, bad
	}
	w.run().finds("Advice E-6.8 design").verdict(verdict.Conformant)
}

// What the run sends when it is cut off fails for that reason: nobody is blamed.
func TestInterruptionIsNoFailure(t *testing.T) {
	w := tell(t, initial, incremental)
	w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
		if describe(r) != "POST /Groups" || r.Label.Purpose != exchange.Provisioning {
			return client.Response{}, nil, false, false
		}
		w.stop()
		return client.Response{}, w.ctx.Err(), false, true
	}
	w.run().finds()
	if w.outcome.Verdict != verdict.Partial || !w.outcome.Interrupted {
		t.Errorf("%s, interrupted %t", w.outcome.Verdict, w.outcome.Interrupted)
	}
}

// The connection test of a cycle in mid-run: the next one's is the retry.
func TestProbeInMidRun(t *testing.T) {
	for _, test := range []struct {
		name   string
		status int
		cycles map[int]bool // whose connection test fails
		stop   int          // cycle in whose connection test the run is interrupted
		want   string
	}{
		{"fails once", 503, map[int]bool{2: true}, 0, "Broken E-1.12"},
		{"fails twice", 503, map[int]bool{2: true, 3: true}, 0, "Fail E-6.4  userName"},
		{"fails, recovers, fails", 503, map[int]bool{2: true, 4: true}, 0, "Broken E-1.12\nBroken E-1.12"},
		{"is refused", 401, map[int]bool{2: true}, 0, "Fail E-6.4  userName"},
		{"fails in the last cycle", 503, map[int]bool{4: true}, 0, "Broken E-1.12"},
		{"fails once, and the next is interrupted", 503, map[int]bool{2: true}, 3, "Broken E-1.12"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := tell(t, initial, incremental, incremental, incremental)
			w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
				if r.Path != "/Users" || r.Method != http.MethodGet || r.Label.Object != "" || r.Label.Purpose != exchange.Provisioning {
					return client.Response{}, nil, false, false
				}
				if r.Label.Cycle == test.stop && test.stop > 0 {
					w.stop()
					return client.Response{}, w.ctx.Err(), false, true
				}
				return answer(test.status, failed(test.status)), nil, false, test.cycles[r.Label.Cycle]
			}
			if w.run(); w.findings() != test.want {
				t.Errorf("findings\n%s\nwant\n%s", w.findings(), test.want)
			}
			for _, f := range w.outcome.Findings {
				if test.stop > 0 && strings.Contains(f.Message, "succeeded") || test.stop > 0 && !strings.Contains(f.Message, "the run ended") {
					t.Errorf("an interrupted connection test has no result: %s", f.Message)
				}
			}
		})
	}
}

// The failed operation, its code and its requirement (E-6.4 – E-6.25).
func TestRuleOfAFailure(t *testing.T) {
	filtering := "SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering"
	for _, test := range []struct {
		operation provision.Operation
		code      string
		want      string
	}{
		{provision.Create, "Conflict", "E-6.7"}, {provision.Update, "Conflict", "E-6.8"}, {provision.Delete, "MethodNotAllowed", "E-6.9"},
		{provision.Read, "InternalServerError", "E-6.6"}, {provision.Match, "InternalServerError", "E-6.4"}, {provision.Probe, "Unauthorized", "E-6.4"},
		{provision.Match, "DuplicateTargetEntries", "E-6.14"}, {provision.Match, filtering, "E-6.18"}, {provision.Create, filtering, "E-6.25"},
	} {
		if got := ruleOf(&provision.Failure{Code: test.code, Request: provision.Request{Operation: test.operation}}); string(got) != test.want {
			t.Errorf("%s of a %s breaks %s, want %s", test.code, test.operation, got, test.want)
		}
	}
}

// A refusal names what was expected and seen, and the resource.
func TestRefusal(t *testing.T) {
	l := newRecords(&bytes.Buffer{}, application(), theJudge(t))
	got := l.refusal(provision.Record{Cycle: 4, Object: "ana", Failure: &provision.Failure{
		Code: "InternalServerError", Reason: "500 Internal Server Error", Exchange: 9,
		Request: provision.Request{Operation: provision.Delete, Kind: provision.User, ID: "a/b"},
	}})
	want := verdict.Finding{
		Outcome: got.Outcome, Requirement: "E-6.9", Level: got.Level, Sentence: got.Sentence, Harm: got.Harm, Hint: got.Hint,
		Message: "delete of a user was not carried out", Object: "ana", Resource: "Users/a%2Fb", Expected: "204",
		Seen: "InternalServerError: 500 Internal Server Error", Cycle: 4, Exchanges: []int64{9},
	}
	if diff := cmp.Diff(want, got); diff != "" || got.Outcome != verdict.Fail {
		t.Errorf("finding (-want +got)\n%s", diff)
	}
}

// The log of a cycle is bounded in what the run keeps; the file has it all.
func TestRecordsAreBounded(t *testing.T) {
	var out bytes.Buffer
	l := newRecords(&out, application(), theJudge(t))
	l.begin(1)
	for i := range logLimit + 10 {
		l.Record(provision.Record{Cycle: 1, Kind: provision.User, Object: fmt.Sprint(i), Action: provision.ActionCreate, Status: provision.Success})
	}
	cycle := l.end(provision.Report{})
	if len(l.lines) != logLimit || len(cycle.Lines) != verdict.LineLimit || cycle.Omitted != logLimit+10-verdict.LineLimit {
		t.Errorf("%d records, %d lines, %d left out", len(l.lines), len(cycle.Lines), cycle.Omitted)
	}
	if n := bytes.Count(out.Bytes(), []byte("\n")); n != logLimit+10 {
		t.Errorf("the file has %d records", n)
	}
	if l.begin(2); len(l.lines) != 0 || len(l.cycle.Lines) != 0 {
		t.Error("a new cycle begins with the records of the last one")
	}
}

// A log that cannot be written ends the run: evidence is part of it.
func TestLogThatCannotBeWritten(t *testing.T) {
	w := tell(t, initial, incremental)
	w.config.Log = &memory{broken: errors.New("no space left")}
	w.run()
	if w.err == nil || !strings.Contains(w.err.Error(), "provisioning log") || len(w.outcome.Cycles) != 1 {
		t.Errorf("%d cycles, %v", len(w.outcome.Cycles), w.err)
	}
	if len(w.store.resources) > 0 {
		t.Error("the run did not clean up")
	}
}

// A line for people says what changed: names for an object, the member or the
// manager for a reference, the reason for anything that was not done.
func TestDetail(t *testing.T) {
	reference := func(old, new string) provision.Record {
		return provision.Record{Status: provision.Success, Member: "ana", Changes: []provision.Property{{Name: "members", Old: old, New: new}}}
	}
	for _, test := range []struct {
		record provision.Record
		want   string
	}{
		{provision.Record{Status: provision.Success, Changes: []provision.Property{{Name: "title", New: "Lead"}, {Name: "active", New: "True"}}}, "title, active"},
		{provision.Record{Status: provision.Failed, Reason: "409 Conflict", Changes: []provision.Property{{Name: "title"}}}, "409 Conflict"},
		{provision.Record{Status: provision.Skipped, Reason: "not assigned"}, "not assigned"},
		{reference("", "1"), "members + ana"}, {reference("1", ""), "members - ana"}, {reference("1", "2"), "members = ana"},
	} {
		if got := detail(test.record); got != test.want {
			t.Errorf("%+v is told as %q, want %q", test.record, got, test.want)
		}
	}
}

// A refusal that the application documents is no failure (SYNC-07); everything
// else is.
func TestRefusesByEffect(t *testing.T) {
	refusing := application(profile.Effect{When: "user.delete", Then: []string{"refuse"}})
	for _, test := range []struct {
		name    string
		profile *profile.Profile
		kind    provision.Kind
		action  provision.Action
		status  int
		want    bool
	}{
		{"a user", refusing, provision.User, provision.ActionDelete, 405, true},
		{"a group", refusing, provision.Group, provision.ActionDelete, 405, false},
		{"an update", refusing, provision.User, provision.ActionUpdate, 405, false},
		{"a server error", refusing, provision.User, provision.ActionDelete, 500, false},
		{"no answer", refusing, provision.User, provision.ActionDelete, 0, false},
		{"another effect", application(profile.Effect{When: "user.delete", Then: []string{"leave-account"}}), provision.User, provision.ActionDelete, 405, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := newRecords(&bytes.Buffer{}, test.profile, theJudge(t))
			record := provision.Record{Kind: test.kind, Action: test.action, Failure: &provision.Failure{Status: test.status}}
			if got := l.refusesByEffect(record); got != test.want {
				t.Errorf("%t, want %t", got, test.want)
			}
		})
	}
}
