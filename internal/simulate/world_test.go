package simulate

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/verdict"
)

const (
	enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	manager    = enterprise + ":manager"
)

// application is a small profile with some of the default mappings (E-3.25,
// E-3.26).
func application(effects ...profile.Effect) *profile.Profile {
	all := []string{"create", "update", "delete"}
	return &profile.Profile{
		Name: "application", Title: "Fabrikam Buy", Effects: effects,
		Users: profile.Mapping{Actions: all, Attributes: []profile.Attribute{
			{Target: "userName", Source: "userPrincipalName", Matching: 1, Required: true},
			{Target: "active", Expression: `Switch([IsSoftDeleted], , "False", "True", "True", "False")`},
			{Target: "title", Source: "jobTitle"},
			{Target: "name.familyName", Source: "surname"},
			{Target: enterprise + ":department", Source: "department"},
			{Target: manager, Source: "manager"},
		}},
		Groups: &profile.Mapping{Actions: all, Attributes: []profile.Attribute{
			{Target: "displayName", Source: "displayName", Matching: 1, Required: true},
			{Target: "members", Source: "members"},
		}},
	}
}

// world is one run against a store.
type world struct {
	*testing.T
	store   *store
	config  Config
	log     bytes.Buffer
	ledger  memory
	events  []Event
	ctx     context.Context
	stop    context.CancelFunc
	clock   *clock.Virtual
	outcome verdict.Run
	err     error
}

// memory is a ledger in memory that counts how often it is synced.
type memory struct {
	bytes.Buffer
	synced int
	broken error
}

func (m *memory) Write(p []byte) (int, error) {
	if m.broken != nil {
		return 0, m.broken
	}
	return m.Buffer.Write(p)
}

func (m *memory) Sync() error { m.synced++; return nil }

// office is the beginning of most stories here: three people and two groups, all
// assigned.
const office = `"directory": {
	"users": [
		{"id": "ana", "surname": "Reis", "userPrincipalName": "ana@fabrikam.example", "jobTitle": "Buyer"},
		{"id": "bo", "surname": "Lind", "userPrincipalName": "bo@fabrikam.example", "manager": "ana"},
		{"id": "cy", "surname": "Young", "userPrincipalName": "cy@fabrikam.example"}],
	"groups": [{"id": "design", "displayName": "Design", "members": ["ana", "bo"]}]},
	"assigned": ["design", "cy"]`

// tell makes a world for the story: the office, and the steps of a timeline.
func tell(t *testing.T, steps ...string) *world {
	t.Helper()
	return worldOf(t, `{`+office+`, "timeline": [`+strings.Join(steps, ",")+`]}`)
}

func worldOf(t *testing.T, story string) *world {
	t.Helper()
	w := &world{T: t, store: newStore(), clock: clock.NewVirtual(monday)}
	w.ctx, w.stop = context.WithCancel(context.Background())
	t.Cleanup(w.stop)
	loaded := &scenario.Scenario{}
	if err := json.Unmarshal([]byte(story), loaded); err != nil {
		t.Fatal(err)
	}
	wire, _ := dialect.Lookup("entra")
	w.config = Config{
		Scenario: loaded, Profile: application(), Dialect: wire, Sender: w.store, Judge: theJudge(t), Clock: w.clock,
		Marking: directory.Marking{Marker: "sim1"}, Seed: 1, Verify: true, Ledger: &w.ledger, Log: &w.log,
		Watch: func(event Event) { w.events = append(w.events, event) },
	}
	return w
}

// run plays the story.
func (w *world) run() *world {
	w.Helper()
	w.outcome, w.err = Run(w.ctx, w.config)
	return w
}

// clean fails when there is a finding, and else when a check did not pass.
func (w *world) clean() *world {
	w.Helper()
	if w.err != nil || w.outcome.Verdict != verdict.Conformant || len(w.outcome.Findings) > 0 {
		w.Errorf("%v: %s\n%s", w.err, w.outcome.Verdict, w.findings())
	}
	return w
}

