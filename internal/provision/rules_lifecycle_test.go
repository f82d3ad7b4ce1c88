package provision_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/provision"
)

// E-1.13: a 404 on the probe is told as a problem of compliance, and what is no
// JSON as what cannot be decoded.
func TestProbeThatIsNoSCIM(t *testing.T) {
	for _, row := range []struct {
		name     string
		response provision.Response
		reason   string
	}{
		{"404 instead of an empty list", provision.Response{Status: 404}, "404"},
		{"a login page", provision.Response{Status: 200, Body: []byte("<!doctype html><title>Sign in</title>")}, "cannot be read as SCIM"},
		{"a list of another kind", provision.Response{Status: 200, Body: []byte(`["ana"]`)}, "cannot be read as SCIM"},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := office(t)
			w.target.fault = func(provision.Request) (provision.Response, error, bool) { return row.response, nil, true }
			failure := w.start().TestConnection(context.Background())
			if failure == nil || failure.Code != incompatible || !strings.Contains(failure.Reason, row.reason) || failure.Transient {
				t.Errorf("got %+v", failure)
			}
		})
	}
}

// E-1.21: a change concerns the user who changed, and of that user what changed.
func TestOnlyWhatChangedIsSent(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("staff"))
	w.cycle()
	w.must(w.directory.Update("ana", attrs{"surname": "Moreira"}))
	w.expect(w.cycle(), "GET /Users/ana", "PATCH /Users/ana Replace name.familyName=Moreira")
	if others := append(w.logged("bo"), w.logged("cy")...); len(others) > 0 {
		t.Errorf("others were evaluated: %v", others)
	}
}

// E-1.23: import, scope, link or match, create or compare; each way through an
// evaluation, by what is asked of the target and what the log says.
func TestWaysThroughAnEvaluation(t *testing.T) {
	const match = "GET /Users?userName eq ana@fabrikam.example"
	type steps = func(w *world) []error
	assign := func(w *world) []error { return []error{w.directory.Assign("ana")} }
	change := func(w *world) []error { return []error{w.directory.Update("ana", attrs{"surname": "Moreira"})} }
	account := func(id string) steps {
		return func(w *world) []error {
			w.target.resources["Users/"+id] = attrs{"id": id, "userName": "ana@fabrikam.example", "active": true}
			return nil
		}
	}
	with := func(actions ...string) steps {
		return func(w *world) []error { w.profile.Users.Actions = actions; return nil }
	}
	for _, row := range []struct {
		name          string
		before, event steps // before the initial cycle, and after it
		want          []string
		log           string
	}{
		{"no value to match by", func(w *world) []error { w.profile.Users.Attributes[0].Source = "employeeId"; return nil }, assign,
			nil, "other skipped ImportSkipped"},
		{"no link, out of scope", nil, func(w *world) []error { return append(assign(w), w.directory.Disable("ana")) },
			nil, "other skipped NotEffectivelyEntitled"},
		{"no link, nobody matches", nil, assign, []string{match, "POST /Users ana"}, "create success"},
		{"no link, creation off", with("update", "delete"), assign, []string{match}, "other skipped EntrySynchronizationSkipped"},
		{"no link, one matches", account("t-ana"), assign, []string{match, "PATCH /Users/ana Add name.givenName=Ana Add name.familyName=Reis"}, "update success"},
		{"no link, two match", func(w *world) []error { return append(account("t-ana")(w), account("t-ann")(w)...) }, assign,
			[]string{match}, "other failure DuplicateTargetEntries"},
		{"link, differences", assign, change, []string{"GET /Users/ana", "PATCH /Users/ana Replace name.familyName=Moreira"}, "update success"},
		{"link, no differences", assign, func(w *world) []error { return []error{w.directory.Update("ana", attrs{"city": "Lisboa"})} },
			[]string{"GET /Users/ana"}, "other skipped RedundantExport"},
		{"link that is gone", assign, func(w *world) []error {
			delete(w.target.resources, "Users/t-ana")
			return change(w)
		}, []string{"GET /Users/ana", match, "POST /Users ana"}, "create success"},
		{"link, out of scope", assign, func(w *world) []error { return []error{w.directory.Unassign("ana")} },
			[]string{"GET /Users/ana", "PATCH /Users/ana Replace active=False"}, "disable success"},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := office(t)
			if row.before != nil {
				w.must(row.before(w)...)
			}
			w.cycle()
			w.must(row.event(w)...)
			w.expect(w.cycle(), row.want...)
			w.expectLog("ana", row.log)
		})
	}
}

