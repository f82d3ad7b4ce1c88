package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/verdict"
)

// judgment is one row of the reports that pipelines read: a check, a finding
// that no check made, an entry of the baseline that is no longer right, a
// threshold, or a rehearsed test. Names are the same in equal runs: no ids, no
// times.
type judgment struct {
	group        string // rfc7644.3.3
	name         string
	id           string // of the check
	file         string // features/rfc7644/3.3.feature
	line         int
	outcome      verdict.Outcome
	reason       string
	milliseconds float64
	requirements []string
	findings     []verdict.Finding
	rehearsed    bool // a test of somebody else's, whose checks are rows of their own
}

// judgments are the rows of a run, in its order. What the verdict says is said
// by at least one of them.
func judgments(run verdict.Run) []judgment {
	rows := ofChecks(run)
	rows = append(rows, ofFindings(run)...)
	for _, d := range outdated(run) {
		rows = append(rows, ofDeviation(d))
	}
	for _, t := range run.Thresholds {
		rows = append(rows, ofThreshold(t))
	}
	for _, r := range run.Rehearsal {
		rows = append(rows, judgment{group: "rehearsal." + run.Pack, name: r.Test, outcome: r.Outcome, reason: joined(r.Reason, Rehearsal), rehearsed: true})
	}
	rows = append(rows, ofVerdict(run, rows)...)
	distinct(rows)
	return rows
}

// Rehearsal is what every report says of the tests of a pack.
const Rehearsal = "a rehearsal by our checks, not a certification by the owner of the test"

func joined(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(text string) bool { return text == "" }), "; ")
}

func ofChecks(run verdict.Run) []judgment {
	alias := newNames(run)
	found := byCheck(run)
	rows := make([]judgment, 0, len(run.Checks))
	for _, c := range run.Checks {
		row := judgment{
			group: group(run, c.ID), name: alias.text(c.Name), id: c.ID, outcome: c.Outcome, reason: c.Reason,
			milliseconds: c.Milliseconds, requirements: c.Requirements,
		}
		row.file, row.line = place(c.Source)
		if c.ID != "" {
			row.findings = found[c.ID]
		}
		rows = append(rows, row)
	}
	return rows
}

func byCheck(run verdict.Run) map[string][]verdict.Finding {
	found := map[string][]verdict.Finding{}
	for _, f := range run.Findings {
		found[f.Check] = append(found[f.Check], f)
	}
	return found
}

// group is the folder of a check's id, with dots, as packages are written:
// rfc7644/3.3/a-user-is-created belongs to rfc7644.3.3.
func group(run verdict.Run, id string) string {
	if i := strings.LastIndexByte(id, '/'); i > 0 {
		return strings.ReplaceAll(id[:i], "/", ".")
	}
	if run.Scenario != "" {
		return "scenario." + run.Scenario
	}
	return "suite." + run.Suite
}

// place takes apart file:line.
func place(source string) (file string, line int) {
	i := strings.LastIndexByte(source, ':')
	if i < 0 {
		return source, 0
	}
	line, err := strconv.Atoi(source[i+1:])
	if err != nil {
		return source, 0
	}
	return source[:i], line
}

// ofFindings are rows for what was found beside the checks, as the comparisons
// after each cycle of a simulation do.
func ofFindings(run verdict.Run) []judgment {
	alias := newNames(run)
	known := map[string]bool{}
	for _, c := range run.Checks {
		known[c.ID] = c.ID != ""
	}
	var rows []judgment
	for _, f := range run.Findings {
		if known[f.Check] {
			continue
		}
		rows = append(rows, judgment{
			group: group(run, "") + ".findings", name: strings.TrimSpace(fmt.Sprintf("%s %s", f.Requirement, alias.text(f.Message))), outcome: f.Outcome,
			requirements: []string{string(f.Requirement)}, findings: []verdict.Finding{f},
		})
	}
	return rows
}

func ofDeviation(d verdict.Deviation) judgment {
	subject := joined(string(d.Requirement), d.Check)
	return judgment{group: "baseline", name: subject, outcome: verdict.Fail, reason: deviationState(d)}
}

