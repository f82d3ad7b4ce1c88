package report

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/verdict"
)

// played is one run of a story; chance decides what the second one has otherwise.
func played(second bool) verdict.Run {
	id, base, marker, at := "2819c223-7f76-453a-919d-413861904646", "http://127.0.0.1:4711/scim", "simab", monday
	if second {
		id, base, marker, at = "Zk3m9Qx0aa", "http://127.0.0.1:9/scim", "simzz", monday.Add(time.Hour)
	}
	run := story()
	run.Command, run.ID, run.Marker, run.Began, run.Ended, run.Target.Base = "simulate", id, marker, at, at.Add(time.Second), base
	run.Tool = verdict.Tool{Name: "scimulator", Version: marker}
	run.Figures.Milliseconds = at.Unix()
	run.Aliases = []verdict.Alias{{Object: "cy", Resource: "Users/" + id}, {Object: "ana", Resource: "Users/7"}}
	run.Leftovers = run.Leftovers[:1]
	run.Leftovers[0].Resource, run.Leftovers[0].Name = "Users/"+id, "cy."+marker+"@fabrikam.example"
	run.Findings[1].Resource = "Users/" + id
	run.Findings[1].Seen = "GET " + base + "/Users/" + id + " at " + at.Format(time.RFC3339) + " took " + at.Sub(monday).String() + ` W/"` + marker + `"`
	if second {
		run.Findings[1].Seen = strings.Replace(run.Findings[1].Seen, "1h0m0s", "12.5 ms", 1)
	} else {
		run.Findings[1].Seen = strings.Replace(run.Findings[1].Seen, "took 0s", "took 3 ms", 1)
	}
	run.Checks = []verdict.Check{{Name: "ana is as expected", Outcome: verdict.Pass}, {Name: "cy is as expected", Outcome: verdict.Fail, Reason: "Users/" + id}}
	if second {
		slices.Reverse(run.Checks)
		slices.Reverse(run.Findings)
	}
	return run
}

// Two runs that differ by chance only are equal in canonical form, and the form
// shows neither's ids (design §5).
func TestCanonicalIgnoresChance(t *testing.T) {
	one, other := Canonical(played(false)), Canonical(played(true))
	if diff := cmp.Diff(string(one), string(other)); diff != "" {
		t.Errorf("they differ (-one +other)\n%s", diff)
	}
	for _, wrong := range []string{"2819c223", "4711", "simab"} {
		if bytes.Contains(one, []byte(wrong)) {
			t.Errorf("%s is in\n%s", wrong, one)
		}
	}
}

// What matters is not ignored: each of these makes another run.
func TestCanonicalSeesWhatMatters(t *testing.T) {
	for name, change := range map[string]func(*verdict.Run){
		"an outcome":        func(r *verdict.Run) { r.Checks[0].Outcome = verdict.Advice },
		"the verdict":       func(r *verdict.Run) { r.Verdict = verdict.Partial },
		"a finding is gone": func(r *verdict.Run) { r.Findings = r.Findings[1:] },
		"what was seen":     func(r *verdict.Run) { r.Findings[1].Seen = "gone" },
		"a count":           func(r *verdict.Run) { r.Findings[0].Count++ },
		"another object":    func(r *verdict.Run) { r.Findings[1].Resource = "Users/7" },
		"the traffic":       func(r *verdict.Run) { r.Figures.Requests = map[string]int{"GET /Users": 13} },
		"the seed":          func(r *verdict.Run) { r.Seed++ },
	} {
		run := played(false)
		change(&run)
		if bytes.Equal(Canonical(run), Canonical(played(false))) {
			t.Errorf("%s is ignored", name)
		}
	}
}

func TestCanonicalLeavesTheRunAlone(t *testing.T) {
	run := played(true)
	Canonical(run)
	if diff := cmp.Diff(played(true), run); diff != "" {
		t.Errorf("the run was changed\n%s", diff)
	}
}

