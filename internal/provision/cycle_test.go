package provision_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/provision"
)

// E-1.10, E-1.11: a query for a user, and where groups are mapped for a group,
// that cannot exist; the operand is a random GUID.
func TestProbe(t *testing.T) {
	w := office(t)
	var queries []string
	var operands []string
	w.target.fault = func(r provision.Request) (provision.Response, error, bool) {
		query := r.Query
		operands = append(operands, r.Value)
		queries = append(queries, r.Method()+" "+r.Path()+"?"+strings.ReplaceAll(query, r.Value, "GUID"))
		return provision.Response{}, nil, false
	}
	if failure := w.start().TestConnection(context.Background()); failure != nil {
		t.Fatal(failure)
	}
	want := []string{
		"GET /Users?filter=userName+eq+%22GUID%22", "GET /Groups?excludedAttributes=members&filter=displayName+eq+%22GUID%22",
	}
	if diff := cmp.Diff(want, queries); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	for _, guid := range operands {
		if len(guid) != 36 || strings.Count(guid, "-") != 4 {
			t.Errorf("the operand %q is no GUID", guid)
		}
	}
	if operands[0] == operands[1] {
		t.Error("both probes ask for the same GUID")
	}
}

// E-1.11: without a group mapping no probe of groups, and no request for them ever.
func TestProbeWithoutGroups(t *testing.T) {
	w := office(t)
	w.profile.Groups = nil
	w.must(w.directory.Assign("design"))
	w.report()
	want := []string{
		"GET /Users?probe userName", "GET /Users?userName eq ana@fabrikam.example", "POST /Users ana",
		"GET /Users?userName eq bo@fabrikam.example", "POST /Users bo",
	}
	w.expect(w.target.trace, want...) // E-2.3: the assignment scopes the users all the same
}

// E-1.12: a cycle whose probe fails sends nothing else, whatever there is to do;
// the next cycle does all of it.
func TestFailedProbe(t *testing.T) {
	html := provision.Response{Status: http.StatusOK, Body: []byte("<html>log in</html>")}
	somebody := list(map[string]any{"id": "t-x", "userName": "x@fabrikam.example"})
	const incompatible = "SystemForCrossDomainIdentityManagementServiceIncompatible"
	tests := []struct {
		name     string
		response provision.Response
		err      error
		code     string
	}{
		{"401 (E-6.23)", provision.Response{Status: 401}, nil, "Unauthorized"},
		{"403 (E-6.23)", provision.Response{Status: 403}, nil, "InsufficientRights"},
		{"404 instead of an empty list (E-6.4, E-6.24)", provision.Response{Status: 404}, nil, incompatible},
		{"a login page (E-6.15)", html, nil, incompatible},
		{"somebody although nobody can match (E-1.10)", somebody, nil, incompatible + "Filtering"},
		{"500 (E-6.28)", provision.Response{Status: 500}, nil, "InternalServerError"},
		{"no answer in time (E-6.29)", provision.Response{}, context.DeadlineExceeded, "Timeout"},
		{"a broken connection (E-6.30)", provision.Response{}, errors.New("connection reset"), "WebExceptionProtocolError"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := office(t)
			w.must(w.directory.Assign("ana"))
			w.target.fault = func(provision.Request) (provision.Response, error, bool) { return test.response, test.err, true }
			report, err := w.start().Cycle(context.Background())
			w.must(err)
			if report.Probe == nil || report.Probe.Code != test.code {
				t.Errorf("probe: got %v, want %s", report.Probe, test.code)
			}
			w.expect(w.target.trace, "GET /Users?probe userName")
			w.target.fault = nil
			if report := w.report(); !report.Initial || report.Actions[provision.ActionCreate] != 1 {
				t.Errorf("the next cycle: %+v", report)
			}
		})
	}
}

// E-1.14, E-1.16, E-1.34: users, then groups without members, then the
// references: managers, then memberships one by one.
func TestInitialCycle(t *testing.T) {
	w := office(t)
	w.must(w.directory.SetManager("ana", "bo"), w.directory.Assign("design"), w.directory.Assign("staff"))
	report := w.report()
	want := []string{
		"GET /Users?probe userName", "GET /Groups?probe displayName",
		"GET /Users?userName eq ana@fabrikam.example", "POST /Users ana",
		"GET /Users?userName eq bo@fabrikam.example", "POST /Users bo",
		"GET /Users?userName eq cy@fabrikam.example", "POST /Users cy",
		"GET /Groups?displayName eq Design", "POST /Groups design",
		"GET /Groups?displayName eq Staff", "POST /Groups staff",
		"PATCH /Users/ana Add " + manager + "=bo",
		"PATCH /Groups/design Add members=ana", "PATCH /Groups/design Add members=bo",
		"PATCH /Groups/staff Add members=ana", "PATCH /Groups/staff Add members=bo", "PATCH /Groups/staff Add members=cy",
	}
	w.expect(w.target.trace, want...)
	if !report.Initial || report.Number != 1 || report.Failed != 0 {
		t.Errorf("report %+v", report)
	}
	counts := map[string]int{"GET /Users": 4, "GET /Groups": 3, "POST /Users": 3, "POST /Groups": 2, "PATCH /Users": 1, "PATCH /Groups": 5}
	if diff := cmp.Diff(counts, report.Requests); diff != "" {
		t.Errorf("requests (want -, got +)\n%s", diff)
	}
	// E-11.2, E-11.4: 0.01 minutes a match, twice that a creation.
	if took, want := report.Ended.Sub(report.Began), 7*600*time.Millisecond+5*1200*time.Millisecond; took != want {
		t.Errorf("the cycle took %v, want %v", took, want)
	}
	if w.job.Link(provision.User, "ana") != "t-ana" || w.job.Link(provision.Group, "staff") != "t-staff" {
		t.Error("the id that the target gave is not the link (E-1.14 step 4)")
	}
}

