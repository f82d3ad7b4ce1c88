package provision_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
)

// E-1.24: cycles begin every 40 minutes, back to back.
func TestInterval(t *testing.T) {
	w := office(t)
	want := []time.Duration{0, 40 * time.Minute, 80 * time.Minute, 120 * time.Minute}
	if diff := cmp.Diff(want, w.plays(2*time.Hour)); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

// E-1.24, E-11.2: a cycle that takes longer than 40 minutes is followed at once.
func TestLongCycles(t *testing.T) {
	w := empty(t)
	w.target.quiet = true
	w.addMany("user", 1_500, 0)
	report, _ := w.due()
	if next, _ := w.job.Next(); report.Ended.Sub(report.Began) <= provision.Interval || !next.Equal(report.Ended) {
		t.Errorf("began %s, ended %s, next %s", report.Began, report.Ended, next)
	}
}

// E-1.26: a cycle that is running when the job is paused goes on to completion; no
// new one starts. E-1.25, E-1.27: start continues where it stopped.
func TestPauseAndStart(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"), w.directory.Assign("bo"))
	w.target.fault = func(r provision.Request) (provision.Response, error, bool) {
		if describe(r) == "POST /Users ana" {
			w.job.Pause()
		}
		return provision.Response{}, nil, false
	}
	w.due()
	if w.user("bo") == nil {
		t.Error("the cycle was not completed")
	}
	if status := w.job.Status(); status.Status.Code != "Paused" || status.Schedule.State != "Paused" {
		t.Errorf("status %+v", status)
	}
	w.target.fault = nil
	w.must(w.directory.Update("ana", attrs{"surname": "Moreira"}))
	if starts := w.plays(3 * day); len(starts) > 0 {
		t.Errorf("cycles began at %v", starts)
	}
	if report, err := w.job.Cycle(context.Background()); err != nil || report.Idle == "" || len(report.Requests) > 0 {
		t.Errorf("a paused job ran: %+v, %v", report, err)
	}
	w.job.Start()
	began := w.clock.Now()
	report, _ := w.due()
	if report.Initial || !report.Began.Equal(began) || w.job.Status().Status.Code != "Active" {
		t.Errorf("report %+v", report)
	}
	w.expect(w.requests(), "GET /Users/ana", "PATCH /Users/ana Replace name.familyName=Moreira")
}

// E-1.28 – E-1.30: what each scope of a restart forgets.
func TestRestartScopes(t *testing.T) {
	const (
		match = "GET /Users?userName eq ana@fabrikam.example"
		read  = "GET /Users/ana"
		retry = "GET /Users?userName eq bo@fabrikam.example"
	)
	tests := []struct {
		name    string
		scope   []provision.Reset
		initial bool
		want    []string // requests of the next cycle
		parked  int      // after it
		linked  int
		entered int // objects in the connector data store (E-9.20)
	}{
		{"portal: an empty scope (E-1.28)", nil, true, []string{read, retry, "POST /Users bo"}, 1, 1, 1},
		{"None", []provision.Reset{provision.ResetNone}, false, nil, 1, 1, 1},
		{"Escrows", []provision.Reset{provision.ResetEscrows}, false, nil, 0, 1, 1},
		{"Watermark", []provision.Reset{provision.ResetWatermark}, true, []string{read, retry, "POST /Users bo"}, 1, 1, 1},
		{"QuarantineState", []provision.Reset{provision.ResetQuarantine}, false, nil, 1, 1, 1},
		{"ConnectorDataStore", []provision.Reset{provision.ResetLinks}, false, nil, 1, 0, 0},
		{"ForceDeletes", []provision.Reset{provision.ForceDeletes}, false, nil, 1, 1, 1},
		{"Full", []provision.Reset{provision.ResetFull}, true, []string{match, retry, "POST /Users bo"}, 1, 1, 1},
		{"ConnectorDataStore and Watermark", []provision.Reset{provision.ResetLinks, provision.ResetWatermark}, true, []string{match, retry, "POST /Users bo"}, 1, 1, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := office(t)
			w.must(w.directory.Assign("ana"), w.directory.Assign("bo"))
			w.target.fault = refuse("POST /Users bo", 400)
			w.cycle()
			w.cycle() // the next retry of bo is hours away
			w.job.Pause()
			w.pass(time.Minute)
			w.job.Restart(test.scope...)
			began := w.clock.Now()
			report, runs := w.due()
			if !runs || !report.Began.Equal(began) || report.Initial != test.initial {
				t.Fatalf("runs %t, report %+v", runs, report)
			}
			w.expect(w.requests(), test.want...)
			users, _ := w.job.Links()
			if entries := w.job.Status().Status.Entries[0]; len(w.job.Escrows()) != test.parked || users != test.linked || entries.Count != test.entered {
				t.Errorf("parked %v, %d linked, %+v", w.job.Escrows(), users, entries)
			}
		})
	}
}

// E-1.33: a restart reads linked objects again; for a link whose target is gone it
// matches and creates.
func TestRestartReadsLinks(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"), w.directory.Assign("bo"))
	w.cycle()
	delete(w.target.resources, "Users/t-ana")
	w.expect(w.cycle())
	w.job.Restart()
	w.expect(w.cycle(), "GET /Users/ana", "GET /Users?userName eq ana@fabrikam.example", "POST /Users ana", "GET /Users/bo")
	if entries := w.job.Status().Status.Entries[0]; entries.Count != 2 {
		t.Errorf("%d users entered", entries.Count)
	}
}

