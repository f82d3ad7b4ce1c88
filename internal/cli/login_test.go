package cli

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/assertion"
	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/refserver"
)

const clientSecret = "client/secret+of'the tests"

// vault is a reference target that is entered by access tokens only.
type vault struct {
	*testing.T
	url    string // of the server, without the SCIM base
	folder string
	slow   time.Duration // that an answer takes at least

	mu     sync.Mutex
	tokens int                        // requests to the token endpoint
	deny   func(r *http.Request) bool // refuses token requests
	seen   map[string]bool            // access tokens that were used
}

func newVault(t *testing.T, grants refserver.Grants) *vault {
	t.Helper()
	v := &vault{T: t, folder: t.TempDir(), seen: map[string]bool{}}
	handler := refserver.New(refserver.Options{Grants: grants, Clock: clock.NewVirtual(time.Now()), Tolerant: true}).Handler()
	listening := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if v.refuses(r) {
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = w.Write([]byte(`{"error":"invalid_client","error_description":"the secret was revoked"}`))
			return
		}
		time.Sleep(v.slow)
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(listening.Close)
	v.url = listening.URL
	return v
}

// refuses notes what comes, and says whether a token request is to be denied.
func (v *vault) refuses(r *http.Request) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	if r.URL.Path != refserver.TokenPath {
		v.seen[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")] = true
		return false
	}
	v.tokens++
	return v.deny != nil && v.deny(r)
}

// file writes a file beside the target file.
func (v *vault) file(name, text string, mode os.FileMode) string {
	v.Helper()
	path := filepath.Join(v.folder, name)
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		v.Fatal(err)
	}
	return path
}

// target writes a target file with this authentication.
func (v *vault) target(auth string) string {
	v.Helper()
	return v.file("target.yaml", fmt.Sprintf("apiVersion: scimulator/v1\nkind: Target\nname: vault\nbase: %s/scim/v2\nauth: %s\n", v.url, auth), 0o644)
}

// play runs the office story against the vault and gives the run directory, too.
func (v *vault) play(target string, more ...string) (outcome, string) {
	v.Helper()
	out := filepath.Join(v.TempDir(), "run")
	args := []string{"simulate", "testdata/office.yaml", "--target", target, "--yes", "--rate", "0", "--out", out, "--seed", "7"}
	return program(v.T, append(args, more...)...), out
}