// E-1.16, E-5.37: a group is created without members.
func TestGroupsAreCreatedWithoutMembers(t *testing.T) {
	w := office(t)
	var bodies []string
	w.target.fault = func(r provision.Request) (provision.Response, error, bool) {
		if r.Operation == provision.Create && r.Kind == provision.Group {
			bodies = append(bodies, string(r.Body))
		}
		return provision.Response{}, nil, false
	}
	w.must(w.directory.Assign("design"))
	w.cycle()
	if len(bodies) != 1 || strings.Contains(bodies[0], "members") {
		t.Errorf("created with %v", bodies)
	}
}

// E-1.12, E-1.20: a cycle with nothing to do sends the probes only.
func TestIdleCycle(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("staff"))
	w.cycle()
	w.must(w.directory.Update("ana", attrs{"city": "Lisboa"}))
	w.cycle()
	if kept := w.directory.Changes(1); len(kept.Users)+len(kept.Groups) > 0 {
		t.Errorf("the directory keeps %+v, which nobody will ask for again", kept)
	}
	report := w.report()
	w.expect(w.target.trace, "GET /Users?probe userName", "GET /Groups?probe displayName")
	if report.Initial || report.Skipped+report.Failed+len(report.Actions) != 0 || len(w.log.records) != 0 {
		t.Errorf("report %+v, log %v", report, w.log.records)
	}
}

// E-1.22: what differs in nothing is skipped as RedundantExport.
func TestRedundantExport(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("staff"))
	w.cycle()
	w.must(w.directory.Update("ana", attrs{"city": "Lisboa"})) // not mapped
	w.must(w.directory.Update("staff", attrs{"description": "All of them"}))
	w.expect(w.cycle(), "GET /Users/ana", "GET /Groups/staff")
	w.expectLog("ana", "other skipped RedundantExport")
	w.expectLog("staff", "other skipped RedundantExport")
	if report := w.report(); report.Skipped != 0 {
		t.Error("skipped again although nothing changed")
	}
}

// E-1.20: what the target's people change is not reverted before the source
// changes; then the whole object is brought in line.
func TestChangesInTheTargetAreNotNoticed(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"))
	w.cycle()
	w.user("ana")["active"] = false
	w.expect(w.cycle())
	w.must(w.directory.Update("ana", attrs{"surname": "Moreira"}))
	w.expect(w.cycle(), "GET /Users/ana", "PATCH /Users/ana Replace active=True Replace name.familyName=Moreira")
}

// E-2.7: under "sync all" objects out of scope are skipped and logged; under
// "sync assigned" nobody else is read in the initial cycle (E-1.18).
func TestOutOfScopeInTheInitialCycle(t *testing.T) {
	for _, everybody := range []bool{true, false} {
		w := office(t)
		w.everybody = everybody
		w.must(w.directory.Disable("ana"), w.directory.Assign("bo"))
		w.cycle()
		var want []string
		if everybody {
			want = []string{"other skipped NotEffectivelyEntitled"}
		}
		if got := w.logged("ana"); !slices.Equal(got, want) {
			t.Errorf("everybody %t: log of ana %v, want %v", everybody, got, want)
		}
		if w.user("ana") != nil || w.user("bo") == nil {
			t.Errorf("everybody %t: bo is provisioned, ana is not (E-2.6)", everybody)
		}
	}
}