// Fixed needs a pass: a check that was not judged again is changed.
func TestDiff(t *testing.T) {
	check := func(id string, o verdict.Outcome) verdict.Run {
		run := verdict.Run{Command: "certify", Checks: []verdict.Check{{ID: id, Outcome: o}}}
		if o == verdict.Fail {
			run.Findings = []verdict.Finding{{Check: id, Requirement: "R", Outcome: o}}
		}
		return run
	}
	for _, test := range []struct {
		name                string
		before, after       verdict.Run
		fixed, new, changed int
		verdict             verdict.Verdict
	}{
		{"equal", check("a", verdict.Fail), check("a", verdict.Fail), 0, 0, 0, verdict.Conformant},
		{"fixed", check("a", verdict.Fail), check("a", verdict.Pass), 2, 0, 0, verdict.Conformant},
		{"new", check("a", verdict.Pass), check("a", verdict.Fail), 0, 2, 0, verdict.Failed},
		{"a new check that fails", check("b", verdict.Pass), check("a", verdict.Fail), 0, 2, 1, verdict.Failed},
		{"skipped instead of fixed", check("a", verdict.Fail), check("a", verdict.Skipped), 0, 0, 2, verdict.Partial},
		{"gone instead of fixed", check("a", verdict.Fail), check("b", verdict.Pass), 0, 0, 3, verdict.Partial},
		{"broken", check("a", verdict.Pass), check("a", verdict.Broken), 0, 1, 0, verdict.NoVerdict},
		{"broken instead of failed", check("a", verdict.Fail), check("a", verdict.Broken), 0, 0, 2, verdict.NoVerdict},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := Diff(test.before, test.after)
			if len(d.Fixed) != test.fixed || len(d.New) != test.new || len(d.Changed) != test.changed || d.Verdict() != test.verdict {
				t.Errorf("%+v with %s", d, d.Verdict())
			}
		})
	}
}

// A threshold is no finding, and still a difference: one that is newly missed is new, and
// decides the exit code where no finding does (design §4).
func TestDiffOfThresholds(t *testing.T) {
	held := func(seen float64, met bool) verdict.Run {
		return verdict.Run{Thresholds: []verdict.Threshold{{Name: verdict.MinRate, Wanted: 25, Seen: seen, Met: met}}}
	}
	failing := held(20, false)
	failing.Checks = []verdict.Check{{ID: "a", Outcome: verdict.Fail}}
	other := held(40, true)
	other.Thresholds[0].Wanted = 30
	for _, test := range []struct {
		name          string
		before, after verdict.Run
		state, says   string
		exit          int
	}{
		{"newly missed", held(30, true), held(20, false), "new", "NEW  threshold min-rate: seen 30 requests/s, wanted at least 25 requests/s (met) before, min-rate: seen 20 requests/s, wanted at least 25 requests/s (missed) now\n1 new, 0 changed, 0 fixed", 4},
		{"missed, and not asked for before", verdict.Run{}, held(20, false), "new", "min-rate: not asked for before", 4},
		{"missed again, by another figure", held(20, false), held(21, false), "", "0 new, 0 changed, 0 fixed", 0},
		{"met again, by another figure", held(30, true), held(31, true), "", "0 new, 0 changed, 0 fixed", 0},
		{"met, and not asked for before", verdict.Run{}, held(30, true), "", "0 new, 0 changed, 0 fixed", 0},
		{"met now", held(20, false), held(30, true), "fixed", "0 new, 0 changed, 1 fixed", 0},
		{"missed, and not asked for now", held(20, false), verdict.Run{}, "changed", "not asked for now\n0 new, 1 changed, 0 fixed", 0},
		{"met, and not asked for now", held(30, true), verdict.Run{}, "changed", "0 new, 1 changed, 0 fixed", 0},
		{"missed, and something fails", held(30, true), failing, "new", "2 new", 1},
		{"another figure is wanted", held(30, true), other, "", "NOTE  min-rate was held against 25 and is against 30", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := Diff(test.before, test.after)
			state := ""
			for _, change := range d.Thresholds {
				state += change.State()
			}
			var out bytes.Buffer
			if err := DiffConsole(&out, NewPalette(false), d); err != nil || state != test.state || d.ExitCode() != test.exit || !strings.Contains(out.String(), test.says) {
				t.Errorf("%q with exit %d, %v\n%s", state, d.ExitCode(), err, &out)
			}
		})
	}
}

