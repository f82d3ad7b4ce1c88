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

// knownSecrets is how many of them are known to the end, for what is told then. A
// token endpoint that gives another one each time must not fill the memory.
const knownSecrets = 1000

// secretKeeper knows what must not be kept: the secrets of the options for good,
// access tokens as they come.
type secretKeeper struct {
	present atomic.Pointer[exchange.Masker]

	mu     sync.Mutex
	given  []string
	recent []string
	known  []string // of those that came up, the last ones, oldest first
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
			k.recent, k.known = append(k.recent, secret), append(k.known, secret)
		}
	}
	if len(k.recent) == before {
		return
	}
	k.recent = k.recent[max(0, len(k.recent)-recentSecrets):]
	k.known = k.known[max(0, len(k.known)-knownSecrets):]
	k.present.Store(exchange.NewMasker(append(slices.Clone(k.given), k.recent...)...))
}

// Secrets are what no report may hold: the secrets of the options and what came up
// so far, such as access tokens.
func (c *Client) Secrets() []string {
	c.secrets.mu.Lock()
	defer c.secrets.mu.Unlock()
	return append(slices.Clone(c.secrets.given), c.secrets.known...)
}

// Mask hides in a line what the evidence of this moment would hide; a clean line is
// returned as it is.
func (c *Client) Mask(line []byte) []byte { return c.secrets.masker().Bytes(line) }
