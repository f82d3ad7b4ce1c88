package report

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/verdict"
)

// The drawing has a column for each cycle and one for each idle stretch; events
// stand above the axis, requests below it, and findings are marked.
func TestTimeline(t *testing.T) {
	run := verdict.Run{
		Virtual: verdict.Span{From: monday}, Findings: []verdict.Finding{{Requirement: "HOUSE-01", Cycle: 2}, {Requirement: "HOUSE-01", Cycle: 2, Message: "x"}},
		Cycles: []verdict.Cycle{
			{Number: 1, Initial: true, Began: monday, Requests: map[string]int{"POST /Users": 900, "GET /Users": 100}},
			{Number: 2, Began: monday.Add(40 * time.Minute), Events: []string{"a", "b", "c", "d", "e", "f"}, Requests: map[string]int{"PATCH /Users": 1, "DELETE /Users": 1}},
			{Number: 9, Began: monday.Add(320 * time.Minute), Problem: "401"},
		},
	}
	links := newAnchors(run)
	drawn := newTimeline(run, links)
	if len(drawn.Columns) != 4 || drawn.Columns[2].Gap != "6" {
		t.Fatalf("columns %+v", drawn.Columns)
	}
	first, second, last := drawn.Columns[0], drawn.Columns[1], drawn.Columns[3]
	if first.Anchor != "cycle-1" || first.Count != "1000" || classes(first.Bars) != "read create" || bottom(first) > drawn.Axis+barLane+2 {
		t.Errorf("cycle 1: %+v", first)
	}
	if second.Findings != 2 || second.Finding != links.findings[0] || len(second.Events) != eventShown || second.More != "+2" || classes(second.Bars) != "change delete" {
		t.Errorf("cycle 2: %+v", second)
	}
	if bottom(second) >= bottom(first) {
		t.Error("two requests stand as high as a thousand")
	}
	for _, d := range second.Events {
		if d.Y >= drawn.Axis || d.Y < findingLane {
			t.Errorf("an event at %d", d.Y)
		}
	}
	if !last.Failed || last.Bars != nil || first.Failed {
		t.Errorf("cycle 9: %+v", last)
	}
	want := "cycle 2 at day 0 00:40; directory: a, b, c, d; sent: DELETE /Users ×1, PATCH /Users ×1; 2 findings"
	if diff := cmp.Diff(want, second.Title); diff != "" {
		t.Error(diff)
	}
	if newTimeline(verdict.Run{}, links) != nil {
		t.Error("a drawing of no cycles")
	}
}

func classes(bars []bar) string {
	text := ""
	for i, b := range bars {
		if i > 0 {
			text += " "
		}
		text += b.Class
	}
	return text
}

func bottom(c column) int {
	b := c.Bars[len(c.Bars)-1]
	return b.Y + b.Height
}

// A thousand cycles are drawn, narrowly.
func TestTimelineOfManyCycles(t *testing.T) {
	run := verdict.Run{}
	for n := range 1000 {
		run.Cycles = append(run.Cycles, verdict.Cycle{Number: n + 1, Requests: map[string]int{"GET /Users": 1}})
	}
	if drawn := newTimeline(run, newAnchors(run)); drawn.Width > leftMargin+1000*narrow+20 || drawn.Columns[0].Label != "" {
		t.Errorf("width %d, label %q", drawn.Width, drawn.Columns[0].Label)
	}
}

// The distribution is that of run.json, or is counted from the identity
// provider's own traffic.
func TestHistogram(t *testing.T) {
	run := verdict.Run{Figures: verdict.Figures{Latency: &verdict.Latency{Count: 6, P50: 1, P95: 2, P99: 2, Max: 2.5, Buckets: []verdict.Bucket{
		{UpTo: 0.5}, {UpTo: 1, Count: 4}, {UpTo: 1.5}, {UpTo: 2500, Count: 2}, {UpTo: 9000},
	}}}}
	if diff := cmp.Diff("≤ 1 4, ≤ 1.5 , ≤ 2.5 s 2, ", bars64(newHistogram(run, gather(Source{})))); diff != "" {
		t.Error(diff)
	}
	counted := newHistogram(verdict.Run{}, gather(Source{Exchanges: journal(post(1, "{}"), post(2, "{}"))}))
	if diff := cmp.Diff("≤ 20 2, ", bars64(counted)); diff != "" {
		t.Error(diff)
	}
	if newHistogram(verdict.Run{}, gather(Source{})) != nil {
		t.Error("a distribution of nothing")
	}
	var many []verdict.Bucket
	for n := range 500 {
		many = append(many, verdict.Bucket{UpTo: float64(n + 1), Count: 2})
	}
	var total int64
	joined := merged(many)
	for _, b := range joined {
		total += b.Count
	}
	if len(joined) > histogramMost || total != 1000 || joined[len(joined)-1].UpTo != 500 {
		t.Errorf("%d buckets with %d, up to %v", len(joined), total, joined[len(joined)-1].UpTo)
	}
}

func bars64(h *histogram) string {
	text := ""
	for _, b := range h.Bars {
		text += fmt.Sprintf("%s %s, ", b.Label, b.Count)
	}
	return text
}
