package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/verdict"
)

// Sentence is the verdict of a run as one sentence, which begins with its word.
// It is the first line of a certification, so that nobody takes a partial one
// for a whole one. It is not cleaned: it holds the name of the target.
func Sentence(run verdict.Run) string {
	text := fmt.Sprintf("%s: %s", run.Verdict, meaning(run))
	if run.Missing != nil && run.Verdict != verdict.Partial {
		text += "; " + lacking(*run.Missing)
	}
	for _, t := range run.Missed() {
		text += "; missed " + thresholdText(t)
	}
	if run.Shard != nil {
		text += fmt.Sprintf("; this is part %d of %d", run.Shard.Index, run.Shard.Total)
	}
	if run.Chaos != nil {
		text += "; " + hostility(*run.Chaos)
	}
	if run.Interrupted {
		text += "; the run was interrupted"
	}
	return text
}

// hostility says what the mishaps came to that a run planted itself.
func hostility(c verdict.Chaos) string {
	return fmt.Sprintf("under hostile conditions of its own (--chaos %s, seed %d): %s met a mishap", c.Profile, c.Seed, counted(c.Total(), "exchange"))
}

func meaning(run verdict.Run) string {
	demands := measure(run)
	switch run.Verdict {
	case verdict.Failed:
		return fmt.Sprintf("%s breaks what %s demands: %s", run.Target.Name, demands, failures(run))
	case verdict.NoVerdict:
		return fmt.Sprintf("whether %s does what %s demands is not known: %s could not be judged", run.Target.Name, demands, counted(run.Tally.Broken, "thing"))
	case verdict.Partial:
		return fmt.Sprintf("no failure of %s was found against what %s demands, but a part was not judged: %s", run.Target.Name, demands, gaps(run))
	}
	return fmt.Sprintf("%s does what %s demands", run.Target.Name, demands)
}

// measure is what the target was held against.
func measure(run verdict.Run) string {
	if run.Command == "simulate" || run.Suite == "" {
		return "the scenario " + run.Scenario
	}
	return "the suite " + run.Suite
}

func failures(run verdict.Run) string {
	var parts []string
	if run.Tally.Fail > 0 {
		parts = append(parts, counted(run.Tally.Fail, "failure"))
	}
	if n := len(outdated(run)); n > 0 {
		parts = append(parts, fmt.Sprintf("%d of the baseline's entries no longer right", n))
	}
	return strings.Join(parts, ", ")
}

// outdated are the entries of the baseline that fail the run: what is listed and
// passes, matches nothing, or is past its date (design §5). A shard knows none, nor
// does a merged run that lacks one.
func outdated(run verdict.Run) []verdict.Deviation {
	if run.Shard != nil || run.Missing != nil {
		return nil
	}
	var list []verdict.Deviation
	for _, d := range run.Deviations {
		if d.State != "known" {
			list = append(list, d)
		}
	}
	return list
}

// gaps counts what keeps a run from being whole.
func gaps(run verdict.Run) string {
	var core []verdict.Check
	for _, c := range run.Checks {
		if c.Core && slices.Contains(incomplete(), c.Outcome) {
			core = append(core, c)
		}
	}
	switch {
	case run.Missing != nil:
		return lacking(*run.Missing)
	case len(core) == 0:
		return fmt.Sprintf("%d skipped", run.Tally.Skipped)
	}
	var parts []string
	for _, o := range incomplete() {
		n := 0
		for _, c := range core {
			if c.Outcome == o {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, word(o)))
		}
	}
	return fmt.Sprintf("of the core of the suite %s", strings.Join(parts, ", "))
}

func lacking(m verdict.Missing) string {
	return fmt.Sprintf("of %d parts these are missing: %s", m.Total, numbers(m.Parts))
}

// incomplete are the outcomes that make a run partial when a check of the core
// has them: skipped, waived or broken (design §6).
func incomplete() []verdict.Outcome {
	return []verdict.Outcome{verdict.NotRun, verdict.Skipped, verdict.Known, verdict.Broken}
}

// outcomes are all outcomes, the worst first.
func outcomes() []verdict.Outcome {
	return []verdict.Outcome{
		verdict.Fail, verdict.Broken, verdict.Advice, verdict.Known, verdict.Overruled, verdict.Pass, verdict.Skipped, verdict.NotApplicable, verdict.NotRun,
	}
}

// word is an outcome as people say it behind a number.
func word(o verdict.Outcome) string {
	switch o {
	case verdict.Fail:
		return "failed"
	case verdict.Broken:
		return "broken"
	case verdict.Advice:
		return "advice"
	case verdict.Known:
		return "known"
	case verdict.Overruled:
		return "overruled"
	case verdict.Pass:
		return "passed"
	case verdict.Skipped:
		return "skipped"
	case verdict.NotApplicable:
		return "not applicable"
	}
	return "not run"
}

// counts are the tally in words, what did not happen left out.
func counts(t verdict.Tally) string {
	numbers := map[verdict.Outcome]int{
		verdict.Fail: t.Fail, verdict.Broken: t.Broken, verdict.Advice: t.Advice, verdict.Known: t.Known, verdict.Overruled: t.Overruled,
		verdict.Pass: t.Pass, verdict.Skipped: t.Skipped, verdict.NotApplicable: t.NotApplicable,
	}
	var parts []string
	for _, o := range outcomes() {
		if n := numbers[o]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, word(o)))
		}
	}
	if parts == nil {
		return "nothing was judged"
	}
	return strings.Join(parts, ", ")
}

// harms are what a customer suffers, the worst first (design §6).
func harms() []verdict.Harm {
	return []verdict.Harm{
		verdict.UsersLost, verdict.LockedOut, verdict.SecurityHole, verdict.SyncBlocked, verdict.DataDrift, verdict.Annoyance,
	}
}

// suffered counts what a customer would suffer from what failed; advice and what
// is known harm nobody by surprise.
func suffered(run verdict.Run) string {
	var parts []string
	for _, harm := range harms() {
		n := 0
		for _, f := range run.Findings {
			if f.Outcome == verdict.Fail && f.Harm == harm {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", harm, n))
		}
	}
	return strings.Join(parts, ", ")
}

// worstFirst sorts findings for reading: by outcome, then by harm, those of one
// check together.
func worstFirst(findings []verdict.Finding) []verdict.Finding {
	sorted := slices.Clone(findings)
	slices.SortStableFunc(sorted, func(a, b verdict.Finding) int {
		if a.Outcome != b.Outcome {
			return int(b.Outcome) - int(a.Outcome)
		}
		if n := slices.Index(harms(), a.Harm) - slices.Index(harms(), b.Harm); n != 0 {
			return n
		}
		return strings.Compare(a.Check, b.Check)
	})
	return sorted
}
