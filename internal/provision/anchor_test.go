package provision_test

import (
	"testing"

	"github.com/scimulator/scimulator/internal/provision"
)

// E-6.6: a linked resource that is gone is matched and created again, or by option
// fails with InvalidAnchor until a restart.
func TestInvalidAnchor(t *testing.T) {
	gone := func(t *testing.T, option string) *world {
		w := office(t)
		w.profile.Options.LostLink = option
		w.must(w.directory.Assign("staff"))
		w.cycle()
		delete(w.target.resources, "Users/t-ana")
		delete(w.target.resources, "Groups/t-staff")
		w.must(w.directory.Update("ana", attrs{"surname": "Moreira"}), w.directory.Update("staff", attrs{"displayName": "People"}))
		w.cycle()
		return w
	}
	w := gone(t, "rematch")
	w.expectLog("ana", "create success")
	w = gone(t, "InvalidAnchor")
	w.expect(w.requests(), "GET /Users/ana", "GET /Groups/staff")
	w.expectLog("ana", "update failure InvalidAnchor")
	w.expectLog("staff", "update failure InvalidAnchor")
	if len(w.job.Escrows()) != 2 || w.job.Link(provision.User, "ana") == "" {
		t.Errorf("parked %v, link %q", w.job.Escrows(), w.job.Link(provision.User, "ana"))
	}
	w.job.Restart()
	w.due()
	w.expectLog("ana", "create success")
	if w.user("ana") == nil || w.target.resources["Groups/t-staff"] == nil || len(w.job.Escrows()) != 0 {
		t.Errorf("not created again: %v", w.job.Escrows())
	}
}

// E-8.7: a user that is soft- and hard-deleted between two cycles is deleted, or by
// option nothing is sent at all; one whose disabling was synced is deleted (E-8.5).
func TestSoftAndHardDeletedBetweenTwoCycles(t *testing.T) {
	for option, want := range map[string][]string{
		"":        {"GET /Users/ana", "DELETE /Users/ana", "GET /Users/bo", "DELETE /Users/bo"},
		"delete":  {"GET /Users/ana", "DELETE /Users/ana", "GET /Users/bo", "DELETE /Users/bo"},
		"nothing": {"GET /Users/bo", "DELETE /Users/bo"},
	} {
		t.Run(option, func(t *testing.T) {
			w := office(t)
			w.profile.Options.QuickPurge = option
			w.must(w.directory.Assign("ana"), w.directory.Assign("bo"))
			w.cycle()
			w.must(w.directory.Delete("bo"))
			w.cycle()
			w.must(w.directory.Delete("ana"), w.directory.Purge("ana"), w.directory.Purge("bo"))
			w.expect(w.cycle(), want...)
			if w.job.Link(provision.User, "ana") != "" {
				t.Error("the link of ana is kept")
			}
			w.expect(w.cycle())
		})
	}
}