// E-1.38, E-5.45: in a life of a user and a group every GET is a query with a
// filter or the read of one id; nothing lists the target, nothing asks for its
// schemas.
func TestNothingIsListed(t *testing.T) {
	w := office(t)
	requests := w.sent()
	for _, events := range []func() []error{
		func() []error { return []error{w.directory.Assign("staff"), w.directory.SetManager("ana", "bo")} },
		func() []error { return []error{w.directory.Update("ana", attrs{"surname": "Moreira"})} },
		func() []error {
			return []error{w.directory.RemoveMember("staff", "cy"), w.directory.SetManager("ana", "")}
		},
		func() []error { return []error{w.directory.Delete("ana"), w.directory.Delete("staff")} },
		func() []error { return []error{w.directory.Restore("ana"), w.directory.Purge("bo")} },
	} {
		w.must(events()...)
		w.cycle()
	}
	w.job.Restart()
	w.cycle()
	gets := 0
	for _, request := range *requests {
		if request.Method() != "GET" {
			continue
		}
		gets++
		filtered := strings.Contains(request.Query, "filter=") && strings.Contains(request.Query, "eq")
		if (request.ID == "") != filtered {
			t.Errorf("GET %s?%s is neither a query with a filter nor the read of one id", request.Path(), request.Query)
		}
	}
	if gets < 10 {
		t.Errorf("only %d GETs in a whole life", gets)
	}
}

// E-2.4: who drops out of a dynamic group loses the assignment, like anybody
// who is removed from a group.
func TestDroppingOutOfAGroup(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("staff"))
	w.cycle()
	w.must(w.directory.RemoveMember("staff", "cy"))
	w.cycle()
	w.expect(w.writes(), "PATCH /Users/cy Replace active=False", "PATCH /Groups/staff Remove members=cy")
}

// E-6.21: a 2xx on a write links the object, records the attributes, and is a
// success in the log; 200 and 201 alike.
func TestSuccessOfAWrite(t *testing.T) {
	for _, status := range []int{200, 201} {
		w := office(t)
		w.must(w.directory.Assign("ana"))
		w.target.fault = func(r provision.Request) (provision.Response, error, bool) {
			if r.Operation != provision.Create {
				return provision.Response{}, nil, false
			}
			response := w.target.create(r)
			response.Status = status
			return response, nil, true
		}
		w.cycle()
		w.expectLog("ana", "create success")
		if w.job.Link(provision.User, "ana") != "t-ana" {
			t.Errorf("%d: ana is not linked", status)
		}
		want := []provision.Property{
			{Name: "userName", New: "ana@fabrikam.example"}, {Name: "active", New: "True"}, {Name: "name.givenName", New: "Ana"}, {Name: "name.familyName", New: "Reis"},
		}
		if diff := cmp.Diff(want, w.log.records[0].Changes); diff != "" {
			t.Errorf("%d: recorded (want -, got +)\n%s", status, diff)
		}
	}
}

// E-1.33, E-1.30: a restart reads linked objects again, because the links stay;
// one that is gone is matched anew and then created.
func TestRestartReadsWhatIsLinked(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"), w.directory.Assign("bo"))
	w.cycle()
	delete(w.target.resources, "Users/t-bo")
	w.expect(w.cycle()) // nobody notices (E-1.20)
	w.job.Restart()
	if w.job.Link(provision.User, "ana") == "" {
		t.Error("the restart of the portal has dropped a link")
	}
	w.expect(w.cycle(), "GET /Users/ana", "GET /Users/bo", "GET /Users?userName eq bo@fabrikam.example", "POST /Users bo")
	w.expectLog("ana", "other skipped RedundantExport")
	w.expectLog("bo", "create success")
}

// E-9.1: an object has one record in a cycle, whatever happened to it.
func TestOneRecordPerObjectAndCycle(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("staff"))
	w.cycle()
	w.must(w.directory.Update("ana", attrs{"surname": "Moreira"}), w.directory.Update("ana", attrs{"givenName": "Anna"}), w.directory.Disable("ana"))
	w.must(w.directory.Update("staff", attrs{"displayName": "Everybody"}))
	w.cycle()
	w.expectLog("ana", "disable success")
	w.expectLog("staff", "update success")
	w.must(w.directory.Unassign("staff"), w.directory.Assign("staff"))
	w.cycle()
	w.expectLog("bo", "other skipped RedundantExport")
}

// E-9.14: a create that collides with what the filter before it did not find has
// a code of its own; the target is at fault in how it filters.
func TestCollisionThatTheFilterDidNotShow(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"))
	w.target.fault = refuse("POST /Users", 409)
	w.cycle()
	w.expectLog("ana", "create failure SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering")
	w.expect(w.requests(), "GET /Users?userName eq ana@fabrikam.example", "POST /Users ana") // E-6.25: no second match
}

// E-9.16: to be skipped is normal for who is out of scope: nothing is parked and
// no cycle has failed.
func TestSkippedIsNormal(t *testing.T) {
	w := office(t)
	w.everybody = true
	w.must(w.directory.Disable("ana"), w.directory.Disable("bo"))
	report := w.report()
	if report.Failed != 0 || report.Skipped == 0 || len(w.job.Escrows()) != 0 {
		t.Errorf("report %+v, parked %v", report, w.job.Escrows())
	}
	w.expectLog("ana", "other skipped NotEffectivelyEntitled")
	w.expect(w.cycle())
}
