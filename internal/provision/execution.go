package provision

import "time"

// Execution is one cycle as the job shows it (E-1.6).
type Execution struct {
	Activity        string       `json:"activityIdentifier"`
	Entitled        int          `json:"countEntitled"`                // assigned to the application
	Provisionable   int          `json:"countEntitledForProvisioning"` // assigned and in scope
	Escrowed        int          `json:"countEscrowed"`
	EscrowedRaw     int          `json:"countEscrowedRaw"` // with those that the service itself parked
	Exported        int          `json:"countExported"`    // done
	Exports         int          `json:"countExports"`     // expected
	Imported        int          `json:"countImported"`    // of the whole source, in an initial cycle
	Deltas          int          `json:"countImportedDeltas"`
	ReferenceDeltas int          `json:"countImportedReferenceDeltas"`
	Error           *StatusError `json:"error"`
	State           string       `json:"state"` // Succeeded, Failed, EntryLevelErrors
	Began           time.Time    `json:"timeBegan"`
	Ended           time.Time    `json:"timeEnded"`
}

// counts are the figures of a cycle while it runs.
type counts struct {
	Execution
	fresh int // objects that failed, retries not counted
	good  int // objects that did not
}

// work counts what a cycle looks at.
func (n *counts) work(w work, initial bool) {
	if initial {
		n.Imported = len(w.users) + len(w.groups)
		return
	}
	n.Deltas = len(w.users) + len(w.groups)
	for _, delta := range w.groups {
		n.ReferenceDeltas += len(delta.Added) + len(delta.Removed)
	}
}

// note counts a record.
func (n *counts) note(record Record) {
	export := record.Action != ActionOther && record.Action != ActionStaged
	if export && record.Status != Skipped {
		n.Exports++
	}
	switch record.Status {
	case Success:
		if export {
			n.Exported++
		}
	case Failed:
		if !record.Next.IsZero() {
			n.Escrowed++
		}
	}
	if record.Member == "" && record.Reference == "" {
		n.object(record)
	}
}

// object counts a record about an object itself; reference failures do not count
// towards the proportion of failures (E-7.8).
func (n *counts) object(record Record) {
	if record.Scoping.Assigned {
		n.Entitled++
	}
	if record.Scoping.In() {
		n.Provisionable++
	}
	switch {
	case record.Status != Failed:
		n.good++
	case !record.Retry:
		n.fresh++
	}
}

// past is a finished cycle; what names it is worked out when it is shown.
type past struct {
	Execution
	number int
}

// history is what a job remembers of its cycles.
type history struct {
	failures    int // successive cycles that failed as a whole
	steadyFirst time.Time
	steadyLast  time.Time
	last        *past
	success     *past
	exports     *past // the last successful cycle that exported something
}

func (h *history) shown(job string) Synchronization {
	return Synchronization{
		CompleteFailures: h.failures, SteadyFirst: h.steadyFirst, SteadyLast: h.steadyLast,
		Last: h.last.shown(job), LastSuccess: h.success.shown(job), LastExports: h.exports.shown(job), Progress: []Progress{},
	}
}

// shown is a copy that names its cycle.
func (p *past) shown(job string) *Execution {
	if p == nil {
		return nil
	}
	shown := p.Execution
	shown.Activity = ActivityID(job, p.number)
	return &shown
}

// add notes a finished cycle. Steady is a cycle after which nothing was left to
// process (E-1.7).
func (h *history) add(execution past, steady bool) {
	h.last = &execution
	if execution.State == "Failed" {
		h.failures++
		return
	}
	h.failures = 0
	if steady {
		h.steadyLast = execution.Ended
		if h.steadyFirst.IsZero() {
			h.steadyFirst = execution.Ended
		}
	}
	if execution.State != "Succeeded" {
		return
	}
	h.success = &execution
	if execution.Exported > 0 {
		h.exports = &execution
	}
}

// execution sums the cycle up.
func (c *cycle) execution(postponed int) past {
	c.mu.Lock()
	defer c.mu.Unlock()
	execution := past{Execution: c.counts.Execution, number: c.number}
	execution.Began, execution.Ended = c.report.Began, c.report.Ended
	execution.EscrowedRaw = execution.Escrowed + postponed
	execution.State = "Succeeded"
	switch {
	case c.report.Probe != nil:
		why := c.report.Probe.status()
		execution.State, execution.Error = "Failed", &why
	case c.report.Failed > 0:
		execution.State = "EntryLevelErrors"
	}
	return execution
}

// pages is how far the cycle is; the source is read page by page (E-1.37).
func (c *cycle) pages() Progress {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Progress{Units: "pages", Completed: c.done / pageSize, Total: (c.total + pageSize - 1) / pageSize}
}
