package provision_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/provision"
)

// due lets time pass until the next cycle is due and runs it; without one it says so.
func (w *world) due() (provision.Report, bool) {
	w.Helper()
	next, runs := w.start().Next()
	if !runs {
		return provision.Report{}, false
	}
	w.pass(next.Sub(w.clock.Now()))
	w.target.trace, w.log.records = nil, nil
	report, err := w.job.Cycle(context.Background())
	w.must(err)
	return report, true
}

// plays runs every cycle that falls due within a span, and gives their starts.
func (w *world) plays(span time.Duration) []time.Duration {
	w.Helper()
	end := w.clock.Now().Add(span)
	var starts []time.Duration
	for {
		next, runs := w.start().Next()
		if !runs || next.After(end) {
			w.pass(end.Sub(w.clock.Now()))
			return starts
		}
		report, _ := w.due()
		starts = append(starts, report.Began.Sub(monday))
	}
}

// everything answers every request with a status.
func everything(status int) func(provision.Request) (provision.Response, error, bool) {
	return func(provision.Request) (provision.Response, error, bool) {
		return provision.Response{Status: status}, nil, true
	}
}

func hours(list ...int) []time.Duration {
	spans := make([]time.Duration, len(list))
	for i, n := range list {
		spans[i] = time.Duration(n) * time.Hour
	}
	return spans
}

// E-7.7, E-6.23, E-6.24, E-1.13: what the probe shows quarantines the job at once,
// or is retried in 40 minutes (E-6.27 – E-6.30).
func TestProbesThatQuarantine(t *testing.T) {
	tests := []struct {
		rule     string
		response provision.Response
		err      error
		want     provision.Reason
		code     string // of the error
	}{
		{"E-7.7 401", provision.Response{Status: 401}, nil, provision.QuarantineFailure, "Unauthorized"},
		{"E-7.7 403", provision.Response{Status: 403}, nil, provision.QuarantineFailure, "InsufficientRights"},
		{"E-6.24 404", provision.Response{Status: 404}, nil, provision.QuarantineFailure, incompatible},
		{"E-1.13 a login page", provision.Response{Status: 200, Body: []byte("<html>")}, nil, provision.QuarantineFailure, incompatible},
		{"E-1.10 somebody although nobody can match", list(map[string]any{"id": "1", "userName": "x"}), nil, provision.QuarantineFailure, filtering},
		{"E-6.27 429", provision.Response{Status: 429}, nil, "", "TooManyRequests"},
		{"E-6.28 500", provision.Response{Status: 500}, nil, "", "InternalServerError"},
		{"E-6.28 503", provision.Response{Status: 503}, nil, "", "InternalServerError"},
		{"E-6.29 no answer in time", provision.Response{}, context.DeadlineExceeded, "", "Timeout"},
		{"E-6.30 protocol error", provision.Response{}, fmt.Errorf("bad record MAC"), "", "WebExceptionProtocolError"},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			w := office(t)
			w.must(w.directory.Assign("ana"))
			w.cycle()
			w.target.fault = func(provision.Request) (provision.Response, error, bool) { return test.response, test.err, true }
			report, _ := w.due()
			if report.Probe == nil || report.Probe.Code != test.code {
				t.Fatalf("the probe: %v", report.Probe)
			}
			status := w.job.Status()
			next, _ := w.job.Next()
			if last := status.Status.Last; last.State != "Failed" || last.Error.Code != test.code || status.Status.CompleteFailures != 1 {
				t.Errorf("last execution %+v, %d failures", last, status.Status.CompleteFailures)
			}
			if test.want == "" {
				if status.Status.Code != "Active" || status.Status.Quarantine != nil || next.Sub(report.Began) != provision.Interval {
					t.Errorf("status %+v, next %s", status.Status, next)
				}
				return
			}
			want := &provision.Quarantine{
				CurrentBegan: report.Began, SeriesBegan: report.Began, NextAttempt: report.Began.Add(6 * time.Hour), Reason: test.want,
				Error: &provision.StatusError{Code: test.code, Message: report.Probe.Reason, TenantActionable: true},
			}
			if diff := cmp.Diff(want, status.Status.Quarantine); diff != "" || status.Status.Code != "Quarantine" || next != want.NextAttempt {
				t.Errorf("code %s, next %s, quarantine (want -, got +)\n%s", status.Status.Code, next, diff)
			}
		})
	}
}

