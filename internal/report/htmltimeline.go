package report

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/verdict"
)

// Measures of the drawing, in its own units.
const (
	findingLane = 26 // findings, on top
	eventLane   = 66 // directory events, above the axis
	axis        = findingLane + eventLane
	barLane     = 92  // requests, below it
	labelLane   = 34  // number of the cycle, and of its requests
	leftMargin  = 92  // names of the lanes
	eventStep   = 11  // from one event to the next, upwards
	eventShown  = 4   // events of a cycle that are drawn, the others are counted
	wide        = 44  // width of a column
	widest      = 80  // of few
	breadth     = 860 // of all columns, as far as they need no more
	narrow      = 12  // of many
	manyColumns = 60
)

// timeline is the drawing of the cycles of a simulation: what the directory did
// above the axis, what was sent below it, findings on top.
type timeline struct {
	Width, Height, Axis, Right int
	Top, Low, Lower, Column    int // where the events end, labels, counts, height of a column
	Columns                    []column
	Summary                    string
}

type column struct {
	X, Middle, Width int
	Anchor           string // of the row of the table, "" of a gap
	Title            string
	Label, Count     string
	Events           []dot
	More             string
	Bars             []bar
	Findings         int
	Finding          string // anchor of the first one
	Failed           bool
	Gap              string // what a stretch of idle cycles says
}

type dot struct {
	Y     int
	Title string
}

type bar struct {
	Class     string // of the pattern that fills it
	Y, Height int
	X, Width  int
}

func newTimeline(run verdict.Run, links anchors) *timeline {
	if len(run.Cycles) == 0 {
		return nil
	}
	t := &timeline{
		Height: axis + barLane + labelLane, Axis: axis, Top: findingLane + 10, Low: axis + barLane + 16, Lower: axis + barLane + 30, Column: eventLane + barLane + labelLane,
	}
	width := min(widest, max(wide, (breadth-wide*stretches(run.Cycles))/len(run.Cycles)))
	if len(run.Cycles) > manyColumns {
		width = narrow
	}
	x, last := leftMargin, 0
	for _, c := range run.Cycles {
		if idle := c.Number - last - 1; idle > 0 && last > 0 {
			t.Columns = append(t.Columns, column{X: x, Middle: x + wide/2, Width: wide, Gap: fmt.Sprint(idle), Title: counted(idle, "cycle") + " with nothing to do"})
			x += wide
		}
		t.Columns = append(t.Columns, newColumn(run, c, x, width, links))
		x, last = x+width, c.Number
	}
	t.Right, t.Width = x, x+12
	t.Summary = fmt.Sprintf("%s with something to tell, from %s to %s; %s", counted(len(run.Cycles), "cycle"),
		clock(run, run.Cycles[0].Began), clock(run, run.Cycles[len(run.Cycles)-1].Ended), counted(len(run.Findings), "finding"))
	return t
}

// stretches is how many stretches of idle cycles there are.
func stretches(cycles []verdict.Cycle) int {
	n := 0
	for i, c := range cycles {
		if i > 0 && c.Number > cycles[i-1].Number+1 {
			n++
		}
	}
	return n
}

func newColumn(run verdict.Run, c verdict.Cycle, x, width int, links anchors) column {
	total := sum(c.Requests)
	col := column{
		X: x, Middle: x + width/2, Width: width, Anchor: fmt.Sprintf("cycle-%d", c.Number), Failed: c.Failed > 0 || c.Problem != "",
		Bars: bars(c.Requests, most(run.Cycles), x+width/6, width-width/3), Events: dots(c.Events),
	}
	if width >= wide {
		col.Label, col.Count = fmt.Sprint(c.Number), short(total)
	}
	if more := len(c.Events) - len(col.Events); more > 0 {
		col.More = fmt.Sprintf("+%d", more)
	}
	for i, f := range run.Findings {
		if f.Cycle == c.Number {
			col.Findings++
			if col.Finding == "" {
				col.Finding = links.findings[i]
			}
		}
	}
	col.Title = shown(columnTitle(run, c, col.Findings))
	return col
}

func columnTitle(run verdict.Run, c verdict.Cycle, findings int) string {
	parts := []string{fmt.Sprintf("cycle %d at %s", c.Number, clock(run, c.Began))}
	if len(c.Events) > 0 {
		parts = append(parts, "directory: "+strings.Join(c.Events[:min(len(c.Events), eventShown)], ", "))
	}
	parts = append(parts, "sent: "+requestsText(c.Requests))
	if findings > 0 {
		parts = append(parts, counted(findings, "finding"))
	}
	return strings.Join(append(parts, problems(c)...), "; ")
}

