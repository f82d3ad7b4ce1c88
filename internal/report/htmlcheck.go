package report

import (
	"fmt"
	"strings"

	"github.com/scimulator/scimulator/internal/verdict"
)

// feature are the checks of one feature, or of a story.
type feature struct {
	Title  string
	Counts string
	Shares []share
	Checks []checkRow
	Open   bool // something in it failed or could not be judged
}

type checkRow struct {
	Anchor, ID, Name, Source, Reason string
	Mark                             mark
	Core                             bool
	Cause                            link
	Findings                         []link
	Requirements                     string
	Took                             string
}

func features(run verdict.Run, links anchors) []feature {
	var all []feature
	tallies := map[string]*verdict.Tally{}
	index := map[string]int{}
	found := findingLinks(run, links)
	for i, c := range run.Checks {
		title := featureTitle(run, c)
		at, there := index[title]
		if !there {
			at = len(all)
			index[title], tallies[title] = at, &verdict.Tally{}
			all = append(all, feature{Title: shown(title)})
		}
		tallies[title].Add(c.Outcome)
		row := newCheckRow(c, links.checks[i], links)
		if c.ID != "" {
			row.Findings = found[c.ID]
		}
		all[at].Checks = append(all[at].Checks, row)
		all[at].Open = all[at].Open || c.Outcome >= verdict.Broken
	}
	for title, at := range index {
		all[at].Counts, all[at].Shares = counts(*tallies[title]), shares(*tallies[title])
	}
	return all
}

func featureTitle(run verdict.Run, c verdict.Check) string {
	if c.Feature != "" {
		return c.Feature
	}
	if c.ID != "" {
		return group(run, c.ID)
	}
	return "the story, step by step"
}

func newCheckRow(c verdict.Check, anchor string, links anchors) checkRow {
	row := checkRow{
		Anchor: anchor, ID: shown(c.ID), Name: shown(c.Name), Source: shown(c.Source), Reason: shown(c.Reason), Mark: outcomeMark(c.Outcome), Core: c.Core,
		Requirements: shown(strings.Join(c.Requirements, ", ")),
	}
	if c.Cause != "" {
		row.Cause = link{shown(c.Cause), links.byID[c.Cause]}
	}
	if c.Milliseconds > 0 {
		row.Took = ms(c.Milliseconds)
	}
	return row
}

func findingLinks(run verdict.Run, links anchors) map[string][]link {
	found := map[string][]link{}
	for i, f := range run.Findings {
		if f.Check != "" {
			found[f.Check] = append(found[f.Check], link{shown(string(f.Requirement)), links.findings[i]})
		}
	}
	return found
}

// share is a part of a bar that stands for all outcomes of something.
type share struct {
	Class    string
	X, Width string // in percent
}

func shares(t verdict.Tally) []share {
	all := tally(t)
	total := 0
	for _, one := range all {
		total += one.Count
	}
	var parts []share
	x := 0.0
	for _, one := range all {
		if one.Count == 0 {
			continue
		}
		width := 100 * float64(one.Count) / float64(total)
		parts = append(parts, share{one.Mark.Class, fmt.Sprintf("%.2f", x), fmt.Sprintf("%.2f", width)})
		x += width
	}
	return parts
}
