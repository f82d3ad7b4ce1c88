// Package resume lets a run go on that was killed. A simulation depends on nothing
// but its seed and the answers it gets, so those are written down with every request
// in a journal. A resumed run plays its story from the beginning: what was answered
// is answered from the journal, what was sent and not answered is settled by looking
// at the target, and from there on everything is sent.
package resume

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// File is where the journal is written, a line a write. What is synced survives a
// crash of the machine.
type File interface {
	io.Writer
	Sync() error
}

// Options say what a journal needs. Only File is required.
type Options struct {
	File   File
	Past   *Past                  // of the run that is resumed; nil for one that begins
	Marker string                 // of the run: only what carries it in its name can be ours
	Sets   map[string]*schema.Set // of User and Group, by which a change is looked for
	Settle time.Duration          // how long a write may take to show
	Ended  func() error           // not nil once the run was interrupted: that of its context
	Stop   func(error)            // ends the run, since it cannot go on
	// Patience is how long a request that is new waits for others to ask for what is
	// left in the journal, before the run is said to be another; 0 means 10 s.
	Patience time.Duration
}

// Tally is what a resumed run had of its journal.
type Tally struct {
	Answers    int // given from it
	Settled    int // requests whose answer was lost, and which were looked for
	CarriedOut int // of them, those that the target had carried out
}

// Journal is the journal of a run that goes on. It is safe for concurrent use.
type Journal struct {
	options Options

	mu          sync.Mutex
	past        *Past
	drained     chan struct{} // closed when no answer of the past is left
	tally       Tally
	tokens      func() client.Issued // nil where none are used
	issued      *client.Issued       // as of the last answer of the past
	noted       int                  // tokens that are written down
	last        int64                // number of the last intent
	notBefore   time.Time            // nothing is sent before: what was waited for in the past may not have passed
	stopped     error                // nothing is sent any more
	broken      error                // nothing can be written any more
	interrupted bool                 // it says so
}

// New returns a journal that goes on from its past.
func New(o Options) *Journal {
	if o.Patience == 0 {
		o.Patience = 10 * time.Second
	}
	if o.Ended == nil {
		o.Ended = func() error { return nil }
	}
	if o.Stop == nil {
		o.Stop = func(error) {}
	}
	j := &Journal{options: o, past: o.Past, drained: make(chan struct{})}
	if j.past == nil {
		j.past = &Past{made: map[string]bool{}}
	} else {
		j.mu.Lock()
		j.write(line{Event: resumed}, false)
		j.mu.Unlock()
		j.notBefore = time.Now().Add(o.Settle)
	}
	j.last = j.past.intents
	if j.past.heard() == 0 {
		close(j.drained)
	}
	return j
}

// write appends a line. Once one could not be written the run ends: what it did from
// then on could not be told.
func (j *Journal) write(one line, durable bool) {
	if j.broken != nil {
		return
	}
	text, err := json.Marshal(one)
	if err == nil {
		_, err = j.options.File.Write(append(text, '\n'))
	}
	if err == nil && durable {
		err = j.options.File.Sync()
	}
	if err != nil {
		j.broken = fmt.Errorf("%w: %w", ErrUnwritten, err)
		j.options.Stop(j.broken)
	}
}

// Unrepeatable notes that the run cannot be played again from here on, and why.
func (j *Journal) Unrepeatable(why string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.write(line{Event: unrepeatable, Why: why}, false)
}

// Tokens gives what the token endpoint issued, as the run saw it: a run that has had
// no need of a token yet knows of the one that its past had. Ask before anything is
// sent.
func (j *Journal) Tokens(now func() client.Issued) func() client.Issued {
	if now == nil {
		return nil
	}
	j.tokens = now
	return func() client.Issued {
		fresh := now()
		j.mu.Lock()
		defer j.mu.Unlock()
		if fresh.Count == 0 && j.issued != nil {
			return *j.issued
		}
		return fresh
	}
}

// note writes down what the token endpoint issued for the answer that comes next.
func (j *Journal) note(fresh client.Issued) {
	if fresh.Count > j.noted {
		j.noted = fresh.Count
		j.write(line{Event: issued, Count: fresh.Count, Life: fresh.Life}, false)
	}
}

// Tally counts what was had of the journal so far.
func (j *Journal) Tally() Tally {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.tally
}

// Err says why the run is no run: what it came to must not be told. nil means that
// everything is in order; ask when it is over.
func (j *Journal) Err() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	switch {
	case j.stopped != nil:
		return j.stopped
	case j.broken != nil:
		return j.broken
	case j.past.left > 0 && j.options.Ended() != nil:
		return errEarly
	case j.past.left > 0:
		return ErrCourse
	}
	return nil
}

// Reasons why a run ends that cannot go on later either.
var (
	ErrCourse    = errors.New("the run does not take the course that its journal tells of: the story, the program or what it reads may have changed")
	ErrUnwritten = errors.New("the journal cannot be written, so nothing more was sent but what cleans up (is the disk full?)")
)

var errEarly = errors.New("the run was interrupted before it had come as far as before, so nothing was sent and nothing removed")

// stop refuses everything from now on. What is on the target stays as it is: the
// ledger of the run knows of it, and this process knows a part of it at most.
func (j *Journal) stop(why error) error {
	if j.stopped == nil {
		j.stopped = why
		j.options.Stop(why)
	}
	return j.refusal()
}

// refusal is the fault of a request that is not sent.
func (j *Journal) refusal() error {
	return client.Recall(client.Fault{Kind: client.Cancelled, Err: j.stopped}, j.stopped.Error())
}

// intend writes down that a request is about to be sent, and gives its number.
func (j *Journal) intend(key string, r client.Request, masker *exchange.Masker) (int64, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.interrupted && j.options.Ended() != nil {
		j.interrupted = true
		j.write(line{Event: interrupted}, true)
	}
	j.last++
	// All methods but POST may be sent twice (RFC 9110 §9.2.2; a PATCH of ours says the
	// same again), so that only POST has to survive a crash of the machine.
	j.write(intentOf(j.last, key, r, masker), r.Method == http.MethodPost)
	if j.broken != nil && r.Label.Purpose != exchange.Cleanup { // what the run created is removed all the same
		return 0, j.broken
	}
	return j.last, nil
}

// outcome writes down the outcome of a request. A request that was given up has none:
// whether it was carried out is not known.
func (j *Journal) outcome(n int64, kind string, response client.Response, err error, masker *exchange.Masker) {
	var fresh client.Issued
	if j.tokens != nil {
		fresh = j.tokens()
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.note(fresh)
	if err != nil {
		var given *client.Fault
		if !errors.As(err, &given) || given.Kind != client.Cancelled {
			j.write(faultOf(n, response, err, masker), false)
		}
		return
	}
	kept, whole := answerOf(n, response, masker)
	if !whole {
		j.write(line{Event: unrepeatable, Why: "an answer held a secret, which is not kept"}, false)
		return
	}
	j.write(kept, false)
	if kind != "" && response.Status/100 == 2 {
		j.past.learn(&slot{intent: line{Method: http.MethodPost, Path: "/" + kind + "s"}, outcome: &kept})
	}
}
