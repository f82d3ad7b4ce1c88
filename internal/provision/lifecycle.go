package provision

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// lifecycle is where a job stands between its cycles: what the operator did with
// it, when the next cycle is due, and what became of the last ones (E-1.3).
type lifecycle struct {
	mu         sync.Mutex
	configured bool // a connection test has succeeded (E-1.9)
	started    bool // a cycle has begun
	paused     bool
	disabled   bool        // by four weeks of quarantine (E-7.15) or of a failing object (E-7.2)
	pruned     bool        // escrows were dropped in an initial cycle (E-1.8)
	force      bool        // the next cycle carries held-back deletions out (E-7.21)
	lenient    atomic.Bool // what was synced by "sync all" stays in scope (E-1.32)
	running    *cycle
	due        time.Time
	quarantine *Quarantine
	held       map[subject]bool // deletions held back by the threshold (E-7.20)
	history    history
	// demands are the times of the last on-demand requests (E-10.2).
	demands     []time.Time
	demandCount int
}

// Reset is what a restart makes a job forget (E-1.29).
type Reset string

// The values of resetScope.
const (
	ResetNone       Reset = "None" // start a paused or quarantined job
	ResetLinks      Reset = "ConnectorDataStore"
	ResetEscrows    Reset = "Escrows"
	ResetWatermark  Reset = "Watermark"
	ResetQuarantine Reset = "QuarantineState"
	ResetFull       Reset = "Full"
	ForceDeletes    Reset = "ForceDeletes" // carry out what the threshold holds back
)

// Next is when the next cycle begins, now at the earliest: 40 minutes after the
// start of the last one or when that has ended (E-1.24), later in quarantine
// (E-7.13). A job that is paused or disabled has no next cycle.
func (j *Job) Next() (time.Time, bool) {
	now := j.clock.Now()
	l := &j.life
	l.mu.Lock()
	defer l.mu.Unlock()
	l.expire(now)
	next := now
	if l.due.After(now) {
		next = l.due
	}
	if l.idle() != "" || l.quarantine.endedBy(next) {
		return time.Time{}, false
	}
	return next, true
}

// idle says why no cycle begins, "" when one may.
func (l *lifecycle) idle() string {
	switch {
	case l.disabled:
		return "the job is disabled (E-7.2, E-7.15)"
	case l.paused:
		return "the job is paused (E-1.26)"
	}
	return ""
}

// runs says whether the job was started and has not been stopped.
func (l *lifecycle) runs() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.started && l.idle() == ""
}

// expire disables a job that has been in quarantine for more than four weeks
// (E-7.15).
func (l *lifecycle) expire(now time.Time) {
	if l.quarantine.endedBy(now) {
		l.disabled = true
	}
}

// begin says why a cycle cannot begin, or notes that one does.
func (l *lifecycle) begin(now time.Time) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.expire(now)
	why := l.idle()
	l.started = l.started || why == ""
	return why
}

// run notes the cycle whose progress the status shows.
func (l *lifecycle) run(c *cycle) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.running = c
}

// Pause keeps the state of the job and starts no new cycle (E-1.27); one that is
// running goes on to completion (E-1.26).
func (j *Job) Pause() {
	j.life.mu.Lock()
	defer j.life.mu.Unlock()
	j.life.paused = true
}

// Start lets a paused or disabled job continue where it stopped, at once, and
// clears the quarantine flag (E-1.25).
func (j *Job) Start() {
	j.life.mu.Lock()
	defer j.life.mu.Unlock()
	j.life.resume()
	j.life.quarantine = nil
}

// resume makes the next cycle due at once.
func (l *lifecycle) resume() {
	l.paused, l.disabled, l.due = false, false, time.Time{}
}

// Restart makes the job run again at once and forget what the scope names; an
// empty scope is that of the portal: everything but the links (E-1.28, E-1.30).
func (j *Job) Restart(scope ...Reset) {
	if len(scope) == 0 {
		scope = []Reset{ResetQuarantine, ResetWatermark, ResetEscrows}
	}
	has := func(reset Reset) bool {
		return slices.Contains(scope, reset) || reset != ResetNone && slices.Contains(scope, ResetFull)
	}
	if has(ResetNone) {
		j.Start()
	}
	if has(ResetLinks) {
		j.users.clear()
		j.groups.clear()
	}
	if has(ResetEscrows) {
		j.escrows.reset()
	}
	if has(ResetWatermark) {
		j.watermark = 0
	}
	j.life.restart(has)
}

func (l *lifecycle) restart(has func(Reset) bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.resume()
	if has(ResetQuarantine) {
		l.quarantine = nil
	}
	if has(ResetEscrows) {
		l.pruned = false
	}
	if has(ResetWatermark) {
		l.lenient.Store(false) // E-1.32: a restart is what the narrower scope waits for
	}
	l.force = has(ForceDeletes)
}

func (l *lifecycle) setLenient(lenient bool) { l.lenient.Store(lenient) }

// isLenient says whether what "sync all" brought in stays in scope (E-1.32).
func (l *lifecycle) isLenient() bool { return l.lenient.Load() }

// tested notes the outcome of a connection test: credentials are set up once one
// has succeeded (E-1.4).
func (l *lifecycle) tested(succeeded bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.configured = l.configured || succeeded
}

// edited makes the next cycle an initial one, when it is due; the links stay
// (E-1.31).
func (j *Job) edited() { j.watermark = 0 }
