// Package observe looks at what SCIM does not show of a target, and does there what
// SCIM cannot do, by the observers and actions of its target file (design §7). An
// answer that is not understood is never read as a "no".
package observe

import (
	"context"
	"net/http"
	"slices"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/target"
)

// Sender sends one request; *client.Client is one. It sets the deadline and limits
// the answer.
type Sender interface {
	Do(ctx context.Context, request client.Request) (client.Response, error)
	Curl(request client.Request) string
}

// Observer looks and acts by the definitions of one target. It is safe for
// concurrent use if its sender is.
type Observer struct {
	observers map[string]target.Observer
	actions   map[string]target.Action
	sender    Sender
}

// New makes an Observer of what the target file offers.
func New(t target.Target, sender Sender) *Observer {
	return &Observer{observers: t.Observers, actions: t.Actions, sender: sender}
}

// Evidence is the request by which something was seen or done.
type Evidence struct {
	Exchange int64  // number of the exchange; 0 when none was sent
	Curl     string // the command that repeats the request
}

// Sight is what was observed: decoded JSON, numbers as json.Number.
type Sight struct {
	Value any
	Evidence
}

// Look makes an observation. vars are the values of the placeholders; "object" is
// the alias in the story, too. The error is *Missing or *Unseen.
//
// A look changes nothing, so what may pass, such as a server error, is asked for
// once more (design §4).
func (o *Observer) Look(ctx context.Context, name string, vars map[string]string) (Sight, error) {
	definition, known := o.observers[name]
	if !known {
		return Sight{}, &Missing{"observer", name}
	}
	t := trip{name: name, sender: o.sender}
	request, err := fill(definition.Request, vars)
	if err != nil {
		return Sight{}, t.unseen("%v", err)
	}
	request.Label = exchange.Label{Purpose: exchange.Verification, Object: vars["object"]}
	if t.send(ctx, request); t.mayPass() && ctx.Err() == nil {
		t.send(ctx, request)
	}
	switch {
	case t.err != nil:
		return Sight{}, t.unseen("%v", t.err)
	case t.response.Status < 200 || t.response.Status > 299:
		return Sight{}, t.unseen("status %d", t.response.Status)
	}
	value, err := t.ask(ctx, definition.Value)
	if err != nil {
		return Sight{}, t.unseen("%v", err)
	}
	if problem := target.Misfit(name, value); problem != "" {
		return Sight{}, t.unseen("%s", problem)
	}
	return Sight{value, t.evidence()}, nil
}

// Result is what came of an action.
type Result struct {
	Refused bool
	Message string // why it was refused, as the target says it
	Value   any    // what the action gives: decoded JSON; nil for nothing
	Secret  bool   // the value is a secret: it stands nowhere in the evidence
	Evidence
}

// Act does something, once. A refusal is a result: it is an answer. The error is
// *Missing or *Unseen.
func (o *Observer) Act(ctx context.Context, name string, vars map[string]string) (Result, error) {
	definition, known := o.actions[name]
	if !known {
		return Result{}, &Missing{"action", name}
	}
	t := trip{name: name, sender: o.sender}
	request, err := fill(definition.Request, vars)
	if err != nil {
		return Result{}, t.unseen("%v", err)
	}
	request.Label = exchange.Label{Purpose: exchange.Setup, Object: vars["object"]}
	if definition.Secret {
		request.Secrets = secretsBy(ctx, definition.Value)
	}
	if t.send(ctx, request); t.err != nil {
		return Result{}, t.unseen("%v", t.err)
	}
	return t.outcome(ctx, definition)
}

// outcome tells done from refused; anything else is not understood.
func (t *trip) outcome(ctx context.Context, definition target.Action) (Result, error) {
	done := t.response.Status >= 200 && t.response.Status <= 299
	refused, err := t.refused(ctx, definition, done)
	switch {
	case err != nil:
		return Result{}, t.unseen("status %d: %v", t.response.Status, err)
	case refused:
		return Result{Refused: true, Message: t.message(), Evidence: t.evidence()}, nil
	case !done:
		return Result{}, t.unseen("status %d, which is neither done nor refused: %s", t.response.Status, t.message())
	}
	result := Result{Secret: definition.Secret, Evidence: t.evidence()}
	if definition.Value == nil {
		return result, nil
	}
	result.Value, err = t.ask(ctx, definition.Value)
	_, text := result.Value.(string)
	switch {
	case definition.Secret && !text: // without the error, which quotes the answer
		return Result{}, t.unseen("done, but %s gives no text, which a secret is", definition.Value)
	case err != nil:
		return Result{}, t.unseen("done, but what came of it is not seen: %v", err)
	}
	return result, nil
}

// refused: by the expression where there is one, else by the statuses with which a
// service says no and means it, when it says so itself. A proxy's page is no refusal.
func (t *trip) refused(ctx context.Context, definition target.Action, done bool) (bool, error) {
	body, readable := t.body()
	clientError := t.response.Status >= 400 && t.response.Status <= 499
	switch {
	case definition.Refused == nil:
		usual := []int{http.StatusBadRequest, http.StatusForbidden, http.StatusConflict}
		return readable == nil && slices.Contains(usual, t.response.Status), nil
	case !clientError && !done, done && len(t.response.Body) == 0:
		return false, nil
	case readable != nil:
		return false, readable
	}
	answer, err := definition.Refused.One(ctx, body)
	return answer == true, err
}
