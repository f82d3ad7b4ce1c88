package provision_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/provision"
)

const day = 24 * time.Hour

// The deprovisioning matrix (E-8): what was provisioned, what happens in the
// source, and the requests of the next cycle. Before, design (ana, bo) and cy
// are assigned and the initial cycle is run; a row may prepare otherwise.
func TestDeprovisioningMatrix(t *testing.T) {
	const disableAna = "PATCH /Users/ana Replace active=False"
	type steps = func(w *world) []error
	tests := []struct {
		rule, name string
		before     steps // the initial cycle
		between    steps // and another cycle
		event      steps
		want       []string
	}{
		{rule: "E-8.1", name: "user unassigned",
			event: func(w *world) []error { return []error{w.directory.Unassign("cy")} },
			want:  []string{"GET /Users/cy", "PATCH /Users/cy Replace active=False"}},
		{rule: "E-8.3", name: "sign-in blocked",
			event: func(w *world) []error { return []error{w.directory.Disable("ana")} },
			want:  []string{"GET /Users/ana", disableAna}},
		{rule: "E-8.4", name: "user soft-deleted",
			event: func(w *world) []error { return []error{w.directory.Delete("ana")} },
			want:  []string{"GET /Users/ana", disableAna}},
		{rule: "E-8.5", name: "soft-deleted user purged",
			between: func(w *world) []error { return []error{w.directory.Delete("cy")} },
			event:   func(w *world) []error { return []error{w.directory.Purge("cy")} },
			want:    []string{"GET /Users/cy", "DELETE /Users/cy"}},
		{rule: "E-8.5", name: "soft-deleted user after 30 days",
			between: func(w *world) []error { return []error{w.directory.Delete("cy")} },
			event:   func(w *world) []error { w.pass(30 * day); return nil },
			want:    []string{"GET /Users/cy", "DELETE /Users/cy"}},
		{rule: "E-8.5", name: "blocked, then deleted for good: managed to the end",
			between: func(w *world) []error { return []error{w.directory.Disable("cy")} },
			event:   func(w *world) []error { return []error{w.directory.Purge("cy")} },
			want:    []string{"GET /Users/cy", "DELETE /Users/cy"}},
		{rule: "E-8.6", name: "unassigned, later soft-deleted",
			between: func(w *world) []error { return []error{w.directory.Unassign("cy")} },
			event:   func(w *world) []error { return []error{w.directory.Delete("cy")} }},
		{rule: "E-8.6", name: "unassigned, later hard-deleted",
			between: func(w *world) []error { return []error{w.directory.Unassign("cy")} },
			event:   func(w *world) []error { return []error{w.directory.Delete("cy"), w.directory.Purge("cy")} }},
		{rule: "E-8.6", name: "unassigned, later changed",
			between: func(w *world) []error { return []error{w.directory.Unassign("cy")} },
			event:   func(w *world) []error { return []error{w.directory.Update("cy", attrs{"surname": "Old"})} }},
		{rule: "E-8.6", name: "blocked and then unassigned, later hard-deleted",
			between: func(w *world) []error { return []error{w.directory.Disable("cy"), w.directory.Unassign("cy")} },
			event:   func(w *world) []error { return []error{w.directory.Purge("cy")} }},
		{rule: "E-8.7", name: "soft- and hard-deleted between two cycles",
			event: func(w *world) []error { return []error{w.directory.Delete("cy"), w.directory.Purge("cy")} },
			want:  []string{"GET /Users/cy", "DELETE /Users/cy"}},
		{rule: "E-8.8", name: "restored",
			between: func(w *world) []error { return []error{w.directory.Delete("ana")} },
			event:   func(w *world) []error { return []error{w.directory.Restore("ana")} },
			want:    []string{"GET /Users/ana", "PATCH /Users/ana Replace active=True"}},
		{rule: "E-8.8", name: "sign-in allowed again",
			between: func(w *world) []error { return []error{w.directory.Disable("ana")} },
			event:   func(w *world) []error { return []error{w.directory.Enable("ana")} },
			want:    []string{"GET /Users/ana", "PATCH /Users/ana Replace active=True"}},
		{rule: "E-8.8", name: "re-assigned",
			between: func(w *world) []error { return []error{w.directory.Unassign("cy")} },
			event:   func(w *world) []error { return []error{w.directory.Assign("cy")} },
			want:    []string{"GET /Users/cy", "PATCH /Users/cy Replace active=True"}},
		{rule: "E-8.9", name: "removed from the assigned group, no other assignment",
			event: func(w *world) []error { return []error{w.directory.RemoveMember("design", "ana")} },
			want:  []string{"GET /Users/ana", disableAna, "GET /Groups/design", "PATCH /Groups/design Remove members=ana"}},
		{rule: "E-8.10", name: "removed from the group, still assigned",
			before: func(w *world) []error { return []error{w.directory.Assign("ana")} },
			event:  func(w *world) []error { return []error{w.directory.RemoveMember("design", "ana")} },
			want:   []string{"GET /Groups/design", "PATCH /Groups/design Remove members=ana"}},
		{rule: "E-8.11", name: "group unassigned",
			before: func(w *world) []error { return []error{w.directory.Assign("bo")} },
			event:  func(w *world) []error { return []error{w.directory.Unassign("design")} },
			want:   []string{"GET /Users/ana", disableAna, "GET /Groups/design", "DELETE /Groups/design"}},
		{rule: "E-8.12", name: "group deleted",
			before: func(w *world) []error { return []error{w.directory.Assign("ana"), w.directory.Assign("bo")} },
			event:  func(w *world) []error { return []error{w.directory.Delete("design")} },
			want:   []string{"GET /Groups/design", "DELETE /Groups/design"}},
		{rule: "E-8.12", name: "group deleted for good at once",
			before: func(w *world) []error { return []error{w.directory.Assign("ana"), w.directory.Assign("bo")} },
			event:  func(w *world) []error { return []error{w.directory.Purge("design")} },
			want:   []string{"GET /Groups/design", "DELETE /Groups/design"}},
		{rule: "E-8.16", name: "unassigned, blocked and deleted with the action Update off",
			before: func(w *world) []error { w.profile.Users.Actions = []string{"create", "delete"}; return nil },
			event: func(w *world) []error {
				return []error{w.directory.Unassign("cy"), w.directory.Disable("ana"), w.directory.Delete("bo")}
			},
			want: []string{"GET /Users/cy", "GET /Users/ana", "GET /Users/bo"}},
		{rule: "E-8.17", name: "hard-deleted with the action Delete off",
			before: func(w *world) []error { w.profile.Users.Actions = []string{"create", "update"}; return nil },
			event:  func(w *world) []error { return []error{w.directory.Purge("cy")} }},
		{rule: "E-8.17", name: "group deleted with the action Delete off",
			before: func(w *world) []error {
				w.profile.Groups.Actions = []string{"create", "update"}
				return []error{w.directory.Assign("ana"), w.directory.Assign("bo")}
			},
			event: func(w *world) []error { return []error{w.directory.Delete("design")} }},
		{rule: "E-8.19", name: "blocked before the first provisioning",
			event: func(w *world) []error {
				return []error{w.directory.AddUser(attrs{"id": "eve", "userPrincipalName": "eve@fabrikam.example", "enabled": false}), w.directory.Assign("eve")}
			}},
		{rule: "E-8.20", name: "account that was never in scope",
			before: func(w *world) []error {
				w.target.resources["Users/t-eve"] = map[string]any{"id": "t-eve", "userName": "eve@fabrikam.example"}
				return []error{w.directory.AddUser(attrs{"id": "eve", "userPrincipalName": "eve@fabrikam.example"})}
			},
			event: func(w *world) []error { return []error{w.directory.Disable("eve"), w.directory.Purge("eve")} }},
		{rule: "E-8.22", name: "blocked and changed at once: one PATCH",
			event: func(w *world) []error {
				return []error{w.directory.Disable("ana"), w.directory.Update("ana", attrs{"surname": "Moreira"})}
			},
			want: []string{"GET /Users/ana", "PATCH /Users/ana Replace active=False Replace name.familyName=Moreira"}},
		{rule: "E-8.23", name: "back after 29 days: the same id",
			between: func(w *world) []error { return []error{w.directory.Delete("ana")} },
			event:   func(w *world) []error { w.pass(29 * day); return []error{w.directory.Restore("ana")} },
			want:    []string{"GET /Users/ana", "PATCH /Users/ana Replace active=True"}},
	}
	for _, test := range tests {
		t.Run(test.rule+" "+test.name, func(t *testing.T) {
			w := office(t)
			w.must(w.directory.Assign("design"), w.directory.Assign("cy"))
			if test.before != nil {
				w.must(test.before(w)...)
			}
			w.cycle()
			if test.between != nil {
				w.must(test.between(w)...)
				w.cycle()
			}
			w.must(test.event(w)...)
			w.expect(w.cycle(), test.want...)
			w.expect(w.cycle()) // E-1.20: and nothing more after that
		})
	}
}

