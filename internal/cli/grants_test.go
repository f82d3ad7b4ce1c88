package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// serve with client files: the token URL is printed, the tokens admit, and mistakes
// are found at the start.
func TestServeGivesTokens(t *testing.T) {
	v := &vault{T: t, folder: t.TempDir()}
	clients := v.file("clients.txt", "fabrikam one\n\nfabrikam two\nother three\n", 0o600)
	printed := serving(t, "--oauth-client-file", clients, "--token-life", "90m")
	if strings.Contains(printed.text, "secret token") {
		t.Errorf("a token that nobody asked for\n%s", printed.text)
	}
	for _, pair := range [][2]string{{"fabrikam", "one"}, {"fabrikam", "two"}, {"other", "three"}} {
		answer, err := http.PostForm(printed.value("token URL"), url.Values{"grant_type": {"client_credentials"}, "client_id": {pair[0]}, "client_secret": {pair[1]}})
		if err != nil {
			t.Fatal(err)
		}
		var body struct {
			Token   string `json:"access_token"`
			Expires int    `json:"expires_in"`
		}
		err = json.NewDecoder(answer.Body).Decode(&body)
		_ = answer.Body.Close()
		request, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, printed.value("tenant URL")+"/Users", nil)
		request.Header.Set("Authorization", "Bearer "+body.Token)
		users, failure := http.DefaultClient.Do(request)
		if err != nil || failure != nil || users.StatusCode != http.StatusOK || body.Expires != 5400 {
			t.Errorf("%v: %v, %v, %+v", pair, err, failure, body)
			continue
		}
		_ = users.Body.Close()
	}
}

func TestServeMistakes(t *testing.T) {
	v := &vault{T: t, folder: t.TempDir()}
	for _, row := range []struct {
		args []string
		says string
	}{
		{[]string{"--oauth-client-file", v.file("one.txt", "fabrikam\n", 0o600)}, "one.txt:1: a line has two words"},
		{[]string{"--oauth-client-file", v.file("none.txt", "\n", 0o600)}, "holds no client"},
		{[]string{"--oauth-client-file", v.file("x.txt", "a b\n", 0o644)}, "may be read by others"},
		{[]string{"--federated-client", "a"}, "--federated-client and --jwks-url go together"},
		{[]string{"--jwks-url", "https://x.example"}, "--federated-client and --jwks-url go together"},
		{[]string{"--audience", "api://x"}, "--audience belongs to --federated-client"},
		{[]string{"--token-life", "0s"}, "lives a second at least"},
		{[]string{"--token-requests", "-1"}, "it is a number of requests"},
	} {
		if got := program(t, append([]string{"serve"}, row.args...)...); got.code != exitUsage || !strings.Contains(got.stderr, row.says) {
			t.Errorf("%v: exit %d, %s", row.args, got.code, got.stderr)
		}
	}
	for _, row := range []struct{ method, url, says string }{
		{"saml", "", "it is bearer, oauth or federated"}, {"oauth", "https://scim.fabrikam.example", "is for the embedded target"},
	} {
		if got := program(t, "probe", "--login", row.method, "--target", row.url); got.code != exitUsage || !strings.Contains(got.stderr, row.says) {
			t.Errorf("%+v: exit %d, %s", row, got.code, got.stderr)
		}
	}
}

// served is what `serve` printed.
type served struct{ text string }

// value is what stands behind a word at the beginning of a line.
func (s served) value(word string) string {
	for line := range strings.Lines(s.text) {
		if rest, found := strings.CutPrefix(line, word); found {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}

// serving runs `serve` until the test ends.
func serving(t *testing.T, args ...string) served {
	t.Helper()
	env, _, _ := environment(t)
	out, ready := &bytes.Buffer{}, make(chan struct{})
	env.Stdout, env.Stderr = out, signalling{ready}
	ctx, cancel := context.WithCancel(t.Context())
	command := newServe(env, nil)
	command.SetArgs(append([]string{"--addr", "127.0.0.1:0"}, args...))
	ended := make(chan error, 1)
	go func() { ended <- command.ExecuteContext(ctx) }()
	t.Cleanup(func() { cancel(); <-ended })
	select {
	case <-ready:
	case err := <-ended:
		ended <- err
		t.Fatal(err)
	}
	return served{out.String()}
}

// signalling closes a channel at the first word on standard error, which `serve`
// says when everything else is printed.
type signalling struct{ ready chan struct{} }

func (s signalling) Write(text []byte) (int, error) {
	close(s.ready)
	return len(text), nil
}
