package client

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/scimulator/scimulator/internal/exchange"
)

// Lapse is a sender that notices when the credentials of a run stop working. What a
// target answers from then on tells nothing of it: a token may have ended, or may
// have been taken back. Credentials that can be renewed were renewed below, by the
// Client. It is safe for concurrent use.
type Lapse struct {
	sender  Sender
	ask     Request     // was answered when the run began
	excused func() bool // the token in use may end: somebody means it to

	mu    sync.Mutex
	fault *Fault // nil while they work
	at    int64  // evidence of the refusal
}

// Sender sends requests; a Client is one.
type Sender interface {
	Do(ctx context.Context, r Request) (Response, error)
	Curl(r Request) string
}

// NewLapse watches over a sender. ask is a request that is answered while the
// credentials work; excused says when a refusal is meant to be.
func NewLapse(sender Sender, ask Request, excused func() bool) *Lapse {
	return &Lapse{sender: sender, ask: ask, excused: excused}
}

// lapseAgain is how long a refusal of the credentials is given to pass.
const lapseAgain = 250 * time.Millisecond

// Do sends a request. When the credentials have stopped working it gives a *Fault of
// the kind Lapsed, and nothing is sent but cleanup: what stays has to be told.
func (l *Lapse) Do(ctx context.Context, r Request) (Response, error) {
	if r.Label.Purpose == exchange.Cleanup {
		return l.sender.Do(ctx, r)
	}
	if fault, _ := l.Ended(); fault != nil {
		return Response{}, fault
	}
	response, err := l.sender.Do(ctx, r)
	if hasAuthorization(r.Header) || refusal(response, err) == "" || l.excused() {
		return response, err
	}
	if fault := l.confirm(ctx); fault != nil {
		return Response{Exchange: response.Exchange}, fault
	}
	return response, err
}

// confirm asks twice what was answered before: one refusal may be about the request.
func (l *Lapse) confirm(ctx context.Context) *Fault {
	l.mu.Lock()
	defer l.mu.Unlock()
	for tries := 0; l.fault == nil; tries++ {
		response, err := l.sender.Do(ctx, l.ask)
		seen := refusal(response, err)
		if seen == "" || ctx.Err() != nil {
			return nil
		}
		if tries > 0 {
			l.fault = &Fault{Kind: Lapsed, URL: l.ask.Path, Err: errors.New(seen), Status: http.StatusUnauthorized, Token: true, reason: seen}
			l.at = response.Exchange
			break
		}
		rest(ctx, lapseAgain)
	}
	return l.fault
}

// rest lets time pass, or the context end.
func rest(ctx context.Context, span time.Duration) {
	timer := time.NewTimer(span)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// refusal says how credentials were refused, "" when they were not.
func refusal(response Response, err error) string {
	var fault *Fault
	switch {
	case errors.As(err, &fault) && fault.Kind == NoToken:
		return fault.Error()
	case err == nil && response.Status == http.StatusUnauthorized:
		return "401 Unauthorized, also to what was answered before"
	}
	return ""
}

// Ended gives the fault, nil while the credentials work, and the number of its
// evidence.
func (l *Lapse) Ended() (fault *Fault, evidence int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.fault, l.at
}

// Curl is that of the sender.
func (l *Lapse) Curl(r Request) string { return l.sender.Curl(r) }

// Authorization is that of the sender, for checks that spoil it; "" where it is not
// known.
func (l *Lapse) Authorization() string {
	if shower, ok := l.sender.(interface{ Authorization() string }); ok {
		return shower.Authorization()
	}
	return ""
}
