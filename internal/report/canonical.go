package report

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/verdict"
)

// Canonical is the form in which two runs are compared: ids replaced by aliases,
// times, durations and versions dropped, sorted (design §5). Two runs with one
// seed on one kind of target have the same bytes. The form is JSON, for a
// person who looks for the difference; it is not run.json.
func Canonical(run verdict.Run) []byte {
	var out bytes.Buffer
	if err := writeJSON(&out, canonical(run)); err != nil {
		return nil // a run is plain data: it always encodes
	}
	return out.Bytes()
}

// canonical is the run without what differs by chance. The run itself stays as
// it is.
func canonical(run verdict.Run) verdict.Run {
	n := newNames(run)
	form := verdict.Run{
		APIVersion: run.APIVersion, Kind: run.Kind, Tool: verdict.Tool{Name: run.Tool.Name}, Command: run.Command, Scenario: run.Scenario,
		Suite: run.Suite, Pack: run.Pack, Title: run.Title, Profile: run.Profile, Dialect: run.Dialect, Seed: run.Seed,
		Verdict: run.Verdict, Interrupted: run.Interrupted, Tally: run.Tally, Shard: run.Shard, Missing: run.Missing,
		Checks: n.checks(run.Checks), Findings: n.findings(run.Findings), Cycles: n.cycles(run.Cycles), Figures: figuresOf(run),
		Leftovers: n.leftovers(run.Leftovers), Aliases: n.aliases(run.Aliases), Requirements: n.judged(run.Requirements),
		Deviations: n.deviations(run.Deviations), Rehearsal: n.rehearsal(run.Rehearsal), ForeignData: n.foreign(run.ForeignData),
	}
	for _, t := range run.Thresholds { // what was seen is real time
		form.Thresholds = append(form.Thresholds, verdict.Threshold{Name: t.Name, Wanted: t.Wanted})
	}
	slices.SortFunc(form.Thresholds, func(a, b verdict.Threshold) int { return strings.Compare(a.Name, b.Name) })
	return form
}

// figuresOf keeps the traffic of a simulation, which the story determines. What
// a certification sends depends on how its checks fall together and in how many
// parts it ran.
func figuresOf(run verdict.Run) verdict.Figures {
	if run.Command == "certify" {
		return verdict.Figures{}
	}
	return verdict.Figures{Requests: run.Figures.Requests, Resources: run.Figures.Resources}
}

func (n names) checks(list []verdict.Check) []verdict.Check {
	list = slices.Clone(list)
	for i := range list {
		c := &list[i]
		c.Name, c.Reason, c.Milliseconds = n.text(c.Name), n.text(c.Reason), 0
		c.Requirements = sorted(c.Requirements)
	}
	slices.SortStableFunc(list, func(a, b verdict.Check) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Name, b.Name), cmp.Compare(a.Outcome, b.Outcome), strings.Compare(a.Reason, b.Reason))
	})
	return list
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}

// findings folds those of one cause. Which of several was found first, and is
// told in full, is chance: then only what they have in common is kept.
func (n names) findings(list []verdict.Finding) []verdict.Finding {
	folded := map[string]verdict.Finding{}
	for _, f := range list {
		f.Message, f.Exchanges, f.Curl, f.Repeat = n.text(f.Message), nil, "", ""
		f.Object, f.Resource = n.text(f.Object), n.resource(f.Resource)
		f.Expected, f.Seen, f.Count = n.text(f.Expected), n.text(f.Seen), max(1, f.Count)
		f.Also = slices.Clone(f.Also)
		slices.Sort(f.Also)
		if other, twice := folded[f.Key()]; twice {
			f.Count += other.Count
		}
		if f.Count > 1 {
			f.Check, f.Object, f.Resource, f.Expected, f.Seen, f.Cycle = "", "", "", "", "", 0
		}
		folded[f.Key()] = f
	}
	var all []verdict.Finding
	for _, f := range folded {
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b verdict.Finding) int { return strings.Compare(a.Key(), b.Key()) })
	return all
}

// cycles stay in the order of the story; within one, objects are provisioned at
// the same time, so that lines stand in any order, and which of many are kept is
// chance.
func (n names) cycles(list []verdict.Cycle) []verdict.Cycle {
	list = slices.Clone(list)
	for i := range list {
		c := &list[i]
		c.Began, c.Ended, c.Problem = time.Time{}, time.Time{}, n.text(c.Problem)
		c.Events = slices.Clone(c.Events)
		for k := range c.Events {
			c.Events[k] = n.text(c.Events[k])
		}
		c.Lines = n.lines(c.Lines)
		if c.Omitted > 0 {
			c.Omitted, c.Lines = c.Omitted+len(c.Lines), nil
		}
	}
	return list
}

func (n names) lines(list []verdict.Line) []verdict.Line {
	list = slices.Clone(list)
	for i := range list {
		list[i].Object, list[i].Detail = n.text(list[i].Object), n.text(list[i].Detail)
	}
	slices.SortStableFunc(list, func(a, b verdict.Line) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Object, b.Object), strings.Compare(a.Action, b.Action),
			strings.Compare(a.Status, b.Status), strings.Compare(a.Code, b.Code), strings.Compare(a.Detail, b.Detail))
	})
	return list
}

func (n names) leftovers(list []verdict.Leftover) []verdict.Leftover {
	list = slices.Clone(list)
	for i := range list {
		list[i].Resource, list[i].Name, list[i].Reason = n.resource(list[i].Resource), n.text(list[i].Name), n.text(list[i].Reason)
	}
	slices.SortFunc(list, func(a, b verdict.Leftover) int {
		return cmp.Or(strings.Compare(a.Resource, b.Resource), strings.Compare(a.Name, b.Name), strings.Compare(a.State, b.State), strings.Compare(a.Reason, b.Reason))
	})
	return list
}

// aliases keep who was there, and as what.
func (n names) aliases(list []verdict.Alias) []verdict.Alias {
	list = slices.Clone(list)
	for i := range list {
		list[i].Resource = n.resource(list[i].Resource)
	}
	slices.SortFunc(list, func(a, b verdict.Alias) int {
		return cmp.Or(strings.Compare(a.Object, b.Object), strings.Compare(a.Resource, b.Resource))
	})
	return slices.Compact(list)
}

func (n names) judged(list []verdict.Judged) []verdict.Judged {
	list = slices.Clone(list)
	for i := range list {
		list[i].Reason, list[i].Checks = n.text(list[i].Reason), sorted(list[i].Checks)
	}
	slices.SortFunc(list, func(a, b verdict.Judged) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

func (n names) deviations(list []verdict.Deviation) []verdict.Deviation {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b verdict.Deviation) int {
		return cmp.Or(cmp.Compare(a.Requirement, b.Requirement), strings.Compare(a.Check, b.Check), strings.Compare(a.Because, b.Because))
	})
	return list
}

func (n names) rehearsal(list []verdict.Rehearsed) []verdict.Rehearsed {
	list = slices.Clone(list)
	for i := range list {
		list[i].Reason, list[i].Checks = n.text(list[i].Reason), sorted(list[i].Checks)
	}
	slices.SortFunc(list, func(a, b verdict.Rehearsed) int { return strings.Compare(a.Test, b.Test) })
	return list
}

// foreign keeps what happened to foreign data, not how much of it there was.
func (n names) foreign(data *verdict.Untouched) *verdict.Untouched {
	if data == nil {
		return nil
	}
	form := &verdict.Untouched{Note: n.text(data.Note)}
	for _, resource := range data.Changed {
		form.Changed = append(form.Changed, n.resource(resource))
	}
	slices.Sort(form.Changed)
	return form
}
