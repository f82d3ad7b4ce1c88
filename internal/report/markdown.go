package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/scimulator/scimulator/internal/verdict"
)

// Markdown writes the run for people who read it where code is discussed.
func Markdown(out io.Writer, s Source) error {
	text := &failing{out: out}
	markdown(text, s.Run)
	return text.err
}

func markdown(out io.Writer, run verdict.Run) {
	fmt.Fprintf(out, "# %s\n\n", prose(Sentence(run)))
	fmt.Fprintf(out, "%s\n\n", prose(counts(run.Tally)))
	if harm := suffered(run); harm != "" {
		fmt.Fprintf(out, "**What a customer would suffer:** %s\n\n", prose(harm))
	}
	table(out, []string{"", ""}, rowsOf(about(run)))
	for _, f := range worstFirst(run.Findings) {
		markdownFinding(out, f)
	}
	markdownBaseline(out, run)
	markdownRehearsal(out, run)
	markdownRest(out, run)
}

func rowsOf(fields []field) [][]string {
	var rows [][]string
	for _, one := range fields {
		rows = append(rows, []string{prose(one.name), span(one.value)})
	}
	return rows
}

func markdownFinding(out io.Writer, f verdict.Finding) {
	fmt.Fprintf(out, "## %s %s\n\n%s\n\n", strings.ToUpper(f.Outcome.String()), span(string(f.Requirement)), prose(f.Message))
	for _, one := range append(fields(f), field{"exchanges", evidence(f)}) {
		if one.value != "" {
			fmt.Fprintf(out, "- %s: %s\n", one.name, span(one.value))
		}
	}
	fmt.Fprintln(out)
}

func markdownBaseline(out io.Writer, run verdict.Run) {
	if len(run.Deviations) == 0 {
		return
	}
	fmt.Fprintf(out, "## Baseline\n\n")
	var rows [][]string
	for _, d := range run.Deviations {
		rows = append(rows, []string{span(joined(string(d.Requirement), d.Check)), prose(d.State), prose(d.Because), prose(d.Owner), prose(d.Until)})
	}
	table(out, []string{"entry", "state", "because", "owner", "until"}, rows)
}

func markdownRehearsal(out io.Writer, run verdict.Run) {
	if len(run.Rehearsal) == 0 {
		return
	}
	fmt.Fprintf(out, "## Rehearsal of %s\n\nEach line is %s.\n\n", prose(run.Pack), Rehearsal)
	var rows [][]string
	for _, r := range run.Rehearsal {
		rows = append(rows, []string{prose(r.Test), "rehearsed: " + word(r.Outcome), prose(r.Reason), spans(r.Checks)})
	}
	table(out, []string{"test", "rehearsal", "reason", "our checks"}, rows)
}

// markdownRest is what is said once: thresholds, foreign data, what remains.
func markdownRest(out io.Writer, run verdict.Run) {
	for _, t := range run.Thresholds {
		fmt.Fprintf(out, "- %s (%s)\n", prose(thresholdText(t)), met(t))
	}
	if text := foreignText(run); text != "" {
		fmt.Fprintf(out, "- %s\n", prose(text))
	}
	for _, left := range run.Leftovers {
		fmt.Fprintf(out, "- left on the target: %s, %s (%s)\n", span(left.Resource+" "+left.Name), prose(left.State), prose(left.Reason))
	}
}

func met(t verdict.Threshold) string {
	if t.Met {
		return "met"
	}
	return "missed"
}

// table writes a table of cells that are Markdown already.
func table(out io.Writer, head []string, rows [][]string) {
	fmt.Fprintf(out, "| %s |\n|%s\n", strings.Join(head, " | "), strings.Repeat(" --- |", len(head)))
	for _, row := range rows {
		fmt.Fprintf(out, "| %s |\n", strings.Join(row, " | "))
	}
	fmt.Fprintln(out)
}

// prose is text in which nothing is markup: a target's words make no link, no
// heading, no element, and call nobody by name.
func prose(text string) string {
	var escaped strings.Builder
	for _, r := range shown(text) {
		switch {
		case r == '<':
			escaped.WriteString("&lt;")
		case r == '&':
			escaped.WriteString("&amp;")
		case r == '@':
			escaped.WriteString("&#64;&#8203;")
		case strings.ContainsRune("\\`*_{}[]()#+!|~>", r):
			escaped.WriteByte('\\')
			escaped.WriteRune(r)
		default:
			escaped.WriteRune(r)
		}
	}
	return strings.TrimSpace(escaped.String())
}

// span is text as code, to be copied. Its fence is longer than any run of ticks
// in it; a bar is escaped, because it would end the cell of a table.
func span(text string) string {
	text = strings.ReplaceAll(strings.TrimSpace(shown(text)), "|", `\|`)
	if text == "" {
		return ""
	}
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if len(fence) == 1 {
		return fence + text + fence
	}
	return fence + " " + text + " " + fence
}

func spans(list []string) string {
	var all []string
	for _, one := range list {
		all = append(all, span(one))
	}
	return strings.Join(all, ", ")
}

// foreignText says what became of data that is not ours (design §9).
func foreignText(run verdict.Run) string {
	data := run.ForeignData
	switch {
	case data == nil:
		return ""
	case data.Note != "":
		return "foreign data could not be compared: " + data.Note
	case len(data.Changed) == 0:
		return fmt.Sprintf("%s unchanged", counted(data.Before, "foreign resource"))
	}
	return fmt.Sprintf("foreign data CHANGED: %s; %d before the run, %d after it", strings.Join(data.Changed, ", "), data.Before, data.After)
}
