package simulate

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/check"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/shape"
	"github.com/scimulator/scimulator/internal/verdict"
)

var monday = time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)

// What takes its time to make is made once for all runs.
var (
	once    sync.Mutex
	shared  *check.Judge
	formats = sync.OnceValues(func() (*shape.Set, error) { return shape.Compile(os.DirFS("../../schemas/format")) })
)

func judge(t *testing.T) *check.Judge {
	once.Lock()
	defer once.Unlock()
	if shared == nil {
		shared = theJudge(t)
	}
	return shared
}

// played is what a run left behind.
type played struct {
	run    verdict.Run
	log    []string          // lines of the provisioning log
	files  map[string]string // kept beside it
	events []Event
}

// stage is what a test plays: steps on the reference target.
type stage struct {
	profile *profile.Profile
	notify  string
	steps   []scenario.Step
}

type noFile struct{ bytes.Buffer }

func (*noFile) Sync() error { return nil }

// play runs the steps with two users, ana and bo, of whom ana is assigned, and the
// group design with ana.
func (s stage) play(t *testing.T) played {
	t.Helper()
	virtual := clock.NewVirtual(monday)
	if s.profile == nil {
		s.profile = small()
	}
	target := httptest.NewServer(refserver.New(refserver.Options{Token: "s3cr3t", Clock: virtual, Profile: s.profile, Tolerant: true, ETags: true}).Handler())
	t.Cleanup(target.Close)
	sender, err := client.New(client.Options{Base: target.URL + "/scim/v2", Token: "s3cr3t"})
	if err != nil {
		t.Fatal(err)
	}
	wire, _ := dialect.Lookup("entra")
	result := played{files: map[string]string{}}
	var log bytes.Buffer
	story := &scenario.Scenario{Name: "test", Notify: s.notify, Timeline: s.steps, Assigned: scenario.Assigned{Objects: []scenario.Assignment{{Object: "ana"}, {Object: "design"}}}, Directory: scenario.Directory{
		Users: []scenario.Object{
			{"id": "ana", "givenName": "Ana", "surname": "Reis", "userPrincipalName": "ana@fabrikam.example"},
			{"id": "bo", "givenName": "Bo", "surname": "Lind", "userPrincipalName": "bo@fabrikam.example"},
		},
		Groups: []scenario.Object{{"id": "design", "displayName": "Design", "members": []any{"ana"}}},
	}}
	result.run, err = Run(context.Background(), Config{
		Scenario: story, Profile: s.profile, Dialect: wire, Sender: sender, Judge: judge(t), Clock: virtual, Marking: directory.Marking{Marker: "sim1"},
		Seed: 1, Verify: true, Ledger: &noFile{}, Log: &log,
		Keep:  func(name string, content []byte) error { result.files[name] = string(content); return nil },
		Watch: func(event Event) { result.events = append(result.events, event) },
	})
	if err != nil {
		t.Fatal(err)
	}
	result.log = strings.Split(strings.TrimSpace(log.String()), "\n")
	result.sound(t)
	return result
}

// small is a profile with the mappings that the tests look at.
func small() *profile.Profile {
	all := []string{"create", "update", "delete"}
	return &profile.Profile{
		Name: "small", Title: "Small Application",
		Users: profile.Mapping{Actions: all, Attributes: []profile.Attribute{
			{Target: "userName", Source: "userPrincipalName", Matching: 1, Required: true},
			{Target: "active", Expression: `Switch([IsSoftDeleted], , "False", "True", "True", "False")`},
			{Target: "name.familyName", Source: "surname"},
			{Target: "title", Source: "jobTitle"},
		}},
		Groups: &profile.Mapping{Actions: all, Attributes: []profile.Attribute{
			{Target: "displayName", Source: "displayName", Matching: 1}, {Target: "members", Source: "members"},
		}},
	}
}

// sound checks the files against the published schemas: every line of the log
// (E-9.3, E-10.2) and the status of the job (E-1.3).
func (p played) sound(t *testing.T) {
	t.Helper()
	set, err := formats()
	if err != nil {
		t.Fatal(err)
	}
	validate := func(schema, text string) {
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		for _, violation := range set.Validate(schema, value) {
			t.Errorf("%s: %s: %s", schema, violation.Pointer(), violation.Message)
		}
	}
	for _, line := range p.log {
		if line != "" {
			validate("provisioning", line)
		}
	}
	validate("status", p.files[statusFile])
}

// conformant fails unless nothing was found.
func (p played) conformant(t *testing.T) {
	t.Helper()
	if p.run.Verdict == verdict.Conformant && len(p.run.Findings) == 0 {
		return
	}
	t.Errorf("verdict %s", p.run.Verdict)
	for _, finding := range p.run.Findings {
		t.Errorf("%s %s: %s (%s, seen %s)", finding.Outcome, finding.Requirement, finding.Message, finding.Expected, finding.Seen)
	}
	for _, check := range p.run.Checks {
		if check.Outcome != verdict.Pass {
			t.Errorf("%s: %s: %s", check.Outcome, check.Name, check.Reason)
		}
	}
}

// entries are the records of the log, without the answers of on-demand
// provisioning.
func (p played) entries(t *testing.T) []logEntry {
	t.Helper()
	var entries []logEntry
	for _, line := range p.log {
		var entry logEntry
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatal(err)
		}
		if entry.ID != "" {
			entries = append(entries, entry)
		}
	}
	return entries
}

// texts are what was told about the operator, faults and the job.
func (p played) texts() []string {
	var texts []string
	for _, event := range p.events {
		switch event.Kind {
		case Operated, FaultBegins, JobChanges:
			texts = append(texts, event.Text)
		}
	}
	return texts
}
