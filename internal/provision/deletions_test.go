package provision_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/provision"
)

const held = "stageddelete success"

// guarded is an office whose job may disable or delete so many objects a cycle;
// all users and both groups are provisioned.
func guarded(t *testing.T, limit int) *world {
	t.Helper()
	w := office(t)
	w.profile.Options.DeletionLimit = limit
	w.must(w.directory.Assign("staff"), w.directory.Assign("design"))
	w.cycle()
	return w
}

// E-7.18, E-7.19: disables, user deletions and group deletions count, and are
// carried out while the threshold is not exceeded; E-7.20: all of them are held
// back otherwise.
func TestDeletionThreshold(t *testing.T) {
	tests := []struct {
		name  string
		limit int
		event func(w *world) []error
		want  []string // writes
		held  []string // objects
	}{
		{"no threshold (E-7.17)", 0, func(w *world) []error { return []error{w.directory.Unassign("staff"), w.directory.Unassign("design")} }, []string{
			"PATCH /Users/cy Replace active=False", "PATCH /Users/ana Replace active=False", "PATCH /Users/bo Replace active=False",
			"DELETE /Groups/staff", "DELETE /Groups/design",
		}, nil},
		{"not exceeded", 3, func(w *world) []error {
			return []error{w.directory.Disable("ana"), w.directory.Purge("bo"), w.directory.Unassign("design")}
		}, []string{"PATCH /Users/ana Replace active=False", "DELETE /Users/bo", "DELETE /Groups/design"}, nil},
		{"exceeded by disables", 2, func(w *world) []error {
			return []error{w.directory.Disable("ana"), w.directory.Disable("bo"), w.directory.Delete("cy")}
		}, nil, []string{"ana", "bo", "cy"}},
		{"exceeded by user deletions", 1, func(w *world) []error { return []error{w.directory.Purge("ana"), w.directory.Purge("bo")} }, nil, []string{"ana", "bo"}},
		{"exceeded by group deletions", 1, func(w *world) []error {
			return []error{w.directory.Delete("design"), w.directory.Disable("cy")}
		}, nil, []string{"design", "cy"}},
		{"other changes are carried out", 1, func(w *world) []error {
			return []error{w.directory.Disable("ana"), w.directory.Disable("bo"), w.directory.Update("cy", attrs{"surname": "Older"})}
		}, []string{"PATCH /Users/cy Replace name.familyName=Older"}, []string{"ana", "bo"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := guarded(t, test.limit)
			w.must(test.event(w)...)
			report := w.report()
			writes := slices.DeleteFunc(w.writes(), func(line string) bool { return strings.Contains(line, "Remove members") })
			for _, object := range test.held {
				w.expectLog(object, held)
			}
			if len(test.held) == 0 {
				w.expect(writes, test.want...)
				if w.job.Quarantine() != nil {
					t.Errorf("quarantine %+v", w.job.Quarantine())
				}
				return
			}
			w.expect(writes, test.want...)
			q := w.job.Quarantine()
			if q == nil || q.Reason != provision.TooManyDeletes || report.Actions[provision.ActionStaged] != len(test.held) || len(w.notices) != 1 {
				t.Errorf("quarantine %+v, actions %v, notices %v", q, report.Actions, w.notices)
			}
		})
	}
}

// E-7.18: each cycle starts at zero.
func TestThresholdCountsPerCycle(t *testing.T) {
	w := guarded(t, 1)
	for _, user := range []string{"ana", "bo", "cy"} {
		w.must(w.directory.Disable(user))
		w.cycle()
		w.expectLog(user, "disable success")
	}
	if w.job.Quarantine() != nil {
		t.Errorf("quarantine %+v", w.job.Quarantine())
	}
}

// E-7.20: what is held back stays so, is not logged again, and keeps the job in
// quarantine; a deletion of a later cycle counts by itself.
func TestHeldBack(t *testing.T) {
	w := guarded(t, 1)
	w.must(w.directory.Disable("ana"), w.directory.Disable("bo"))
	w.due()
	w.must(w.directory.Disable("cy"))
	w.due()
	w.expect(w.writes(), "PATCH /Users/cy Replace active=False")
	if q := w.job.Quarantine(); len(w.logged("ana")) > 0 || q == nil || q.SeriesCount != 1 || w.user("ana")["active"] != true {
		t.Errorf("log %v, quarantine %+v", w.logged("ana"), w.job.Quarantine())
	}
}

