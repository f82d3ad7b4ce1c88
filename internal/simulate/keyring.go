package simulate

import (
	"context"
	"net/http"
	"sync"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scenario"
)

// keyring sends with the credentials that the operator of the story saved last.
// What is ours, such as reading back and cleaning up, goes on with the last ones
// that were meant to be valid.
type keyring struct {
	Sender

	mu           sync.RWMutex
	engine, ours http.Header // nil: the credentials of the run
	doubted      bool        // the engine's may be refused: nobody issued them, or there are newer ones
}

// Do sends a request with the credentials of whoever asks.
func (k *keyring) Do(ctx context.Context, request client.Request) (client.Response, error) {
	k.mu.RLock()
	header := k.ours
	if request.Label.Purpose == exchange.Provisioning {
		header = k.engine
	}
	k.mu.RUnlock()
	if header != nil {
		request.Header = header
	}
	return k.Sender.Do(ctx, request)
}

// look lets what is ours go on with a new key: the one before may expire while the
// operator of the story still uses it (CA-05).
func (k *keyring) look(header http.Header) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.ours, k.doubted = header, true
}

// doubtful says whether the token of the engine may be refused: the story has its
// operator save a wrong one, or not save a new one (CA-04).
func (k *keyring) doubtful() bool {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.doubted
}

// set takes the credentials behind an alias; nil means those of the run.
func (k *keyring) set(alias string, header http.Header) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.doubted = alias == scenario.Invalid
	if k.doubted {
		k.engine = http.Header{"Authorization": {"Bearer " + guid("a token that nobody issued")}}
		return
	}
	k.engine, k.ours = header, header
}
