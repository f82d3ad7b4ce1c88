package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/verdict"
)

// Console tells the story of a simulation to a person: cycle by cycle what the
// directory did, what was sent, what the target did; findings last.
type Console struct {
	out     io.Writer
	palette Palette
	verbose bool
	start   time.Time // virtual
	idle    int       // cycles in which nothing happened, not yet told
	problem string    // of the last cycle, whose connection test failed
	alike   int       // cycles after it that failed in the same way, not yet told
}

// NewConsole writes to out; verbose shows skipped objects too.
func NewConsole(out io.Writer, palette Palette, verbose bool) *Console {
	return &Console{out: out, palette: palette, verbose: verbose}
}

// print writes a line. What a target or a file said is cleaned first: only our
// own colours reach the terminal as they are.
func (c *Console) print(format string, args ...any) {
	for i, arg := range args {
		if text, ok := arg.(string); ok {
			args[i] = shown(text)
		}
	}
	fmt.Fprintf(c.out, format+"\n", args...)
}

// Begin introduces the run.
func (c *Console) Begin(run verdict.Run, at time.Time) {
	c.start = at
	title := run.Title
	if title == "" {
		title = run.Scenario
	}
	c.print("%s", c.palette.strong.text(title))
	c.print("  scenario %s · profile %s · dialect %s · target %s", run.Scenario, run.Profile, run.Dialect, run.Target.Name)
}

// Connection tells how the connection test went.
func (c *Console) Connection(text string, ok bool) {
	c.print("")
	c.print("  %s %s", c.word(ok), text)
}

func (c *Console) word(ok bool) painted {
	if ok {
		return c.palette.good.text("ok  ")
	}
	return c.palette.bad.text("FAIL")
}

// Change tells what happened in the source directory.
func (c *Console) Change(at time.Time, text string) {
	c.flush()
	c.print("%s  directory: %s", c.clock(at), text)
}

// clock prints virtual time as the time since the story began.
func (c *Console) clock(at time.Time) painted {
	span := at.Sub(c.start)
	days := int(span / (24 * time.Hour))
	span -= time.Duration(days) * 24 * time.Hour
	return c.palette.faint.format("day %d %02d:%02d", days, int(span.Hours()), int(span.Minutes())%60)
}

// Note tells what happened beside the directory: to the job, or between it and
// the target.
func (c *Console) Note(at time.Time, text string) {
	c.flush()
	c.print("%s  %s", c.clock(at), text)
}

// Step is one step of on-demand provisioning.
type Step struct {
	Number int
	Title  string
	Status string
	Text   string
}

// OnDemand tells what on-demand provisioning of an object came to, step by step.
func (c *Console) OnDemand(at time.Time, object, result, message string, steps []Step) {
	c.flush()
	c.print("%s  %s", c.clock(at), c.palette.strong.format("on demand: %s", clean(object)))
	for _, step := range steps {
		c.print("             %d. %s: %s", step.Number, step.Title, strings.TrimSpace(step.Status+"  "+step.Text))
	}
	c.print("             result: %s", strings.TrimSpace(result+"  "+message))
}

// Cycle tells one cycle; cycles in which nothing happened are summed up.
func (c *Console) Cycle(cycle verdict.Cycle) {
	if c.quiet(cycle) {
		c.idle++
		return
	}
	if cycle.Problem != "" && cycle.Problem == c.problem && len(cycle.Events) == 0 {
		c.alike++
		return
	}
	c.flush()
	c.problem = cycle.Problem
	kind := "incremental"
	if cycle.Initial {
		kind = "initial"
	}
	c.print("%s  %s", c.clock(cycle.Began), c.palette.strong.format("cycle %d (%s)", cycle.Number, kind))
	if cycle.Problem != "" {
		c.print("             %s connection test: %s", c.palette.bad.text("FAIL"), cycle.Problem)
	}
	for _, line := range cycle.Lines {
		c.line(line)
	}
	if cycle.Omitted > 0 {
		c.print("             … and %d more objects (all of them in provisioning.ndjson)", cycle.Omitted)
	}
	c.print("             %s", c.palette.faint.text(sent(cycle)))
}

func (c *Console) quiet(cycle verdict.Cycle) bool {
	return len(cycle.Lines) == 0 && cycle.Failed == 0 && cycle.Problem == "" && !cycle.Initial
}

// flush tells the idle cycles since the last one that was told.
func (c *Console) flush() {
	switch {
	case c.idle == 1:
		c.print("             %s", c.palette.faint.text("one cycle with nothing to do: only the connection test was sent"))
	case c.idle > 1:
		c.print("             %s", c.palette.faint.format("%d cycles with nothing to do: only the connection test was sent", c.idle))
	}
	if c.alike > 0 {
		c.print("             %s", c.palette.faint.format("the connection test of %s more failed in the same way", counted(c.alike, "cycle")))
	}
	c.idle, c.problem, c.alike = 0, "", 0
}

func (c *Console) line(line verdict.Line) {
	if line.Status == "skipped" && !c.verbose && line.Code != "UnableToResolveReferenceAttributeValue" {
		return
	}
	text := fmt.Sprintf("%-8s %-16s %s", line.Action, line.Object, line.Detail)
	switch line.Status {
	case "failure":
		c.print("             %s %s (%s)", c.palette.bad.text("failure"), text, line.Code)
	case "skipped":
		c.print("             %s", c.palette.faint.format("skipped %s %s (%s)", line.Object, line.Detail, line.Code))
	default:
		c.print("             %s %s", c.palette.good.text("success"), text)
	}
}

