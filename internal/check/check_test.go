package check

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// The outcome of a finding is that of its entry: design §6, what may fail.
func TestOutcomeIsTheEntrys(t *testing.T) {
	judge := &Judge{catalogue: readCatalogue(t, `
- {id: RFC7644-1-R01, source: x, level: MUST, text: x}
- {id: RFC7644-1-R02, source: x, level: MUST_NOT, text: x}
- {id: RFC7644-1-R03, source: x, level: SHOULD, text: x}
- {id: RFC7644-1-R04, source: x, level: SHOULD_NOT, text: x}
- {id: RFC7644-1-R05, source: x, level: MAY, text: x}
- {id: RFC7644-1-R06, source: x, level: implied, force: defines, text: x}
- {id: RFC7644-1-R07, source: x, level: implied, force: reads, text: x}
- {id: E-1.1, source: ENTRA, level: documented, text: x}
- {id: E-1.2, source: ENTRA, level: observed, text: x}
- {id: E-1.3, source: ENTRA, level: inferred, text: x}
- {id: PROV-01, source: x, level: stated, text: x}
- {id: PROV-02, source: x, level: stated, judges: client, text: x}
- {id: HOUSE-01, source: HOUSE, level: house, text: x}
`)}
	for _, want := range []struct {
		rule    requirement.ID
		outcome verdict.Outcome
	}{
		{"RFC7644-1-R01", verdict.Fail}, {"RFC7644-1-R02", verdict.Fail}, {"RFC7644-1-R03", verdict.Advice}, {"RFC7644-1-R04", verdict.Advice},
		{"RFC7644-1-R05", verdict.NotApplicable}, {"RFC7644-1-R06", verdict.Fail}, {"RFC7644-1-R07", verdict.Advice},
		{"E-1.1", verdict.Fail}, {"E-1.2", verdict.Advice}, {"E-1.3", verdict.Advice},
		{"PROV-01", verdict.Fail}, {"PROV-02", verdict.NotApplicable}, {"HOUSE-01", verdict.Fail},
		{"RFC7644-9-R99", verdict.Broken}, // nothing may fail without an entry
	} {
		if got := judge.Finding(want.rule, verdict.Finding{Outcome: verdict.Pass}); got.Outcome != want.outcome || got.Requirement != want.rule {
			t.Errorf("%s: %s %s, want %s", want.rule, got.Outcome, got.Requirement, want.outcome)
		}
	}
}

func TestFindingIsCompleted(t *testing.T) {
	judge := realJudge(t)
	bare := judge.Finding("E-6.2", verdict.Finding{Message: "m", Object: "ana"})
	if bare.Level != "documented" || bare.Sentence == "" || bare.Harm != verdict.SyncBlocked || !strings.Contains(bare.Hint, "application/scim+json") {
		t.Errorf("not completed: %+v", bare)
	}
	if bare.Message != "m" || bare.Object != "ana" {
		t.Errorf("what was there is gone: %+v", bare)
	}
	own := judge.Finding("E-6.2", verdict.Finding{Harm: verdict.UsersLost, Hint: "mine"})
	if own.Harm != verdict.UsersLost || own.Hint != "mine" {
		t.Errorf("what the finding said itself was overwritten: %+v", own)
	}
	foreign := judge.Finding("PROV-03", verdict.Finding{})
	if foreign.Harm != verdict.DataDrift || !strings.Contains(foreign.Hint, "scimulator explain PROV-03") {
		t.Errorf("a rule without a remedy: %+v", foreign)
	}
}

// Every rule with a remedy is in the catalogue, so that none is a slip.
func TestRemediesAreOfRealRules(t *testing.T) {
	catalogue := realCatalogue(t)
	for rule := range elsewhere() {
		if _, known := catalogue.Get(rule); !known {
			t.Errorf("there is no requirement %s", rule)
		}
		if _, twice := cited()[rule]; twice {
			t.Errorf("%s has two remedies", rule)
		}
	}
}

// The table of rules is what the code cites, no more and no less: New checks the
// table against the catalogue.
func TestCitedRulesAreTheTables(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no source (%v)", err)
	}
	quoted := regexp.MustCompile(`"((?:RFC[0-9]+|E|HOUSE)-[0-9A-Z.-]+)"`)
	used := map[requirement.ID]bool{}
	for _, file := range files {
		if file == "remedy.go" || strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range quoted.FindAllStringSubmatch(string(source), -1) {
			used[requirement.ID(match[1])] = true
		}
	}
	for rule := range cited() {
		if !used[rule] {
			t.Errorf("%s is in the table, and nothing cites it", rule)
		}
	}
	for rule := range used {
		if _, there := cited()[rule]; !there {
			t.Errorf("%s is cited, and the table does not have it", rule)
		}
	}
}

// A judge that would let breaches pass is not made.
func TestNewRefuses(t *testing.T) {
	messages := compiled(t, os.DirFS(schemaFolder))
	for _, bad := range []struct {
		name, entries, phrase string
	}{
		{"a catalogue without a rule that is cited", `- {id: HOUSE-02, source: HOUSE, level: house, text: x}`, "E-5.28, which the catalogue does not hold"},
		{"a rule that no target can break", `- {id: E-5.28, source: ENTRA, level: documented, judges: client, text: x}`, "no target can break it"},
	} {
		if _, err := New(readCatalogue(t, bad.entries), messages); err == nil || !strings.Contains(err.Error(), bad.phrase) {
			t.Errorf("%s: %v", bad.name, err)
		}
	}
	none := compiled(t, fstest.MapFS{"user.schema.json": &fstest.MapFile{Data: []byte(`{"$schema": "https://json-schema.org/draft/2020-12/schema"}`)}})
	if _, err := New(realCatalogue(t), none); err == nil || !strings.Contains(err.Error(), `"group"`) {
		t.Errorf("schemas are missing: %v", err)
	}
}

// Of several rules that demand the same, the one that binds is cited; among
// equals the first.
func TestBindingRule(t *testing.T) {
	judge := realJudge(t)
	for _, want := range []struct {
		rules []requirement.ID
		cited requirement.ID
	}{
		{rules("E-5.28", "E-6.15"), "E-6.15"},                   // observed, documented
		{rules("E-6.1", "RFC7643-3.1-R05"), "E-6.1"},            // documented, MUST
		{rules("RFC7644-8.1-R01", "E-6.2"), "E-6.2"},            // SHOULD, documented
		{rules("RFC7644-8.1-R01"), "RFC7644-8.1-R01"},           // nothing else
		{rules("RFC7643-4.3-R01", "E-5.28"), "RFC7643-4.3-R01"}, // reads, observed
	} {
		if got := judge.binding(want.rules); got != want.cited {
			t.Errorf("of %v %s is cited, want %s", want.rules, got, want.cited)
		}
	}
}
