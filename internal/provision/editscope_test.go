package provision_test

import (
	"testing"

	"github.com/scimulator/scimulator/internal/profile"
)

// E-2.18, E-1.31: other filters make the next cycle a full one, which disables
// linked users that fail them now; the same filters change nothing.
func TestEditScope(t *testing.T) {
	w := office(t)
	w.must(w.directory.Update("ana", attrs{"city": "Lisbon"}), w.directory.Assign("staff"))
	w.cycle()
	w.must(w.directory.Purge("bo"), w.job.EditScope(profile.Scope{Filters: []profile.Filter{city("EQUALS", "Lisbon")}}))
	if report := w.report(); !report.Initial {
		t.Error("the cycle after saving a filter must be a full one")
	}
	w.expect(w.writes(), "DELETE /Users/bo", "PATCH /Users/cy Replace active=False")
	w.must(w.job.EditScope(profile.Scope{Filters: []profile.Filter{city("EQUALS", "Lisbon")}}))
	if report := w.report(); report.Initial {
		t.Error("nothing was changed")
	}
	w.must(w.job.EditScope(profile.Scope{}))
	w.expect(w.cycleWrites(), "PATCH /Users/cy Replace active=True") // the links were kept (E-1.31)
	if err := w.job.EditScope(profile.Scope{Sync: "all", Filters: []profile.Filter{city("REGEX MATCH", "(")}}); err == nil {
		t.Error("a wrong filter must be refused")
	}
	w.must(w.directory.AddUser(attrs{"id": "eve", "userPrincipalName": "eve@fabrikam.example"}))
	w.expect(w.cycleWrites()) // and change nothing
}

// E-2.18 with E-7.25: unless SkipOutOfScopeDeletions is set.
func TestEditScopeSparing(t *testing.T) {
	w := office(t)
	w.profile.Options.SkipOutOfScope = true
	w.must(w.directory.Assign("ana"))
	w.cycle()
	w.must(w.job.EditScope(profile.Scope{Filters: []profile.Filter{city("EQUALS", "Lisbon")}}))
	w.expect(w.cycle())
}

// E-1.32: from "all" to "assigned" takes effect for what is synced already after
// a restart only; from "assigned" to "all" everybody comes in with a full cycle.
func TestEditSync(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"), w.directory.Purge("design"), w.directory.Purge("staff"))
	w.cycle()
	w.must(w.job.EditScope(profile.Scope{Sync: "all"}))
	w.expect(w.cycleWrites(), "POST /Users bo", "POST /Users cy")
	if got := w.job.Scope(); got.Sync != "all" {
		t.Errorf("scope %+v", got)
	}
	w.must(w.job.EditScope(profile.Scope{Sync: "assigned"}), w.directory.Update("bo", attrs{"surname": "Lund"}),
		w.directory.AddUser(attrs{"id": "eve", "userPrincipalName": "eve@fabrikam.example"}))
	w.expect(w.cycleWrites(), "PATCH /Users/bo Replace name.familyName=Lund")
	w.must(w.job.EditScope(profile.Scope{Sync: "assigned"}), w.directory.Update("bo", attrs{"surname": "Lind"})) // the same again
	w.expect(w.cycleWrites(), "PATCH /Users/bo Replace name.familyName=Lind")
	w.job.Restart()
	w.expect(w.cycleWrites(), "PATCH /Users/bo Replace active=False", "PATCH /Users/cy Replace active=False")
}
