package provision

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// escrow is an object-level failure parked for retry (E-7.1).
type escrow struct {
	first    time.Time // of the first failure
	attempts int       // failures so far
	next     time.Time // when it is due again
	open     bool      // due in the running cycle, and nothing was found out about it yet
}

const day = 24 * time.Hour

// lifetime of an escrow (E-7.2).
const lifetime = 28 * day

// escrows of a job, keyed by subject.
type escrows struct {
	mu        sync.Mutex
	by        map[subject]*escrow
	expired   int // dropped for their age in the running cycle
	postponed int // references parked by the service itself in the running cycle
}

// subject is what failed: an object, or one reference of it (a member, the manager).
type subject struct {
	kind      Kind
	object    string
	reference string
}

func newEscrows() *escrows { return &escrows{by: map[subject]*escrow{}} }

// Retrial is what the log tells of an escrow (E-7.5).
type Retrial struct {
	Attempts int       // failures so far
	Created  time.Time // of the first failure
	Due      time.Time // of the retry that is logged; zero for a first failure
	Next     time.Time // of the next retry; zero when there is none
}

// fail notes a failure and returns what becomes of the subject.
func (e *escrows) fail(s subject, now time.Time) Retrial {
	e.mu.Lock()
	defer e.mu.Unlock()
	entry := e.by[s]
	if entry == nil {
		entry = &escrow{first: now}
		e.by[s] = entry
	}
	entry.attempts++
	entry.open = false
	due := entry.next
	entry.next = retryAt(entry.first, now, entry.attempts)
	retrial := Retrial{Attempts: entry.attempts, Created: entry.first, Due: due, Next: entry.next}
	if entry.next.Sub(entry.first) > lifetime {
		retrial.Next = time.Time{} // E-7.2: it is dropped before that
	}
	return retrial
}

// retryAt: once in the next cycle (E-7.3), then 6, 12 and 24 hours after the
// first failure and every 24 hours from there (E-7.2).
func retryAt(first, now time.Time, attempts int) time.Time {
	if attempts == 1 {
		return now
	}
	return ladder(first, now)
}

// ladder is the next of 6, 12 and 24 hours and then every 24 hours after first.
func ladder(first, now time.Time) time.Time {
	for _, hours := range []int{6, 12, 24} {
		if due := first.Add(time.Duration(hours) * time.Hour); due.After(now) {
			return due
		}
	}
	return first.Add((now.Sub(first)/day + 1) * day)
}

// clear forgets a subject: any success ends its escrow (E-7.4).
func (e *escrows) clear(s subject) Retrial {
	e.mu.Lock()
	defer e.mu.Unlock()
	entry := e.by[s]
	if entry == nil {
		return Retrial{}
	}
	delete(e.by, s)
	return Retrial{Attempts: entry.attempts, Created: entry.first, Due: entry.next}
}

// reset forgets all failures: they are neither retried nor counted any more
// (E-1.29).
func (e *escrows) reset() {
	e.mu.Lock()
	defer e.mu.Unlock()
	clear(e.by)
}

// count is how many objects and references are parked.
func (e *escrows) count() (objects, references int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for s := range e.by {
		if s.reference == "" {
			objects++
		} else {
			references++
		}
	}
	return objects, references
}

// passed takes what was counted since the last call.
func (e *escrows) passed() (expired, postponed int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	expired, postponed = e.expired, e.postponed
	e.expired, e.postponed = 0, 0
	return expired, postponed
}

// due lists the subjects whose retry is due, in a stable order, and drops those
// that are older than 28 days.
func (e *escrows) due(now time.Time) []subject {
	e.mu.Lock()
	defer e.mu.Unlock()
	var due []subject
	for s, entry := range e.by {
		switch {
		case now.Sub(entry.first) > lifetime:
			delete(e.by, s)
			e.expired++
		case !entry.next.After(now):
			entry.open = true
			due = append(due, s)
		}
	}
	slices.SortFunc(due, compareSubjects)
	return due
}

// postpone parks a reference that could not even be tried, because the object
// it hangs on is parked itself: it is due together with that.
func (e *escrows) postpone(reference, object subject) {
	e.mu.Lock()
	defer e.mu.Unlock()
	parent := e.by[object]
	if parent == nil {
		return
	}
	if e.by[reference] == nil {
		e.by[reference] = &escrow{first: parent.first}
		e.postponed++
	}
	e.by[reference].next, e.by[reference].open = parent.next, false
}

// settle forgets what was due in a cycle that came to its end without needing
// it: nothing had to be sent any more, because the object left the scope or the
// reference is as it should be. It would be evaluated for 28 days otherwise.
func (e *escrows) settle(due []subject) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, s := range due {
		if entry := e.by[s]; entry != nil && entry.open {
			delete(e.by, s)
		}
	}
}

func compareSubjects(a, b subject) int {
	if order := strings.Compare(string(b.kind), string(a.kind)); order != 0 {
		return order // users before groups
	}
	if order := strings.Compare(a.object, b.object); order != 0 {
		return order
	}
	return strings.Compare(a.reference, b.reference)
}

// Parked is a failure that waits for its retry.
type Parked struct {
	Kind      Kind
	Object    string
	Reference string
	Attempts  int
	Next      time.Time
}

// Escrows lists what is parked, in a stable order.
func (j *Job) Escrows() []Parked {
	j.escrows.mu.Lock()
	defer j.escrows.mu.Unlock()
	subjects := slices.SortedFunc(maps.Keys(j.escrows.by), compareSubjects)
	parked := make([]Parked, 0, len(subjects))
	for _, s := range subjects {
		entry := j.escrows.by[s]
		parked = append(parked, Parked{s.kind, s.object, s.reference, entry.attempts, entry.next})
	}
	return parked
}
