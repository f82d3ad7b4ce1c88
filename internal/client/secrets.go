package client

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/scimulator/scimulator/internal/exchange"
)

// recentSecrets is how many of the secrets that came up during a run are looked
// for in the evidence. Access tokens come and go: an older one has expired, and a
// search for hundreds of them would slow every request down.
const recentSecrets = 8

// secretKeeper knows what must not be kept: the secrets of the options for good,
// access tokens as they come.
type secretKeeper struct {
	present atomic.Pointer[exchange.Masker]

	mu     sync.Mutex
	given  []string
	recent []string
}

func newSecretKeeper(given ...string) *secretKeeper {
	k := &secretKeeper{given: given}
	k.present.Store(exchange.NewMasker(given...))
	return k
}

func (k *secretKeeper) masker() *exchange.Masker { return k.present.Load() }

// keep keeps secrets out of the evidence for good.
func (k *secretKeeper) keep(secrets ...string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, secret := range secrets {
		if secret != "" && !slices.Contains(k.given, secret) {
			k.given = append(k.given, secret)
		}
	}
	k.present.Store(exchange.NewMasker(append(slices.Clone(k.given), k.recent...)...))
}

// add keeps further secrets out of the evidence, from now on.
func (k *secretKeeper) add(secrets ...string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	before := len(k.recent)
	for _, secret := range secrets {
		if secret != "" && !slices.Contains(k.recent, secret) {
			k.recent = append(k.recent, secret)
		}
	}
	if len(k.recent) == before {
		return
	}
	k.recent = k.recent[max(0, len(k.recent)-recentSecrets):]
	k.present.Store(exchange.NewMasker(append(slices.Clone(k.given), k.recent...)...))
}
