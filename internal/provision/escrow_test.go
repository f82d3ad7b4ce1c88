package provision_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/provision"
)

// E-7.1 – E-7.3: once in the next cycle, then 6, 12 and 24 hours after the first
// failure, every 24 hours from there, until 28 days; then no more.
func TestRetryLadder(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"))
	w.target.fault = refuse("POST /Users ana", http.StatusInternalServerError)
	want := []time.Duration{0, 40 * time.Minute, 6 * time.Hour, 12 * time.Hour}
	for days := 1; days <= 28; days++ {
		want = append(want, time.Duration(days)*24*time.Hour)
	}
	var tried []time.Duration
	var last provision.Record
	for w.clock.Now().Before(monday.Add(32 * day)) {
		at := w.clock.Now().Sub(monday)
		if slices.Contains(w.cycle(), "POST /Users ana") {
			tried = append(tried, at)
			last = w.log.records[0]
		}
	}
	if diff := cmp.Diff(want, tried); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	if last.Status != provision.Failed || last.Attempts != len(want) || !last.Next.IsZero() {
		t.Errorf("the last failure announces a retry at %v: %+v", last.Next, last)
	}
	if left := w.job.Escrows(); len(left) != 0 {
		t.Errorf("parked beyond 28 days: %v", left)
	}
}

// Failures are counted per object; what is due when is told (E-7.5).
func TestEscrowsAreTold(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"), w.directory.Assign("bo"), w.directory.Assign("cy"))
	w.target.fault = refuse("POST /Users", http.StatusBadRequest)
	w.cycle()
	w.cycle()
	next := monday.Add(6 * time.Hour)
	want := []provision.Parked{
		{Kind: provision.User, Object: "ana", Attempts: 2, Next: next}, {Kind: provision.User, Object: "bo", Attempts: 2, Next: next},
		{Kind: provision.User, Object: "cy", Attempts: 2, Next: next},
	}
	if diff := cmp.Diff(want, w.job.Escrows()); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	for _, record := range w.log.records {
		if record.Kind == provision.User && (!record.Retry || record.Attempts != 2 || record.Failure == nil) {
			t.Errorf("record %+v is no second failure", record)
		}
	}
}

// E-7.4: a success ends the escrow; a later failure starts the ladder anew.
func TestSuccessClearsTheEscrow(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"))
	w.target.fault = refuse("POST /Users ana", http.StatusServiceUnavailable)
	w.cycle()
	w.target.fault = nil
	w.expect(w.cycle(), "GET /Users?userName eq ana@fabrikam.example", "POST /Users ana")
	if record := w.log.records[0]; record.Status != provision.Success || !record.Retry || record.Attempts != 1 {
		t.Errorf("record %+v does not say that it recovered from one failure", record)
	}
	if left := w.job.Escrows(); len(left) != 0 {
		t.Errorf("still parked: %v", left)
	}
	w.target.fault = refuse("PATCH /Users/ana", http.StatusServiceUnavailable)
	w.must(w.directory.Disable("ana"))
	w.cycle()
	if parked := w.job.Escrows(); len(parked) != 1 || parked[0].Attempts != 1 {
		t.Errorf("parked %v", parked)
	}
}

// E-7.6: a changed object is evaluated at once, however long its retry would
// have to wait; its escrow goes on counting from the first failure.
func TestChangedObjectsAreEvaluatedAtOnce(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"))
	w.target.fault = refuse("POST /Users ana", http.StatusBadRequest)
	w.cycle()
	w.cycle()
	w.expect(w.cycle()) // due in six hours
	w.must(w.directory.Update("ana", attrs{"surname": "Moreira"}))
	w.expect(w.cycle(), "GET /Users?userName eq ana@fabrikam.example", "POST /Users ana")
	if parked := w.job.Escrows(); len(parked) != 1 || parked[0].Attempts != 3 || !parked[0].Next.Equal(monday.Add(6*time.Hour)) {
		t.Errorf("parked %v", parked)
	}
	w.target.fault = nil
	w.must(w.directory.Update("ana", attrs{"surname": "Reis"}))
	w.cycle()
	if left := w.job.Escrows(); len(left) != 0 {
		t.Errorf("still parked: %v", left)
	}
}

// An object that is due and changed is evaluated once.
func TestDueAndChangedIsOneEvaluation(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("design"))
	w.cycle()
	w.target.fault = refuse("PATCH", http.StatusInternalServerError)
	w.must(w.directory.Update("ana", attrs{"surname": "Moreira"}), w.directory.Update("design", attrs{"displayName": "Drawing"}))
	w.cycle()
	w.target.fault = nil
	w.must(w.directory.Update("ana", attrs{"givenName": "Anna"}), w.directory.Update("design", attrs{"displayName": "Drawings"}))
	w.expect(w.cycle(),
		"GET /Users/ana", "PATCH /Users/ana Replace name.givenName=Anna Replace name.familyName=Moreira",
		"GET /Groups/design", "PATCH /Groups/design Replace displayName=Drawings")
}

// A group whose creation failed is created on the retry, with all its members.
func TestGroupCreationIsRetriedWithMembers(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("design"))
	w.target.fault = refuse("POST /Groups", http.StatusInternalServerError)
	w.cycle()
	w.target.fault = nil
	w.expect(w.cycle(), "GET /Groups?displayName eq Design", "POST /Groups design",
		"PATCH /Groups/design Add members=ana", "PATCH /Groups/design Add members=bo")
}

// A deletion that failed is retried, and the link is kept for it (E-7.1).
func TestDeletionsAreRetried(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"), w.directory.Assign("staff"), w.directory.Assign("design"))
	w.cycle()
	w.target.fault = refuse("DELETE", http.StatusInternalServerError)
	w.must(w.directory.Purge("ana"), w.directory.Delete("design"))
	w.cycle()
	w.target.fault = nil
	w.expect(w.cycle(), "GET /Users/ana", "DELETE /Users/ana", "GET /Groups/design", "DELETE /Groups/design")
	w.expect(w.cycle())
	if users, groups := w.job.Links(); users != 2 || groups != 1 {
		t.Errorf("%d users and %d groups are linked", users, groups)
	}
}
