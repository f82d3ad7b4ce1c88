package certify_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/refserver/defect"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/simulate"
	"github.com/scimulator/scimulator/internal/verdict"
)

// applications are the profiles whose behavior is documented.
var applications = [...]string{"autodesk", "cloud-academy", "ideo", "ideo-put"}

func application(t testing.TB, name string) *profile.Profile {
	t.Helper()
	file := "../../scenarios/profiles/" + name + ".yaml"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := profile.Load(file, text, formats(t), anything, func(string) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

// anything: the profiles are held by tests of their own.
func anything(string) (message string, offset int, ok bool) { return "", 0, true }

// On the correct server every row of the documents passes, or is played by our
// engine, which is no credit of the target; or it needs an observer and says so.
func TestBehaviorOnTheCleanServer(t *testing.T) {
	if *only != "" && !strings.HasPrefix(*only, "behavior") {
		t.Skip("-only leaves out the behavior")
	}
	c := newCourt(t)
	for _, name := range applications {
		t.Run(name, func(t *testing.T) {
			run, err := c.try(t, service{suite: certify.SuiteDocumented, profile: application(t, name)}, certify.Choice{Only: []string{"behavior*"}})
			if err != nil {
				t.Fatal(err)
			}
			for _, one := range run.Checks {
				played := strings.HasPrefix(one.Reason, "played ") || strings.HasPrefix(one.Reason, "needs ") || strings.HasPrefix(one.Reason, "the profile ")
				if one.Outcome != verdict.Pass && !(one.Outcome == verdict.NotApplicable && played) {
					t.Errorf("%s %s: %s", one.Outcome, one.ID, one.Reason)
				}
			}
			for _, f := range run.Findings {
				t.Errorf("%s %s: %s: expected %s, seen %s", f.Check, f.Requirement, f.Message, f.Expected, f.Seen)
			}
		})
	}
}

// Without observers and actions no row about the account side is judged, and none
// passes: it says what it needs.
func TestBehaviorWithoutObservers(t *testing.T) {
	if *only != "" && !strings.HasPrefix(*only, "behavior") {
		t.Skip("-only leaves out the behavior")
	}
	c := newCourt(t)
	for _, name := range applications {
		t.Run(name, func(t *testing.T) {
			run, err := c.try(t, service{suite: certify.SuiteDocumented, profile: application(t, name), blind: true}, certify.Choice{Only: []string{"behavior*"}})
			if err != nil {
				t.Fatal(err)
			}
			for _, j := range run.Requirements {
				entry, _ := c.catalogue.Get(j.ID)
				if entry.Judges == "account" && len(entry.For) > 0 && entry.Exempt == "" && (j.Outcome != verdict.NotApplicable || !strings.HasPrefix(j.Reason, "needs ")) {
					t.Errorf("%s: %s %q", j.ID, j.Outcome, j.Reason)
				}
			}
		})
	}
}

// mutation is an engine that does not do what a row promises of it.
type mutation struct {
	story   func(s *scenario.Scenario)
	profile func(p *profile.Profile)
	told    func(p *profile.Profile)               // what the checks are told of the application
	step    func(step scenario.Step) scenario.Step // what it does instead of a step
	slow    bool                                   // the last cycle takes as long as the first
}

func (m mutation) before(story *scenario.Scenario, p *profile.Profile) (*scenario.Scenario, *profile.Profile) {
	s, changed := *story, *p
	if m.story != nil {
		m.story(&s)
	}
	if m.profile != nil {
		m.profile(&changed)
	}
	return &s, &changed
}

func (m mutation) known(p *profile.Profile) *profile.Profile {
	if p == nil || m.told == nil {
		return p
	}
	changed := *p
	m.told(&changed)
	return &changed
}

// mutated is a session of such an engine.
type mutated struct {
	*simulate.Session
	mutation
}

func (m mutated) Play(ctx context.Context, step *scenario.Step) ([]verdict.Check, error) {
	if m.step != nil {
		other := m.step(*step)
		step = &other
	}
	return m.Session.Play(ctx, step)
}

func (m mutated) Spans() (first, last time.Duration) {
	first, last = m.Session.Spans()
	if m.slow {
		last = first
	}
	return first, last
}

// mutations are, by the row that they break, the engine that breaks it.
func mutations(groups *profile.Mapping) map[requirement.ID]mutation {
	nobody := func(s *scenario.Scenario) { s.Assigned = scenario.Assigned{} }
	withoutActions := func(p *profile.Profile) { p.Users.Actions = []string{"update", "delete"} }
	return map[requirement.ID]mutation{
		"PROV-06": {profile: func(p *profile.Profile) { p.Scope.Sync = "all" }},
		"PROV-08": {story: nobody},
		"PROV-09": {slow: true},
		"PROV-10": {step: func(s scenario.Step) scenario.Step { s.Run /= 2; return s }},
		"PROV-11": {profile: withoutActions},
		"PROV-12": {step: func(s scenario.Step) scenario.Step { s.Operate = nil; return s }},
		"CA-02":   {profile: func(p *profile.Profile) { p.Groups = groups }},
		"CA-03":   {told: func(p *profile.Profile) { p.TenantURLs = p.TenantURLs[:1] }},
		"IDEO-03": {profile: func(p *profile.Profile) {
			p.Options.GroupWrite = map[bool]string{true: "patch", false: "put"}[p.Options.GroupWrite == "put"]
		}},
		"SYNC-12b": {step: func(s scenario.Step) scenario.Step { s.Operate = nil; return s }},
		"SYNC-15":  {story: func(s *scenario.Scenario) { s.Assigned.All = true }},
		"SYNC-17": {step: func(s scenario.Step) scenario.Step {
			if s.After > 0 {
				return scenario.Step{Cycle: "incremental"}
			}
			return s
		}},
	}
}

// Rows about the client are no target's to break. An engine that does not do what
// they promise is told from one that does: the check is broken then, not passed.
func TestBehaviorOfTheEngineIsJudged(t *testing.T) {
	if *only != "" && !strings.HasPrefix(*only, "behavior") {
		t.Skip("-only leaves out the behavior")
	}
	c := newCourt(t)
	broken := mutations(application(t, "ideo").Groups)
	for _, entry := range c.catalogue.All() {
		if entry.Judges != "client" || len(entry.For) == 0 || entry.Exempt != "" {
			continue
		}
		m, known := broken[entry.ID]
		if !known {
			t.Errorf("no engine breaks %s", entry.ID)
			continue
		}
		t.Run(string(entry.ID), func(t *testing.T) {
			p := application(t, entry.For[0])
			run, err := c.try(t, service{suite: certify.SuiteDocumented, profile: p, engine: m}, certify.Choice{Only: []string{string(entry.ID)}})
			if err != nil {
				t.Fatal(err)
			}
			at := slices.IndexFunc(run.Requirements, func(j verdict.Judged) bool { return j.ID == entry.ID })
			if at < 0 || run.Requirements[at].Outcome != verdict.Broken {
				t.Errorf("an engine that breaks it is not told: %+v", run.Checks)
			}
		})
	}
}

// Each row of the documents has a check of its own, but for what is text in a
// profile (IDEO-04).
func TestEveryRowHasACheck(t *testing.T) {
	checks := load(t)
	for _, entry := range newCourt(t).catalogue.All() {
		if len(entry.For) == 0 || entry.Exempt != "" {
			continue
		}
		if !slices.ContainsFunc(checks, func(one certify.Check) bool {
			return strings.HasPrefix(one.ID, "behavior/") && slices.Contains(one.Rules, entry.ID)
		}) {
			t.Errorf("%s has no check: %s", entry.ID, entry.Text)
		}
	}
}

// Deleting a user is not supported by Autodesk (SYNC-07): a clean refusal passes,
// and so does success without effect, or a deletion that works. Harm to anybody
// else fails.
func TestDeletionIsNobodyElsesAffair(t *testing.T) {
	c := newCourt(t)
	deleting := application(t, "autodesk")
	deleting.Effects = slices.DeleteFunc(slices.Clone(deleting.Effects), func(e profile.Effect) bool { return e.When == "user.delete" })
	for _, test := range []struct {
		name, defect string
		profile      *profile.Profile
		want         verdict.Outcome
	}{
		{"refused", "", application(t, "autodesk"), verdict.Pass},
		{"carried out", "", deleting, verdict.Pass},
		{"success without effect", "write-delete-disables", deleting, verdict.Pass},
		{"harm to others", "behavior-deletion-takes-family", application(t, "autodesk"), verdict.Fail},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := service{suite: certify.SuiteDocumented, profile: test.profile}
			if d, known := defect.Lookup(test.defect); known {
				s.defects = []defect.Defect{d}
			}
			run, err := c.try(t, s, certify.Choice{Only: []string{"behavior/synced-users/deleting-a-user-is-not-supported-and-harms-nobody-else"}})
			if err != nil {
				t.Fatal(err)
			}
			if got := run.Checks[0]; got.Outcome != test.want {
				t.Errorf("%s, expected %s: %s", got.Outcome, test.want, got.Reason)
			}
		})
	}
}

// What is only inferred from a document is no more than advice.
func TestInferredRowsNeverFail(t *testing.T) {
	inferred := 0
	for _, entry := range newCourt(t).catalogue.All() {
		if len(entry.For) == 0 || entry.Level != "inferred" {
			continue
		}
		inferred++
		if entry.Ceiling() == requirement.CanFail {
			t.Errorf("%s can fail", entry.ID)
		}
	}
	if inferred < 5 {
		t.Errorf("only %d rows are inferred", inferred)
	}
}
