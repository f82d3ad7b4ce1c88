package steps

import (
	"context"
	"maps"
	"net/http"
	"strings"
	"time"
)

// A target may take a while until a write shows in reads, and says how long
// (settle of the target file). What a check misses within that time after a write
// is no breach yet: what was read since the write is read again, step by step, and
// judged anew. With settle 0 everything is judged at once.

// passage is a step since the last write, with the record and the last answers as
// they were before it.
type passage struct {
	run     func() error
	record  Record
	answers []*answer
	mild    bool
}

// waits are the parts of settle after which a check looks again: most targets are
// ready long before.
func waits(settle time.Duration) []time.Duration {
	return []time.Duration{settle / 8, settle / 4, settle / 2, settle}
}

// patiently runs a step. Where it finds something amiss while a write may still
// be on its way, the steps since that write are run again; all of them only read.
func (w *World) patiently(ctx context.Context, run func() error) error {
	if w.stage.Settle <= 0 {
		return run()
	}
	before, writes := w.Record.copy(), w.changed
	w.since = append(w.since, passage{run, before, w.answers, w.mild})
	err := run()
	if w.changed != writes {
		w.since = nil
		return err
	}
	for _, wait := range waits(w.stage.Settle) {
		if !w.amiss(before, err) || !w.looked() || time.Since(w.wroteAt) > w.stage.Settle {
			return err
		}
		rest := wait - time.Since(w.wroteAt)
		if rest <= 0 {
			continue
		}
		if !pause(ctx, rest) {
			return err
		}
		err = w.again()
	}
	return err
}

// again takes the steps since the last write once more. Requests that were sent
// stay in the record.
func (w *World) again() error {
	exchanges, mild := w.Record.Exchanges, w.mild
	w.Record, w.answers = w.since[0].record.copy(), w.since[0].answers
	w.Record.Exchanges = exchanges
	defer func() { w.mild = mild }()
	for _, one := range w.since {
		w.mild = one.mild
		if err := one.run(); err != nil {
			return err
		}
	}
	return nil
}

// amiss says whether a step found a breach, or ended its check.
func (w *World) amiss(before Record, err error) bool {
	return err != nil || len(w.Record.Breaches) > len(before.Breaches)
}

// looked says whether something was read since the last write, here or by the
// provisioning engine: the answer to a write does not change with time.
func (w *World) looked() bool { return w.reads > 0 || w.tenant != nil }

// settleDown waits until all that was written has to show, for steps that write
// after they read, which cannot be taken again.
func (w *World) settleDown(ctx context.Context) {
	if rest := w.stage.Settle - time.Since(w.wroteAt); rest > 0 {
		pause(ctx, rest)
	}
}

// note tells reads from writes that were carried out, as far as one can tell.
func (w *World) note(a *answer) {
	switch {
	case !changes(a.request.Method, a.request.Path):
		w.reads++
	case a.ok() || a.fault != "":
		w.noteChange()
	}
}

func (w *World) noteChange() { w.changed, w.reads, w.wroteAt = w.changed+1, 0, time.Now() }

// changes says of a request that it may change something.
func changes(method, path string) bool {
	switch method {
	case "", http.MethodGet, http.MethodHead:
		return false
	case http.MethodPost:
		return !strings.HasSuffix(path, "/.search")
	}
	return true
}

func (r Record) copy() Record {
	r.Judged = maps.Clone(r.Judged)
	r.Breaches = r.Breaches[:len(r.Breaches):len(r.Breaches)]
	r.Exchanges = r.Exchanges[:len(r.Exchanges):len(r.Exchanges)]
	return r
}
