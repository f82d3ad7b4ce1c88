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
	newest       http.Header // that the story has, and its operator has not saved; nil for none
	wrong        bool        // nobody issued the engine's
}

// Do sends a request with the credentials of whoever asks. What is ours goes over to
// newer ones when the ones before are not taken any more (CA-05).
func (k *keyring) Do(ctx context.Context, request client.Request) (client.Response, error) {
	provisioning := request.Label.Purpose == exchange.Provisioning
	signed := k.sign(request, provisioning)
	response, err := k.Sender.Do(ctx, signed)
	if provisioning || err != nil || response.Status != http.StatusUnauthorized || !k.renew(signed.Header) {
		return response, err
	}
	return k.Sender.Do(ctx, k.sign(request, false))
}

func (k *keyring) sign(request client.Request, provisioning bool) client.Request {
	k.mu.RLock()
	defer k.mu.RUnlock()
	header := k.ours
	if provisioning {
		header = k.engine
	}
	if header != nil {
		request.Header = header
	}
	return request
}

// renew lets what is ours go on with the newest credentials, and says whether they
// are others than those that were used.
func (k *keyring) renew(used http.Header) bool {
	const name = "Authorization"
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.newest != nil {
		k.ours = k.newest
	}
	return k.ours.Get(name) != used.Get(name)
}

// offer notes credentials that came of the story: those before may end while its
// operator still uses them.
func (k *keyring) offer(header http.Header) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.newest = header
}

// doubtful says whether the token of the engine may be refused: the story has its
// operator save a wrong one, or not save a new one (CA-04).
func (k *keyring) doubtful() bool {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.wrong || k.newest != nil
}

// set takes the credentials behind an alias; nil means those of the run.
func (k *keyring) set(alias string, header http.Header) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.wrong = alias == scenario.Invalid; k.wrong {
		k.engine = http.Header{"Authorization": {"Bearer " + guid("a token that nobody issued")}}
		return
	}
	k.engine, k.ours, k.newest = header, header, nil
}
