package refserver

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/scimulator/scimulator/internal/assertion"
	"github.com/scimulator/scimulator/internal/clock"
)

const (
	maxTokenRequest = 64 << 10 // bytes of a token request
	maxKeySet       = 1 << 20  // bytes of a key set
	keysTimeout     = 5 * time.Second
	manyTokens      = 1000 // above it, expired ones are forgotten
)

// tokenEndpoint gives out access tokens and knows those it gave.
type tokenEndpoint struct {
	grants Grants
	clock  clock.Clock

	mu     sync.Mutex
	tokens map[[sha256.Size]byte]*issuedToken // by digest: the tokens themselves are not kept
	keys   map[string]assertion.KeySet        // by URL
}

// issuedToken is an access token that was given out.
type issuedToken struct {
	until time.Time
	left  int // requests that it is good for; -1 for any number
}

func newTokenEndpoint(grants Grants, c clock.Clock) *tokenEndpoint {
	if grants.Life <= 0 {
		grants.Life = defaultTokenLife
	}
	if grants.Keys.Timeout == 0 {
		grants.Keys.Timeout = keysTimeout
	}
	return &tokenEndpoint{grants: grants, clock: c, tokens: map[[sha256.Size]byte]*issuedToken{}, keys: map[string]assertion.KeySet{}}
}

// oauthError is an error answer (RFC 6749 §5.2).
type oauthError struct {
	status      int
	Code        string `json:"error"`
	Description string `json:"error_description"`
	basic       bool   // the client tried Basic, so that the answer names it
}

func invalidRequest(description string) *oauthError {
	return &oauthError{status: http.StatusBadRequest, Code: "invalid_request", Description: description}
}

// ServeHTTP answers a token request (RFC 6749 §4.4).
func (e *tokenEndpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store") // RFC 6749 §5.1
	w.Header().Set("Pragma", "no-cache")
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		e.refuse(w, &oauthError{status: http.StatusMethodNotAllowed, Code: "invalid_request", Description: "tokens are asked for with POST"})
		return
	}
	form, failure := tokenForm(r)
	if failure == nil {
		failure = e.authenticate(r, form)
	}
	if failure != nil {
		e.refuse(w, failure)
		return
	}
	token := e.issue()
	answerJSON(w, http.StatusOK, map[string]any{"access_token": token, "token_type": "Bearer", "expires_in": int(e.grants.Life / time.Second)})
}

func (e *tokenEndpoint) refuse(w http.ResponseWriter, failure *oauthError) {
	if failure.status == http.StatusUnauthorized && failure.basic {
		w.Header().Set("WWW-Authenticate", `Basic realm="scimulator"`)
	}
	answerJSON(w, failure.status, failure)
}

func answerJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client has gone: nobody to tell
}

// tokenForm reads the form; a parameter that is there twice spoils it (RFC 6749
// §3.2).
func tokenForm(r *http.Request) (url.Values, *oauthError) {
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != "application/x-www-form-urlencoded" {
		return nil, invalidRequest("the request is to be application/x-www-form-urlencoded")
	}
	raw, err := io.ReadAll(io.LimitReader(r.Body, maxTokenRequest+1))
	if err != nil || len(raw) > maxTokenRequest {
		return nil, invalidRequest("the request is too large or torn")
	}
	form, err := url.ParseQuery(string(raw))
	if err != nil {
		return nil, invalidRequest("the form cannot be read")
	}
	for name, values := range form {
		if len(values) > 1 {
			return nil, invalidRequest("the parameter " + name + " is there twice")
		}
	}
	switch grant := form.Get("grant_type"); grant {
	case "client_credentials":
		return form, nil
	case "":
		return nil, invalidRequest("grant_type is missing")
	default:
		return nil, &oauthError{status: http.StatusBadRequest, Code: "unsupported_grant_type", Description: "only client_credentials is supported"}
	}
}

