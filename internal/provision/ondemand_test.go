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

// demand provisions an object on demand and forgets what was recorded before it.
func (w *world) demand(object string) provision.Demand {
	w.Helper()
	w.target.trace, w.log.records = nil, nil
	demand, err := w.start().OnDemand(context.Background(), object)
	w.must(err)
	return demand
}

func (w *world) expectDemand(d provision.Demand, result, code string) {
	w.Helper()
	if d.Result != result || d.Code != code {
		w.Errorf("%s: %s %s (%s), want %s %s", d.Object, d.Result, d.Code, d.Message, result, code)
	}
}

// E-10.1, E-10.3, E-1.12: one user at once: test, import, scope, match, action. The
// next cycle finds nothing left to do.
func TestOnDemandUser(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"), w.directory.Assign("bo"))
	w.cycle()
	w.must(w.directory.Update("ana", attrs{"surname": "Moreira"}), w.directory.Update("bo", attrs{"surname": "Berg"}), w.directory.Assign("cy"))
	before, _ := w.job.Next()
	w.expectDemand(w.demand("ana"), "Success", "")
	w.expect(w.target.trace, "GET /Users?probe userName", "GET /Groups?probe displayName",
		"GET /Users/ana", "PATCH /Users/ana Replace name.familyName=Moreira")
	w.expectDemand(w.demand("cy"), "Success", "")
	w.expect(w.requests(), "GET /Users?userName eq cy@fabrikam.example", "POST /Users cy")
	w.expectDemand(w.demand("ana"), "Skipped", "RedundantExport") // E-10.2
	if after, _ := w.job.Next(); !after.Equal(before) || w.job.Cycles() != 1 || w.job.Status().Status.Last.Activity != provision.ActivityID(jobID, 1) {
		t.Errorf("next %s, was %s; %d cycles", after, before, w.job.Cycles())
	}
	w.due()
	w.expect(w.writes(), "PATCH /Users/bo Replace name.familyName=Berg")
}

// E-10.1: a group with up to five members, with the users in it; groups within it
// are left out (E-10.4).
func TestOnDemandGroup(t *testing.T) {
	w := office(t)
	w.must(w.directory.AddMember("design", "staff"), w.directory.Assign("design"))
	w.expectDemand(w.demand("design"), "Success", "")
	w.expect(w.writes(), "POST /Users ana", "POST /Users bo", "POST /Groups design",
		"PATCH /Groups/design Add members=ana", "PATCH /Groups/design Add members=bo")
	for i := range 3 {
		id := fmt.Sprint("user-", i)
		w.must(w.directory.AddUser(attrs{"id": id, "userPrincipalName": id + "@fabrikam.example"}), w.directory.AddMember("design", id))
	}
	w.expectDemand(w.demand("design"), "Failure", "NotSupported")
	w.expect(w.target.trace)
}

// E-10.3, E-10.4: what it does not do, and what it does with whom.
func TestOnDemandLimits(t *testing.T) {
	none := func(*world) []error { return nil }
	tests := []struct {
		name, object string
		before       func(w *world) []error
		event        func(w *world) []error
		result, code string
		want         []string // writes
	}{
		{"an unassigned user is disabled", "ana", none, func(w *world) []error { return []error{w.directory.Unassign("ana")} }, "Success", "", []string{"PATCH /Users/ana Replace active=False"}},
		{"a user disabled in the source is not found", "ana", none, func(w *world) []error { return []error{w.directory.Disable("ana")} }, "Failure", "NotFound", nil},
		{"a user in the recycle bin is not found", "ana", none, func(w *world) []error { return []error{w.directory.Delete("ana")} }, "Failure", "NotFound", nil},
		{"a user deleted for good is not found", "ana", none, func(w *world) []error { return []error{w.directory.Purge("ana")} }, "Failure", "NotFound", nil},
		{"a deleted group is not found", "design", none, func(w *world) []error { return []error{w.directory.Delete("design")} }, "Failure", "NotFound", nil},
		{"a disabled account is not restored", "ana", func(w *world) []error { return []error{w.directory.Disable("ana")} }, func(w *world) []error { return []error{w.directory.Enable("ana")} }, "Failure", "NotSupported", nil},
		{"somebody who was never assigned", "cy", none, none, "Skipped", "NotEffectivelyEntitled", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := office(t)
			w.must(w.directory.Assign("ana"), w.directory.Assign("bo"))
			w.cycle()
			w.must(test.before(w)...)
			w.cycle()
			w.must(test.event(w)...)
			w.expectDemand(w.demand(test.object), test.result, test.code)
			w.expect(w.writes(), test.want...)
		})
	}
}