// E-7.21: allowing the deletions carries them out, and the job is healthy again;
// an object that was deleted for good is among them.
func TestAllowedDeletes(t *testing.T) {
	w := guarded(t, 1)
	w.must(w.directory.Disable("ana"), w.directory.Purge("bo"), w.directory.Delete("design"))
	w.due()
	w.expect(w.writes(), "PATCH /Groups/staff Remove members=bo")
	w.job.Restart(provision.ForceDeletes)
	if w.job.Quarantine() == nil {
		t.Error("healthy before the next cycle")
	}
	report, _ := w.due()
	w.expect(w.writes(), "PATCH /Users/ana Replace active=False", "DELETE /Users/bo", "DELETE /Groups/design")
	if report.Initial || w.job.Quarantine() != nil || w.job.Link(provision.User, "bo") != "" || w.job.Link(provision.Group, "design") != "" {
		t.Errorf("initial %t, quarantine %+v", report.Initial, w.job.Quarantine())
	}
	w.must(w.directory.Enable("ana"))
	w.due()
	w.must(w.directory.Disable("ana"), w.directory.Disable("cy"))
	w.due()
	w.expectLog("ana", held) // the permission was for one cycle
}

// E-7.21: rejecting means to put the source right and to restart; nothing is
// disabled then.
func TestRejectedDeletes(t *testing.T) {
	w := guarded(t, 1)
	w.must(w.directory.Disable("ana"), w.directory.Disable("bo"))
	w.due()
	w.must(w.directory.Enable("ana"), w.directory.Enable("bo"))
	w.job.Restart()
	w.due()
	w.expect(w.writes())
	w.expectLog("ana", "other skipped RedundantExport")
	if w.job.Quarantine() != nil || w.job.Status().Status.Code != "Active" {
		t.Errorf("quarantine %+v", w.job.Quarantine())
	}
}

// A source that was put right without a restart ends the quarantine, too, when the
// next attempt is due (E-7.14).
func TestSourcePutRight(t *testing.T) {
	w := guarded(t, 1)
	w.must(w.directory.Disable("ana"), w.directory.Disable("bo"))
	w.due()
	w.must(w.directory.Enable("ana"), w.directory.Enable("bo"))
	w.due()
	w.expect(w.writes())
	if w.job.Quarantine() != nil {
		t.Errorf("quarantine %+v", w.job.Quarantine())
	}
}

// A restart of the portal evaluates everything and counts again; objects that are
// deleted for good are not forgotten by it.
func TestRestartCountsAgain(t *testing.T) {
	w := guarded(t, 1)
	w.must(w.directory.Disable("ana"), w.directory.Purge("bo"))
	w.due()
	w.job.Restart()
	report, _ := w.due()
	if q := w.job.Quarantine(); !report.Initial || q == nil || q.Reason != provision.TooManyDeletes || report.Actions[provision.ActionStaged] != 2 {
		t.Errorf("report %+v, quarantine %+v", report, q)
	}
}

// E-7.20, E-7.1: a deletion that fails is parked, not held back.
func TestFailedDeletionIsNotHeld(t *testing.T) {
	w := guarded(t, 1)
	w.target.fault = refuse("DELETE", http.StatusInternalServerError)
	w.must(w.directory.Purge("ana"))
	w.due()
	if len(w.job.Escrows()) != 1 || w.job.Quarantine() != nil {
		t.Errorf("parked %v, quarantine %+v", w.job.Escrows(), w.job.Quarantine())
	}
	w.target.fault = nil
	w.due()
	w.expect(w.writes(), "DELETE /Users/ana")
}

// E-7.17: the threshold is a setting of the job, as text.
func TestThresholdIsShown(t *testing.T) {
	w := guarded(t, 500)
	settings := w.job.Status().Settings
	if len(settings) != 1 || settings[0] != (provision.Setting{Name: "QuarantineTooManyDeletesThreshold", Value: "500"}) {
		t.Errorf("settings %+v", settings)
	}
	if settings := guarded(t, 0).job.Status().Settings; settings == nil || len(settings) != 0 {
		t.Errorf("settings %+v", settings)
	}
}

// On demand nothing is held back: an administrator asked for it (E-10.4).
func TestThresholdIsForCycles(t *testing.T) {
	w := guarded(t, 1)
	w.must(w.directory.RemoveMember("staff", "ana"), w.directory.RemoveMember("design", "ana"))
	w.must(w.directory.RemoveMember("staff", "bo"), w.directory.RemoveMember("design", "bo"))
	for _, user := range []string{"ana", "bo"} {
		if demand, err := w.job.OnDemand(context.Background(), user); err != nil || demand.Result != "Success" {
			t.Errorf("%s: %+v, %v", user, demand, err)
		}
		if w.user(user)["active"] != "False" {
			t.Errorf("%s is %v", user, w.user(user)["active"])
		}
	}
}
