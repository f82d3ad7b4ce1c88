package scenario

import (
	"time"

	"github.com/scimulator/scimulator/internal/document"
)

// interval between the starts of two cycles (E-1.24).
const interval = 40 * time.Minute

// step follows one step of the timeline in the order in which a run does: time,
// changes, cycles, expectations. How long cycles take is not known before they
// run; they are taken to take no time, so that no sound story is refused.
func (l *loader) step(path document.Path, s *Step) {
	l.misplaced(path, s)
	l.after(path.Then("after"), s)
	for i, change := range s.Change {
		l.change(path.Then("change", i), change)
	}
	l.operation(path.Then("operate"), s.Operate)
	l.act(path.Then("act"), s.Act)
	l.fault(path.Then("fault"), s.Fault)
	l.advance(path, s)
	if s.Expect != nil {
		l.expect(path.Then("expect"), s.Expect, false)
	}
}

// misplaced refuses what a run would not play: to leave it out would tell another
// story.
func (l *loader) misplaced(path document.Path, s *Step) {
	if s.Of != "" && s.Cycle != "on-demand" {
		l.document.KeyFault(path.Then("of"), "of belongs to on-demand cycles: leave it out")
	}
	if s.OnTarget && s.After == 0 && s.Run == 0 && (s.Cycle == "" || s.Cycle == "on-demand") {
		l.document.KeyFault(path.Then("onTarget"), "onTarget: no time passes in this step")
	}
}

// after lets time pass within one interval: only run starts cycles that fall due.
func (l *loader) after(path document.Path, s *Step) {
	if !l.document.Has(path) {
		return
	}
	span := time.Duration(s.After)
	if !l.forward(path, "after", s.After) {
		return
	}
	l.pass(span)
	switch {
	case l.cycles == 0:
		return
	case l.paused:
		l.since += span
		return
	}
	if l.since+span >= interval {
		l.document.Fault(path, "after: %s reaches past the next cycle, which is due %s after the last one began (%s are left): write `cycle: incremental` or `run` before",
			s.After, Duration(interval), Duration(interval-l.since))
		l.since = 0
		return
	}
	l.since += span
}

// forward refuses spans that are no step forward in time.
func (l *loader) forward(path document.Path, key string, span Duration) bool {
	switch {
	case span < 0:
		l.document.Fault(path, "%s: %s is a step back in time", key, span)
	case span == 0:
		l.document.Fault(path, "%s: no time passes, so leave it out", key)
	case time.Duration(span) > longest:
		l.document.Fault(path, "%s: %s is more than ten years", key, span)
	default:
		return true
	}
	return false
}

// advance runs the cycles of a step.
func (l *loader) advance(path document.Path, s *Step) {
	runs := l.document.Has(path.Then("run"))
	if runs && s.Cycle != "" {
		l.document.KeyFault(path.Then("run"), "a step has either cycle or run")
		return
	}
	switch {
	case runs:
		l.run(path.Then("run"), s.Run)
	case s.Cycle == "on-demand":
		l.onDemand(path, s)
	case s.Cycle == "initial" || s.Cycle == "incremental":
		l.cycle(path.Then("cycle"), s.Cycle)
	}
}

func (l *loader) run(path document.Path, span Duration) {
	if !l.forward(path, "run", span) {
		return
	}
	if l.cycles == 0 {
		l.document.Fault(path, "run: no cycle has begun yet: the first is `cycle: initial`")
	}
	l.pass(time.Duration(span))
	l.since = (l.since + time.Duration(span)) % interval
	l.renewed = l.renewed && l.paused
}

// cycle moves to the start of the next cycle.
func (l *loader) cycle(path document.Path, word string) {
	switch {
	case l.paused:
		l.document.Fault(path, "cycle: the job is paused, so no cycle begins: write `operate: {start: true}` before (E-1.25, E-1.26)")
	case l.faulted && l.cycles > 0: // a cycle that failed as a whole is begun again: nobody knows before the run
	case word == "initial" && l.cycles > 0 && !l.renewed:
		l.document.Fault(path, "cycle: the initial cycle has been already: the others are incremental")
	case word == "incremental" && l.renewed && l.cycles > 0:
		l.document.Fault(path, "cycle: what was edited or restarted makes the next cycle an initial one (E-1.28, E-1.31)")
	case word == "incremental" && l.cycles == 0:
		l.document.Fault(path, "cycle: the first cycle is the initial one")
	}
	if l.cycles > 0 {
		l.pass(max(0, interval-l.since))
	}
	l.cycles++
	l.since, l.renewed = 0, false
}

// ending: a story without any cycle would prove nothing.
func (l *loader) ending() {
	if l.cycles+l.demands == 0 && len(l.story.Timeline) > 0 && l.document.Err() == nil {
		l.document.Fault(document.At("timeline"), "the timeline has no cycle, so nothing would be provisioned: begin with `cycle: initial`")
	}
}