// sound fails unless a run was conformant and left no secret behind.
func (v *vault) sound(got outcome, out string, secrets ...string) {
	v.Helper()
	if got.code != exitConformant {
		v.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	v.mu.Lock()
	for token := range v.seen {
		secrets = append(secrets, token)
	}
	v.mu.Unlock()
	everything := got.stdout + got.stderr
	files, err := filepath.Glob(filepath.Join(out, "*"))
	if err != nil || len(files) < 5 {
		v.Fatalf("the run directory holds %v (%v)", files, err)
	}
	for _, file := range files {
		everything += mustRead(v.T, file)
	}
	for _, one := range secrets {
		if one != "" && strings.Contains(everything, one) {
			v.Errorf("a secret was left behind: %s", one)
		}
	}
}

// requests counts the token requests in the evidence of a run.
func (v *vault) requests(out string) int {
	v.Helper()
	file, err := os.Open(filepath.Join(out, exchangesFile))
	if err != nil {
		v.Fatal(err)
	}
	defer file.Close()
	count := 0
	for one, err := range exchange.ReadJournal(file) {
		if err != nil {
			v.Fatal(err)
		}
		if one.Label.Purpose == exchange.Token {
			count++
		}
	}
	return count
}

func oauthClient(life int) refserver.Grants {
	return refserver.Grants{Clients: []refserver.OAuthClient{{ID: "fabrikam", Secrets: []string{"another", clientSecret}}}, Requests: life}
}

// E-5.52: a story is played with OAuth 2.0 client credentials, the secret in the
// header or in the body; the token requests are evidence, and no secret is.
func TestStoryWithOAuth(t *testing.T) {
	for _, style := range []string{"header", "body"} {
		t.Run(style, func(t *testing.T) {
			v := newVault(t, oauthClient(0))
			v.file("secret.txt", clientSecret+"\n", 0o600)
			got, out := v.play(v.target(fmt.Sprintf("{oauth: {tokenUrl: %s/oauth/token, clientId: fabrikam, clientSecret: {file: secret.txt}, style: %s}}", v.url, style)))
			v.sound(got, out, clientSecret, url.QueryEscape(clientSecret))
			if v.tokens != 1 || v.requests(out) != 1 {
				t.Errorf("%d token requests, %d in the evidence", v.tokens, v.requests(out))
			}
		})
	}
}

// E-5.51: a token that ends in the middle of a cycle is renewed, and the story goes
// on as if nothing had happened.
func TestStoryWithTokensThatEnd(t *testing.T) {
	v := newVault(t, oauthClient(7))
	v.file("secret.txt", clientSecret, 0o600)
	got, out := v.play(v.target(fmt.Sprintf("{oauth: {tokenUrl: %s/oauth/token, clientId: fabrikam, clientSecret: {file: secret.txt}}}", v.url)))
	v.sound(got, out, clientSecret)
	if v.tokens < 3 || v.requests(out) != v.tokens {
		t.Errorf("%d token requests, %d in the evidence", v.tokens, v.requests(out))
	}
}

// E-7.7: a secret that does not fit, or is revoked in the middle of a run, leaves no
// verdict about the target, and says what to check.
func TestStoryWithARevokedSecret(t *testing.T) {
	for name, after := range map[string]int{"at the beginning": 0, "in the middle": 1} {
		t.Run(name, func(t *testing.T) {
			v := newVault(t, oauthClient(9))
			v.deny = func(*http.Request) bool { return v.tokens > after }
			v.file("secret.txt", clientSecret, 0o600)
			got, _ := v.play(v.target(fmt.Sprintf("{oauth: {tokenUrl: %s/oauth/token, clientId: fabrikam, clientSecret: {file: secret.txt}}}", v.url)))
			if got.code != exitNoVerdict || !strings.Contains(got.stdout, "the secret was revoked") || !strings.Contains(got.stdout, "check token URL, client id") {
				t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
			}
			if !strings.Contains(got.stdout, "0 failed") {
				t.Errorf("the target is blamed\n%s", got.stdout)
			}
		})
	}
}

// E-5.53: a story is played with workload identity federation; the target fetches
// the keys from the issuer that the run serves on loopback.
func TestStoryWithFederation(t *testing.T) {
	key, err := assertion.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	const tenant = "4be1d0c2-a5f9-4d7a-8f0c-2c9b6f1e7a33"
	for name, keyed := range map[string]bool{"with a key of its own": true, "with a key for the run": false} {
		t.Run(name, func(t *testing.T) {
			address := freeAddress(t)
			keys := "http://" + address + "/" + tenant + "/discovery/v2.0/keys"
			v := newVault(t, refserver.Grants{Federated: []refserver.FederatedClient{{ID: "fabrikam", KeysURL: keys, Issuer: issuerOf(keys)}}})
			auth := fmt.Sprintf("tokenUrl: %s/oauth/token, clientId: fabrikam, tenant: %s, issuer: '%s'", v.url, tenant, address)
			if keyed {
				v.file("key.pem", pemOf(t, key), 0o600)
				auth += ", key: {file: key.pem}"
			}
			got, out := v.play(v.target("{federated: {" + auth + "}}"))
			v.sound(got, out)
			if v.tokens != 1 || strings.Contains(mustRead(t, filepath.Join(out, exchangesFile)), "client_assertion=ey") {
				t.Errorf("%d token requests, or the assertion is in the evidence", v.tokens)
			}
		})
	}
}

func pemOf(t *testing.T, key *assertion.Key) string {
	t.Helper()
	text, err := key.PEM()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The embedded target takes all three ways to log in. Its tokens live an hour of
// virtual time, so a longer story needs another one for every second cycle (E-5.51).
func TestStoryOnTheEmbeddedTarget(t *testing.T) {
	for _, method := range []string{loginBearer, loginOAuth, loginFederated} {
		t.Run(method, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "run")
			got := program(t, "simulate", "testdata/office.yaml", "--login", method, "--out", out)
			if got.code != exitConformant {
				t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
			}
			v := &vault{T: t}
			if tokens := v.requests(out); (tokens > 1) != (method != loginBearer) {
				t.Errorf("%d token requests", tokens)
			}
			checked := strings.Contains(mustRead(t, filepath.Join(out, runFile)), "an access token lives 60 to 360 minutes")
			if checked != (method != loginBearer) {
				t.Error("E-12.16 is for access tokens")
			}
		})
	}
}

