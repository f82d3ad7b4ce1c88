package report

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/scimulator/scimulator/internal/verdict"
)

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// mergeForeign: the first listing of all and the last one, and whatever any part
// found changed.
func mergeForeign(parts []verdict.Run) *verdict.Untouched {
	var whole *verdict.Untouched
	var began, ended time.Time
	for _, part := range parts {
		data := part.ForeignData
		if data == nil {
			continue
		}
		if whole == nil {
			whole, began, ended = &verdict.Untouched{Before: data.Before, After: data.After}, part.Began, part.Ended
		}
		if part.Began.Before(began) {
			whole.Before, began = data.Before, part.Began
		}
		if part.Ended.After(ended) {
			whole.After, ended = data.After, part.Ended
		}
		whole.Changed = append(whole.Changed, data.Changed...)
		whole.Note = cmp.Or(whole.Note, data.Note)
	}
	if whole != nil {
		slices.Sort(whole.Changed)
		whole.Changed = slices.Compact(whole.Changed)
	}
	return whole
}

func mergeFigures(parts []verdict.Run) verdict.Figures {
	whole := verdict.Figures{Requests: map[string]int{}}
	for _, part := range parts {
		for signature, n := range part.Figures.Requests {
			whole.Requests[signature] += n
		}
		whole.Verification += part.Figures.Verification
		whole.Resources += part.Figures.Resources
		whole.Milliseconds = max(whole.Milliseconds, part.Figures.Milliseconds) // parts run at the same time
		whole.Latency = mergeLatency(whole.Latency, part.Figures.Latency)
	}
	return whole
}

// mergeLatency adds the distributions. Percentiles come from the buckets, as
// their upper bounds: what is told is never better than what was.
func mergeLatency(a, b *verdict.Latency) *verdict.Latency {
	if a == nil || b == nil {
		return cmp.Or(a, b)
	}
	counts := map[float64]int64{}
	for _, bucket := range slices.Concat(a.Buckets, b.Buckets) {
		counts[bucket.UpTo] += bucket.Count
	}
	whole := &verdict.Latency{Count: a.Count + b.Count, Max: max(a.Max, b.Max)}
	for _, bound := range slices.Sorted(maps.Keys(counts)) {
		whole.Buckets = append(whole.Buckets, verdict.Bucket{UpTo: bound, Count: counts[bound]})
	}
	whole.P50, whole.P95, whole.P99 = quantile(whole, 0.50, max(a.P50, b.P50)), quantile(whole, 0.95, max(a.P95, b.P95)), quantile(whole, 0.99, max(a.P99, b.P99))
	return whole
}

// quantile reads the buckets; without them it is the worse of both.
func quantile(l *verdict.Latency, q, worse float64) float64 {
	left := int64(q * float64(l.Count))
	for _, bucket := range l.Buckets {
		if left < bucket.Count {
			return min(bucket.UpTo, worse)
		}
		left -= bucket.Count
	}
	return worse
}

// mergeTally adds up; where the tally of each part counts its checks, so does
// that of the whole, in which a check that every part played is one.
func mergeTally(parts []verdict.Run, checks []verdict.Check) verdict.Tally {
	var sum verdict.Tally
	ofChecks := true
	for _, part := range parts {
		t := part.Tally
		ofChecks = ofChecks && t == recount(part.Checks)
		sum.Fail, sum.Broken, sum.Advice, sum.Known = sum.Fail+t.Fail, sum.Broken+t.Broken, sum.Advice+t.Advice, sum.Known+t.Known
		sum.Overruled, sum.Pass, sum.Skipped, sum.NotApplicable = sum.Overruled+t.Overruled, sum.Pass+t.Pass, sum.Skipped+t.Skipped, sum.NotApplicable+t.NotApplicable
	}
	if ofChecks {
		return recount(checks)
	}
	return sum
}

func recount(checks []verdict.Check) verdict.Tally {
	var t verdict.Tally
	for _, c := range checks {
		t.Add(c.Outcome)
	}
	return t
}

// mergeVerdict judges the whole: now it is known which entries of the baseline
// matched nothing in any part.
func mergeVerdict(parts []verdict.Run, whole verdict.Run) verdict.Verdict {
	partial := whole.Interrupted || whole.Missing != nil
	for _, part := range parts {
		partial = partial || part.Verdict == verdict.Partial
		if part.Verdict == verdict.Failed {
			return verdict.Failed
		}
	}
	for _, c := range whole.Checks {
		partial = partial || c.Core && slices.Contains(incomplete(), c.Outcome)
	}
	if len(outdated(whole)) > 0 {
		return verdict.Failed
	}
	return whole.Tally.Verdict(partial)
}
