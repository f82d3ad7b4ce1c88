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
	l.notYet(path, s)
	l.after(path.Then("after"), s)
	for i, change := range s.Change {
		l.change(path.Then("change", i), change)
	}
	l.advance(path, s)
	if s.Expect != nil {
		l.expect(path.Then("expect"), s.Expect, false)
	}
}

// notYet refuses what the format knows and a run does not play: to leave it out
// would tell another story.
func (l *loader) notYet(path document.Path, s *Step) {
	for _, part := range []struct {
		key   string
		given bool
		what  string
	}{
		{"operate", s.Operate != nil, "operating the job"}, {"act", s.Act != nil, "actions beyond SCIM"}, {"fault", s.Fault != nil, "faults of target and wire"},
	} {
		if part.given {
			l.document.KeyFault(path.Then(part.key), "not supported yet: %s (%s)", part.what, part.key)
		}
	}
	switch {
	case s.Cycle == "on-demand":
		l.document.Fault(path.Then("cycle"), "not supported yet: on-demand cycles")
	case s.Of != "":
		l.document.KeyFault(path.Then("of"), "of belongs to on-demand cycles: leave it out")
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
	if l.cycles == 0 {
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
}

// cycle moves to the start of the next cycle.
func (l *loader) cycle(path document.Path, word string) {
	switch {
	case word == "initial" && l.cycles > 0:
		l.document.Fault(path, "cycle: the initial cycle has been already: the others are incremental")
	case word == "incremental" && l.cycles == 0:
		l.document.Fault(path, "cycle: the first cycle is the initial one")
	}
	if l.cycles > 0 {
		l.pass(interval - l.since)
	}
	l.cycles++
	l.since = 0
}

// ending: a story without any cycle would prove nothing.
func (l *loader) ending() {
	if l.cycles == 0 && len(l.story.Timeline) > 0 && l.document.Err() == nil {
		l.document.Fault(document.At("timeline"), "the timeline has no cycle, so nothing would be provisioned: begin with `cycle: initial`")
	}
}