// E-7.13: cycles in quarantine come 6, 12 and 24 hours after it began and then
// daily (inferred), or daily by option; E-7.15: after four weeks the job is disabled.
func TestCyclesInQuarantine(t *testing.T) {
	daily := func() (list []int) {
		for day := 1; day <= 28; day++ {
			list = append(list, day*24)
		}
		return list
	}
	tests := []struct {
		option   string
		want     []time.Duration
		interval []string
	}{
		{"", append(hours(0, 6, 12), hours(daily()...)...), []string{"PT6H", "PT6H", "PT12H", "P1D"}},
		{"daily", append(hours(0), hours(daily()...)...), []string{"P1D", "P1D"}},
	}
	for _, test := range tests {
		t.Run(test.option, func(t *testing.T) {
			w := office(t)
			w.profile.Options.SlowerCycles = test.option
			w.target.fault = everything(http.StatusUnauthorized)
			var starts []time.Duration
			for i := 0; ; i++ {
				report, runs := w.due()
				if !runs {
					break
				}
				starts = append(starts, report.Began.Sub(monday))
				status := w.job.Status()
				if i < len(test.interval) && status.Schedule.Interval != test.interval[i] {
					t.Errorf("after attempt %d the interval is %s, want %s", i, status.Schedule.Interval, test.interval[i])
				}
				if q := status.Status.Quarantine; q.SeriesCount != i || !q.SeriesBegan.Equal(monday) || !q.CurrentBegan.Equal(report.Began) {
					t.Errorf("after attempt %d: %+v", i, q)
				}
			}
			if diff := cmp.Diff(test.want, starts); diff != "" {
				t.Errorf("attempts (want -, got +)\n%s", diff)
			}
			if status := w.job.Status(); status.Schedule.State != "Active" || status.Status.Code != "Quarantine" {
				t.Errorf("on the 28th day: %s, %s", status.Schedule.State, status.Status.Code)
			}
			w.pass(time.Hour)
			if status := w.job.Status(); status.Schedule.State != "Disabled" {
				t.Errorf("after more than 28 days: %s", status.Schedule.State)
			}
			if report, err := w.job.Cycle(context.Background()); err != nil || report.Idle == "" || report.Requests != nil {
				t.Errorf("a disabled job ran: %+v, %v", report, err)
			}
		})
	}
}

// E-7.14: the quarantine ends when the errors are gone at the next cycle, which
// does all that was left undone; with start; and with a restart that says so.
func TestLeavingQuarantine(t *testing.T) {
	tests := []struct {
		name string
		cure func(w *world)
		wait time.Duration // until the next cycle
	}{
		{"the errors are gone", func(w *world) {}, 6 * time.Hour},
		{"start (E-1.25)", func(w *world) { w.job.Start() }, 0},
		{"restart with QuarantineState (E-1.29)", func(w *world) { w.job.Restart(provision.ResetQuarantine) }, 0},
		{"restart of the portal (E-1.28)", func(w *world) { w.job.Restart() }, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := office(t)
			w.target.fault = everything(http.StatusUnauthorized)
			w.due()
			w.target.fault = nil
			w.must(w.directory.Assign("ana"))
			test.cure(w)
			if quarantined := w.job.Quarantine() != nil; quarantined != (test.wait > 0) {
				t.Errorf("in quarantine: %t", quarantined)
			}
			began := w.clock.Now()
			report, _ := w.due()
			if report.Began.Sub(began) != test.wait || report.Actions[provision.ActionCreate] != 1 {
				t.Errorf("report %+v", report)
			}
			if status := w.job.Status(); status.Status.Code != "Active" || status.Status.Quarantine != nil || status.Schedule.Interval != "PT40M" {
				t.Errorf("status %+v", status)
			}
		})
	}
}

// A restart that does not name it keeps the quarantine until the cycle shows that
// the errors are gone (E-1.29).
func TestRestartWithoutQuarantineState(t *testing.T) {
	w := office(t)
	w.target.fault = everything(http.StatusUnauthorized)
	w.due()
	w.job.Restart(provision.ResetWatermark)
	if w.job.Quarantine() == nil {
		t.Error("lifted although the scope does not say so")
	}
	w.due()
	if q := w.job.Quarantine(); q == nil || q.SeriesCount != 1 {
		t.Errorf("quarantine %+v", q)
	}
}

// E-6.27 – E-6.30 in quarantine: a failure that says nothing about the reason keeps
// it, and is another attempt.
func TestTransientFailureInQuarantine(t *testing.T) {
	w := office(t)
	w.target.fault = everything(http.StatusUnauthorized)
	w.due()
	w.target.fault = everything(http.StatusServiceUnavailable)
	report, _ := w.due()
	q := w.job.Quarantine()
	if q == nil || q.Reason != provision.QuarantineFailure || q.Error.Code != "Unauthorized" || q.SeriesCount != 1 || !q.NextAttempt.Equal(monday.Add(12*time.Hour)) {
		t.Errorf("quarantine %+v, probe %v", q, report.Probe)
	}
}

