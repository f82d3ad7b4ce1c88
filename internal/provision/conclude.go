package provision

import (
	"fmt"
	"time"
)

// end ends a cycle: what it came to decides about quarantine, schedule and the
// state of the job (E-7.7 – E-7.15). Times are those of the cycle's start, like
// those of its records. A cycle that was cut off decides nothing.
func (j *Job) end(c *cycle, cut bool) {
	expired, postponed := j.escrows.passed()
	l := &j.life
	l.mu.Lock()
	l.running = nil
	if cut {
		l.mu.Unlock()
		return
	}
	execution := c.execution(postponed)
	notice := j.judge(c, expired)
	l.schedule(c.began, c.report.Ended)
	l.history.add(execution, j.steady(c))
	l.mu.Unlock()
	if notice != nil && j.notify != nil {
		j.notify(*notice)
	}
}

// judge finds out whether the job is in quarantine from now on.
func (j *Job) judge(c *cycle, expired int) *Notice {
	l := &j.life
	if failure := c.report.Probe; failure != nil {
		return j.judgeProbe(failure, c.began)
	}
	if expired > 0 && j.options.EscrowEnd != "drop" {
		l.disabled = true // E-7.2: after 28 days the escrow is dropped and the job disabled
	}
	failures := c.failures()
	reason, why := failures.reason(), failures.String()
	if c.initial && reason != "" {
		l.prune(j.escrows)
		failures, reason = c.failures(), "" // what was dropped keeps no quarantine either
	}
	switch {
	case len(l.held) > 0:
		reason, why = TooManyDeletes, fmt.Sprintf("%d deletions are held back: the threshold is %d (E-7.20)", len(l.held), j.options.DeletionLimit)
	case reason == "" && failures.keeps(l.quarantine):
		reason = EscrowProportion
	}
	if reason == "" {
		l.quarantine = nil // E-7.14: the errors are gone
		return nil
	}
	return l.impose(reason, StatusError{Code: string(reason), Message: why, TenantActionable: true}, c.began, j.options.SlowerCycles == "daily")
}

// judgeProbe: credentials that are refused and answers that are no SCIM
// quarantine the job at once (E-7.7, E-6.23, E-6.24); what is retried in 40
// minutes does not, and leaves a quarantine as it is (E-6.27 – E-6.30).
func (j *Job) judgeProbe(failure *Failure, now time.Time) *Notice {
	l := &j.life
	daily := j.options.SlowerCycles == "daily"
	if failure.Transient && l.quarantine == nil {
		return nil
	}
	if failure.Transient {
		return l.impose(l.quarantine.Reason, *l.quarantine.Error, now, daily)
	}
	return l.impose(QuarantineFailure, failure.status(), now, daily)
}

// steady says whether nothing is left to process (E-1.7).
func (j *Job) steady(c *cycle) bool {
	objects, references := j.escrows.count()
	return c.report.Probe == nil && objects+references+len(j.life.held) == 0
}

// prune: when the threshold is met in an initial cycle, its escrows are dropped
// and the job pauses for the administrator instead of going into quarantine
// (E-1.8, E-7.12).
func (l *lifecycle) prune(e *escrows) {
	e.reset()
	l.pruned, l.paused = true, true
}

// schedule sets when the next cycle begins (E-1.24, E-7.13).
func (l *lifecycle) schedule(began, ended time.Time) {
	l.due = began.Add(Interval)
	if l.quarantine != nil {
		l.due = l.quarantine.NextAttempt
	}
	if ended.After(l.due) {
		l.due = ended
	}
}

// failures are those parked and those of this cycle.
func (c *cycle) failures() failures {
	objects, references := c.job.escrows.count()
	return failures{objects: objects, references: references, failed: c.counts.fresh, good: c.counts.good}
}
