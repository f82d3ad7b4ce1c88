package refserver_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/assertion"
	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/refserver"
)

// bank is a server that gives out access tokens.
type bank struct {
	*testing.T
	clock   *clock.Virtual
	handler http.Handler
}

func openBank(t *testing.T, grants refserver.Grants, token string) *bank {
	t.Helper()
	virtual := clock.NewVirtual(time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC))
	server := refserver.New(refserver.Options{Clock: virtual, Grants: grants, Token: token})
	return &bank{t, virtual, server.Handler()}
}

// twoSecrets is a client with two active secrets (E-12.21).
func twoSecrets() refserver.Grants {
	return refserver.Grants{Clients: []refserver.OAuthClient{{ID: "fabri kam", Secrets: []string{"old+secret", "new secret"}}, {ID: "other", Secrets: []string{"x"}}}}
}

// post sends a token request; change may alter it.
func (b *bank) post(form url.Values, change ...func(*http.Request)) *httptest.ResponseRecorder {
	b.Helper()
	request := httptest.NewRequest(http.MethodPost, "/oauth/token", strings.NewReader(form.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, alter := range change {
		alter(request)
	}
	recorder := httptest.NewRecorder()
	b.handler.ServeHTTP(recorder, request)
	return recorder
}

// token asks for an access token that must be given.
func (b *bank) token(form url.Values, change ...func(*http.Request)) string {
	b.Helper()
	answer := b.post(form, change...)
	var body struct {
		Token   string `json:"access_token"`
		Type    string `json:"token_type"`
		Expires int    `json:"expires_in"`
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &body); err != nil || answer.Code != http.StatusOK || body.Token == "" || body.Type != "Bearer" || body.Expires == 0 {
		b.Fatalf("status %d, %s", answer.Code, answer.Body)
	}
	if answer.Header().Get("Cache-Control") != "no-store" {
		b.Error("RFC 6749 §5.1: Cache-Control must be no-store")
	}
	return body.Token
}

// get reads /Users with a token and gives status and challenge.
func (b *bank) get(token string) (int, string) {
	b.Helper()
	request := httptest.NewRequest(http.MethodGet, "/scim/v2/Users", nil)
	request.Header.Set("Authorization", "Bearer "+token)
	recorder := httptest.NewRecorder()
	b.handler.ServeHTTP(recorder, request)
	return recorder.Code, recorder.Header().Get("WWW-Authenticate")
}

func (b *bank) pass(span time.Duration) {
	b.Helper()
	if err := b.clock.Until(b.Context(), b.clock.Now().Add(span)); err != nil {
		b.Fatal(err)
	}
}

func basic(user, password string) func(*http.Request) {
	return func(r *http.Request) { r.SetBasicAuth(url.QueryEscape(user), url.QueryEscape(password)) }
}

func credentials(id, secret string) url.Values {
	return url.Values{"grant_type": {"client_credentials"}, "client_id": {id}, "client_secret": {secret}}
}

// RFC 6749 §2.3.1, §4.4: both ways to present the client, with either secret
// (E-12.21); the token admits, and so does the one the server was started with.
func TestAccessTokenAdmits(t *testing.T) {
	b := openBank(t, twoSecrets(), "static")
	for _, secret := range []string{"old+secret", "new secret"} {
		for name, token := range map[string]string{
			"form":  b.token(credentials("fabri kam", secret)),
			"basic": b.token(url.Values{"grant_type": {"client_credentials"}}, basic("fabri kam", secret)),
		} {
			if status, _ := b.get(token); status != http.StatusOK {
				t.Errorf("%s, %s: status %d", secret, name, status)
			}
		}
	}
	if status, _ := b.get("static"); status != http.StatusOK {
		t.Errorf("the static token: status %d", status)
	}
	if status, challenge := b.get("nobody's"); status != http.StatusUnauthorized || challenge != `Bearer realm="scimulator", error="invalid_token"` {
		t.Errorf("an unknown token: status %d, %s", status, challenge)
	}
}

// RFC 6750 §3.1: an expired token is answered with invalid_token. The life is that
// of the server's clock, within E-12.16 unless it is set otherwise.
func TestAccessTokenExpires(t *testing.T) {
	b := openBank(t, twoSecrets(), "")
	token := b.token(credentials("other", "x"))
	b.pass(time.Hour - time.Second)
	if status, _ := b.get(token); status != http.StatusOK {
		t.Errorf("before the end: status %d", status)
	}
	b.pass(time.Second)
	const want = `Bearer realm="scimulator", error="invalid_token", error_description="The access token expired"`
	if status, challenge := b.get(token); status != http.StatusUnauthorized || challenge != want {
		t.Errorf("after it: status %d, %s", status, challenge)
	}
	grants := twoSecrets()
	grants.Requests = 2
	b = openBank(t, grants, "")
	token = b.token(credentials("other", "x"))
	for i, want := range []int{200, 200, 401} {
		if status, _ := b.get(token); status != want {
			t.Errorf("request %d: status %d, want %d", i+1, status, want)
		}
	}
}

// RFC 6749 §5.2, §3.2: what is wrong about a token request.
func TestTokenRequestRefused(t *testing.T) {
	const form = "application/x-www-form-urlencoded"
	b := openBank(t, twoSecrets(), "")
	for _, test := range []struct {
		name, body, content string
		change              func(*http.Request)
		status              int
		code                string
	}{
		{"wrong secret", credentials("other", "y").Encode(), form, nil, 401, "invalid_client"},
		{"secret of another client", credentials("other", "old+secret").Encode(), form, nil, 401, "invalid_client"},
		{"no secret", "grant_type=client_credentials&client_id=other", form, nil, 401, "invalid_client"},
		{"no client", "grant_type=client_credentials", form, nil, 401, "invalid_client"},
		{"wrong secret by Basic", "grant_type=client_credentials", form, basic("other", "y"), 401, "invalid_client"},
		{"two ways", credentials("other", "x").Encode(), form, basic("other", "x"), 400, "invalid_request"},
		{"no grant", "client_id=other&client_secret=x", form, nil, 400, "invalid_request"},
		{"another grant", "grant_type=password&client_id=other&client_secret=x", form, nil, 400, "unsupported_grant_type"},
		{"twice", credentials("other", "x").Encode() + "&client_id=other", form, nil, 400, "invalid_request"},
		{"JSON", `{"grant_type":"client_credentials"}`, "application/json", nil, 400, "invalid_request"},
		{"torn", "grant_type=%zz", form, nil, 400, "invalid_request"},
		{"too large", "grant_type=client_credentials&x=" + strings.Repeat("x", 70_000), form, nil, 400, "invalid_request"},
		{"GET", "", form, func(r *http.Request) { r.Method = http.MethodGet }, 405, "invalid_request"},
		{"assertion of another type", "grant_type=client_credentials&client_assertion=x&client_id=other&client_assertion_type=saml", form, nil, 400, "invalid_request"},
		{"assertion and secret", credentials("other", "x").Encode() + "&client_assertion=x", form, nil, 400, "invalid_request"},
		{"assertion of a client with a secret", "grant_type=client_credentials&client_id=other&client_assertion=x&client_assertion_type=" + url.QueryEscape(assertion.Type), form, nil, 401, "invalid_client"},
	} {
		t.Run(test.name, func(t *testing.T) {
			request := httptest.NewRequest(http.MethodPost, "/oauth/token", strings.NewReader(test.body))
			request.Header.Set("Content-Type", test.content)
			if test.change != nil {
				test.change(request)
			}
			answer := httptest.NewRecorder()
			b.handler.ServeHTTP(answer, request)
			var body map[string]string
			if err := json.Unmarshal(answer.Body.Bytes(), &body); err != nil || answer.Code != test.status || body["error"] != test.code {
				t.Errorf("status %d, %s; want %d %s", answer.Code, answer.Body, test.status, test.code)
			}
			if challenged := answer.Header().Get("WWW-Authenticate") != ""; challenged != (test.name == "wrong secret by Basic") {
				t.Error("RFC 6749 §5.2: Basic is challenged where it was tried")
			}
		})
	}
}

// signingKey is made once: RSA keys take their time.
var signingKey = sync.OnceValues(assertion.NewKey)

// E-5.53, RFC 7523 §3: an assertion that the published keys verify logs in, also
// after the issuer's key was rotated; anything else does not.
func TestFederatedLogin(t *testing.T) {
	key, err := signingKey()
	if err != nil {
		t.Fatal(err)
	}
	fetched := 0
	var issuer *assertion.Issuer
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fetched++
		issuer.Handler().ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	issuer = assertion.NewIssuer(server.URL, "4be1d0c2-a5f9-4d7a-8f0c-2c9b6f1e7a33", key)
	b := openBank(t, refserver.Grants{Federated: []refserver.FederatedClient{{ID: "app", KeysURL: issuer.KeysURL(), Issuer: issuer.Name()}}}, "")
	form := func(change func(*assertion.Claims)) url.Values {
		claims := assertion.Claims{Audience: assertion.Audience{"api://app"}, Subject: "s"}.At(b.clock.Now())
		change(&claims)
		signed, err := issuer.Sign(claims)
		if err != nil {
			t.Fatal(err)
		}
		return url.Values{"grant_type": {"client_credentials"}, "client_id": {"app"}, "client_assertion_type": {assertion.Type}, "client_assertion": {signed}}
	}
	good := func(*assertion.Claims) {}
	if status, _ := b.get(b.token(form(good))); status != http.StatusOK {
		t.Errorf("status %d", status)
	}
	b.token(form(func(c *assertion.Claims) { c.Audience = assertion.Audience{"api://app/.default"} })) // the other form of E-5.53
	if fetched != 1 {
		t.Errorf("the keys were fetched %d times", fetched)
	}
	fresh, err := assertion.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	issuer.Rotate(fresh)
	b.token(form(good))
	if fetched != 2 {
		t.Errorf("after a rotation the keys were fetched %d times", fetched)
	}
	for name, bad := range map[string]url.Values{
		"another audience": form(func(c *assertion.Claims) { c.Audience = assertion.Audience{"api://other"} }),
		"expired":          form(func(c *assertion.Claims) { c.Expires = b.clock.Now().Add(-time.Hour).Unix() }),
		"forged":           {"grant_type": {"client_credentials"}, "client_id": {"app"}, "client_assertion_type": {assertion.Type}, "client_assertion": {"a.b.c"}},
	} {
		if answer := b.post(bad); answer.Code != http.StatusUnauthorized || !strings.Contains(answer.Body.String(), "invalid_client") {
			t.Errorf("%s: %d %s", name, answer.Code, answer.Body)
		}
	}
	server.Close()
	stranger, err := fresh.Sign(assertion.Claims{})
	if err != nil {
		t.Fatal(err)
	}
	lost := openBank(t, refserver.Grants{Federated: []refserver.FederatedClient{{ID: "app", KeysURL: issuer.KeysURL()}}}, "")
	answer := lost.post(url.Values{"grant_type": {"client_credentials"}, "client_id": {"app"}, "client_assertion_type": {assertion.Type}, "client_assertion": {stranger}})
	if answer.Code != http.StatusUnauthorized || !strings.Contains(answer.Body.String(), "cannot be fetched") {
		t.Errorf("without the issuer: %d %s", answer.Code, answer.Body)
	}
}

// The token endpoint is there only when somebody may use it, and announced then
// (RFC 7643 §5).
func TestTokenEndpointIsAnnounced(t *testing.T) {
	for name, grants := range map[string]refserver.Grants{"with": twoSecrets(), "without": {}} {
		b := openBank(t, grants, "static")
		request := httptest.NewRequest(http.MethodGet, "/scim/v2/ServiceProviderConfig", nil)
		answer := httptest.NewRecorder()
		b.handler.ServeHTTP(answer, request)
		if announced := strings.Contains(answer.Body.String(), `"oauth2"`); announced != (name == "with") {
			t.Errorf("%s: %s", name, answer.Body)
		}
		if got := b.post(credentials("other", "x")); (got.Code == http.StatusOK) != (name == "with") {
			t.Errorf("%s: status %d", name, got.Code)
		}
	}
}
