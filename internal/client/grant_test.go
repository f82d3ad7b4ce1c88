package client_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
)

const plantedSecret = "client+secret/with'what needs=encoding"

// vendor is a target with a token endpoint. The tokens are token-1, token-2, …
type vendor struct {
	mu       sync.Mutex
	forms    []url.Values // of the token requests
	basics   []string
	tokens   int
	life     int             // expires_in, 0 leaves it out
	uses     int             // requests that a token is good for, 0 for any number
	left     map[string]int  // uses left
	revoked  map[string]bool // tokens that are not admitted
	answer   func(w http.ResponseWriter) bool
	requests []string // tokens of the requests beside, in order
}

func (v *vendor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if r.URL.Path == "/oauth/token" {
		v.token(w, r)
		return
	}
	token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	v.requests = append(v.requests, token)
	if v.revoked[token] || v.uses > 0 && v.left[token] == 0 {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	v.left[token]--
	_, _ = io.WriteString(w, `{"echo":"`+token+`"}`)
}

func (v *vendor) token(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		panic(err)
	}
	user, password, _ := r.BasicAuth()
	v.forms, v.basics = append(v.forms, r.PostForm), append(v.basics, user+":"+password)
	w.Header().Set("Content-Type", "application/json")
	if v.answer != nil && v.answer(w) {
		return
	}
	v.tokens++
	token := fmt.Sprintf("token-%d", v.tokens)
	v.left[token] = v.uses
	body := map[string]any{"access_token": token, "token_type": "bearer"}
	if v.life > 0 {
		body["expires_in"] = v.life
	}
	_ = json.NewEncoder(w).Encode(body)
}

// rehearsal is a client with a grant, before a vendor, and a clock for both.
type rehearsal struct {
	*testing.T
	vendor *vendor
	client *client.Client
	grant  *client.Grant
	kept   *evidence
	now    atomic.Int64 // seconds
}

func rehearse(t *testing.T, v *vendor, o client.GrantOptions) *rehearsal {
	t.Helper()
	v.left, v.revoked = map[string]int{}, map[string]bool{}
	r := &rehearsal{T: t, vendor: v}
	r.now.Store(1_800_000_000)
	c, _ := serve(t, client.Options{}, v.ServeHTTP) // for the address
	base := c.Curl(client.Request{})
	base = base[strings.Index(base, "http"):strings.LastIndex(base, "/scim'")]
	o.TokenURL, o.Now = base+"/oauth/token", func() time.Time { return time.Unix(r.now.Load(), 0) }
	if o.ClientID == "" {
		o.ClientID = "fabrikam"
	}
	r.grant = client.NewGrant(o)
	r.client, r.kept = dial(t, client.Options{Credentials: r.grant, Secrets: []string{o.Secret}}, base+"/scim")
	return r
}

func (r *rehearsal) get() client.Response {
	r.Helper()
	return do(r.T, r.client, client.Request{Path: "/Users", Label: exchange.Label{Purpose: exchange.Provisioning, Cycle: 3}})
}

// E-5.52, E-13.15, RFC 6749 §2.3.1: what is posted to the token endpoint.
func TestTokenRequest(t *testing.T) {
	form := func(extra ...string) url.Values {
		values := url.Values{"grant_type": {"client_credentials"}}
		for i := 0; i < len(extra); i += 2 {
			values.Set(extra[i], extra[i+1])
		}
		return values
	}
	for _, test := range []struct {
		name    string
		options client.GrantOptions
		form    url.Values
		basic   string
	}{
		{"by Basic, both parts form-encoded", client.GrantOptions{ClientID: "fabri kam", Secret: plantedSecret}, form(), "fabri+kam:" + url.QueryEscape(plantedSecret)},
		{"in the body, with scopes", client.GrantOptions{Secret: plantedSecret, InBody: true, Scopes: []string{"scim", "users"}},
			form("client_id", "fabrikam", "client_secret", plantedSecret, "scope", "scim users"), ":"},
		{"E-5.53 by assertion", client.GrantOptions{Scopes: []string{"scim"}, Assertion: func(now time.Time) (string, error) {
			return fmt.Sprintf("head.%d.signature", now.Unix()), nil
		}}, form("client_id", "fabrikam", "scope", "scim", "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
			"client_assertion", "head.1800000000.signature"), ":"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := rehearse(t, &vendor{}, test.options)
			r.get()
			if diff := cmp.Diff([]url.Values{test.form}, r.vendor.forms); diff != "" {
				t.Errorf("form (want -, got +)\n%s", diff)
			}
			if got := r.vendor.basics[0]; got != test.basic {
				t.Errorf("basic %s, want %s", got, test.basic)
			}
		})
	}
}

