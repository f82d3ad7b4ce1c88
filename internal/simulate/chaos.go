package simulate

import (
	"fmt"
	"net/http"
	"sync"

	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/verdict"
)

// disturbances remember what mishaps of our own touched (--chaos). What such an
// exchange showed is held against nobody, and neither is what may have come of it.
type disturbances struct {
	mu      sync.Mutex
	any     bool
	written map[resourceKey]string // objects with a write that a mishap met, until they were read back as they should be -> the mishap
	created map[resourceKey]string // objects that may be there twice since
}

func newDisturbances() *disturbances {
	return &disturbances{written: map[resourceKey]string{}, created: map[resourceKey]string{}}
}

// note keeps that a mishap met a request.
func (d *disturbances) note(request provision.Request, mishap string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.any = true
	key := resourceKey{request.Kind, request.Object}
	if request.Method() != http.MethodGet {
		d.written[key] = mishap
	}
	if request.Operation == provision.Create {
		d.created[key] = mishap
	}
}

// confirm notes that an object was read back as it should be: what a mishap may have
// done to it is past.
func (d *disturbances) confirm(kind provision.Kind, object string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.written, resourceKey{kind, object})
}

// met says whether any exchange of the run met a mishap.
func (d *disturbances) met() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.any
}

// excuse lowers a failure in the state of an object that a mishap may have changed:
// it may have been written twice, in part, or not at all, so nobody can tell who is
// to blame. Whatever else was found stays.
func (d *disturbances) excuse(kind provision.Kind, found ...verdict.Finding) []verdict.Finding {
	return d.lower(d.written, kind, found)
}

// excuseDouble does the same for what may also come of an object that is there twice.
func (d *disturbances) excuseDouble(kind provision.Kind, found ...verdict.Finding) []verdict.Finding {
	return d.lower(d.created, kind, d.lower(d.written, kind, found))
}

func (d *disturbances) lower(met map[resourceKey]string, kind provision.Kind, found []verdict.Finding) []verdict.Finding {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range found {
		mishap := met[resourceKey{kind, found[i].Object}]
		if mishap != "" && found[i].Outcome == verdict.Fail {
			found[i].Outcome, found[i].Hint = verdict.Broken, fmt.Sprintf("a write of %s met the mishap %s of this run (--chaos) before: run it again without", found[i].Object, mishap)
		}
	}
	return found
}

// hindering lowers an expectation that was not met after mishaps: what the engine
// could not do is nobody's failure.
func hindering(finding verdict.Finding) verdict.Finding {
	if finding.Outcome == verdict.Fail {
		finding.Outcome, finding.Hint = verdict.Broken, "mishaps of this run (--chaos) may be the reason: run it again without"
	}
	return finding
}

// disturbed is what becomes of an exchange that met a mishap: the engine gets the
// answer as it came, and nothing in it is judged or believed. A write may have been
// carried out, once or twice or not at all, whatever the answer says.
func (w *wire) disturbed(p *passage, err error) (provision.Response, error) {
	w.disturbances.note(p.Request, p.response.Planted)
	if p.Method() != http.MethodGet {
		w.unsure(p)
	}
	if p.Operation == provision.Create {
		w.ledger.lose(p.entry)
	}
	answer := provision.Response{Status: p.response.Status, Exchange: p.response.Exchange, Planted: true}
	if err != nil {
		return answer, transport(err)
	}
	w.follow(p)
	answer.Body, answer.RetryAfter = p.response.Body, p.response.RetryAfter()
	return answer, nil
}

// follow notes the id by which the engine will go on.
func (w *wire) follow(p *passage) {
	if !p.success() {
		return
	}
	switch p.Operation {
	case provision.Match:
		w.matched(p)
	case provision.Create:
		if created, err := p.resource(); err == nil && created.ID() != "" {
			w.ledger.create(p.entry, created.ID())
			w.remember(p.Kind, p.Object, created.ID())
		}
	}
}

// isMishap tells the failure of an exchange that met a mishap of the run from one
// that the story planted, of which nothing was sent.
func isMishap(failure *provision.Failure) bool { return failure.Planted && failure.Exchange != 0 }

// hindered is the finding about an operation that a mishap of the run kept from
// being carried out, and that was not tried again before the end.
func (l *records) hindered(record provision.Record) verdict.Finding {
	finding := l.refusal(record)
	finding.Outcome = verdict.Broken
	finding.Hint = "a mishap of this run (--chaos) was in the way, and the story ended before the operation was tried again: add cycles"
	return finding
}

// judgeMishap notes a connection test that met a mishap of the run, until one is
// answered.
func (r *run) judgeMishap(report provision.Report) {
	switch {
	case report.Probe == nil:
		r.unproved = nil
	case isMishap(report.Probe):
		r.unproved = &provision.Record{Cycle: report.Number, Failure: report.Probe}
	}
}

// planter says who made a connection test fail.
func planter(failure *provision.Failure) string {
	if isMishap(failure) {
		return "a mishap of this run: "
	}
	return "planted by the story: "
}