// E-1.35, E-1.36: references to what was out of scope are not repaired before a
// restart, and are repaired by one.
func TestRestartRepairsReferences(t *testing.T) {
	w := office(t)
	w.must(w.directory.AddUser(attrs{"id": "eve", "userPrincipalName": "eve@fabrikam.example"}))
	w.must(w.directory.Disable("eve"), w.directory.AddMember("design", "eve"), w.directory.SetManager("ana", "eve"), w.directory.Assign("design"))
	w.cycle()
	w.must(w.directory.Enable("eve"))
	w.cycle()
	w.expect(w.writes(), "POST /Users eve")
	w.plays(3 * day)
	w.expect(w.writes())
	w.job.Restart()
	w.due()
	w.expect(w.writes(), "PATCH /Users/ana Add "+manager+"=eve", "PATCH /Groups/design Add members=eve")
}

// E-1.31: a saved mapping clears the watermark and keeps the links; the cycle comes
// when it is due.
func TestEditedMapping(t *testing.T) {
	w := office(t)
	w.must(w.directory.Update("ana", attrs{"jobTitle": "Buyer"}), w.directory.Assign("ana"))
	first := w.report()
	changed := *w.profile
	changed.Users.Attributes = append(slices.Clone(changed.Users.Attributes), profile.Attribute{Target: "title", Source: "jobTitle"})
	w.must(w.job.EditMapping(&changed))
	report, _ := w.due()
	if !report.Initial || report.Began.Sub(first.Began) != provision.Interval {
		t.Errorf("report %+v", report)
	}
	w.expect(w.requests(), "GET /Users/ana", "PATCH /Users/ana Add title=Buyer")
	w.expect(w.cycle())
}

// A mapping that cannot be used changes nothing.
func TestBadEdit(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"))
	w.cycle()
	changed := *w.profile
	changed.Users.Attributes = []profile.Attribute{{Target: "emails[", Source: "mail", Matching: 1}}
	if err := w.job.EditMapping(&changed); err == nil {
		t.Error("accepted")
	}
	changed = *w.profile
	changed.Groups = &profile.Mapping{Attributes: []profile.Attribute{{Target: "emails[", Source: "mail"}}}
	if err := w.job.EditMapping(&changed); err == nil {
		t.Error("accepted")
	}
	if report := w.report(); report.Initial {
		t.Error("the watermark was cleared")
	}
}

// E-1.32: from "all" to "assigned" nothing happens to what is synced already, even
// when it changes, until a restart.
func TestNarrowerScopeWaitsForARestart(t *testing.T) {
	w := office(t)
	w.everybody = true
	w.profile.Groups = nil
	w.must(w.directory.Assign("ana"))
	w.cycle()
	w.must(w.job.EditScope(profile.Scope{Sync: "assigned"}))
	w.must(w.directory.Update("bo", attrs{"surname": "Berg"}), w.directory.AddUser(attrs{"id": "eve", "userPrincipalName": "eve@fabrikam.example"}))
	w.cycle()
	w.expect(w.writes(), "PATCH /Users/bo Replace name.familyName=Berg")
	w.expectLog("eve", "other skipped NotEffectivelyEntitled") // she was never synced
	w.job.Restart()
	w.due()
	w.expect(w.writes(), "PATCH /Users/bo Replace active=False", "PATCH /Users/cy Replace active=False")
}

// E-1.31: a wider scope is a saved scope: everybody is evaluated in the next cycle.
func TestWiderScope(t *testing.T) {
	w := office(t)
	w.profile.Groups = nil
	w.must(w.directory.Assign("ana"))
	w.cycle()
	w.must(w.job.EditScope(profile.Scope{Sync: "all"}))
	if report := w.report(); !report.Initial {
		t.Error("not an initial cycle")
	}
	w.expect(w.writes(), "POST /Users bo", "POST /Users cy")
}

// E-7.2: after 28 days the escrow is dropped and the job disabled, or dropped only,
// since connectors may differ; a start lets it run again.
func TestOldEscrowsDisableTheJob(t *testing.T) {
	for option, disabled := range map[string]bool{"": true, "disable": true, "drop": false} {
		t.Run(option, func(t *testing.T) {
			w := office(t)
			w.profile.Options.EscrowEnd = option
			w.must(w.directory.Assign("ana"))
			w.target.fault = refuse("POST /Users ana", 400)
			w.plays(28 * day)
			if status := w.job.Status(); len(w.job.Escrows()) != 1 || status.Status.Code != "Active" || status.Schedule.State != "Active" {
				t.Fatalf("after 28 days: parked %v, status %+v", w.job.Escrows(), status)
			}
			w.plays(day)
			_, runs := w.job.Next()
			if len(w.job.Escrows()) != 0 || runs == disabled || (w.job.Status().Schedule.State == "Disabled") != disabled {
				t.Errorf("after 29 days: parked %v, runs %t, status %+v", w.job.Escrows(), runs, w.job.Status())
			}
			w.job.Start()
			if _, runs := w.due(); !runs {
				t.Error("start does not let it run again")
			}
		})
	}
}
