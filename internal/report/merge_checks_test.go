package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// part is one of total parts, with these checks.
func part(index, total int, checks ...verdict.Check) verdict.Run {
	run := verdict.Run{Command: "certify", Suite: "rfc", Shard: &verdict.Shard{Index: index, Total: total}, Checks: checks}
	run.Tally = recount(checks)
	run.Verdict = run.Tally.Verdict(false)
	return run
}

func idsOf(checks []verdict.Check) []string {
	var list []string
	for _, c := range checks {
		list = append(list, c.ID)
	}
	return list
}

// The order of the checks is that which they had before they were dealt out, one by one
// or otherwise.
func TestMergeKeepsTheOrder(t *testing.T) {
	check := func(id string) verdict.Check {
		return verdict.Check{ID: id, Outcome: verdict.Pass, Position: 1 + strings.Index("abcde", id)}
	}
	changed := verdict.Check{ID: "run/foreign-data", Outcome: verdict.Advice}
	merged, err := Merge([]verdict.Run{part(3, 3, check("c"), changed), part(1, 3, check("a"), check("d"), changed), part(2, 3, check("b"), check("e"))})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := idsOf(merged.Checks), []string{"a", "b", "c", "d", "e", "run/foreign-data"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if slices.ContainsFunc(merged.Checks, func(c verdict.Check) bool { return c.Position != 0 }) {
		t.Errorf("a whole run has positions: %+v", merged.Checks)
	}
	if again, err := Merge([]verdict.Run{part(1, 2, check("a"), check("b"), check("e")), part(2, 2, check("c"), check("d"))}); err != nil || !slices.Equal(idsOf(again.Checks), []string{"a", "b", "c", "d", "e"}) {
		t.Errorf("%v (%v)", idsOf(again.Checks), err)
	}
	if merged.Tally.Pass != 5 || merged.Tally.Advice != 1 {
		t.Errorf("%+v", merged.Tally)
	}
}

// What lacked a prerequisite follows from the failure that another part found;
// without one there is no verdict.
func TestMergeFoldsPrerequisites(t *testing.T) {
	creates := verdict.Check{ID: "creates", Outcome: verdict.Fail, Core: true}
	lacks := verdict.Check{ID: "lacks", Outcome: verdict.Broken, Unmet: true}
	broken := verdict.Check{ID: "broken", Outcome: verdict.Broken}
	first := part(1, 2, creates)
	first.Findings = []verdict.Finding{{Outcome: verdict.Fail, Check: "creates", Requirement: "R", Count: 1}}
	merged, err := Merge([]verdict.Run{first, part(2, 2, lacks, broken)})
	if err != nil {
		t.Fatal(err)
	}
	if c := merged.Checks[1]; c.Outcome != verdict.Skipped || c.Cause != "creates" || merged.Tally.Broken != 1 || merged.Verdict != verdict.Failed {
		t.Errorf("%+v, %+v, %s", c, merged.Tally, merged.Verdict)
	}
	creates.Outcome = verdict.Pass
	merged, err = Merge([]verdict.Run{part(1, 2, creates), part(2, 2, lacks)})
	if c := merged.Checks[1]; err != nil || c.Outcome != verdict.Broken || c.Cause != "" || merged.Verdict != verdict.NoVerdict {
		t.Errorf("%+v, %s (%v)", c, merged.Verdict, err)
	}
}

// Of the reasons of several parts that of the first check counts, as in one run.
func TestMergeChoosesTheReason(t *testing.T) {
	judged := func(run verdict.Run, reason string, check string) verdict.Run {
		run.Requirements = []verdict.Judged{{ID: requirement.ID("R"), Outcome: verdict.Skipped, Reason: reason, Checks: []string{check}}}
		return run
	}
	skipped := func(id, reason string) verdict.Check {
		return verdict.Check{ID: id, Outcome: verdict.Skipped, Reason: reason, Position: 1 + strings.Index("abc", id)}
	}
	one := judged(part(1, 2, skipped("a", "other"), skipped("c", "late")), "late", "c")
	two := judged(part(2, 2, skipped("b", "early")), "early", "b")
	merged, err := Merge([]verdict.Run{one, two})
	if err != nil || merged.Requirements[0].Reason != "early" {
		t.Errorf("%+v (%v)", merged.Requirements, err)
	}
}

// A set in which a part is missing is partial on demand, says so on its first line,
// and does not know what of the baseline is stale.
func TestMergePartial(t *testing.T) {
	run := certified()
	run.Checks, run.Findings, run.Rehearsal, run.Thresholds = run.Checks[2:4], nil, nil, nil
	lists := parts(run, 3)
	lists = []verdict.Run{lists[2], lists[0]}
	if _, err := Merge(lists); err == nil || !strings.Contains(err.Error(), "--partial") {
		t.Errorf("it is merged as a whole: %v", err)
	}
	merged, err := MergePartial(lists)
	if err != nil || merged.Verdict != verdict.Partial || merged.Missing == nil || !slices.Equal(merged.Missing.Parts, []int{2}) || merged.Missing.Total != 3 {
		t.Fatalf("%s, %+v (%v)", merged.Verdict, merged.Missing, err)
	}
	if got := Sentence(merged); !strings.HasPrefix(got, "partial: ") || !strings.HasSuffix(got, "of 3 parts these are missing: 2") {
		t.Error(got)
	}
	if rest := outdated(merged); rest != nil || merged.Tally.Fail > 0 {
		t.Errorf("stale without the missing part: %+v", rest)
	}
	lists[0].Tally.Fail, lists[0].Checks = 1, append(lists[0].Checks, verdict.Check{ID: "x", Outcome: verdict.Fail})
	merged, err = MergePartial(lists)
	if got := Sentence(merged); err != nil || merged.Verdict != verdict.Failed || !strings.HasSuffix(got, "; of 3 parts these are missing: 2") {
		t.Errorf("%s (%v)", got, err)
	}
	lists[1].Seed++
	if _, err := MergePartial(lists); err == nil {
		t.Error("a mixed set is merged")
	}
}
