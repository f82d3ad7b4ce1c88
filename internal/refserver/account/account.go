// Package account is the vendor's side of the reference target: teams, people,
// seats, groups, API keys and sign-on, which SCIM cannot show. It behaves as the
// documents of the applications say (SYNC, ADSK, CA, SSO); where SCIM writes
// something, the account derives from it what it can when it is asked, and
// remembers the rest.
package account

import (
	"encoding/json"
	"io"
	"net/http"
	"sync"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/profile"
)

const (
	// Path is where the account answers, at the root of the listener.
	Path = "/account"

	mainTeam = "main"
	maxBody  = 1 << 20
)

// Options say what an account is about. Profile may be nil.
type Options struct {
	Users   Users
	Keys    *Keys
	Clock   clock.Clock
	Profile *profile.Profile
	Rules   Rules
}

// Account is safe for concurrent use. Requests are carried out one after the
// other; what SCIM tells does not wait for them.
type Account struct {
	*memory
	users Users
	keys  *Keys
	clock clock.Clock
	mux   *http.ServeMux

	mu             sync.Mutex
	synced         syncState
	teams          names
	connections    map[string]*connection
	lastConnection int
	domains        map[string]*domain
	notices        []notice
	taken, moved   names // deleted domains that a rule does not set free, or lets nobody verify
}

// New returns an account with one team and nobody in it but who is in SCIM.
func New(o Options) *Account {
	a := &Account{
		memory: newMemory(&o.Rules, effectsOf(o.Profile)), users: o.Users, keys: o.Keys, clock: o.Clock, mux: http.NewServeMux(),
		synced: syncState{enabled: true}, teams: names{mainTeam: true}, connections: map[string]*connection{}, domains: map[string]*domain{},
	}
	for _, one := range routes() {
		a.mux.HandleFunc(one.method+" "+Path+one.path, func(w http.ResponseWriter, r *http.Request) { a.serve(w, r, one.handle) })
	}
	a.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		writeRefusal(w, unknown("the account has nothing for "+r.Method+" "+r.URL.Path))
	})
	return a
}

// ServeHTTP answers a request whose credentials were checked.
func (a *Account) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.mux.ServeHTTP(w, r) }

func (a *Account) serve(w http.ResponseWriter, r *http.Request, handle handler) {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		writeRefusal(w, malformed("the body cannot be read: "+err.Error()))
		return
	}
	as, refused := roleOf(r.URL.Query().Get("as"))
	if refused != nil {
		writeRefusal(w, refused)
		return
	}
	success, refused := a.carryOut(&call{r: r, raw: raw, as: as}, handle)
	if refused != nil {
		writeRefusal(w, a.worded(refused))
		return
	}
	write(w, success.status, success.body)
}

func (a *Account) carryOut(c *call, handle handler) (answer, *refusal) {
	a.mu.Lock()
	defer a.mu.Unlock()
	c.now = a.clock.Now()
	a.finishDeletions(c.now)
	return handle(a, c)
}

// worded is a refusal as the client gets it.
func (a *Account) worded(r *refusal) *refusal {
	if a.rules.RefusalSilent && r.status == http.StatusConflict {
		return &refusal{status: r.status, Code: r.Code}
	}
	return r
}

// Unauthorized answers 401; how to log in is for the caller to say.
func Unauthorized(w http.ResponseWriter, message string) {
	writeRefusal(w, &refusal{http.StatusUnauthorized, "unauthorized", message})
}

func writeRefusal(w http.ResponseWriter, r *refusal) { write(w, r.status, r) }

func write(w http.ResponseWriter, status int, body any) {
	if body == nil {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // a client that has gone away needs no answer
}
