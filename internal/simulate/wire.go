package simulate

import (
	"context"
	"errors"
	"net/http"
	"sync"

	"github.com/scimulator/scimulator/internal/check"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scim"
)

// Sender sends one SCIM request; *client.Client is one.
type Sender interface {
	Do(ctx context.Context, request client.Request) (client.Response, error)
	Curl(request client.Request) string
}

// wire joins the engine to the target: it sends, judges every answer, and keeps
// the model of what the target should hold. It is the provision.Target of a run.
type wire struct {
	sender       Sender
	judge        *check.Judge
	findings     *findings
	model        *model // nil when nothing is read back
	ledger       *ledger
	disturbances *disturbances
	marker       string // in the names of what is ours
	cycle        int    // number of the running cycle, for labels

	mu      sync.Mutex
	ids     map[resourceKey]string // source object -> id it was last seen under
	counted int                    // verification reads
}

// passage is one request with its answer. Bodies are read once, here: judging,
// the model and the ledger all want to see them.
type passage struct {
	provision.Request
	wired    client.Request
	response client.Response
	sent     scim.Resource // body of a creation
	entry    Entry         // of a creation, for the ledger
	shown    scim.Resource // body of a success, nil when scim.Clean does not read it
}

// resource is the body of a success, even one that is not clean.
func (p *passage) resource() (scim.Resource, error) {
	if p.shown != nil {
		return p.shown, nil
	}
	return scim.Decode(p.response.Body)
}

func (p *passage) success() bool { return p.response.Status >= 200 && p.response.Status <= 299 }

// Send performs one request of the engine.
func (w *wire) Send(ctx context.Context, request provision.Request) (provision.Response, error) {
	p := &passage{Request: request, wired: w.request(request)}
	if err := w.before(ctx, p); err != nil {
		return provision.Response{}, err
	}
	var err error
	p.response, err = w.sender.Do(ctx, p.wired)
	if p.response.Planted != "" {
		return w.disturbed(p, err)
	}
	answer := provision.Response{Status: p.response.Status, Exchange: p.response.Exchange}
	if err != nil {
		err = transport(err)
		w.unanswered(p, err)
		return answer, err
	}
	if p.success() {
		p.shown, _ = scim.Clean(p.response.Body)
	}
	if !p.response.Settled {
		w.judgeAnswer(p)
	}
	w.learn(p)
	answer.Body, answer.Read, answer.RetryAfter = p.response.Body, p.shown, p.response.RetryAfter()
	return answer, nil
}

// transport lets the engine tell a deadline, and a request that was not sent for
// lack of a token, from other faults without knowing the client.
func transport(err error) error {
	var fault *client.Fault
	switch {
	case !errors.As(err, &fault):
	case fault.Token:
		return &provision.NoAccess{Refused: fault.Kind == client.Lapsed || fault.Kind == client.NoToken && fault.Status < http.StatusInternalServerError, Err: err}
	case fault.Kind == client.Timeout:
		return errors.Join(context.DeadlineExceeded, err)
	}
	return err
}

// before does what must come before a request: a creation goes into the ledger
// first (design §9), and a group that was matched is read with its members
// before the first change, since the engine never reads them.
func (w *wire) before(ctx context.Context, p *passage) error {
	switch {
	case p.Operation == provision.Create:
		p.sent, _ = scim.Clean(p.Body)
		p.entry = creation(p.Request, p.sent)
		return w.ledger.intend(p.entry)
	case w.model != nil && p.Operation == provision.Update && p.Kind == provision.Group && !w.model.knowsMembers(p.ID):
		if ids, ok := w.readMembers(ctx, p.ID); ok {
			w.model.startMembers(p.ID, ids)
		}
	}
	return nil
}

func (w *wire) request(request provision.Request) client.Request {
	return client.Request{
		Method: request.Method(), Path: request.Path(), RawQuery: request.Query, Body: request.Body,
		ContentType: contentType(request), Accept: accept(request),
		Label: exchange.Label{Purpose: exchange.Provisioning, Object: request.Object, Cycle: w.cycle},
	}
}

// contentType and accept are the headers that the dialect asks for (E-5.4);
// requests of our own have the client's usual ones.
func contentType(request provision.Request) string {
	if request.Body == nil {
		return ""
	}
	return request.Media.ContentType
}

func accept(request provision.Request) string {
	if request.Media.ContentType != "" && request.Media.Accept == "" {
		return client.NoAccept
	}
	return request.Media.Accept
}

func (w *wire) unanswered(p *passage, err error) {
	var unsent *provision.NoAccess
	switch {
	case errors.As(err, &unsent) && p.Operation == provision.Create:
		w.ledger.refuse(p.entry)
		return
	case errors.As(err, &unsent):
		return
	case p.Operation == provision.Create:
		w.ledger.lose(p.entry)
	}
	w.unsure(p)
}

// unsure: a write may have been carried out, in whole or in part.
func (w *wire) unsure(p *passage) {
	if w.model != nil && p.ID != "" && p.Operation != provision.Read {
		w.model.lost(p.Request)
	}
}