// deviationState says what the run makes of an entry of the baseline.
func deviationState(d verdict.Deviation) string {
	switch d.State {
	case "stale":
		return "listed as broken, and it passes: remove the entry"
	case "unmatched":
		return "listed, and nothing in this run is of that name: correct or remove the entry"
	case "expired":
		return fmt.Sprintf("listed until %s, which is over: mend the target, or agree on a new date with %s", d.Until, d.Owner)
	}
	return fmt.Sprintf("known until %s: %s (%s)", d.Until, d.Because, d.Owner)
}

// thresholdGroup keeps what a run had to reach apart from what it found.
const thresholdGroup = "thresholds"

func ofThreshold(t verdict.Threshold) judgment {
	row := judgment{group: thresholdGroup, name: t.Name, outcome: verdict.Pass}
	if !t.Met {
		row.outcome, row.reason = verdict.Fail, thresholdText(t)
	}
	return row
}

func thresholdText(t verdict.Threshold) string {
	unit, bound := "", "wanted"
	switch t.Name {
	case verdict.MinRate:
		unit, bound = " requests/s", "wanted at least"
	case verdict.MaxP95:
		unit, bound = " ms", "wanted at most"
	}
	return fmt.Sprintf("%s: seen %.4g%s, %s %.4g%s", t.Name, t.Seen, unit, bound, t.Wanted, unit)
}

// ofVerdict is a row of its own where no other says what the verdict says: a
// pipeline must not be green where the run is not.
func ofVerdict(run verdict.Run, rows []judgment) []judgment {
	demanded := verdict.NotRun
	switch run.Verdict {
	case verdict.Failed:
		demanded = verdict.Fail
	case verdict.NoVerdict:
		demanded = verdict.Broken
	default:
		return nil
	}
	if slices.ContainsFunc(rows, func(row judgment) bool { return row.outcome == demanded }) {
		return nil
	}
	return []judgment{{group: "run", name: "verdict", outcome: demanded, reason: Sentence(run)}}
}

// distinct gives rows of one name a number: a reader that goes by names would
// take them for one (GitLab keeps the first).
func distinct(rows []judgment) {
	seen := map[[2]string]int{}
	for i := range rows {
		key := [2]string{rows[i].group, rows[i].name}
		seen[key]++
		if n := seen[key]; n > 1 {
			rows[i].name = fmt.Sprintf("%s (%d)", rows[i].name, n)
		}
	}
}

// status sorts outcomes as test reports do.
type status string

// The statuses of test reports.
const (
	passed  status = "passed"
	failed  status = "failed"  // the target's failure
	skipped status = "skipped" // not judged, overruled, or known and agreed upon
	errored status = "error"   // ours: it says nothing about the target
)

func (j judgment) status() status {
	switch j.outcome {
	case verdict.Fail:
		return failed
	case verdict.Broken:
		return errored
	case verdict.Pass, verdict.Advice:
		return passed
	}
	return skipped
}

// headline is a row in one sentence, cleaned.
func (j judgment) headline() string {
	text := j.reason
	if len(j.findings) > 0 && j.outcome > verdict.Overruled {
		text = worstFirst(j.findings)[0].Message
	}
	if j.outcome == verdict.Known {
		text = joined("known, and declared in the baseline", text)
	}
	return shown(cmp.Or(text, word(j.outcome)))
}

// account is everything that is known of a row, in lines of text, each cleaned.
func (j judgment) account() []string {
	lines := []string{fmt.Sprintf("%s: %s", strings.ToUpper(j.outcome.String()), j.headline())}
	if len(j.requirements) > 0 {
		lines = append(lines, "judges "+shown(strings.Join(j.requirements, ", ")))
	}
	if j.reason != "" && len(j.findings) > 0 {
		lines = append(lines, "reason "+shown(j.reason))
	}
	for _, f := range j.findings {
		lines = append(lines, account(f)...)
	}
	return lines
}