// E-10.3 (2): the import fails without a value for a matching attribute.
func TestOnDemandWithoutMatchingAttribute(t *testing.T) {
	w := office(t)
	w.must(w.directory.AddGroup(attrs{"id": "nameless"}), w.directory.Assign("nameless"))
	w.expectDemand(w.demand("nameless"), "Failure", "ImportSkipped")
	w.expect(w.requests())
}

// E-10.3 (1): the connection test is shown when it failed; nothing else is sent,
// and the job is not quarantined by it.
func TestOnDemandConnection(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"))
	w.target.fault = everything(http.StatusUnauthorized)
	d := w.demand("ana")
	w.expectDemand(d, "Failure", "Unauthorized")
	if d.Probe == nil || len(w.target.trace) != 1 || w.job.Quarantine() != nil {
		t.Errorf("probe %v, requests %v, quarantine %+v", d.Probe, w.target.trace, w.job.Quarantine())
	}
}

// E-10.3 (5), E-7.1: a failure tells its code, and is retried like any other.
func TestOnDemandFailure(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"))
	w.target.fault = refuse("POST", http.StatusConflict)
	w.expectDemand(w.demand("ana"), "Failure", filtering)
	if len(w.job.Escrows()) != 1 || w.job.Link(provision.User, "ana") != "" {
		t.Errorf("parked %v", w.job.Escrows())
	}
}

// E-10.2: five requests in ten seconds.
func TestOnDemandThrottle(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"))
	for range 5 {
		if d := w.demand("ana"); d.Code == "TooManyRequests" {
			t.Fatal("refused within the limit")
		}
	}
	w.expectDemand(w.demand("ana"), "Failure", "TooManyRequests")
	w.expect(w.target.trace)
	w.pass(10 * time.Second)
	w.expectDemand(w.demand("ana"), "Skipped", "RedundantExport")
}

// E-10.5: with a static token the job need not be stopped, with access tokens it
// has to be; a job that was never started is not running.
func TestOnDemandNeedsAStoppedJob(t *testing.T) {
	w := office(t)
	w.oauth = true
	w.must(w.directory.Assign("ana"))
	w.expectDemand(w.demand("ana"), "Success", "")
	w.cycle()
	w.expectDemand(w.demand("ana"), "Failure", "NotSupported")
	w.expect(w.target.trace)
	w.job.Pause()
	w.expectDemand(w.demand("ana"), "Skipped", "RedundantExport")
	w.job.Start()
	w.expectDemand(w.demand("ana"), "Failure", "NotSupported")
}

// E-10.6: the compliance flag has no effect on demand, and is back in the cycle.
func TestOnDemandIgnoresTheFlag(t *testing.T) {
	w := office(t)
	w.dialect = "entra-optscim"
	w.must(w.directory.Assign("ana"))
	w.cycle()
	w.must(w.directory.Update("ana", attrs{"surname": "Moreira"}))
	w.demand("ana")
	w.expect(w.writes(), "PATCH /Users/ana Replace name.familyName=Moreira")
	w.must(w.directory.Update("ana", attrs{"surname": "Reis"}))
	w.cycle()
	if writes := strings.Join(w.writes(), "\n"); !strings.Contains(writes, "PATCH /Users/ana replace") {
		t.Errorf("in the cycle: %s", writes)
	}
}

// The records of on-demand provisioning are marked as such, one run after another.
func TestOnDemandRecords(t *testing.T) {
	w := office(t)
	w.must(w.directory.SetManager("ana", "bo"), w.directory.Assign("ana"), w.directory.Assign("bo"))
	w.demand("bo")
	d := w.demand("ana")
	type line struct {
		demand         int
		object, action string
	}
	var got []line
	for _, record := range d.Records {
		got = append(got, line{record.Demand, record.Object, string(record.Action)})
	}
	want := []line{{2, "ana", "create"}, {2, "ana", "update"}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(line{})); diff != "" || len(w.log.records) != 2 {
		t.Errorf("want -, got +\n%s", diff)
	}
}

// E-3.8, E-10.3 (4): the attributes by which the target was asked.
func TestSought(t *testing.T) {
	w := office(t)
	w.profile.Users.Attributes[2].Matching = 2 // name.givenName
	w.target.resources["Users/t-1"] = attrs{"id": "t-1", "name": attrs{"givenName": "Bo"}}
	w.must(w.directory.Assign("ana"), w.directory.Assign("bo"))
	w.cycle()
	got := map[string][]string{}
	for i := range w.log.records {
		got[w.log.records[i].Object] = append(w.log.records[i].Sought(), "matched "+w.log.records[i].Matched)
	}
	want := map[string][]string{"ana": {"userName", "name.givenName", "matched "}, "bo": {"userName", "name.givenName", "matched name.givenName"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}
