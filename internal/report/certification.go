package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/verdict"
)

// whole tells a finished run on a console without colour.
func whole(out io.Writer, s Source) error {
	text := &failing{out: out}
	NewConsole(text, NewPalette(false), false).Tell(s.Run, s.Folder)
	return text.err
}

// Tell tells a finished run from its beginning: `report render` and the end of a
// certification. The notes between the cycles of a simulation are told only
// while it goes on.
func (c *Console) Tell(run verdict.Run, directory string) {
	if run.Command == "certify" {
		c.certification(run, directory)
		return
	}
	c.Begin(run, run.Virtual.From)
	for _, cycle := range run.Cycles {
		for _, event := range cycle.Events {
			c.Change(cycle.Began, event)
		}
		c.Cycle(cycle)
	}
	for _, check := range run.Checks {
		c.Expectation(check)
	}
	c.End(run, directory)
}

// certification tells a run of certify; its first line is the verdict, so that
// nobody takes a partial one for a whole one.
func (c *Console) certification(run verdict.Run, directory string) {
	c.print("%s", c.judged(run).text(Sentence(run)))
	c.print("  target %s (%s) · suite %s · profile %s · seed %d", run.Target.Name, run.Target.Base, run.Suite, run.Profile, run.Seed)
	c.print("  %s", counts(run.Tally))
	if harm := suffered(run); harm != "" {
		c.print("  what a customer would suffer: %s", harm)
	}
	c.print("")
	for _, f := range worstFirst(run.Findings) {
		if f.Outcome != verdict.Overruled || c.verbose {
			c.finding(f)
			c.consequences(run, f)
		}
	}
	c.unexplained(run)
	c.inapplicable(run)
	c.baseline(run)
	c.rehearsal(run)
	c.statements(run)
	c.leftovers(run)
	word, counts := c.verdict(run)
	c.print("%s%s", word, counts)
	if directory != "" {
		c.print("  evidence: %s", directory)
	}
}

func (c *Console) judged(run verdict.Run) paint {
	if run.Verdict == verdict.Conformant {
		return c.palette.good
	}
	return c.palette.bad
}

// consequences tells which checks were folded under the check of a finding.
func (c *Console) consequences(run verdict.Run, f verdict.Finding) {
	var ids []string
	for _, check := range run.Checks {
		if check.Cause != "" && check.Cause == f.Check {
			ids = append(ids, check.ID)
		}
	}
	if ids == nil {
		return
	}
	c.print("      %s not judged because of %s", counted(len(ids), "check"), f.Check)
	if c.verbose {
		for _, id := range ids {
			c.print("        %s", id)
		}
	}
	c.print("")
}

// unexplained are checks that went wrong without a finding.
func (c *Console) unexplained(run verdict.Run) {
	found := byCheck(run)
	for _, check := range run.Checks {
		if check.Outcome >= verdict.Broken && len(found[check.ID]) == 0 {
			c.print("%s  %s: %s", c.outcome(check.Outcome), check.Name, check.Reason)
		}
	}
}

// inapplicable lists what was not judged, and why, for those who ask.
func (c *Console) inapplicable(run verdict.Run) {
	if !c.verbose {
		return
	}
	for _, check := range run.Checks {
		if check.Outcome < verdict.Pass && check.Cause == "" {
			c.print("%s  %s (%s)", c.outcome(check.Outcome), check.Name, check.Reason)
		}
	}
}

func (c *Console) baseline(run verdict.Run) {
	for _, d := range run.Deviations {
		if wrong := slices.Contains(outdated(run), d); wrong {
			c.print("%s  baseline: %s: %s", c.palette.bad.text("FAIL"), joined(string(d.Requirement), d.Check), deviationState(d))
		} else {
			c.print("%s  %s: %s", c.palette.faint.text("KNOWN"), joined(string(d.Requirement), d.Check), deviationState(d))
		}
	}
}

// rehearsal tells the tests of a pack, each line saying what it is.
func (c *Console) rehearsal(run verdict.Run) {
	for _, r := range run.Rehearsal {
		c.print("%s  rehearsal of %s: %s%s (%s)", c.outcome(r.Outcome), run.Pack, r.Test, prefixed(": ", r.Reason), Rehearsal)
	}
}

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}

// statements are what is said of the run as a whole.
func (c *Console) statements(run verdict.Run) {
	var lines []string
	for _, t := range run.Thresholds {
		lines = append(lines, fmt.Sprintf("%s (%s)", thresholdText(t), met(t)))
	}
	if l := run.Figures.Latency; l != nil {
		lines = append(lines, fmt.Sprintf("%d answers: half within %.4g ms, 95%% within %.4g ms, 99%% within %.4g ms, all within %.4g ms", l.Count, l.P50, l.P95, l.P99, l.Max))
	}
	lines = append(lines, foreignText(run))
	for _, line := range lines {
		if strings.TrimSpace(line) != "" {
			c.print("  %s", line)
		}
	}
}