// E-12.16: a token that lives shorter than the validation asks for is told as
// advice.
func TestLifeOfAccessTokens(t *testing.T) {
	grants := oauthClient(0)
	grants.Life = 10 * time.Minute
	v := newVault(t, grants)
	v.file("secret.txt", clientSecret, 0o600)
	got, _ := v.play(v.target(fmt.Sprintf("{oauth: {tokenUrl: %s/oauth/token, clientId: fabrikam, clientSecret: {file: secret.txt}}}", v.url)))
	if got.code != exitConformant || !strings.Contains(got.stdout, "E-12.16") || !strings.Contains(got.stdout, "expires_in 600") {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
}

// E-1.9, RFC 7617, RFC 8446 §4.4.2: basic authentication, headers with secrets and
// a client certificate arrive at the target.
func TestOtherCredentialsArrive(t *testing.T) {
	var got http.Header
	var certificates int
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got, certificates = r.Header, len(r.TLS.PeerCertificates)
		w.WriteHeader(http.StatusForbidden)
	}))
	server.TLS = &tls.Config{ClientAuth: tls.RequestClientCert, MinVersion: tls.VersionTLS12}
	server.StartTLS()
	t.Cleanup(server.Close)
	v := &vault{T: t, folder: t.TempDir(), url: server.URL}
	v.file("roots.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})), 0o644)
	certificate, key := selfSigned(t)
	v.file("client.pem", certificate, 0o644)
	v.file("client.key", key, 0o600)
	v.file("password.txt", "pa55word\n", 0o600)
	for _, row := range []struct {
		auth         string
		header       string
		certificates int
	}{
		{"{basic: {user: ana, password: {file: password.txt}}}", "Basic YW5hOnBhNTV3b3Jk", 0},
		{"{mutualTLS: {certificate: client.pem, key: {file: client.key}}}", "", 1},
	} {
		target := v.target(row.auth + "\ntls: {roots: roots.pem}\nheaders: {X-Tenant: {env: SCIM_TOKEN}}")
		result := program(t, "probe", "--target", target)
		if result.code != exitNoVerdict || got.Get("Authorization") != row.header || certificates != row.certificates || got.Get("X-Tenant") != secret {
			t.Errorf("%s: exit %d, %q, %d certificates, %q\n%s", row.auth, result.code, got.Get("Authorization"), certificates, got.Get("X-Tenant"), result.stderr)
		}
		if strings.Contains(result.stdout+result.stderr, "pa55word") || strings.Contains(result.stdout+result.stderr, secret) {
			t.Error("a secret is on a stream")
		}
	}
	// A token of the command line replaces the password of the file.
	program(t, "probe", "--target", v.target("{basic: {user: ana, password: {env: NOBODY}}}\ntls: {roots: roots.pem}"), "--token-env", "SCIM_TOKEN")
	if got.Get("Authorization") != "Bearer "+secret {
		t.Errorf("got %q", got.Get("Authorization"))
	}
}

// E-5.50: a secret token is sent as it is; without one the token of Entra's own form
// is attached, which the published keys verify.
func TestSecretTokenAndNone(t *testing.T) {
	var got string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r.Header.Get("Authorization")
		w.WriteHeader(http.StatusForbidden)
	}))
	t.Cleanup(server.Close)
	v := &vault{T: t, folder: t.TempDir(), url: server.URL}
	program(t, "probe", "--target", v.target("{bearer: {env: SCIM_TOKEN}}"))
	if got != "Bearer "+secret {
		t.Errorf("sent %q", got)
	}
	key, err := assertion.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	v.file("key.pem", pemOf(t, key), 0o600)
	program(t, "probe", "--target", v.target("{entraToken: {key: {file: key.pem}, tenant: 4be1d0c2-a5f9-4d7a-8f0c-2c9b6f1e7a33}}"))
	claims, err := (assertion.KeySet{Keys: []assertion.JWK{key.Public()}}).Verify(strings.TrimPrefix(got, "Bearer "))
	if err != nil {
		t.Fatalf("%v: %q", err, got)
	}
	const issuer = "https://sts.windows.net/4be1d0c2-a5f9-4d7a-8f0c-2c9b6f1e7a33/"
	if err := claims.Check(time.Now(), issuer, "8adf8e6e-67b2-4cf2-a259-e3dc5476c621"); err != nil {
		t.Error(err)
	}
}

func selfSigned(t *testing.T) (certificate, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw})), string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: packed}))
}