// E-8.6 counts from the disabling: a user that comes back is managed again.
func TestReturningUserIsManagedAgain(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("cy"))
	w.cycle()
	w.must(w.directory.Unassign("cy"))
	w.cycle()
	w.must(w.directory.Assign("cy"))
	w.cycle()
	w.must(w.directory.Purge("cy"))
	w.expect(w.cycle(), "GET /Users/cy", "DELETE /Users/cy")
}

// A disabling that failed leaves the user managed: what is deleted for good
// after that is deleted in the target (E-8.5, E-8.6).
func TestFailedDisablingKeepsTheUserManaged(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("cy"))
	w.cycle()
	w.target.fault = refuse("PATCH /Users/cy", 500)
	w.must(w.directory.Unassign("cy"))
	w.cycle()
	w.target.fault = nil
	w.must(w.directory.Purge("cy"))
	w.expect(w.cycle(), "GET /Users/cy", "DELETE /Users/cy")
}

// Under "sync all" nobody can be unassigned; the rest of the matrix holds (E-2.1).
func TestMatrixForEverybody(t *testing.T) {
	w := office(t)
	w.everybody = true
	w.cycle()
	if users, groups := w.job.Links(); users != 3 || groups != 2 {
		t.Fatalf("%d users and %d groups are linked", users, groups)
	}
	w.must(w.directory.Disable("ana"), w.directory.Delete("bo"), w.directory.Purge("cy"), w.directory.Delete("design"))
	w.cycle()
	want := []string{
		"PATCH /Users/ana Replace active=False", "PATCH /Users/bo Replace active=False", "DELETE /Users/cy", "DELETE /Groups/design",
	}
	if diff := cmp.Diff(want, w.writes()); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

// The actions are logged by what they mean (E-9.4): disabling is an update of
// the active attribute, and logged as disable.
func TestDeprovisioningIsLogged(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("design"), w.directory.Assign("cy"))
	w.cycle()
	w.must(w.directory.Disable("ana"), w.directory.Purge("cy"), w.directory.Update("bo", attrs{"surname": "Berg"}))
	w.cycle()
	w.expectLog("ana", "disable success")
	w.expectLog("bo", "update success")
	w.expectLog("cy", "delete success")
	if got := w.log.records; !slices.ContainsFunc(got, func(r provision.Record) bool { return r.TargetID == "t-cy" }) {
		t.Error("the log does not name the deleted account")
	}
}