// findings are the findings, one a line: "Fail HOUSE-01 ana title".
func (w *world) findings() string {
	var lines []string
	for _, f := range w.outcome.Findings {
		line := strings.Join([]string{f.Outcome.String(), string(f.Requirement), f.Object, f.Attribute}, " ")
		lines = append(lines, strings.TrimSpace(line))
	}
	return strings.Join(lines, "\n")
}

// finds compares the findings with the expected ones, one a line.
func (w *world) finds(want ...string) *world {
	w.Helper()
	if got := w.findings(); got != strings.Join(want, "\n") {
		w.Errorf("findings\n%s\nwant\n%s\n(%v)", got, strings.Join(want, "\n"), w.outcome.Findings)
	}
	return w
}

// verdict compares the verdict of the run.
func (w *world) verdict(want verdict.Verdict) *world {
	w.Helper()
	if w.outcome.Verdict != want {
		w.Errorf("verdict %s, want %s\n%s", w.outcome.Verdict, want, w.findings())
	}
	return w
}

// outcomes are the checks by name.
func (w *world) outcomes() map[string]verdict.Outcome {
	all := map[string]verdict.Outcome{}
	for _, check := range w.outcome.Checks {
		all[check.Name] = check.Outcome
	}
	return all
}

// cycles are the beginnings of the cycles since monday, those in which nothing
// happened too.
func (w *world) cycles() string {
	var lines []string
	for _, event := range w.events {
		if event.Kind == CycleBegins {
			lines = append(lines, fmt.Sprint(event.At.Sub(monday)))
		}
	}
	return strings.Join(lines, " ")
}

const initial, incremental = `{"cycle": "initial"}`, `{"cycle": "incremental"}`

// A story without faults ends conformant, leaves nothing behind, and sends what
// Entra sends: everybody by matching, the manager and the members at last
// (E-1.14, E-1.16, E-1.34).
func TestStoryWithoutFaults(t *testing.T) {
	w := tell(t, initial, `{"after": "5m", "change": [{"update": {"id": "ana", "jobTitle": "Lead"}}, {"removeMember": {"group": "design", "member": "bo"}}, {"assign": "bo"}]}`,
		incremental, `{"change": [{"disable": "cy"}, {"setManager": {"user": "bo", "manager": null}}]}`, incremental).run().clean()
	want := "POST /Users POST /Users POST /Users POST /Groups PATCH /Users/user-2 PATCH /Groups/group-1 PATCH /Groups/group-1 " +
		"PATCH /Users/user-1 PATCH /Groups/group-1 PATCH /Users/user-3 PATCH /Users/user-2"
	if got := strings.Join(w.store.writes("provisioning"), " "); got != want {
		t.Errorf("sent\n%s\nwant\n%s", got, want)
	}
	if len(w.store.resources) > 0 || len(w.outcome.Leftovers) > 0 {
		t.Errorf("left behind: %v", w.store.resources)
	}
	if f := w.outcome.Figures; f.Verification == 0 || f.Resources != 8 || f.Requests["PATCH /Users"] != 4 {
		t.Errorf("figures %+v", f)
	}
}

// Without reading back, the same traffic of the identity provider is sent, and
// nothing else before the clean-up.
func TestVerificationIsNotTraffic(t *testing.T) {
	with, without := tell(t, initial, incremental), tell(t, initial, incremental)
	without.config.Verify = false
	with.run().clean()
	without.run().clean()
	if a, b := with.store.count("provisioning"), without.store.count("provisioning"); a != b || with.store.count("verification") == 0 || without.store.count("verification") != 0 {
		t.Errorf("%d and %d requests of the identity provider, %d and %d of ours", a, b, with.store.count("verification"), without.store.count("verification"))
	}
	for signature, count := range with.outcome.Figures.Requests {
		if without.outcome.Figures.Requests[signature] != count {
			t.Errorf("%s: %d times, without reading back %d times", signature, count, without.outcome.Figures.Requests[signature])
		}
	}
}

// assignedTo assigns objects without a role.
func assignedTo(aliases ...string) []scenario.Assignment {
	list := make([]scenario.Assignment, len(aliases))
	for i, alias := range aliases {
		list[i].Object = alias
	}
	return list
}