// E-5.51: the token's life is looked at before each request, and it is renewed a
// little early; how early depends on how long it lives.
func TestTokenIsRenewed(t *testing.T) {
	for _, test := range []struct {
		name  string
		life  int
		after []int // seconds between the requests
		want  []string
	}{
		{"an hour", 3600, []int{0, 3000, 589, 1}, []string{"token-1", "token-1", "token-1", "token-2"}},
		{"ten seconds", 10, []int{0, 8, 1, 0}, []string{"token-1", "token-1", "token-2", "token-2"}},
		{"without expires_in", 0, []int{0, 1_000_000}, []string{"token-1", "token-1"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := rehearse(t, &vendor{life: test.life}, client.GrantOptions{Secret: "s3cr3t"})
			for _, seconds := range test.after {
				r.now.Add(int64(seconds))
				r.get()
			}
			if diff := cmp.Diff(test.want, r.vendor.requests); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
			if issued := r.grant.Issued(); issued.Life != time.Duration(test.life)*time.Second || issued.Count != r.vendor.tokens {
				t.Errorf("issued %+v", issued)
			}
		})
	}
}

// A token that expires in the middle of a cycle, unannounced, costs one refresh,
// however many notice it at the same time, and each of them one repetition.
func TestExpiryInTheMiddle(t *testing.T) {
	r := rehearse(t, &vendor{uses: 1}, client.GrantOptions{Secret: "s3cr3t"})
	r.get()
	r.vendor.uses = 1000
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			if got := r.get(); got.Status != http.StatusOK {
				t.Errorf("status %d", got.Status)
			}
		})
	}
	group.Wait()
	if r.vendor.tokens != 2 {
		t.Errorf("%d tokens, want 2", r.vendor.tokens)
	}
}

func TestExpiryInTheMiddleOneByOne(t *testing.T) {
	r := rehearse(t, &vendor{uses: 2}, client.GrantOptions{Secret: "s3cr3t"})
	for range 5 {
		r.get()
	}
	want := []string{"token-1", "token-1", "token-1", "token-2", "token-2", "token-2", "token-3"}
	if diff := cmp.Diff(want, r.vendor.requests); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	var statuses []int
	for _, e := range r.kept.all {
		if e.Label.Purpose == exchange.Provisioning {
			statuses = append(statuses, e.Status)
		}
	}
	if diff := cmp.Diff([]int{200, 200, 401, 200, 200, 401, 200}, statuses); diff != "" {
		t.Errorf("evidence (want -, got +)\n%s", diff)
	}
}

// A fresh token that is refused is no matter of expiry: the 401 is the answer, and
// the token endpoint is not asked for each request.
func TestFreshTokenRefused(t *testing.T) {
	r := rehearse(t, &vendor{life: 3600}, client.GrantOptions{Secret: "s3cr3t"})
	r.vendor.revoked = map[string]bool{"token-1": true}
	for range 3 {
		if got := r.get(); got.Status != http.StatusUnauthorized {
			t.Errorf("status %d", got.Status)
		}
	}
	if diff := cmp.Diff([]string{"token-1", "token-1", "token-1"}, r.vendor.requests); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	r.now.Add(60) // another cycle: another try
	if got := r.get(); got.Status != http.StatusOK || r.vendor.tokens != 2 {
		t.Errorf("status %d with %d tokens", got.Status, r.vendor.tokens)
	}
}

// Fifty cold callers cause one token request.
func TestOneTokenForAll(t *testing.T) {
	r := rehearse(t, &vendor{life: 3600}, client.GrantOptions{Secret: "s3cr3t"})
	var group sync.WaitGroup
	for range 50 {
		group.Go(func() { r.get() })
	}
	group.Wait()
	if r.vendor.tokens != 1 {
		t.Errorf("%d token requests", r.vendor.tokens)
	}
}

