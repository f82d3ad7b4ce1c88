package resume

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
)

// Client is what sends in the end; *client.Client is one.
type Client interface {
	Do(ctx context.Context, request client.Request) (client.Response, error)
	Curl(request client.Request) string
	Masker() *exchange.Masker
}

// Sender answers from the journal what was answered before, and sends the rest.
type Sender struct {
	journal *Journal
	next    Client
	place   string // tells the requests of two clients of one run apart
}

// Sender returns one for a client. place is "" for the SCIM API itself.
func (j *Journal) Sender(place string, next Client) *Sender { return &Sender{j, next, place} }

// Curl is the command that repeats the request.
func (s *Sender) Curl(r client.Request) string { return s.next.Curl(r) }

// Do gives the answer of the journal, or sends the request. The errors are those of
// the client.
func (s *Sender) Do(ctx context.Context, r client.Request) (client.Response, error) {
	if r.Method == "" {
		r.Method = http.MethodGet
	}
	key := keyOf(s.place, r)
	past := s.journal.take(key)
	if past != nil && past.outcome != nil {
		return past.outcome.response()
	}
	if err := s.journal.caughtUp(ctx); err != nil {
		return client.Response{}, err
	}
	if past != nil {
		return s.settle(ctx, r, past.intent.N)
	}
	n, err := s.journal.intend(key, r, s.next.Masker())
	if err != nil {
		return client.Response{}, err
	}
	return s.send(ctx, r, n)
}

// send sends a request that was written down.
func (s *Sender) send(ctx context.Context, r client.Request, n int64) (client.Response, error) {
	response, err := s.next.Do(ctx, r)
	s.journal.outcome(n, s.creates(r), response, err, s.next.Masker())
	return response, err
}

// creates is the kind of SCIM resource that a request creates, "" for none.
func (s *Sender) creates(r client.Request) string {
	if s.isBeyond(r) {
		return ""
	}
	return creates(r.Method, r.Path)
}

// isBeyond says whether a request is beyond SCIM as the run speaks it.
func (s *Sender) isBeyond(r client.Request) bool {
	kind, _ := resourceOf(r.Path)
	return s.place != "" || r.Beside || kind == ""
}

// resourceOf reads the path of users and groups, or of one of them; the kind is ""
// for any other.
func resourceOf(path string) (kind, id string) {
	endpoint, id, one := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	switch {
	case one && (id == "" || strings.Contains(id, "/")):
		return "", ""
	case endpoint == "Users":
		return "User", id
	case endpoint == "Groups":
		return "Group", id
	}
	return "", ""
}

// lost is a request whose answer was lost, and of which no look tells what became of
// it. It is not repeated.
func (s *Sender) lost(n int64, r client.Request) (client.Response, error) {
	err := client.Recall(client.Fault{
		Kind: client.Lost, URL: s.next.Masker().Text(r.Path), Sent: true, Err: errors.New("lost"),
	}, "nobody can tell whether it was carried out, so it is not repeated")
	s.journal.outcome(n, "", client.Response{}, err, s.next.Masker())
	return client.Response{}, err
}