// authenticate checks who asks: by Basic, by secret or assertion in the form, and
// by one of these only (RFC 6749 §2.3).
func (e *tokenEndpoint) authenticate(r *http.Request, form url.Values) *oauthError {
	user, password, basic := r.BasicAuth()
	switch {
	case basic && (form.Has("client_secret") || form.Has("client_assertion")), form.Has("client_secret") && form.Has("client_assertion"):
		return invalidRequest("the client authenticates in more than one way")
	case form.Has("client_assertion"):
		return e.checkAssertion(r.Context(), form)
	case !basic:
		user, password = form.Get("client_id"), form.Get("client_secret")
	default:
		user, password = unescape(user), unescape(password) // RFC 6749 §2.3.1: both parts are form-encoded first
	}
	if !e.grants.client(user, password) {
		return invalidClient("client id and secret do not fit", basic)
	}
	return nil
}

func unescape(text string) string {
	plain, err := url.QueryUnescape(text)
	if err != nil {
		return text
	}
	return plain
}

func invalidClient(description string, basic bool) *oauthError {
	return &oauthError{status: http.StatusUnauthorized, Code: "invalid_client", Description: description, basic: basic}
}

// checkAssertion verifies a federated assertion (RFC 7523 §3, E-5.53).
func (e *tokenEndpoint) checkAssertion(ctx context.Context, form url.Values) *oauthError {
	if form.Get("client_assertion_type") != assertion.Type {
		return invalidRequest("client_assertion_type is not " + assertion.Type)
	}
	client := e.grants.federated(form.Get("client_id"))
	if client == nil {
		return invalidClient("no such client logs in by assertions", false)
	}
	claims, err := e.verify(ctx, client.KeysURL, form.Get("client_assertion"))
	if err == nil {
		err = client.admits(claims, e.clock.Now())
	}
	if err != nil {
		return invalidClient(err.Error(), false)
	}
	return nil
}

// verify checks the signature. A key that is not known means that the issuer has
// another one by now: its keys are fetched again, once.
func (e *tokenEndpoint) verify(ctx context.Context, address, token string) (assertion.Claims, error) {
	e.mu.Lock()
	set := e.keys[address]
	e.mu.Unlock()
	claims, err := set.Verify(token)
	var unknown assertion.UnknownKey
	if !errors.As(err, &unknown) {
		return claims, err
	}
	set, err = e.fetchKeys(ctx, address)
	if err != nil {
		return claims, err
	}
	e.mu.Lock()
	e.keys[address] = set
	e.mu.Unlock()
	return set.Verify(token)
}

func (e *tokenEndpoint) fetchKeys(ctx context.Context, address string) (assertion.KeySet, error) {
	var set assertion.KeySet
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return set, err
	}
	response, err := e.grants.Keys.Do(request)
	if err != nil {
		return set, fmt.Errorf("the keys of the issuer cannot be fetched: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return set, fmt.Errorf("the keys of the issuer cannot be fetched: %s answers %d", address, response.StatusCode)
	}
	err = json.NewDecoder(io.LimitReader(response.Body, maxKeySet)).Decode(&set)
	return set, err
}

// issue makes an access token. It comes from chance, not from the seed: it is a
// secret.
func (e *tokenEndpoint) issue() string {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails (crypto/rand)
	token := hex.EncodeToString(raw)
	e.mu.Lock()
	defer e.mu.Unlock()
	now, left := e.clock.Now(), -1
	if e.grants.Requests > 0 {
		left = e.grants.Requests
	}
	if len(e.tokens) > manyTokens {
		for digest, one := range e.tokens {
			if !now.Before(one.until) {
				delete(e.tokens, digest)
			}
		}
	}
	e.tokens[sha256.Sum256([]byte(token))] = &issuedToken{now.Add(e.grants.Life), left}
	return token
}

// admits says whether an access token is good for a request now, and whether it
// was once.
func (e *tokenEndpoint) admits(token string) (good, known bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	one := e.tokens[sha256.Sum256([]byte(token))]
	if one == nil {
		return false, false
	}
	if one.left == 0 || !e.clock.Now().Before(one.until) {
		return false, true
	}
	if one.left > 0 {
		one.left--
	}
	return true, true
}

// beside serves the token endpoint beside the SCIM service.
func (e *tokenEndpoint) beside(service http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.TrimSuffix(r.URL.Path, "/") == TokenPath {
			e.ServeHTTP(w, r)
			return
		}
		service.ServeHTTP(w, r)
	})
}
