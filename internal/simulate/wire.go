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
	sender   Sender
	judge    *check.Judge
	findings *findings
	model    *model
	ledger   *ledger
	cycle    int // number of the running cycle, for labels

	mu      sync.Mutex
	ids     map[resourceKey]string // source object -> id it was last seen under
	counted int                    // verification reads
}

// Send performs one request of the engine.
func (w *wire) Send(ctx context.Context, request provision.Request) (provision.Response, error) {
	if err := w.before(ctx, request); err != nil {
		return provision.Response{}, err
	}
	wired := w.request(request)
	response, err := w.sender.Do(ctx, wired)
	if err != nil {
		w.unanswered(request, err)
		return provision.Response{Status: response.Status, Exchange: response.Exchange}, transport(err)
	}
	w.judgeAnswer(request, wired, response)
	w.learn(request, response)
	return provision.Response{Status: response.Status, Body: response.Body, Exchange: response.Exchange}, nil
}

// transport lets the engine tell a deadline from other faults without knowing
// the client.
func transport(err error) error {
	var fault *client.Fault
	if errors.As(err, &fault) && fault.Kind == client.Timeout {
		return errors.Join(context.DeadlineExceeded, err)
	}
	return err
}

// before does what must come before a request: a creation goes into the ledger
// first (design §9), and a group that was matched is read with its members
// before the first change, since the engine never reads them.
func (w *wire) before(ctx context.Context, request provision.Request) error {
	switch {
	case request.Operation == provision.Create:
		return w.ledger.intend(request)
	case request.Operation == provision.Update && request.Kind == provision.Group && !w.model.knowsMembers(request.ID):
		if ids, ok := w.readMembers(ctx, request.ID); ok {
			w.model.startMembers(request.ID, ids)
		}
	}
	return nil
}

func (w *wire) request(request provision.Request) client.Request {
	return client.Request{
		Method: request.Method(), Path: request.Path(), RawQuery: request.Query, Body: request.Body,
		Label: exchange.Label{Purpose: exchange.Provisioning, Object: request.Object, Cycle: w.cycle},
	}
}

func (w *wire) unanswered(request provision.Request, err error) {
	if request.Operation == provision.Create {
		w.ledger.lose(request)
	}
	if request.ID != "" && request.Operation != provision.Read {
		w.model.lost(request)
	}
}

// judgeAnswer validates the answer itself (design: every response is validated).
func (w *wire) judgeAnswer(request provision.Request, wired client.Request, response client.Response) {
	found := w.judge.Answer(check.Answer{
		Operation: operation(request.Operation), Type: string(request.Kind),
		Method: wired.Method, Path: wired.Path, RawQuery: wired.RawQuery,
		Status: response.Status, Header: response.Header, Body: response.Body, Sent: request.Body,
		ID: request.ID, MatchAttribute: request.Attribute, MatchValue: request.Value, Excluded: excluded(request),
		Exchange: response.Exchange, Object: request.Object, Cycle: w.cycle,
	})
	for i := range found {
		found[i].Curl = w.sender.Curl(wired)
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
	case provision.Delete:
		return check.Delete
	case provision.Read:
		return check.Read
	}
	return check.Query
}

// learn keeps model, ledger and aliases in step with a successful answer.
func (w *wire) learn(request provision.Request, response client.Response) {
	if response.Status < 200 || response.Status > 299 {
		w.unsuccessful(request, response.Status)
		return
	}
	switch request.Operation {
	case provision.Read:
		if resource, err := scim.Decode(response.Body); err == nil && resource.ID() == request.ID {
			w.model.shown(request.Kind, request.Object, resource)
		}
	case provision.Match:
		w.learnMatch(request, response)
	case provision.Create:
		w.learnCreation(request, response)
	case provision.Update:
		w.model.patched(request, response.Exchange)
	case provision.Delete:
		w.model.removed(request, response.Exchange)
		w.ledger.gone(request.Kind, request.ID)
	}
}

// unsuccessful: a refusal changes nothing, but a server error may come from a
// write that was carried out, in whole or in part.
func (w *wire) unsuccessful(request provision.Request, status int) {
	switch {
	case request.Operation == provision.Create:
		w.ledger.refuse(request)
	case request.ID != "" && request.Operation != provision.Read && status >= http.StatusInternalServerError:
		w.model.lost(request)
	}
}

func (w *wire) learnMatch(request provision.Request, response client.Response) {
	list, err := scim.DecodeList(response.Body)
	if err != nil || len(list.Resources) != 1 {
		return
	}
	w.model.shown(request.Kind, request.Object, list.Resources[0])
	w.remember(request.Kind, request.Object, list.Resources[0].ID())
}

func (w *wire) learnCreation(request provision.Request, response client.Response) {
	created, err := scim.Decode(response.Body)
	if err != nil {
		w.ledger.lose(request)
		return
	}
	w.ledger.create(request, created.ID())
	w.model.created(request, created.ID(), response.Exchange)
	w.remember(request.Kind, request.Object, created.ID())
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
// traffic.
func (w *wire) verify(ctx context.Context, kind provision.Kind, id, query, object string) (client.Response, client.Request, error) {
	w.mu.Lock()
	w.counted++
	w.mu.Unlock()
	read := provision.Request{Operation: provision.Read, Kind: kind, ID: id, Query: query, Object: object}
	wired := w.request(read)
	wired.Label.Purpose = exchange.Verification
	response, err := w.sender.Do(ctx, wired)
	return response, wired, err
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
