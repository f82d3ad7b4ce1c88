package provision_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/provision/dialect"
)

type attrs = map[string]any

const (
	enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	department = enterprise + ":department"
	manager    = enterprise + ":manager"
	switched   = `Switch([IsSoftDeleted], , "False", "True", "True", "False")`
)

// jobID is the id of the job (E-1.2).
const jobID = "scim.4be1d0c2a5f94d7a8f0c2c9b6f1e7a33.0d9b1c1e-58c0-4f0e-9f6a-1f2d3c4b5a69"

var monday = time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)

// application is a small profile with the default mappings (E-3.25, E-3.26).
func application() *profile.Profile {
	all := []string{"create", "update", "delete"}
	return &profile.Profile{
		Name: "application",
		Users: profile.Mapping{Actions: all, Attributes: []profile.Attribute{
			{Target: "userName", Source: "userPrincipalName", Matching: 1, Required: true},
			{Target: "active", Expression: switched},
			{Target: "name.givenName", Source: "givenName"},
			{Target: "name.familyName", Source: "surname"},
			{Target: `emails[type eq "work"].value`, Source: "mail"},
			{Target: department, Source: "department"},
			{Target: manager, Source: "manager"},
		}},
		Groups: &profile.Mapping{Actions: all, Attributes: []profile.Attribute{
			{Target: "displayName", Source: "displayName", Matching: 1, Required: true},
			{Target: "externalId", Source: "objectId"},
			{Target: "members", Source: "members"},
		}},
	}
}

// recorder keeps the provisioning log.
type recorder struct {
	mu      sync.Mutex
	records []provision.Record
}

func (r *recorder) Record(record provision.Record) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.records = append(r.records, record)
}

// world is a directory, a target and the job between them.
type world struct {
	*testing.T
	profile   *profile.Profile
	directory *directory.Directory
	target    *fakeTarget
	log       *recorder
	clock     *clock.Virtual
	job       *provision.Job
	everybody bool
	dialect   string
	notices   []provision.Notice
	oauth     bool
}

// office has the users ana, bo and cy and the groups design (ana, bo) and staff
// (ana, bo, cy); nobody is assigned yet, no cycle was run.
func office(t *testing.T) *world {
	t.Helper()
	w := empty(t)
	for _, user := range []attrs{
		{"id": "ana", "givenName": "Ana", "surname": "Reis", "userPrincipalName": "ana@fabrikam.example"},
		{"id": "bo", "givenName": "Bo", "surname": "Lind", "userPrincipalName": "bo@fabrikam.example"},
		{"id": "cy", "givenName": "Cy", "surname": "Young", "userPrincipalName": "cy@fabrikam.example"},
	} {
		w.must(w.directory.AddUser(user))
	}
	w.must(w.directory.AddGroup(attrs{"id": "design", "displayName": "Design", "members": []any{"ana", "bo"}}))
	w.must(w.directory.AddGroup(attrs{"id": "staff", "displayName": "Staff", "members": []any{"ana", "bo", "cy"}}))
	return w
}

// crowded has generated users in assigned groups.
func crowded(t *testing.T, users, groups int) *world {
	t.Helper()
	w := empty(t)
	w.must(w.directory.Generate(directory.Crowd{Users: users, Groups: groups, Seed: 1, Assigned: true}))
	return w
}

func empty(t *testing.T) *world {
	return &world{
		T: t, profile: application(), directory: directory.New(directory.Options{Start: monday}), target: newFakeTarget(),
		log: &recorder{}, clock: clock.NewVirtual(monday), dialect: "entra",
	}
}

func (w *world) must(errs ...error) {
	w.Helper()
	for _, err := range errs {
		if err != nil {
			w.Fatal(err)
		}
	}
}

// start makes the job on first use, so that a test can prepare the rest.
func (w *world) start() *provision.Job {
	w.Helper()
	if w.job != nil {
		return w.job
	}
	var err error
	w.job, err = provision.NewJob(provision.Config{
		Profile: w.profile, Dialect: w.wire(), Directory: w.directory, Target: w.target, Log: w.log, Clock: w.clock, Everybody: w.everybody, Seed: 1,
		ID: jobID, OAuth: w.oauth, Notify: func(n provision.Notice) { w.notices = append(w.notices, n) },
	})
	w.must(err)
	return w.job
}

func (w *world) wire() dialect.Dialect {
	w.Helper()
	wire, ok := dialect.Lookup(w.dialect)
	if !ok {
		w.Fatalf("no dialect %q", w.dialect)
	}
	return wire
}

// pass lets time pass.
func (w *world) pass(span time.Duration) {
	w.Helper()
	until := w.clock.Now().Add(span)
	w.must(w.clock.Until(context.Background(), until))
	w.directory.Tick(until)
}

// report runs a cycle, forgets what was recorded before it, and lets the 40
// minutes to the next one pass.
func (w *world) report() provision.Report {
	w.Helper()
	w.target.trace, w.log.records = nil, nil
	report, err := w.start().Cycle(context.Background())
	w.must(err)
	if report.Probe != nil {
		w.Fatalf("the probe failed: %v", report.Probe)
	}
	w.pass(provision.Interval)
	return report
}

// cycle runs a cycle and gives its requests without the probes.
func (w *world) cycle() []string {
	w.Helper()
	w.report()
	return w.requests()
}

func (w *world) requests() []string {
	var requests []string
	for _, line := range w.target.trace {
		if !strings.Contains(line, "?probe ") {
			requests = append(requests, line)
		}
	}
	return requests
}

// writes are the requests of the last cycle that are not GET.
func (w *world) writes() []string {
	var writes []string
	for _, line := range w.requests() {
		if !strings.HasPrefix(line, "GET ") {
			writes = append(writes, line)
		}
	}
	return writes
}

// expect compares requests, in order.
func (w *world) expect(got []string, want ...string) {
	w.Helper()
	if diff := cmp.Diff(want, got); diff != "" && len(got)+len(want) > 0 {
		w.Errorf("requests (want -, got +)\n%s", diff)
	}
}

// logged are the records about an object in the last cycle: "disable success",
// "other skipped RedundantExport".
func (w *world) logged(object string) []string {
	lines := []string{}
	for _, record := range w.log.records {
		if record.Object == object {
			lines = append(lines, strings.TrimSpace(string(record.Action)+" "+string(record.Status)+" "+record.Code))
		}
	}
	return lines
}

func (w *world) expectLog(object string, want ...string) {
	w.Helper()
	if diff := cmp.Diff(want, w.logged(object)); diff != "" {
		w.Errorf("log of %s (want -, got +)\n%s", object, diff)
	}
}

// user is a resource of the target, nil when absent.
func (w *world) user(id string) map[string]any {
	return w.target.resources[key(provision.User, "t-"+id)]
}
