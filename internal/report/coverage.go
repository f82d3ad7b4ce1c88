package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// requirements are what a run says about each requirement: as it judged them, or,
// of a simulation, as its checks and findings name them.
func requirements(s Source) []verdict.Judged {
	if len(s.Run.Requirements) > 0 {
		return s.Run.Requirements
	}
	found := map[requirement.ID]*verdict.Judged{}
	note := func(id requirement.ID, level string, o verdict.Outcome, reason, check string) {
		one := found[id]
		if one == nil {
			one = &verdict.Judged{ID: id, Level: level}
			if s.Requirement != nil {
				entry, _ := s.Requirement(id)
				one.Source, one.Level = entry.Source, entry.Level
			}
			found[id] = one
		}
		if o > one.Outcome {
			one.Outcome, one.Reason = o, reason
		}
		if check != "" {
			one.Checks = append(one.Checks, check)
		}
	}
	for _, c := range s.Run.Checks {
		for _, id := range c.Requirements {
			note(requirement.ID(id), "", c.Outcome, c.Reason, c.ID)
		}
	}
	for _, f := range s.Run.Findings {
		for _, id := range append([]requirement.ID{f.Requirement}, f.Also...) {
			note(id, f.Level, f.Outcome, f.Message, f.Check)
		}
	}
	var all []verdict.Judged
	for _, one := range found {
		all = append(all, *one)
	}
	slices.SortFunc(all, func(a, b verdict.Judged) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return all
}

// CoverageTable writes how much of each source was judged, section by section,
// and below it every requirement that was not, with the reason. It is Markdown.
func CoverageTable(out io.Writer, s Source) error {
	text := &failing{out: out}
	fmt.Fprintf(text, "# Requirement coverage\n\n%s\n\n", prose(Sentence(s.Run)))
	sections, order := bySource(requirements(s))
	head := []string{"source", "requirements", "judged"}
	for _, o := range outcomes() {
		head = append(head, word(o))
	}
	var rows [][]string
	for _, source := range order {
		rows = append(rows, coverageRow(source, sections[source]))
	}
	table(text, head, rows)
	uncovered(text, requirements(s))
	markdownRehearsal(text, s.Run)
	return text.err
}

// bySource sorts requirements by section, sections in the order of appearance.
func bySource(all []verdict.Judged) (sections map[string][]verdict.Judged, order []string) {
	sections = map[string][]verdict.Judged{}
	for _, one := range all {
		source := one.Source
		if source == "" {
			source = "other"
		}
		if sections[source] == nil {
			order = append(order, source)
		}
		sections[source] = append(sections[source], one)
	}
	return sections, order
}

func coverageRow(source string, list []verdict.Judged) []string {
	numbers := map[verdict.Outcome]int{}
	judged := 0
	for _, one := range list {
		numbers[one.Outcome]++
		if one.Outcome >= verdict.Pass && one.Outcome != verdict.Broken {
			judged++
		}
	}
	row := []string{prose(source), fmt.Sprint(len(list)), fmt.Sprint(judged)}
	for _, o := range outcomes() {
		row = append(row, fmt.Sprint(numbers[o]))
	}
	return row
}

func uncovered(out io.Writer, all []verdict.Judged) {
	var rows [][]string
	for _, one := range all {
		if one.Outcome < verdict.Pass || one.Outcome == verdict.Broken {
			rows = append(rows, []string{span(string(one.ID)), prose(one.Level), word(one.Outcome), prose(one.Reason)})
		}
	}
	if rows == nil {
		return
	}
	fmt.Fprintf(out, "## Not judged\n\n")
	table(out, []string{"requirement", "level", "outcome", "reason"}, rows)
}
