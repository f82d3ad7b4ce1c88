package provision

import (
	"context"
	"fmt"
	"slices"

	"github.com/scimulator/scimulator/internal/directory"
)

// staged is a disable or deletion that waits until the cycle knows how many
// there are (E-7.18).
type staged struct {
	evaluation *evaluation
	plan       Plan
	do         func(ctx context.Context)
}

// stage keeps a disable or deletion back and says so; without a threshold, or
// when deletions are allowed, nothing is kept (E-7.17, E-7.21).
func (c *cycle) stage(e *evaluation, plan Plan, do func(ctx context.Context)) bool {
	if c.job.options.DeletionLimit == 0 || c.force || c.demand > 0 {
		return false
	}
	if plan.Action != ActionDisable && plan.Action != ActionDelete {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.staged = append(c.staged, staged{evaluation: e, plan: plan, do: do})
	return true
}

// release carries the staged deletions out when the threshold is not exceeded
// (E-7.19), and holds all of them back when it is (E-7.20). Users come before
// groups, as they do elsewhere in a cycle.
func (c *cycle) release(ctx context.Context) {
	if len(c.staged) == 0 {
		return
	}
	slices.SortFunc(c.staged, func(a, b staged) int { return compareSubjects(a.evaluation.subject(), b.evaluation.subject()) })
	limit := c.job.options.DeletionLimit
	if len(c.staged) <= limit {
		each(ctx, c.job.workers, c.staged, func(ctx context.Context, s staged) { s.do(ctx) })
		return
	}
	for _, s := range c.staged {
		s.evaluation.hold(s.plan, fmt.Sprintf("held back: %d deletions in one cycle, the threshold is %d (E-7.20)", len(c.staged), limit))
	}
}

// hold logs a deletion that is not carried out (E-7.20).
func (e *evaluation) hold(plan Plan, reason string) {
	e.record.Action, e.record.Status, e.record.Reason, e.record.Changes = ActionStaged, Success, reason, properties(plan)
	life := &e.cycle.job.life
	life.mu.Lock()
	if life.held == nil {
		life.held = map[subject]bool{}
	}
	life.held[e.subject()] = true
	life.mu.Unlock()
	e.cycle.record(e.record)
}

// unhold: an object that is evaluated again is held back no longer, unless that
// evaluation stages it again.
func (c *cycle) unhold(s subject) {
	if !c.holding {
		return
	}
	l := &c.job.life
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.held, s)
}

func (l *lifecycle) holds() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.held) > 0
}

// recall adds objects that are held back to the work of a cycle: all of them when
// deletions are allowed (E-7.21), and in a cycle that evaluates everything those
// that are in the directory no longer. It says whether deletions are allowed.
func (j *Job) recall(w *work, everything bool) bool {
	l := &j.life
	l.mu.Lock()
	defer l.mu.Unlock()
	force := l.force
	l.force = false
	var back []subject
	for s := range l.held {
		gone := j.directory.User(s.object) == nil && j.directory.Group(s.object) == nil
		if everything && gone || force && !everything {
			back = append(back, s)
		}
	}
	slices.SortFunc(back, compareSubjects)
	w.add(back)
	return force
}

// add puts objects into the work, once.
func (w *work) add(objects []subject) {
	if len(objects) == 0 {
		return
	}
	listed := w.listed()
	for _, s := range objects {
		switch {
		case listed[s]:
		case s.kind == User:
			w.users = append(w.users, s.object)
		default:
			w.groups = append(w.groups, directory.GroupDelta{ID: s.object, Changed: true})
		}
	}
}
