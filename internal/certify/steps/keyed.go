package steps

import (
	"context"
	"maps"
	"net/http"
	"sync/atomic"

	"github.com/scimulator/scimulator/internal/client"
)

// Keyed sends with the token that was made last: a check that makes a new API key
// uses up the one that the run began with (CA-04).
type Keyed struct {
	Sender
	token atomic.Pointer[string] // nil: that of the run
	doubt atomic.Bool
}

// Take makes a token the one that everybody sends.
func (k *Keyed) Take(token string) { k.token.Store(&token) }

// Doubt notes that the token in use may end: another one was made.
func (k *Keyed) Doubt() { k.doubt.Store(true) }

// Doubtful says whether the token in use may end because of a check.
func (k *Keyed) Doubtful() bool { return k.doubt.Load() }

// Do sends a request; one that brings its own Authorization keeps it.
func (k *Keyed) Do(ctx context.Context, r client.Request) (client.Response, error) {
	if token := k.token.Load(); token != nil && r.Header["Authorization"] == nil {
		r.Header = maps.Clone(r.Header)
		if r.Header == nil {
			r.Header = http.Header{}
		}
		r.Header.Set("Authorization", "Bearer "+*token)
	}
	return k.Sender.Do(ctx, r)
}

// Authorization is the header with the token in use, "" where it is not known.
func (k *Keyed) Authorization() string {
	if token := k.token.Load(); token != nil {
		return "Bearer " + *token
	}
	type shower interface{ Authorization() string }
	if s, ok := k.Sender.(shower); ok {
		return s.Authorization()
	}
	return ""
}