// sent sums up the identity provider's traffic of a cycle.
func sent(cycle verdict.Cycle) string {
	var parts []string
	for _, signature := range slices.Sorted(maps.Keys(cycle.Requests)) {
		parts = append(parts, fmt.Sprintf("%s ×%d", signature, cycle.Requests[signature]))
	}
	if cycle.Skipped > 0 {
		parts = append(parts, fmt.Sprintf("%d skipped", cycle.Skipped))
	}
	return "sent: " + strings.Join(parts, ", ")
}

// Expectation tells what the story expected and whether it came so.
func (c *Console) Expectation(check verdict.Check) {
	c.flush()
	switch check.Outcome {
	case verdict.Pass:
		c.print("             %s expected: %s", c.palette.good.text("PASS"), check.Name)
	case verdict.NotApplicable:
		if c.verbose {
			c.print("             %s expected: %s (%s)", c.palette.faint.text("N/A "), check.Name, check.Reason)
		}
	case verdict.Skipped:
		c.print("             %s expected: %s (%s)", c.palette.faint.text("SKIP"), check.Name, check.Reason)
	default:
		c.print("             %s expected: %s: %s", c.outcome(check.Outcome), check.Name, check.Reason)
	}
}

// End tells what was found and the verdict.
func (c *Console) End(run verdict.Run, directory string) {
	c.flush()
	c.print("")
	for _, finding := range run.Findings {
		c.finding(finding)
	}
	c.leftovers(run)
	word, counts := c.verdict(run)
	c.print("%s%s", word, counts)
	c.print("  %s", figures(run))
	if text := foreignText(run); text != "" {
		c.print("  %s", text)
	}
	if run.Chaos != nil {
		c.print("  %s", hostility(*run.Chaos))
	}
	if r := run.Resumed; r != nil {
		c.print("  resumed: %d answers from the journal, %d settled by looking (%d had been carried out)", r.Answers, r.Settled, r.CarriedOut)
	}
	for _, t := range run.Thresholds {
		c.print("  %s (%s)", thresholdText(t), met(t))
	}
	if directory != "" {
		c.print("  evidence: %s", directory)
	}
}

func (c *Console) finding(f verdict.Finding) {
	c.print("%s  %s  %s", c.outcome(f.Outcome), c.palette.strong.text(string(f.Requirement)), f.Message)
	for _, one := range fields(f) {
		c.print("      %-10s %s", one.name, one.value)
	}
	c.print("")
}

func (c *Console) outcome(o verdict.Outcome) painted {
	word := strings.ToUpper(o.String())
	switch o {
	case verdict.Fail:
		return c.palette.bad.text(word)
	case verdict.Broken, verdict.Advice:
		return c.palette.warn.text(word)
	}
	return c.palette.faint.text(word)
}

// leftoverLines is how many leftovers are named on the console.
const leftoverLines = 10

// leftovers tells what could not be removed. On the embedded target, which ends
// with the run, accounts that are switched off need no list.
func (c *Console) leftovers(run verdict.Run) {
	left := run.Leftovers
	if len(left) == 0 {
		return
	}
	if !run.Target.Foreign && !slices.ContainsFunc(left, isOn) {
		c.print("%s  %s of this run %s disabled: the target refuses to delete them", c.palette.warn.text("LEFT"), counted(len(left), "account"), verb(len(left), "remain"))
		c.print("")
		return
	}
	c.print("%s  %s of this run %s on the target:", c.palette.warn.text("LEFT"), counted(len(left), "resource"), verb(len(left), "remain"))
	for i, one := range left {
		if i == leftoverLines {
			c.print("      … and %d more, all in run.json", len(left)-i)
			break
		}
		c.print("      %s %s: %s (%s)", one.Resource, one.Name, one.State, one.Reason)
	}
	c.print("")
}

// isOn: the account could not be switched off either, or is a group.
func isOn(left verdict.Leftover) bool { return left.State != "disabled" }

// counted is a number with its noun: 1 account, 2 accounts.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// verb agrees with the number: 1 remains, 2 remain.
func verb(n int, plural string) string {
	if n == 1 {
		return plural + "s"
	}
	return plural
}

// verdict is the word of the run and the counts behind it.
func (c *Console) verdict(run verdict.Run) (word painted, counts string) {
	text := "verdict: " + string(run.Verdict)
	if run.Interrupted {
		text += " (interrupted)"
	}
	counts = fmt.Sprintf(" — %d failed, %d broken, %d advice, %d passed, %d not applicable",
		run.Tally.Fail, run.Tally.Broken, run.Tally.Advice, run.Tally.Pass, run.Tally.NotApplicable)
	if run.Verdict == verdict.Conformant {
		return c.palette.good.text(text), counts
	}
	return c.palette.bad.text(text), counts
}

func figures(run verdict.Run) string {
	total := 0
	for _, count := range run.Figures.Requests {
		total += count
	}
	span := run.Virtual.To.Sub(run.Virtual.From).Round(time.Minute)
	return fmt.Sprintf("%d requests of the identity provider in %s of virtual time, %d resources read back and compared, %.1f s",
		total, days(span), run.Figures.Resources, float64(run.Figures.Milliseconds)/1000)
}

func days(span time.Duration) string {
	if span < 48*time.Hour {
		return span.String()
	}
	return fmt.Sprintf("%.1f days", span.Hours()/24)
}