// A finding that no check made is fixed only by a run that reached its end.
func TestDiffOfStories(t *testing.T) {
	after := played(true)
	after.Findings = nil
	if d := Diff(played(false), after); len(d.Fixed) != 3 {
		t.Errorf("%+v", d)
	}
	after.Interrupted = true
	if d := Diff(played(false), after); len(d.Fixed) != 0 || len(d.Changed) != 3 {
		t.Errorf("interrupted: %+v", d)
	}
	after.Seed = 2
	var out bytes.Buffer
	d := Diff(played(false), after)
	if err := DiffConsole(&out, NewPalette(false), d); err != nil || !strings.Contains(out.String(), `NOTE  the seed was "0" and is "2"`) || !strings.Contains(out.String(), "0 new, 3 changed, 0 fixed") {
		t.Errorf("%v\n%s", err, out.String())
	}
	if err := DiffJSON(full{}, d); err == nil {
		t.Error("a full disk is no error")
	}
}

// parts divides a run as --shard does: each check with what was found by it.
func parts(run verdict.Run, total int) []verdict.Run {
	list := make([]verdict.Run, total)
	for i := range list {
		part := run
		part.Shard = &verdict.Shard{Index: i + 1, Total: total}
		part.Began = run.Began.Add(time.Duration(i) * time.Second)
		part.Checks, part.Findings, part.Requirements, part.Deviations, part.Rehearsal, part.Tally = nil, nil, nil, nil, nil, verdict.Tally{}
		mine := map[string]bool{}
		for k, c := range run.Checks {
			if k%total == i {
				c.Position = k + 1
				part.Checks, mine[c.ID] = append(part.Checks, c), true
				part.Tally.Add(c.Outcome)
			}
		}
		for _, f := range run.Findings {
			if mine[f.Check] {
				part.Findings = append(part.Findings, f)
			}
		}
		for _, r := range run.Requirements {
			if len(r.Checks) > 0 && !mine[r.Checks[0]] {
				r = verdict.Judged{ID: r.ID, Source: r.Source, Level: r.Level}
			}
			part.Requirements = append(part.Requirements, r)
		}
		for _, r := range run.Rehearsal {
			if !mine[r.Checks[0]] {
				r = verdict.Rehearsed{Test: r.Test}
			}
			part.Rehearsal = append(part.Rehearsal, r)
		}
		for _, d := range run.Deviations {
			if i != 3 {
				d.State = "unmatched"
			}
			part.Deviations = append(part.Deviations, d)
		}
		part.Verdict = part.Tally.Verdict(false)
		list[i] = part
	}
	return list
}

// The merged report of four parts equals the undivided one in canonical form, in
// whatever order they come.
func TestMerge(t *testing.T) {
	run := certified()
	list := parts(run, 4)
	run.Tally.Fail++ // the entry of the baseline that is stale: a part does not count it
	slices.Reverse(list)
	merged, err := Merge(list)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(Canonical(run)), string(Canonical(merged))); diff != "" {
		t.Errorf("(-undivided +merged)\n%s", diff)
	}
}

