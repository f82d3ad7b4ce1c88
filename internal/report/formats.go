package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// format is one way to write a run.
type format struct {
	name  string
	write func(io.Writer, Source) error
}

// formats is the closed list. Annotations and StepSummary, which belong to one
// service, are not in it.
func formats() []format {
	return []format{
		{"console", whole},
		{"html", HTML},
		{"junit", JUnit},
		{"json", func(out io.Writer, s Source) error { return JSON(out, s.Run) }},
		{"markdown", Markdown},
		{"sarif", SARIF},
		{"ctrf", CTRF},
		{"tap", TAP},
		{"har", HAR},
		{"behavior-table", BehaviorTable},
		{"coverage-table", CoverageTable},
	}
}

// Formats are the names that Write knows.
func Formats() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// Write writes a run in the named format. A name that is none is an error that
// lists those that are.
func Write(name string, out io.Writer, source Source) error {
	all := formats()
	i := slices.IndexFunc(all, func(f format) bool { return f.name == name })
	if i < 0 {
		return fmt.Errorf("%q is no report format: choose among %s", name, strings.Join(Formats(), ", "))
	}
	return all[i].write(out, source)
}