// E-7.7: a token endpoint that gives no token is a fault of its own, with its
// answer, its address and its evidence; nothing reaches the target.
func TestNoToken(t *testing.T) {
	plain := func(status int, body string) func(http.ResponseWriter) bool {
		return func(w http.ResponseWriter) bool {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
			return true
		}
	}
	for _, test := range []struct {
		name   string
		answer func(http.ResponseWriter) bool
		status int
		says   string
	}{
		{"revoked secret", plain(401, `{"error":"invalid_client","error_description":"the secret was revoked"}`), 401, "401 Unauthorized, invalid_client, the secret was revoked"},
		{"error in a 200", plain(200, `{"error":"invalid_scope"}`), 200, "200 OK, invalid_scope"},
		{"JSON announced as text", func(w http.ResponseWriter) bool {
			w.Header().Set("Content-Type", "text/plain")
			return plain(400, `{"error":"invalid_scope"}`)(w)
		}, 400, "400 Bad Request, invalid_scope"},
		{"unavailable", plain(503, "busy"), 503, "503 Service Unavailable"},
		{"redirect is not followed", func(w http.ResponseWriter) bool {
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(302)
			return true
		}, 302, "302 Found"},
		{"HTML", plain(200, "<html>"), 200, "cannot parse json"},
		{"no token", plain(200, `{"token_type":"bearer"}`), 200, "missing access_token"},
		{"another type", plain(200, `{"access_token":"t0ken","token_type":"mac"}`), 200, `token_type "MAC"`},
		{"a token that tears the header", plain(200, `{"access_token":"a\r\nX: y","token_type":"bearer"}`), 200, "cannot be used as a bearer token"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := rehearse(t, &vendor{answer: test.answer}, client.GrantOptions{Secret: "s3cr3t"})
			for range 3 { // the second and third time without asking again
				response, err := r.client.Do(t.Context(), client.Request{Path: "/Users"})
				var fault *client.Fault
				if !errors.As(err, &fault) || fault.Kind != client.NoToken || fault.Status != test.status || fault.Sent {
					t.Fatalf("got %+v, %v", fault, err)
				}
				if text := fault.Error(); !strings.Contains(text, "/oauth/token: the token endpoint gave no access token: ") || !strings.Contains(text, test.says) {
					t.Errorf("says %s", text)
				}
				if response.Exchange != 1 || !strings.Contains(fault.Advice(), "client id") {
					t.Errorf("exchange %d, advice %s", response.Exchange, fault.Advice())
				}
			}
			if len(r.vendor.requests) != 0 || len(r.vendor.forms) != 1 {
				t.Errorf("%d requests, %d token requests", len(r.vendor.requests), len(r.vendor.forms))
			}
			r.vendor.answer = nil
			r.now.Add(60)
			r.get() // all is well again
		})
	}
}

// A token endpoint that cannot be reached is a fault of the wire, at its address.
func TestTokenEndpointDown(t *testing.T) {
	grant := client.NewGrant(client.GrantOptions{TokenURL: "http://127.0.0.1:1/token", ClientID: "a", Secret: "s3cr3t"})
	c, kept := dial(t, client.Options{Credentials: grant}, "http://127.0.0.1:2")
	fault := faultOf(t, c, client.Request{Path: "/Users"}, client.Refused)
	if !strings.Contains(fault.URL, "127.0.0.1:1/token") || len(kept.all) != 1 || kept.all[0].Fault == "" || kept.all[0].Label.Purpose != exchange.Token {
		t.Errorf("fault %v, evidence %+v", fault, kept.all)
	}
}

// Who gives up while waiting for a token is no denial of the next one.
func TestCancelledTokenRequest(t *testing.T) {
	r := rehearse(t, &vendor{}, client.GrantOptions{Secret: "s3cr3t"})
	ctx, cancel := context.WithCancel(t.Context())
	r.vendor.answer = func(http.ResponseWriter) bool { cancel(); <-ctx.Done(); return false }
	if _, err := r.client.Do(ctx, client.Request{Path: "/Users"}); err == nil {
		t.Fatal("no error")
	}
	r.vendor.answer = nil
	r.get()
}
