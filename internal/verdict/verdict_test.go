package verdict

import (
	"encoding/json"
	"testing"
)

// Zero is NotRun, outcomes only rise, and every name comes back from JSON.
func TestOutcomes(t *testing.T) {
	var zero Outcome
	if zero != NotRun || zero.Raise(Pass) != Pass || Fail.Raise(Pass) != Fail {
		t.Error("the order of outcomes is not that of design §6")
	}
	for o := NotRun; o <= Fail; o++ {
		raw, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		var back Outcome
		if err := json.Unmarshal(raw, &back); err != nil || back != o {
			t.Errorf("%s came back as %s (%v)", raw, back, err)
		}
	}
	var wrong Outcome
	if err := json.Unmarshal([]byte(`"Passed"`), &wrong); err == nil {
		t.Error("an unknown outcome was read")
	}
}

// The verdict comes from the counts: failed > no verdict > partial > conformant,
// and each has the exit code of design §4.
func TestVerdictOfTheCounts(t *testing.T) {
	for _, test := range []struct {
		name     string
		outcomes []Outcome
		partial  bool
		want     Verdict
		code     int
	}{
		{"all passed", []Outcome{Pass, NotApplicable, Overruled, Known, Advice}, false, Conformant, 0},
		{"nothing judged", nil, false, Conformant, 0},
		{"something skipped", []Outcome{Pass, Skipped}, true, Partial, 0},
		{"something broken", []Outcome{Pass, Broken}, true, NoVerdict, 3},
		{"a failure outranks broken", []Outcome{Broken, Fail, Pass}, true, Failed, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			var tally Tally
			for _, o := range test.outcomes {
				tally.Add(o)
			}
			got := tally.Verdict(test.partial)
			if got != test.want || got.ExitCode() != test.code {
				t.Errorf("%s with exit %d, want %s with %d", got, got.ExitCode(), test.want, test.code)
			}
		})
	}
	var tally Tally
	tally.Add(NotRun)
	if tally.Skipped != 1 || tally.Pass != 0 {
		t.Errorf("what never ran counts as %+v", tally)
	}
}

// Findings with one cause have one key; another attribute is another cause.
func TestFindingKey(t *testing.T) {
	finding := Finding{Outcome: Fail, Requirement: "HOUSE-01", Attribute: "active", Message: "lost", Object: "ana"}
	same, other := finding, finding
	same.Object, other.Attribute = "bo", "title"
	if finding.Key() != same.Key() || finding.Key() == other.Key() {
		t.Errorf("keys %q, %q, %q", finding.Key(), same.Key(), other.Key())
	}
}
