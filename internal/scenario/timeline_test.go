package scenario

import (
	"strings"
	"testing"
)

// Time goes forward, and `after` ends before the next cycle is due (design §5).
func TestTime(t *testing.T) {
	const past = " reaches past the next cycle, which is due 40m after the last one began ("
	const advice = " are left): write `cycle: incremental` or `run` before"
	judge(t, []row{
		{"a step back in time", story("  - after: -5m"), "14:12: after: -5m is a step back in time"},
		{"no step", story("  - after: 0m"), "14:12: after: no time passes, so leave it out"},
		{"a run back in time", story("  - run: -1d"), "14:10: run: -1d is a step back in time"},
		{"a run of no time", story("  - run: 0s"), "14:10: run: no time passes, so leave it out"},
		{"a run of more than ten years", story("  - run: 3651d"), "14:10: run: 3651d is more than ten years"},
		{"within the interval", story("  - after: 39m59s"), ""},
		{"until the next cycle", story("  - after: 40m"), "14:12: after: 40m" + past + "40m" + advice},
		{"past the next cycle", story("  - after: 1d"), "14:12: after: 1d" + past + "40m" + advice},
		{"past it in two steps", story("  - after: 30m", "  - after: 10m"), "15:12: after: 10m" + past + "10m" + advice},
		{"a new interval", story("  - after: 30m", "  - cycle: incremental", "  - after: 30m", "  - cycle: incremental"), ""},
		{"within what a run has left", story("  - run: 1h", "  - after: 19m59s"), ""},
		{"past what a run has left", story("  - run: 1h", "  - after: 20m"), "15:12: after: 20m" + past + "20m" + advice},
		{"a run from the middle", story("  - after: 30m", "  - run: 15m", "  - after: 35m"), "16:12: after: 35m" + past + "35m" + advice},
		{"after and cycle in one step", story("  - after: 30m\n    cycle: incremental", "  - after: 39m"), ""},
		{"one mistake is told once", story("  - after: 50m", "  - after: 10m"), "14:12: after: 50m" + past + "40m" + advice},
	})
}

// before is the small story with steps before its first cycle, on line 13.
func before(steps string) string {
	return strings.Replace(story(), "  - cycle: initial\n", steps, 1)
}

// The initial cycle is the first, and there is one.
func TestCycles(t *testing.T) {
	judge(t, []row{
		{"days before the first cycle", before("  - after: 3d\n  - cycle: initial\n"), ""},
		{"first cycle is another", before("  - cycle: incremental\n"), "13:12: cycle: the first cycle is the initial one"},
		{"initial after an incremental one", before("  - cycle: incremental\n  - cycle: initial\n"), "13:12: cycle: the first cycle is the initial one\n14:12: cycle: the initial cycle has been already: the others are incremental"},
		{"initial twice", story("  - cycle: initial"), "14:12: cycle: the initial cycle has been already: the others are incremental"},
		{"run before the first cycle", before("  - run: 1d\n  - cycle: initial\n"), "13:10: run: no cycle has begun yet: the first is `cycle: initial`"},
		{"cycle and run", story("  - cycle: incremental\n    run: 1d"), "15:5: a step has either cycle or run"},
		{"no cycle at all", before("  - change:\n      - disable: ana\n"), "13:3: the timeline has no cycle, so nothing would be provisioned: begin with `cycle: initial`"},
		{"of without on-demand", story("  - cycle: incremental\n    of: ana"), "15:5: of belongs to on-demand cycles: leave it out"},
	})
}