// The watermark is stored at the end (E-1.14 step 7, E-1.19 step 10): a cycle
// that is cut off leaves everything to the next one, and nothing is done twice.
func TestInterruptedCycles(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("staff"))
	report := w.cutOff("POST /Users ana")
	if report.Actions[provision.ActionCreate] != 1 {
		t.Fatalf("report %+v", report)
	}
	if report = w.report(); !report.Initial {
		t.Error("the initial cycle was not finished, so the next one is initial")
	}
	want := []string{
		"GET /Users/ana", // linked already
		"GET /Users?userName eq bo@fabrikam.example", "POST /Users bo", "GET /Users?userName eq cy@fabrikam.example", "POST /Users cy",
		"GET /Groups?displayName eq Staff", "POST /Groups staff",
		"PATCH /Groups/staff Add members=ana", "PATCH /Groups/staff Add members=bo", "PATCH /Groups/staff Add members=cy",
	}
	w.expect(w.requests(), want...)

	w.must(w.directory.AddGroup(attrs{"id": "new", "displayName": "New", "members": []any{"ana", "bo"}}), w.directory.Assign("new"))
	w.must(w.directory.Update("ana", attrs{"surname": "Moreira"}))
	w.cutOff("PATCH /Groups/new Add members=ana")
	w.expect(w.cycle(), "GET /Users/ana", "GET /Groups/new", "PATCH /Groups/new Add members=bo")
	w.expect(w.cycle())
}

// A request whose answer was cut off by the end of the run is nobody's failure:
// it is not logged, not parked, and sent again in the next cycle.
func TestEndOfTheRunIsNoFailure(t *testing.T) {
	for _, during := range []string{
		"GET /Users?probe userName", "GET /Users?userName eq ana@fabrikam.example", "POST /Users ana", "POST /Groups design",
		"PATCH /Users/ana Add " + manager + "=bo", "PATCH /Groups/design Add members=ana",
	} {
		t.Run(during, func(t *testing.T) {
			w := office(t)
			w.must(w.directory.SetManager("ana", "bo"), w.directory.Assign("design"))
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			w.target.fault = func(r provision.Request) (provision.Response, error, bool) {
				if during == describe(r) {
					cancel()
				}
				return provision.Response{}, ctx.Err(), ctx.Err() != nil
			}
			report, err := w.start().Cycle(ctx)
			if !errors.Is(err, context.Canceled) || report.Failed != 0 || report.Probe != nil || len(w.job.Escrows()) != 0 {
				t.Errorf("error %v, report %+v, parked %v", err, report, w.job.Escrows())
			}
			w.target.fault = nil
			w.report()
			if !slices.Contains(w.target.trace, during) {
				t.Errorf("not sent again: %v", w.target.trace)
			}
		})
	}
}

// cutOff runs a cycle whose context ends when the target gets a request.
func (w *world) cutOff(during string) provision.Report {
	w.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	w.target.fault = func(r provision.Request) (provision.Response, error, bool) {
		if describe(r) == during {
			cancel()
		}
		return provision.Response{}, nil, false
	}
	report, err := w.start().Cycle(ctx)
	if !errors.Is(err, context.Canceled) {
		w.Fatalf("the cycle was cut off during %s, error %v", during, err)
	}
	w.target.fault = nil
	return report
}

// Several workers do the same as one, in whatever order.
func TestWorkers(t *testing.T) {
	outcomes := map[int][]string{}
	for _, workers := range []int{1, 8} {
		w := crowded(t, 300, 10)
		job, err := provision.NewJob(provision.Config{
			Profile: w.profile, Dialect: w.wire(), Directory: w.directory, Target: w.target, Log: w.log, Clock: w.clock, Workers: workers, Seed: 1,
		})
		w.must(err)
		w.job = job
		w.cycle()
		outcomes[workers] = slices.Sorted(slices.Values(w.requests()))
	}
	if diff := cmp.Diff(outcomes[1], outcomes[8]); diff != "" || len(outcomes[1]) < 1000 {
		t.Errorf("%d requests (one worker -, eight +)\n%s", len(outcomes[1]), diff)
	}
}

// Progress counts every object once.
func TestProgress(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("staff"))
	var seen [][2]int
	var err error
	w.job, err = provision.NewJob(provision.Config{
		Profile: w.profile, Dialect: w.wire(), Directory: w.directory, Target: w.target, Log: w.log, Clock: w.clock,
		Progress: func(done, total int) { seen = append(seen, [2]int{done, total}) },
	})
	w.must(err)
	w.cycle()
	if diff := cmp.Diff([][2]int{{1, 5}, {2, 5}, {3, 5}, {4, 5}, {5, 5}}, seen); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

// A profile that cannot be played says which attribute is wrong.
func TestBadMappings(t *testing.T) {
	tests := []struct{ name, target, says string }{
		{"no attribute name", "emails[type", "emails[type"},
		{"a filter that is no equality (E-3.21)", `emails[type eq "work" or type eq "home"].value`, "one equality"},
	}
	for _, test := range tests {
		w := office(t)
		w.profile.Users.Attributes[2].Target = test.target
		_, err := provision.NewJob(provision.Config{Profile: w.profile, Dialect: w.wire(), Directory: w.directory, Target: w.target, Log: w.log, Clock: w.clock})
		if err == nil || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), "user attribute") {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}
