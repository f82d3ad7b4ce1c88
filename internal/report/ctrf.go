package report

import (
	"io"

	"github.com/scimulator/scimulator/internal/verdict"
)

// ctrf is the Common Test Report Format. Members of ours go into extra: others
// are refused nearly everywhere.
type ctrf struct {
	Format  string      `json:"reportFormat"`
	Version string      `json:"specVersion"`
	Results ctrfResults `json:"results"`
}

type ctrfResults struct {
	Tool    ctrfTool          `json:"tool"`
	Summary ctrfSummary       `json:"summary"`
	Tests   []ctrfTest        `json:"tests"`
	Extra   map[string]string `json:"extra"`
}

type ctrfTool struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
}

type ctrfSummary struct {
	Tests   int   `json:"tests"`
	Passed  int   `json:"passed"`
	Failed  int   `json:"failed"`
	Skipped int   `json:"skipped"`
	Pending int   `json:"pending"`
	Other   int   `json:"other"`
	Start   int64 `json:"start"` // milliseconds since 1970
	Stop    int64 `json:"stop"`
}

type ctrfTest struct {
	Name     string    `json:"name"`
	Status   string    `json:"status"`
	Duration int64     `json:"duration"` // milliseconds
	Raw      string    `json:"rawStatus"`
	Message  string    `json:"message,omitempty"`
	Trace    string    `json:"trace,omitempty"`
	Suite    []string  `json:"suite"`
	Tags     []string  `json:"tags,omitempty"`
	File     string    `json:"filePath,omitempty"`
	Line     int       `json:"line,omitempty"`
	Extra    ctrfExtra `json:"extra"`
}

type ctrfExtra struct {
	Check     string   `json:"check,omitempty"`
	Harms     []string `json:"harms,omitempty"`
	Exchanges []int64  `json:"exchanges,omitempty"`
}

// CTRF writes the run as a Common Test Report. What we could not judge is
// "other": it is no failure of the target.
func CTRF(out io.Writer, s Source) error {
	run := s.Run
	report := ctrf{Format: "CTRF", Version: "0.0.0", Results: ctrfResults{
		Tool:    ctrfTool{Name: "scimulator", Version: shown(run.Tool.Version)},
		Summary: ctrfSummary{Start: max(0, run.Began.UnixMilli()), Stop: max(0, run.Ended.UnixMilli())},
		Tests:   []ctrfTest{}, Extra: map[string]string{},
	}}
	for _, one := range about(run) {
		report.Results.Extra[one.name] = shown(one.value)
	}
	for _, row := range judgments(run) {
		report.Results.add(row)
	}
	return writeJSON(out, report)
}

func (r *ctrfResults) add(row judgment) {
	test := ctrfTest{
		Name: shown(row.name), Raw: row.outcome.String(), Duration: int64(row.milliseconds), Suite: []string{shown(row.group)},
		File: shown(row.file), Line: row.line, Extra: ctrfExtra{Check: shown(row.id)},
	}
	for _, id := range row.requirements {
		test.Tags = append(test.Tags, shown(id))
	}
	for _, f := range row.findings {
		test.Extra.Harms = append(test.Extra.Harms, shown(string(f.Harm)))
		test.Extra.Exchanges = append(test.Extra.Exchanges, f.Exchanges...)
	}
	if row.outcome != verdict.Pass {
		test.Message, test.Trace = row.headline(), joinLines(row.account())
	}
	r.Summary.Tests++
	switch row.status() {
	case passed:
		test.Status, r.Summary.Passed = "passed", r.Summary.Passed+1
	case failed:
		test.Status, r.Summary.Failed = "failed", r.Summary.Failed+1
	case skipped:
		test.Status, r.Summary.Skipped = "skipped", r.Summary.Skipped+1
	default:
		test.Status, r.Summary.Other = "other", r.Summary.Other+1
	}
	r.Tests = append(r.Tests, test)
}
