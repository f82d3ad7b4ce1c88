package certify_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/refserver/defect"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// The correct server gives no finding: strict under rfc, tolerant under entra,
// kind and unkind; and every check is judged or says why not.
func TestCleanServerHasNoFinding(t *testing.T) {
	c := newCourt(t)
	for _, s := range []service{
		{suite: certify.SuiteRFC}, {suite: certify.SuiteRFC, unkind: true}, {suite: certify.SuiteEntra}, {suite: certify.SuiteEntra, unkind: true},
	} {
		t.Run(fmt.Sprintf("%s, unkind %v", s.suite, s.unkind), func(t *testing.T) {
			run, err := c.try(t, s, chosen())
			if errors.Is(err, certify.ErrNothing) {
				t.Skip("no chosen check belongs to this suite")
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, one := range run.Checks {
				switch one.Outcome {
				case verdict.Pass, verdict.NotApplicable, verdict.Overruled:
				default:
					t.Errorf("%s %s: %s (%s)", one.Outcome, one.ID, one.Reason, one.Source)
				}
			}
			for _, f := range run.Findings {
				if f.Outcome != verdict.Overruled {
					t.Errorf("%s %s: %s: %s: expected %s, seen %s", f.Check, f.Requirement, f.Message, f.Attribute, f.Expected, f.Seen)
				}
			}
			for _, left := range run.Leftovers {
				t.Errorf("%s was left behind: %s", left.Resource, left.Reason)
			}
		})
	}
}

// Under each defect, each requirement that it breaks and that a chosen check
// judges is found broken: declared is part of killed (design §6).
func TestDefectsAreKilled(t *testing.T) {
	c := newCourt(t)
	checks := load(t)
	killers := map[string]int{} // by the place of the scenario: the rows of an outline are one check with several subjects
	survivors, unkilled := listed(t, "survivors"), listed(t, "unkilled")
	for i, d := range defect.All() {
		rules := judgedBy(checks, d.Breaks)
		if len(rules) == 0 || testing.Short() && i%12 != 0 {
			continue
		}
		t.Run(d.Name, func(t *testing.T) {
			killed, by := c.kills(t, d, rules)
			for _, place := range by {
				killers[place]++
			}
			for _, rule := range rules {
				pair := d.Name + " " + string(rule)
				switch known := survivors[pair]; {
				case killed[rule] && known:
					t.Errorf("%s is killed now: take %q out of testdata/survivors.txt", rule, pair)
				case !killed[rule] && !known:
					t.Errorf("%s survives: %s\n\tit shows by: %s %s", rule, d.Sentence, strings.Join(d.Shows.Given, "; "), d.Shows.Request)
				}
			}
		})
	}
	for _, one := range checks {
		if testing.Short() {
			break // with some of the defects only, some checks are not put to the test
		}
		switch killed := killers[place(one)] > 0; {
		case !wanted(one) || onlyClient(c.catalogue, one) || one.ID == overTLS: // these have tests of their own
		case killed && unkilled[one.ID]:
			t.Errorf("a defect fails the check %s now: take it out of testdata/unkilled.txt", one.ID)
		case !killed && !unkilled[one.ID] && !c.killedAlone(t, one):
			t.Errorf("no defect that breaks its requirements fails the check %s (%s:%d)", one.ID, one.File, one.Line)
		}
	}
}

// onlyClient says whether a check judges nothing but what the client does.
func onlyClient(catalogue *requirement.Catalogue, one certify.Check) bool {
	return !slices.ContainsFunc(one.Rules, func(rule requirement.ID) bool {
		entry, known := catalogue.Get(rule)
		return known && entry.Judges != "client"
	})
}

// listed are the lines of a list of what is not done yet. Such a list may only get
// shorter: what is done has to be taken out.
func listed(t *testing.T, name string) map[string]bool {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			lines[line] = true
		}
	}
	return lines
}

// place is where a check stands, as reports show it.
func place(one certify.Check) string { return fmt.Sprintf("%s:%d", one.File, one.Line) }

// failing are the places of the checks that a run failed.
func failing(run verdict.Run) []string {
	var places []string
	for _, one := range run.Checks {
		if one.Outcome == verdict.Fail || one.Outcome == verdict.Advice {
			places = append(places, one.Source)
		}
	}
	return places
}

// judgedBy are the requirements among these that a chosen check judges.
func judgedBy(checks []certify.Check, rules []requirement.ID) []requirement.ID {
	var judged []requirement.ID
	for _, rule := range rules {
		if slices.ContainsFunc(checks, func(one certify.Check) bool { return wanted(one) && slices.Contains(one.Rules, rule) }) {
			judged = append(judged, rule)
		}
	}
	return judged
}