func TestMergeRefuses(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func([]verdict.Run) []verdict.Run
		want   string
	}{
		{"nothing", func([]verdict.Run) []verdict.Run { return nil }, "nothing to merge"},
		{"one is missing", func(l []verdict.Run) []verdict.Run { return l[:2] }, "missing: 3"},
		{"one is there twice", func(l []verdict.Run) []verdict.Run { return append(l, l[0]) }, "part 1 of 3 is there 2 times"},
		{"a whole run", func(l []verdict.Run) []verdict.Run { l[1].Shard = nil; return l }, "is a whole run"},
		{"another division", func(l []verdict.Run) []verdict.Run { l[1].Shard = &verdict.Shard{Index: 2, Total: 4}; return l }, "part 2 of 4 stands beside part 1 of 3"},
		{"another suite", func(l []verdict.Run) []verdict.Run { l[2].Suite = "rfc"; return l }, `the suite "full", part 3 has "rfc"`},
		{"another seed", func(l []verdict.Run) []verdict.Run { l[2].Seed = 9; return l }, `the seed "1", part 3 has "9"`},
		{"another version", func(l []verdict.Run) []verdict.Run { l[2].Tool.Version = "2"; return l }, "tool version"},
		{"another target", func(l []verdict.Run) []verdict.Run { l[2].Target.Base = "https://contoso.example"; return l }, "address"},
		{"a check of two parts", func(l []verdict.Run) []verdict.Run { l[2].Checks = append(l[2].Checks, l[0].Checks[0]); return l }, "divided differently"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := Merge(test.change(parts(certified(), 3))); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
}

// An entry of the baseline that no part matches fails the whole; one that a
// single part finds broken is known.
func TestMergeJudgesTheBaseline(t *testing.T) {
	for state, want := range map[string]verdict.Verdict{"known": verdict.Conformant, "unmatched": verdict.Failed} {
		run := verdict.Run{Command: "certify", Suite: "rfc", Deviations: []verdict.Deviation{{Check: "a", State: "known"}}}
		list := parts(run, 4)
		list[3].Deviations[0].State = state
		merged, err := Merge(list)
		if err != nil || merged.Verdict != want || merged.Deviations[0].State != state {
			t.Errorf("%s: %s %+v (%v)", state, merged.Verdict, merged.Deviations, err)
		}
	}
}

// Exchanges of several parts never share an id, and findings keep theirs.
func TestMergedEvidence(t *testing.T) {
	var out bytes.Buffer
	merged := exchange.NewJournal(&out)
	for index := 1; index <= 3; index++ {
		evidence, err := journal(post(1, "{}"), post(2, "{}"))()
		if err != nil {
			t.Fatal(err)
		}
		if err := MergeExchanges(merged, verdict.Shard{Index: index, Total: 3}, evidence); err == nil || !strings.Contains(err.Error(), "journal line 2") {
			t.Errorf("the torn line is not told: %v", err)
		}
	}
	if err := merged.Close(); err != nil {
		t.Fatal(err)
	}
	var ids []int64
	for e, err := range exchange.ReadJournal(&out) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, e.ID)
	}
	if want := []int64{1, 4, 2, 5, 3, 6}; !slices.Equal(ids, want) {
		t.Errorf("ids %v, want %v", ids, want)
	}
	whole, err := Merge(parts(certified(), 3))
	if err != nil || !slices.ContainsFunc(whole.Findings, func(f verdict.Finding) bool { return slices.Equal(f.Exchanges, []int64{4}) }) {
		t.Errorf("no finding rests on exchange 4 (2 of part 1): %v", err)
	}
}

// Percentiles of a merged run are never better than what was.
func TestMergeLatency(t *testing.T) {
	fast := &verdict.Latency{Count: 99, P50: 5, P95: 9, P99: 9, Max: 9, Buckets: []verdict.Bucket{{UpTo: 10, Count: 99}}}
	slow := &verdict.Latency{Count: 1, P50: 900, P95: 900, P99: 900, Max: 900, Buckets: []verdict.Bucket{{UpTo: 1000, Count: 1}}}
	got := mergeLatency(fast, slow)
	want := &verdict.Latency{Count: 100, P50: 10, P95: 10, P99: 900, Max: 900, Buckets: []verdict.Bucket{{UpTo: 10, Count: 99}, {UpTo: 1000, Count: 1}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
