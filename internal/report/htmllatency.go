package report

import (
	"fmt"

	"github.com/scimulator/scimulator/internal/verdict"
)

// latencyBounds are the upper bounds in milliseconds by which answers are
// counted where run.json does not do it.
func latencyBounds() []float64 {
	return []float64{0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000}
}

// Measures of the histogram, in its own units.
const (
	histogramHeight = 150
	histogramFoot   = 34
	histogramBar    = 46
	histogramMost   = 40 // buckets that are drawn
)

// histogram is the drawing of how long answers took.
type histogram struct {
	Width, Height, Floor int
	Bars                 []latencyBar
	Facts                []fact
	Summary              string
}

type latencyBar struct {
	X, Y, Width, Height, Middle, Above int
	Label, Count                       string
}

func newHistogram(run verdict.Run, g *gathered) *histogram {
	buckets := latencyBuckets(run, g)
	if len(buckets) == 0 {
		return nil
	}
	h := &histogram{Width: len(buckets)*histogramBar + 8, Height: histogramHeight + histogramFoot, Floor: histogramHeight, Facts: latencyFacts(run.Figures.Latency)}
	var total, most int64
	for _, b := range buckets {
		total, most = total+b.Count, max(most, b.Count)
	}
	for i, b := range buckets {
		height := int(float64(histogramHeight-22) * float64(b.Count) / float64(most))
		if b.Count > 0 {
			height = max(height, 2)
		}
		bar := latencyBar{
			X: 4 + i*histogramBar + 3, Width: histogramBar - 6, Height: height, Y: histogramHeight - height, Middle: 4 + i*histogramBar + histogramBar/2,
			Above: histogramHeight - height - 5, Label: bound(b.UpTo),
		}
		if b.Count > 0 {
			bar.Count = short(int(b.Count))
		}
		h.Bars = append(h.Bars, bar)
	}
	h.Summary = fmt.Sprintf("%d answers by how long they took", total)
	return h
}

// bound is the upper end of a bucket.
func bound(upTo float64) string {
	switch {
	case upTo < 0:
		return "more"
	case upTo >= 1000:
		return fmt.Sprintf("≤ %.3g s", upTo/1000)
	}
	return fmt.Sprintf("≤ %.3g", upTo)
}

func latencyFacts(l *verdict.Latency) []fact {
	if l == nil {
		return nil
	}
	return []fact{
		{"Answers", fmt.Sprint(l.Count)}, {"Median", ms(l.P50)}, {"p95", ms(l.P95)}, {"p99", ms(l.P99)}, {"Longest", ms(l.Max)},
	}
}

func ms(value float64) string { return fmt.Sprintf("%.3g ms", value) }

// latencyBuckets are the buckets of the run, or those counted from the evidence,
// without the empty ones at both ends.
func latencyBuckets(run verdict.Run, g *gathered) []verdict.Bucket {
	buckets := fromEvidence(g)
	if l := run.Figures.Latency; l != nil && len(l.Buckets) > 0 {
		buckets = l.Buckets
	}
	for len(buckets) > 0 && buckets[0].Count == 0 {
		buckets = buckets[1:]
	}
	for len(buckets) > 0 && buckets[len(buckets)-1].Count == 0 {
		buckets = buckets[:len(buckets)-1]
	}
	return merged(buckets)
}

func fromEvidence(g *gathered) []verdict.Bucket {
	var buckets []verdict.Bucket
	bounds := latencyBounds()
	for i, n := range g.took {
		upTo := -1.0
		if i < len(bounds) {
			upTo = bounds[i]
		}
		buckets = append(buckets, verdict.Bucket{UpTo: upTo, Count: int64(n)})
	}
	return buckets
}

// merged joins neighbours until they can be drawn side by side.
func merged(buckets []verdict.Bucket) []verdict.Bucket {
	for len(buckets) > histogramMost {
		var half []verdict.Bucket
		for i := 0; i < len(buckets); i += 2 {
			b := buckets[i]
			if i+1 < len(buckets) {
				b = verdict.Bucket{UpTo: buckets[i+1].UpTo, Count: b.Count + buckets[i+1].Count}
			}
			half = append(half, b)
		}
		buckets = half
	}
	return buckets
}
