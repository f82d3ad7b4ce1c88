package cli

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
)

// Every file that a secret may come from is for its owner only, whatever command
// reads it and whatever the secret is: exit 2, the advice, and nothing is sent.
func TestSecretFilesAreForTheirOwner(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions are other ones there")
	}
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	t.Cleanup(server.Close)
	v := &vault{T: t, folder: t.TempDir(), url: server.URL}
	certificate, key := selfSigned(t)
	v.file("client.pem", certificate, 0o644)
	v.file("sound.txt", "a token", 0o600)
	v.file("sound.txt.renewed", "s3cr3t", 0o640)
	open := v.file("open.txt", "s3cr3t", 0o640)
	v.file("both.pem", certificate+key, 0o640)
	const oauth = "{oauth: {tokenUrl: https://x.example/t, clientId: a, clientSecret: {file: open.txt}}}"
	const sound = "{bearer: {file: sound.txt}}"
	account := "\naccount: {base: '" + server.URL + "/admin', auth: "
	simulate, certify := []string{"simulate", "testdata/office.yaml"}, []string{"certify", "--suite", "rfc"}
	for _, row := range []struct {
		name string
		auth string // of a target file; "" for none
		args []string
	}{
		{"--token-file", sound, []string{"simulate", "testdata/office.yaml", "--token-file", open}},
		{"--token-file of certify", sound, []string{"certify", "--token-file", open}},
		{"--token-file of probe", sound, []string{"probe", "--token-file", open}},
		{"--token-file of sweep", sound, []string{"sweep", "--marker", "sim1a2b3c4d", "--token-file", open}},
		{"--token-file of init", "", []string{"init", "--target", server.URL, "--token-file", open, "--dir", t.TempDir()}},
		{"--token-file of serve", "", []string{"serve", "--addr", "127.0.0.1:0", "--token-file", open}},
		{"--oauth-client-file", "", []string{"serve", "--addr", "127.0.0.1:0", "--oauth-client-file", open}},
		{"--key of a bundle", sound, []string{"certify", "--bundle", "x.zip", "--organization", "Fabrikam", "--project", "Buy", "--version", "1", "--key", open}},
		{"bearer", "{bearer: {file: open.txt}}", simulate},
		{"client secret", oauth, simulate},
		{"password", "{basic: {user: a, password: {file: open.txt}}}", certify},
		{"key of assertions", "{federated: {tokenUrl: https://x.example/t, clientId: a, key: {file: open.txt}}}", simulate},
		{"key of Entra's token", "{entraToken: {key: {file: open.txt}}}", simulate},
		{"key of a client certificate", "{mutualTLS: {certificate: client.pem, key: {file: open.txt}}}", certify},
		{"key beside a client certificate", "{mutualTLS: {certificate: both.pem, key: {file: sound.txt}}}", certify},
		{"header", sound + "\nheaders: {X-Api-Key: {file: open.txt}}", simulate},
		{"account side, bearer", sound + account + "{bearer: {file: open.txt}}}", simulate},
		{"account side, client secret", sound + account + oauth + "}", certify},
		{"second tenant, bearer", sound + "\nsecondTenant: {auth: {bearer: {file: open.txt}}}", certify},
		{"second tenant, client secret", sound + "\nsecondTenant: {auth: " + oauth + "}", certify},
		{"alias of a story", sound, []string{"simulate", v.file("story.yaml", renewing(t), 0o644)}},
	} {
		t.Run(row.name, func(t *testing.T) {
			args := append([]string{}, row.args...)
			if row.auth != "" {
				args = append(args, "--target", v.target(row.auth), "--rate", "0")
			}
			if row.args[0] != "probe" && row.args[0] != "serve" && row.args[0] != "init" {
				args = append(args, "--yes")
			}
			got := program(t, args...)
			if got.code != exitUsage || !strings.Contains(got.stderr, "chmod 600") || strings.Contains(got.stdout+got.stderr, "s3cr3t") {
				t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
			}
			if asked.Swap(0) > 0 {
				t.Error("something was sent")
			}
		})
	}
	if _, err := os.Stat(filepath.Join(v.folder, "x.zip")); err == nil {
		t.Error("a bundle was written")
	}
}

// renewing is a story whose operator saves a new token.
func renewing(t *testing.T) string {
	t.Helper()
	text := mustRead(t, "testdata/office.yaml")
	return text[:strings.Index(text, "timeline:")] + "timeline:\n  - cycle: initial\n  - operate: {setCredentials: {token: renewed}}\n  - cycle: incremental\n"
}