func problems(c verdict.Cycle) []string {
	var parts []string
	if c.Failed > 0 {
		parts = append(parts, fmt.Sprintf("%d failed", c.Failed))
	}
	if c.Problem != "" {
		parts = append(parts, "connection test: "+c.Problem)
	}
	return parts
}

func dots(events []string) []dot {
	var all []dot
	for i, event := range events[:min(len(events), eventShown)] {
		all = append(all, dot{axis - 10 - i*eventStep, shown(event)})
	}
	return all
}

// bars are the requests of a cycle by what they do. The height of all grows with
// the logarithm of their number, since an initial cycle sends thousands and the
// next one three.
func bars(requests map[string]int, most, x, width int) []bar {
	total := sum(requests)
	if total == 0 {
		return nil
	}
	height := barLane * math.Log1p(float64(total)) / math.Log1p(float64(max(most, 20)))
	byDeed := map[string]int{}
	for signature, n := range requests {
		byDeed[deed(signature)] += n
	}
	var all []bar
	y := float64(axis) + 1
	for _, class := range deeds() {
		if n := byDeed[class]; n > 0 {
			part := max(2, height*float64(n)/float64(total))
			all = append(all, bar{Class: class, X: x, Width: width, Y: int(math.Round(y)), Height: max(2, int(math.Round(part)))})
			y += part
		}
	}
	return all
}

func deeds() []string { return []string{"read", "create", "change", "delete"} }

// deed is what a request does: "PATCH /Users" changes.
func deed(signature string) string {
	method, _, _ := strings.Cut(signature, " ")
	switch method {
	case "POST":
		return "create"
	case "PATCH", "PUT":
		return "change"
	case "DELETE":
		return "delete"
	}
	return "read"
}

func most(cycles []verdict.Cycle) int {
	n := 0
	for _, c := range cycles {
		n = max(n, sum(c.Requests))
	}
	return n
}

func sum(counts map[string]int) int {
	n := 0
	for _, count := range counts {
		n += count
	}
	return n
}

// short is a number in at most four characters.
func short(n int) string {
	switch {
	case n >= 1_000_000:
		return fmt.Sprintf("%dM", n/1_000_000)
	case n >= 10_000:
		return fmt.Sprintf("%dk", n/1000)
	}
	return fmt.Sprint(n)
}

func clock(run verdict.Run, at time.Time) string { return elapsed(at.Sub(run.Virtual.From)) }

// cycleRow is a cycle in the table, which says what the drawing shows.
type cycleRow struct {
	Anchor, Number, Kind, At, Sent, Actions, Trouble string
	Events                                           []string
	Findings                                         []link
	Failed                                           bool
}

// cycleEvents is how many events of a cycle the table names.
const cycleEvents = 20

func cycleRows(run verdict.Run, links anchors) []cycleRow {
	var rows []cycleRow
	for _, c := range run.Cycles {
		row := cycleRow{
			Anchor: fmt.Sprintf("cycle-%d", c.Number), Number: fmt.Sprint(c.Number), Kind: "incremental", At: clock(run, c.Began),
			Sent: shown(requestsText(c.Requests)), Actions: shown(actionsText(c)), Trouble: shown(strings.Join(problems(c), "; ")),
			Failed: c.Failed > 0 || c.Problem != "",
		}
		if c.Initial {
			row.Kind = "initial"
		}
		for _, event := range c.Events[:min(len(c.Events), cycleEvents)] {
			row.Events = append(row.Events, shown(event))
		}
		if more := len(c.Events) - cycleEvents; more > 0 {
			row.Events = append(row.Events, fmt.Sprintf("and %d more", more))
		}
		for i, f := range run.Findings {
			if f.Cycle == c.Number {
				row.Findings = append(row.Findings, link{shown(string(f.Requirement)), links.findings[i]})
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func actionsText(c verdict.Cycle) string {
	var parts []string
	for _, action := range slices.Sorted(maps.Keys(c.Actions)) {
		parts = append(parts, fmt.Sprintf("%s ×%d", action, c.Actions[action]))
	}
	if c.Skipped > 0 {
		parts = append(parts, fmt.Sprintf("skipped ×%d", c.Skipped))
	}
	return strings.Join(parts, ", ")
}
