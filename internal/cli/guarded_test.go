package cli

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

// guarded is a target behind TLS of a private authority that lets in who shows what
// the guard wants.
func guarded(t *testing.T, clients *x509.CertPool, guard func(r *http.Request) bool) *vault {
	t.Helper()
	behind := newSite(t, nil)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !guard(r) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		r.Header.Set("Authorization", "Bearer "+secret)
		behind.handler.ServeHTTP(w, r)
	}))
	server.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	if clients != nil {
		server.TLS.ClientAuth, server.TLS.ClientCAs = tls.RequireAndVerifyClientCert, clients
	}
	server.StartTLS()
	t.Cleanup(server.Close)
	v := &vault{T: t, folder: t.TempDir(), url: server.URL}
	v.file("roots.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})), 0o644)
	return v
}

const (
	password   = "pa55word-of-the-tests"
	apiKey     = "4p1-k3y-of-the-tests"
	otherToken = "0th3r-t0k3n-of-the-tests"
)

// E-1.9, RFC 7617, RFC 8446 §4.4.2: each way to authenticate opens the target to each
// command, and a wrong secret leaves no verdict and a sentence that helps. No secret
// is told or kept.
func TestEveryCommandAuthenticates(t *testing.T) {
	certificate, key := selfSigned(t)
	otherCertificate, otherKey := selfSigned(t)
	clients := x509.NewCertPool()
	clients.AppendCertsFromPEM([]byte(certificate))
	basic := func(r *http.Request) bool {
		user, given, _ := r.BasicAuth()
		return user == "ana" && given == password
	}
	bearer := func(r *http.Request) bool { return r.Header.Get("Authorization") == "Bearer "+secret }
	header := func(r *http.Request) bool { return r.Header.Get("X-Api-Key") == apiKey && bearer(r) }
	anybody := func(*http.Request) bool { return true }
	const roots, keyed = "\ntls: {roots: roots.pem}", "\nheaders: {X-Api-Key: {file: key.txt}}"
	for _, row := range []struct {
		name    string
		clients *x509.CertPool
		guard   func(*http.Request) bool
		auth    string
		flags   []string
		says    string // of a refusal; "" when it opens
	}{
		{name: "basic", guard: basic, auth: "{basic: {user: ana, password: {file: password.txt}}}" + roots},
		{name: "basic from the environment", guard: basic, auth: "{basic: {user: ana, password: {env: PASSWORD}}}" + roots},
		{name: "a wrong password", guard: basic, auth: "{basic: {user: ana, password: {file: wrong.txt}}}" + roots, says: "401"},
		{name: "a client certificate", clients: clients, guard: anybody, auth: "{mutualTLS: {certificate: client.pem, key: {file: client.key}}}" + roots},
		{name: "another client certificate", clients: clients, guard: anybody, auth: "{mutualTLS: {certificate: other.pem, key: {file: other.key}}}" + roots, says: "there is no secure connection"},
		{name: "no client certificate", clients: clients, guard: anybody, auth: "{bearer: {env: SCIM_TOKEN}}" + roots, says: "there is no secure connection"},
		{name: "a header beside the token", guard: header, auth: "{bearer: {env: SCIM_TOKEN}}" + roots + keyed},
		{name: "no header beside the token", guard: header, auth: "{bearer: {env: SCIM_TOKEN}}" + roots, says: "401"},
		{name: "a token of the file", guard: bearer, auth: "{bearer: {file: token.txt}}" + roots},
		{name: "a token of the flags in place of a password", guard: bearer, auth: "{basic: {user: ana, password: {env: NOBODY}}}" + roots, flags: []string{"--token-env", "SCIM_TOKEN"}},
		{name: "a wrong token of the flags", guard: bearer, auth: "{bearer: {file: token.txt}}" + roots, flags: []string{"--token-env", "OTHER"}, says: "401"},
		{name: "an authority that nobody knows", guard: bearer, auth: "{bearer: {env: SCIM_TOKEN}}", says: "there is no secure connection"},
	} {
		t.Run(row.name, func(t *testing.T) {
			v := guarded(t, row.clients, row.guard)
			for name, text := range map[string]string{
				"password.txt": password, "wrong.txt": otherToken, "token.txt": secret, "key.txt": apiKey, "client.key": key, "other.key": otherKey,
			} {
				v.file(name, text+"\n", 0o600)
			}
			v.file("client.pem", certificate, 0o644)
			v.file("other.pem", otherCertificate, 0o644)
			target := v.target(row.auth)
			for _, command := range [][]string{
				{"probe"}, {"simulate", "testdata/office.yaml", "--yes"}, {"certify", "--suite", "rfc", "--only", "rfc7644/3.3.1", "--yes"}, {"sweep", "--marker", "sim1a2b3c4d", "--yes"},
			} {
				out := t.TempDir()
				args := append(append(command, "--target", target, "--rate", "0", "--timeout", "5s"), row.flags...)
				if command[0] == "simulate" || command[0] == "certify" {
					args = append(args, "--out", filepath.Join(out, "run"))
				}
				got := withSecrets(t, args)
				told := got.stdout + got.stderr
				switch {
				case row.says == "" && got.code != exitConformant:
					t.Errorf("%s: exit %d\n%s", command[0], got.code, told)
				case row.says != "" && (got.code != exitNoVerdict || !strings.Contains(told, row.says)):
					t.Errorf("%s: exit %d, and nothing says %q\n%s", command[0], got.code, row.says, told)
				}
				keepsNoSecret(t, out, told, key, otherKey)
			}
		})
	}
}

// withSecrets runs the program with secrets in its environment.
func withSecrets(t *testing.T, args []string) outcome {
	t.Helper()
	env, stdout, stderr := environment(t, args...)
	variables := map[string]string{"SCIM_TOKEN": secret, "PASSWORD": password, "OTHER": otherToken}
	env.Getenv = func(name string) string { return variables[name] }
	code := Main(env)
	return outcome{code, stdout.String(), stderr.String()}
}

// keepsNoSecret fails when what was told, or a file of the run, holds a secret.
func keepsNoSecret(t *testing.T, folder, told string, keys ...string) {
	t.Helper()
	texts := map[string]string{"the output": told}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			texts[path] = mustRead(t, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	const basic = "YW5hOnBhNTV3b3JkLW9mLXRoZS10ZXN0cw" // ana and the password, as Basic has it
	for where, text := range texts {
		for _, one := range append([]string{secret, password, apiKey, otherToken, basic}, keys...) {
			if strings.Contains(text, one) {
				t.Errorf("a secret is in %s", where)
			}
		}
	}
}
