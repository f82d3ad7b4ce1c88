package defect

import (
	"net/http"
	"strings"
	"sync"
)

// keyring remembers the credentials that the correct server took first, so that
// a defect can let in who has none. Before that nobody gets in, which no client
// sees that logs in at all.
type keyring struct {
	mu    sync.Mutex
	known string // an Authorization header
}

// learn is an After hook.
func (k *keyring) learn(c *Call, a *Answer) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.known == "" && a.OK() {
		k.known = c.Header.Get("Authorization")
	}
}

func (k *keyring) get() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.known
}

// ask is Call.Ask with the known credentials; nil before there are any.
func (k *keyring) ask(c *Call, method, path string) *Answer {
	known := k.get()
	if known == "" {
		return nil
	}
	sent := c.Header
	defer func() { c.Header = sent }()
	c.Header = sent.Clone()
	c.Header.Set("Authorization", known)
	return c.Ask(method, path, nil)
}

// admitting makes hooks that let in whom lets wants: sent and known are the
// token of the request, "" for none, and one that is right.
func admitting(lets func(c *Call, sent, known string) bool) func() Hooks {
	return func() Hooks {
		var ring keyring
		return Hooks{
			Before: func(c *Call) *Answer {
				known := ring.get()
				if known != "" && lets(c, tokenOf(c.Header.Get("Authorization")), tokenOf(known)) {
					c.Header.Set("Authorization", known)
				}
				return nil
			},
			After: ring.learn,
		}
	}
}

// tokenOf is the bearer token of an Authorization header, "" for none.
func tokenOf(header string) string {
	scheme, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// anonymous says whether the request brings no credentials.
func anonymous(c *Call) bool { return c.Header.Get("Authorization") == "" }

// admitted says whether the correct server takes the credentials of the call.
func admitted(c *Call) bool { return c.Ask(http.MethodGet, "/Users?count=0", nil).OK() }

// onUnauthorized makes hooks that see each refusal for lack of credentials.
func onUnauthorized(change func(c *Call, a *Answer)) func() Hooks {
	return func() Hooks {
		return Hooks{After: func(c *Call, a *Answer) {
			if a.Status == http.StatusUnauthorized {
				change(c, a)
			}
		}}
	}
}
