package assertion

import (
	"encoding/json"
	"net/http"
	"sync"
)

// Issuer plays the issuer of assertions for a rehearsal: it publishes its keys and
// its configuration under the paths of login.microsoftonline.com (E-5.53). It is
// safe for concurrent use.
type Issuer struct {
	base   string // https://host, without a slash at the end
	tenant string // GUID

	mu   sync.RWMutex
	keys []*Key // the last one signs
}

// Entra is where Entra's own assertions come from.
const Entra = "https://login.microsoftonline.com"

// NewIssuer makes an issuer for one tenant.
func NewIssuer(base, tenant string, key *Key) *Issuer {
	return &Issuer{base: base, tenant: tenant, keys: []*Key{key}}
}

// Name is the issuer as assertions name it: the claim iss.
func (i *Issuer) Name() string { return i.base + "/" + i.tenant + "/v2.0" }

// older is the issuer as tokens of version 1.0 name it.
func (i *Issuer) older() string {
	if i.base == Entra {
		return "https://sts.windows.net/" + i.tenant + "/"
	}
	return i.base + "/" + i.tenant + "/"
}

// KeysURL is where the keys are published.
func (i *Issuer) KeysURL() string { return i.base + i.keysPath() }

func (i *Issuer) keysPath() string { return "/" + i.tenant + "/discovery/v2.0/keys" }

// Rotate signs with another key from now on; the one before stays published, so
// that assertions under way can still be checked.
func (i *Issuer) Rotate(key *Key) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.keys = append(i.keys[len(i.keys)-1:], key)
}

// Sign makes an assertion with the present key, in the name of the issuer.
func (i *Issuer) Sign(claims Claims) (string, error) {
	i.mu.RLock()
	key := i.keys[len(i.keys)-1]
	i.mu.RUnlock()
	claims.Issuer, claims.Tenant = i.Name(), i.tenant
	if claims.Version == VersionOne {
		claims.Issuer = i.older()
	}
	return key.Sign(claims)
}

// Handler serves the keys and the configuration (OpenID Connect Discovery 1.0 §4).
func (i *Issuer) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+i.keysPath(), func(w http.ResponseWriter, _ *http.Request) { answer(w, i.published()) })
	mux.HandleFunc("GET /"+i.tenant+"/v2.0/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, map[string]any{
			"issuer": i.Name(), "jwks_uri": i.KeysURL(), "id_token_signing_alg_values_supported": []string{algorithm},
			"response_types_supported": []string{"id_token"}, "subject_types_supported": []string{"pairwise"},
		})
	})
	return mux
}

func (i *Issuer) published() KeySet {
	i.mu.RLock()
	defer i.mu.RUnlock()
	var set KeySet
	for _, key := range i.keys {
		set.Keys = append(set.Keys, key.Public())
	}
	return set
}

func answer(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(body) // the client has gone: nobody to tell
}
