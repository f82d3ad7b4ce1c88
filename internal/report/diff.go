package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Difference is what changed from one run to a later one.
type Difference struct {
	Fixed   []Change `json:"fixed"`           // was wrong and passes now
	New     []Change `json:"new"`             // is wrong and was not
	Changed []Change `json:"changed"`         // has another outcome, in any other way
	Notes   []string `json:"notes,omitempty"` // why the runs can hardly be compared

	Thresholds []ThresholdChange `json:"thresholds,omitempty"` // those that are met or missed otherwise
}

// Change is one check, or one requirement that no check judges by name, with
// its outcome in both runs. NotRun stands for absent.
type Change struct {
	Check       string          `json:"check,omitempty"` // id, or name in a simulation
	Requirement requirement.ID  `json:"requirement,omitempty"`
	Attribute   string          `json:"attribute,omitempty"`
	Message     string          `json:"message,omitempty"`
	Before      verdict.Outcome `json:"before"`
	After       verdict.Outcome `json:"after"`
}

// Diff compares two runs by check and requirement. What failed and is not
// judged any more is changed, never fixed.
func Diff(before, after verdict.Run) Difference {
	old, now := subjects(before), subjects(after)
	d := Difference{Fixed: []Change{}, New: []Change{}, Changed: []Change{}, Notes: append(incomparable(before, after), otherThresholds(before, after)...), Thresholds: thresholdChanges(before, after)}
	for key, is := range now {
		was, known := old[key]
		if !known {
			was = Change{Before: verdict.NotRun, After: unlisted(key, before)}
		}
		is.Before = was.After
		d.note(is)
	}
	for key, was := range old {
		if _, known := now[key]; !known {
			was.Before, was.After = was.After, unlisted(key, after)
			d.note(was)
		}
	}
	for _, list := range [][]Change{d.Fixed, d.New, d.Changed} {
		slices.SortFunc(list, byName)
	}
	return d
}

func byName(a, b Change) int {
	return cmp.Or(cmp.Compare(b.After, a.After), strings.Compare(a.Check, b.Check), cmp.Compare(a.Requirement, b.Requirement),
		strings.Compare(a.Attribute, b.Attribute), strings.Compare(a.Message, b.Message))
}

// wrong: something is not as it should be, whether it is agreed upon or not.
func wrong(o verdict.Outcome) bool { return o >= verdict.Known }

func (d *Difference) note(c Change) {
	switch {
	case c.Before == c.After:
	case !wrong(c.Before) && wrong(c.After):
		d.New = append(d.New, c)
	case wrong(c.Before) && c.After == verdict.Pass:
		d.Fixed = append(d.Fixed, c)
	default:
		d.Changed = append(d.Changed, c)
	}
}

// subject is what outcomes are compared by.
type subject struct {
	check       string
	requirement requirement.ID
	attribute   string
	message     string // tells apart the findings that no check made
}

// subjects are the outcomes of a run: of each check, and of each requirement
// that a finding names.
func subjects(run verdict.Run) map[subject]Change {
	n := newNames(run)
	all := map[subject]Change{}
	raise := func(key subject, c Change) {
		c.After = c.After.Raise(all[key].After)
		all[key] = c
	}
	judged := map[string]bool{}
	for _, c := range run.Checks {
		name := cmp.Or(c.ID, n.text(c.Name))
		judged[c.ID] = c.ID != ""
		raise(subject{check: name}, Change{Check: name, Message: n.text(c.Reason), After: c.Outcome})
	}
	for _, f := range run.Findings {
		key := subject{check: f.Check, requirement: f.Requirement, attribute: f.Attribute}
		message := n.text(f.Message)
		if !judged[f.Check] {
			key.message = message
		}
		raise(key, Change{Check: f.Check, Requirement: f.Requirement, Attribute: f.Attribute, Message: message, After: f.Outcome})
	}
	return all
}

// unlisted is what a run says about a subject that it does not list. A finding
// that is not there is a pass only if the run looked: its check was judged, or,
// where no check made it, the run reached its end.
func unlisted(key subject, run verdict.Run) verdict.Outcome {
	if key.requirement == "" {
		return verdict.NotRun
	}
	if key.check == "" {
		if run.Interrupted || run.Verdict == verdict.NoVerdict {
			return verdict.NotRun
		}
		return verdict.Pass
	}
	for _, c := range run.Checks {
		if c.ID == key.check {
			if c.Outcome < verdict.Pass || c.Outcome == verdict.Broken {
				return verdict.NotRun
			}
			return verdict.Pass
		}
	}
	return verdict.NotRun
}

// incomparable names what differs in the question, so that a difference in the
// answer says little.
func incomparable(before, after verdict.Run) []string {
	var notes []string
	for _, one := range question(before) {
		for _, other := range question(after) {
			if one.name == other.name && one.value != other.value {
				notes = append(notes, fmt.Sprintf("the %s was %q and is %q", one.name, one.value, other.value))
			}
		}
	}
	return notes
}

// question is what a run was asked.
func question(run verdict.Run) []field {
	return []field{
		{"command", run.Command}, {"scenario", run.Scenario}, {"suite", run.Suite}, {"pack", run.Pack},
		{"profile", run.Profile}, {"dialect", run.Dialect}, {"seed", fmt.Sprint(run.Seed)},
	}
}

// Verdict judges the difference, not the runs: failed if something fails that did
// not, no verdict if something could not be judged that was, partial if something
// was judged and is not any more. Thresholds are no findings: see ExitCode.
func (d Difference) Verdict() verdict.Verdict {
	var tally verdict.Tally
	partial := false
	for _, c := range slices.Concat(d.New, d.Changed) {
		if c.After >= verdict.Broken {
			tally.Add(c.After)
		}
		partial = partial || c.After < verdict.Pass && c.Before >= verdict.Pass
	}
	return tally.Verdict(partial)
}

// DiffJSON writes a difference for programs.
func DiffJSON(out io.Writer, d Difference) error { return writeJSON(out, d) }

// DiffConsole writes a difference for people.
func DiffConsole(out io.Writer, palette Palette, d Difference) error {
	text := &failing{out: out}
	c := NewConsole(text, palette, false)
	for _, note := range d.Notes {
		c.print("%s  %s", c.palette.warn.text("NOTE"), note)
	}
	counts := []any{}
	for _, part := range []struct {
		word  painted
		state string
		list  []Change
	}{
		{c.palette.bad.text("NEW"), "new", d.New}, {c.palette.warn.text("CHANGED"), "changed", d.Changed}, {c.palette.good.text("FIXED"), "fixed", d.Fixed},
	} {
		thresholds := d.in(part.state)
		c.changes(part.word, part.list)
		c.thresholdChanges(part.word, thresholds)
		counts = append(counts, len(part.list)+len(thresholds))
	}
	c.print("%d new, %d changed, %d fixed", counts...)
	return text.err
}

func (c *Console) changes(word painted, list []Change) {
	for _, change := range list {
		what := strings.Join(slices.DeleteFunc([]string{change.Check, string(change.Requirement), change.Attribute}, func(s string) bool { return s == "" }), " ")
		c.print("%s  %s: %s before, %s now", word, what, past(change.Before), past(change.After))
		if change.Message != "" && wrong(change.After) {
			c.print("      %s", change.Message)
		}
	}
}

// past is an outcome in a comparison.
func past(o verdict.Outcome) string {
	if o == verdict.NotRun {
		return "not judged"
	}
	return o.String()
}