// E-7.16, E-9.21: one notice when the quarantine begins and another when its
// reason changes; none while it goes on.
func TestNotices(t *testing.T) {
	w := office(t)
	w.profile.Options.DeletionLimit = 1
	w.must(w.directory.Assign("staff"))
	w.cycle()
	w.target.fault = everything(http.StatusUnauthorized)
	began, _ := w.due()
	w.due()
	w.target.fault = nil
	w.must(w.directory.Unassign("staff"))
	changed, _ := w.due()
	w.due()
	want := []provision.Notice{
		{Time: began.Began, Reason: provision.QuarantineFailure, Message: "401 Unauthorized", Next: began.Began.Add(6 * time.Hour)},
		{
			Time: changed.Began, Reason: provision.TooManyDeletes, Before: provision.QuarantineFailure,
			Message: "4 deletions are held back: the threshold is 1 (E-7.20)", Next: began.Began.Add(24 * time.Hour),
		},
	}
	if diff := cmp.Diff(want, w.notices); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

// failing makes a crowd of which so many users cannot be created.
func failing(t *testing.T, users, broken int) *world {
	t.Helper()
	w := empty(t)
	w.target.quiet = true
	w.profile.Groups = nil
	w.addMany("user", users, broken)
	return w
}

// addMany adds assigned users, of whom nobody is on the target; it refuses those
// whose name begins with bad.
func (w *world) addMany(name string, users, broken int) {
	w.Helper()
	for i := range users {
		id := fmt.Sprintf("%s-%d", name, i)
		if i < broken {
			id = "bad-" + id
		}
		w.must(w.directory.AddUser(attrs{"id": id, "userPrincipalName": id + "@fabrikam.example"}), w.directory.Assign(id))
	}
	w.target.fault = refuseBad(http.StatusBadRequest)
}

func refuseBad(status int) func(provision.Request) (provision.Response, error, bool) {
	return func(r provision.Request) (provision.Response, error, bool) {
		if r.Operation == provision.Match { // looking through the whole target takes its time
			return list(), nil, true
		}
		return provision.Response{Status: status}, nil, status > 0 && strings.HasPrefix(r.Object, "bad")
	}
}

// E-7.8 in an incremental cycle: 5,100 of 5,200 new users fail.
func TestQuarantineByFailures(t *testing.T) {
	w := failing(t, 10, 0)
	w.due()
	w.addMany("new", 5_200, 5_100)
	report, _ := w.due()
	q := w.job.Quarantine()
	if report.Failed != 5_100 || q == nil || q.Reason != provision.EscrowProportion || !q.NextAttempt.Equal(report.Began.Add(6*time.Hour)) {
		t.Fatalf("%d failed, quarantine %+v", report.Failed, q)
	}
	w.target.fault = refuseBad(0)
	report, _ = w.due() // E-7.4, E-7.14: the retries succeed
	if report.Actions[provision.ActionCreate] != 5_100 || w.job.Quarantine() != nil {
		t.Errorf("created %d, quarantine %+v", report.Actions[provision.ActionCreate], w.job.Quarantine())
	}
}

// E-1.8, E-7.14: a job in quarantine that is made to begin again, and keeps its
// quarantine in the restart, has no errors left once they are dropped.
func TestPruningEndsQuarantine(t *testing.T) {
	w := failing(t, 10, 0)
	w.due()
	w.addMany("new", 5_200, 5_100)
	w.due()
	if q := w.job.Quarantine(); q == nil || q.Reason != provision.EscrowProportion {
		t.Fatalf("quarantine %+v", q)
	}
	w.job.Restart(provision.ResetWatermark, provision.ResetEscrows)
	report, _ := w.due()
	status := w.job.Status()
	if !report.Initial || !status.Status.EscrowsPruned || len(w.job.Escrows()) != 0 {
		t.Fatalf("initial %v, pruned %v, parked %d", report.Initial, status.Status.EscrowsPruned, len(w.job.Escrows()))
	}
	if q := status.Status.Quarantine; q != nil || status.Status.Code != "Paused" {
		t.Errorf("status %s, quarantine %+v", status.Status.Code, q)
	}
}

// E-1.8, E-7.12: in an initial cycle the escrows are dropped instead, the cycle
// runs to its end, and the job pauses for the administrator.
func TestInitialCyclePrunes(t *testing.T) {
	w := failing(t, 5_200, 5_100)
	report, _ := w.due()
	status := w.job.Status()
	if !report.Initial || report.Actions[provision.ActionCreate] != 100 || len(w.job.Escrows()) != 0 {
		t.Errorf("created %d, parked %d", report.Actions[provision.ActionCreate], len(w.job.Escrows()))
	}
	if s := status.Status; !s.EscrowsPruned || s.Code != "Paused" || s.Quarantine != nil || status.Schedule.State != "Paused" || len(w.notices) != 0 {
		t.Errorf("status %+v", status)
	}
	if _, runs := w.job.Next(); runs {
		t.Error("the job does not wait for the administrator")
	}
	w.target.fault = refuseBad(0)
	w.job.Restart()
	report, _ = w.due()
	if report.Actions[provision.ActionCreate] != 5_100 || w.job.Status().Status.EscrowsPruned {
		t.Errorf("after the restart: created %d", report.Actions[provision.ActionCreate])
	}
}