func wanted(one certify.Check) bool {
	choice := chosen()
	return len(choice.Only) == 0 || slices.ContainsFunc(choice.Only, func(name string) bool { return one.Is(name) })
}

// trial is one way to play checks: by the RFCs on the strict server, by Entra's
// needs on the tolerant one, by a document under the profile of its application.
type trial struct{ suite, tags, application string }

func trials() []trial {
	all := []trial{
		{certify.SuiteRFC, "not @slow", ""}, {certify.SuiteEntra, "not @slow", ""}, {certify.SuiteRFC, "@slow", ""}, {certify.SuiteEntra, "@slow", ""}, {certify.SuiteEntra, "@large", ""},
	}
	for _, name := range []string{"autodesk", "cloud-academy", "ideo"} {
		all = append(all, trial{certify.SuiteDocumented, "", name})
	}
	return all
}

// judges says whether a trial can find a requirement broken.
func (one trial) judges(rule requirement.ID) bool {
	switch source, _, _ := strings.Cut(string(rule), "-"); source {
	case "PROV", "ADSK", "SYNC", "SSO":
		return one.application == "autodesk"
	case "CA":
		return one.application == "cloud-academy"
	case "IDEO":
		return one.application == "ideo"
	default:
		return one.suite == certify.SuiteEntra || one.suite == certify.SuiteRFC && strings.HasPrefix(source, "RFC")
	}
}

func (c court) service(t testing.TB, one trial, d defect.Defect) service {
	s := service{suite: one.suite, defects: []defect.Defect{d}}
	if one.application != "" {
		s.profile = application(t, one.application)
	}
	return s
}

// kills plays the checks of some requirements against a broken server, as strict
// as the requirements ask.
func (c court) kills(t *testing.T, d defect.Defect, rules []requirement.ID) (killed map[requirement.ID]bool, by []string) {
	t.Helper()
	killed = map[requirement.ID]bool{}
	fatal := map[string]bool{}
	for _, trial := range trials() {
		names := open(killed, rules, trial)
		if len(names) == 0 {
			continue
		}
		run, err := c.try(t, c.service(t, trial, d), certify.Choice{Only: names, Tags: trial.tags})
		var unreachable *certify.Unreachable
		switch {
		case errors.As(err, &unreachable): // exit 3 and a sentence: the whole target has no verdict (design §4)
			for _, rule := range rules {
				killed[rule] = true
			}
			continue
		case errors.Is(err, certify.ErrNothing):
			continue
		case err != nil:
			t.Fatal(err)
		}
		for _, f := range run.Findings {
			if f.Outcome != verdict.Fail && f.Outcome != verdict.Advice {
				continue
			}
			for _, rule := range append(slices.Clone(f.Also), f.Requirement) {
				killed[rule] = true
			}
		}
		for _, place := range failing(run) {
			fatal[place] = true
		}
	}
	return killed, slices.Sorted(maps.Keys(fatal))
}

// killedAlone says whether some defect that breaks a requirement of a check fails
// it when nothing else is played: above, a check is not played any more once
// another, with luck, has found the same requirement broken.
func (c court) killedAlone(t *testing.T, one certify.Check) bool {
	t.Helper()
	names := []string{one.ID}
	if one.Generated() { // its rows have ids of their own
		names = nil
		for _, rule := range one.Rules {
			names = append(names, string(rule))
		}
	}
	for _, d := range defect.All() {
		if len(judgedBy([]certify.Check{one}, d.Breaks)) == 0 {
			continue
		}
		for _, trial := range trials() {
			if !slices.ContainsFunc(one.Rules, trial.judges) {
				continue
			}
			run, err := c.try(t, c.service(t, trial, d), certify.Choice{Only: names})
			if err == nil && slices.Contains(failing(run), place(one)) {
				return true
			}
		}
	}
	return false
}

// open are the requirements that nothing has found broken yet, of those that a
// trial judges. Any check that misses an effect may show HOUSE-01.
func open(killed map[requirement.ID]bool, rules []requirement.ID, one trial) []string {
	var names []string
	house := false
	for _, rule := range rules {
		if !killed[rule] && one.judges(rule) {
			names = append(names, string(rule))
			house = house || rule == "HOUSE-01"
		}
	}
	if !house {
		return names
	}
	names = nil
	for _, rule := range rules {
		if one.judges(rule) {
			names = append(names, string(rule))
		}
	}
	return names
}
