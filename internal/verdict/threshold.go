package verdict

import "slices"

// Threshold is a figure that the run had to reach, and did or did not.
type Threshold struct {
	Name   string  `json:"name"` // min-rate | max-p95
	Wanted float64 `json:"wanted"`
	Seen   float64 `json:"seen"`
	Met    bool    `json:"met"`
}

// Names of the thresholds.
const (
	MinRate = "min-rate" // requests a second at least
	MaxP95  = "max-p95"  // milliseconds at most
)

// Missed are the thresholds that the run did not reach.
func (r Run) Missed() []Threshold {
	return slices.DeleteFunc(slices.Clone(r.Thresholds), func(t Threshold) bool { return t.Met })
}

// ExitMissed is the exit code of a run in which nothing failed or is broken, and
// which missed a threshold.
const ExitMissed = 4

// ExitCode is the process exit code of the run (design §4). A threshold is no
// finding: it decides only where the verdict leaves nothing to say.
func (r Run) ExitCode() int {
	if code := r.Verdict.ExitCode(); code != 0 || len(r.Missed()) == 0 {
		return code
	}
	return ExitMissed
}
