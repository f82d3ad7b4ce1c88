package cli

import (
	"math"
	"time"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/verdict"
)

// thresholds are the figures that a run has to reach.
type thresholds struct {
	minRate float64
	maxP95  time.Duration
}

func (t *thresholds) bind(command *cobra.Command) {
	f := command.Flags()
	f.Float64Var(&t.minRate, "min-rate", 0, "requests per second that the target must serve over the whole run (Entra: 25); fewer is exit 4")
	f.DurationVar(&t.maxP95, "max-p95", 0, "how long 95 of 100 answers may take at most, such as 500ms; longer is exit 4")
}

// check refuses what no run can be held against, before anything is sent.
func (t thresholds) check(speed string) error {
	switch {
	case t.minRate < 0 || math.IsNaN(t.minRate) || math.IsInf(t.minRate, 0):
		return usage("--min-rate %v: it is a number of requests per second above zero, such as 25", t.minRate)
	case t.maxP95 < 0:
		return usage("--max-p95 %s: it is a duration above zero, such as 500ms", t.maxP95)
	case t.minRate > 0 && speed != "" && speed != "instant":
		return usage("--min-rate %v under --speed %s measures our own waiting: leave out one of them", t.minRate, speed)
	}
	return nil
}

// reachable refuses a rate that our own ceiling forbids.
func (t thresholds) reachable(d door) error {
	if t.minRate > 0 && !d.embedded && d.rate > 0 && t.minRate >= d.rate {
		return usage("--min-rate %v cannot be seen under a ceiling of %v requests per second: raise it, or lift it with --rate 0", t.minRate, d.rate)
	}
	return nil
}

// measure gives the run its figures, and holds them against the thresholds.
func (t thresholds) measure(run *verdict.Run, m *verdict.Meter) {
	run.Figures.Latency = m.Latency()
	if t.minRate > 0 {
		seen := m.Rate()
		run.Thresholds = append(run.Thresholds, verdict.Threshold{Name: verdict.MinRate, Wanted: t.minRate, Seen: seen, Met: seen >= t.minRate})
	}
	if t.maxP95 > 0 {
		run.Thresholds = append(run.Thresholds, slowest(float64(t.maxP95)/float64(time.Millisecond), run.Figures.Latency))
	}
}

// slowest: where nothing was answered, nothing was answered in time.
func slowest(wanted float64, l *verdict.Latency) verdict.Threshold {
	one := verdict.Threshold{Name: verdict.MaxP95, Wanted: wanted}
	if l != nil {
		one.Seen, one.Met = l.P95, l.P95 <= wanted
	}
	return one
}