// judgeAnswer validates the answer itself (design: every response is validated).
func (w *wire) judgeAnswer(p *passage) {
	found := w.judge.Answer(check.Answer{
		Operation: operation(p.Operation), Type: string(p.Kind),
		Method: p.wired.Method, Path: p.wired.Path, RawQuery: p.wired.RawQuery,
		Status: p.response.Status, Header: p.response.Header, Body: p.response.Body, Sent: p.Body,
		Read: p.shown, ReadSent: p.sent,
		ID: p.ID, MatchAttribute: p.Attribute, MatchValue: p.Value, Excluded: excluded(p.Request),
		Exchange: p.response.Exchange, Object: p.Object, Cycle: w.cycle,
	})
	if len(found) == 0 {
		return
	}
	for i := range found {
		found[i].Curl = w.sender.Curl(p.wired)
	}
	if p.Operation == provision.Match {
		found = w.disturbances.excuseDouble(p.Kind, found...) // it may be there twice for a creation that was delivered twice
	}
	w.findings.add(found...)
}

func excluded(request provision.Request) []string {
	if request.Excluded == "" {
		return nil
	}
	return []string{request.Excluded}
}

func operation(o provision.Operation) check.Operation {
	switch o {
	case provision.Create:
		return check.Create
	case provision.Update:
		return check.Patch
	case provision.Whole:
		return check.Put
	case provision.Delete:
		return check.Delete
	case provision.Read:
		return check.Read
	}
	return check.Query
}

// learn keeps ledger, aliases and model in step with the answer.
func (w *wire) learn(p *passage) {
	if !p.success() {
		w.unsuccessful(p)
		return
	}
	switch p.Operation {
	case provision.Match:
		w.matched(p)
	case provision.Create:
		w.learnCreation(p)
	case provision.Delete:
		w.ledger.gone(p.Kind, p.ID)
	}
	if w.model != nil {
		w.learnState(p)
	}
}

// unsuccessful: a refusal changes nothing, but a server error may come from a
// write that was carried out.
func (w *wire) unsuccessful(p *passage) {
	if p.Operation == provision.Create {
		w.ledger.refuse(p.entry)
	}
	if p.response.Status >= http.StatusInternalServerError {
		w.unsure(p)
	}
}

// match is the one resource that a query found; nil when there are none or more.
func (p *passage) match() scim.Resource {
	body, err := p.resource()
	if err != nil {
		return nil
	}
	if found := scim.AsList(body).Resources; len(found) == 1 {
		return found[0]
	}
	return nil
}

// matched notes the resource that a query found for an object.
func (w *wire) matched(p *passage) {
	match := p.match()
	if match.ID() == "" {
		return
	}
	w.remember(p.Kind, p.Object, match.ID())
	w.ledger.recognise(p.Kind, p.Object, w.marker, match)
}

func (w *wire) learnCreation(p *passage) {
	created, err := p.resource()
	if err != nil {
		w.ledger.lose(p.entry)
		return
	}
	w.ledger.create(p.entry, created.ID())
	w.remember(p.Kind, p.Object, created.ID())
}

// learnState tells the model what a success means for the resource.
func (w *wire) learnState(p *passage) {
	switch p.Operation {
	case provision.Read:
		if resource, err := p.resource(); err == nil && resource.ID() == p.ID {
			w.model.shown(p.Kind, p.Object, resource)
		}
	case provision.Match:
		w.model.shown(p.Kind, p.Object, p.match())
	case provision.Create:
		if created, err := p.resource(); err == nil {
			w.model.created(p.Request, p.sent, created.ID(), p.response.Exchange)
		}
	case provision.Update:
		w.model.patched(p.Request, p.response.Exchange)
	case provision.Whole:
		w.model.replaced(p.Request, p.response.Exchange)
	case provision.Delete:
		w.model.removed(p.Request, p.response.Exchange)
	}
}

func (w *wire) remember(kind provision.Kind, object, id string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ids[resourceKey{kind, object}] = id
}

// idOf is the id a source object was last seen under, "" if it never was.
func (w *wire) idOf(kind provision.Kind, object string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.ids[resourceKey{kind, object}]
}

// aliasOf is the source object that a resource was last seen for, "" for none.
func (w *wire) aliasOf(kind provision.Kind, id string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	for key, known := range w.ids {
		if key.kind == kind && known == id {
			return key.id
		}
	}
	return ""
}

// verify sends a read of ours; it is never counted as the identity provider's
// traffic. What may pass, such as a server error, is asked for once more: a read
// changes nothing, and only the same answer again is the target's (design §4).
func (w *wire) verify(ctx context.Context, kind provision.Kind, id, query, object string) (client.Response, client.Request, error) {
	read := provision.Request{Operation: provision.Read, Kind: kind, ID: id, Query: query, Object: object}
	wired := w.request(read)
	wired.Label.Purpose = exchange.Verification
	response, err := w.look(ctx, wired)
	if ctx.Err() == nil && (err != nil || response.Status >= http.StatusInternalServerError || response.Status == http.StatusTooManyRequests) {
		response, err = w.look(ctx, wired)
	}
	return response, wired, err
}

func (w *wire) look(ctx context.Context, wired client.Request) (client.Response, error) {
	w.mu.Lock()
	w.counted++
	w.mu.Unlock()
	return w.sender.Do(ctx, wired)
}

// readMembers asks a group for its members; false when that tells nothing.
func (w *wire) readMembers(ctx context.Context, id string) ([]string, bool) {
	response, _, err := w.verify(ctx, provision.Group, id, "attributes=members", "")
	if err != nil || response.Status != http.StatusOK {
		return nil, false
	}
	group, err := scim.Decode(response.Body)
	if err != nil {
		return nil, false
	}
	return memberIDs(group), true
}

func memberIDs(group scim.Resource) []string {
	var ids []string
	for _, member := range group.List("members") {
		if id := scim.AsObject(member).String("value"); id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}
