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

// The whole list of steps is read and judged; what is not played is refused, not
// left out.
func TestNotYet(t *testing.T) {
	const operate = "14:5: not supported yet: operating the job (operate)"
	judge(t, []row{
		{"on demand", story("  - cycle: on-demand\n    of: ana"), "14:12: not supported yet: on-demand cycles"},
		{"start", story("  - operate: {start: true}"), operate},
		{"pause", story("  - operate: {pause: true}"), operate},
		{"restart", story("  - operate: {restart: {scope: [Watermark, Escrows]}}"), operate},
		{"credentials", story("  - operate: {setCredentials: {env: NEW_TOKEN}}"), operate},
		{"mapping", story("  - operate: {editMapping: {of: users, target: title, source: department}}"), operate},
		{"scope", story("  - operate: {editScope: {sync: all}}"), operate},
		{"deletes", story("  - operate: {allowDeletes: true}"), operate},
		{"unknown operation", story("  - operate: {stop: true}"), operate + "\n" + `14:15: unknown key "stop"`},
		{"unknown scope of a restart", story("  - operate: {restart: {scope: [Escrow]}}"), operate + "\n" + `14:33: scope: "Escrow" is not one of ConnectorDataStore, Escrows, Watermark, QuarantineState, Full, ForceDeletes (did you mean "Escrows"?)`},
		{"a secret in the story", story("  - operate: {setCredentials: s3cr3t}"), operate + "\n14:31: setCredentials: should be an object, not a string"},
		{"action", story("  - act: {action: assign-seat, by: admin, object: ana, with: {product: x}}"), "14:5: not supported yet: actions beyond SCIM (act)"},
		{"action of nobody", story("  - act: {action: assign-seat}"), "14:5: not supported yet: actions beyond SCIM (act)\n" + `14:10: "by" is missing in timeline[1].act`},
		{"fault", story("  - fault: {what: unavailable, for: 2h, on: GET /Users, share: 0.5}"), "14:5: not supported yet: faults of target and wire (fault)"},
		{"unknown fault", story("  - fault: {what: unavailble, for: 2h}"), "14:5: not supported yet: faults of target and wire (fault)\n" + `14:19: what: "unavailble" is not one of unavailable, refused, unauthorized, throttled, slow, cut-off, silent, html, defect (did you mean "unavailable"?)`},
	})
}
