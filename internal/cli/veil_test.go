package cli

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/report"
)

// spelled is a secret as a target may write it.
func spelled(secret string) []string {
	raw := []byte(secret)
	return []string{secret, base64.StdEncoding.EncodeToString(raw), base64.RawURLEncoding.EncodeToString(raw), url.QueryEscape(secret), url.PathEscape(secret)}
}

// gossip is a target that repeats what it knows of the secrets of those who ask, in
// each spelling and wherever it can: in a header, in an attribute, in its errors. It
// refuses some changes, so that an error is told in the provisioning log, too.
type gossip struct {
	next  http.Handler
	token string   // what the service behind wants; "" leaves the request as it is
	knows []string // besides what the request is authorized with

	mu      sync.Mutex
	heard   map[string]bool // what requests were authorized with
	changes int
}

func (g *gossip) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	told := []byte(fmt.Sprintf("%q", strings.Join(g.words(r), " ")))
	w.Header().Set("X-Echo", strings.Trim(string(told), `"`))
	if r.URL.Path == refserver.TokenPath {
		g.next.ServeHTTP(w, r)
		return
	}
	if g.refuses(r) {
		w.Header().Set("Content-Type", "application/scim+json")
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(w, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"invalidValue","detail":%s}`, told)
		return
	}
	if g.token != "" {
		r.Header.Set("Authorization", "Bearer "+g.token)
	}
	recorded := record(g.next, r)
	if recorded.Code < http.StatusBadRequest && r.Method != http.MethodPost && r.Method != http.MethodGet {
		answer(w, recorded, nil)
		return
	}
	answer(w, recorded, bytes.Replace(recorded.Body.Bytes(), []byte(`{`), fmt.Appendf(nil, `{"nickName":%s,"detail":%s,`, told, told), 1))
}

// words are what it repeats.
func (g *gossip) words(r *http.Request) []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	_, credential, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if g.heard == nil {
		g.heard = map[string]bool{}
	}
	if credential != "" && r.URL.Path != refserver.TokenPath {
		g.heard[credential] = true
	}
	var all []string
	for _, secret := range append([]string{credential}, g.knows...) {
		all = append(all, spelled(secret)...)
	}
	return all
}

func (g *gossip) refuses(r *http.Request) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if r.Method == http.MethodPatch {
		g.changes++
	}
	return r.Method == http.MethodPatch && g.changes%2 == 0
}

// secrets are all that must be nowhere.
func (g *gossip) secrets() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	all := append([]string(nil), g.knows...)
	for one := range g.heard {
		all = append(all, one)
	}
	return all
}

// nowhere fails for every artefact that holds a secret in some spelling.
func nowhere(t *testing.T, texts map[string]string, secrets []string) {
	t.Helper()
	for name, text := range texts {
		for _, secret := range secrets {
			for _, one := range spelled(secret) {
				if at := strings.Index(text, one); at >= 0 {
					t.Errorf("%s holds %q: …%.120s", name, one, text[max(0, at-60):])
				}
			}
		}
	}
}

// leftIn reads every file below a folder.
func leftIn(t *testing.T, folder string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			texts[strings.TrimPrefix(path, folder)] = mustRead(t, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// oauthTarget is a target file of a gossip that is entered by access tokens, a new one
// for every few requests.
func oauthTarget(t *testing.T) (file string, g *gossip) {
	t.Helper()
	server := refserver.New(refserver.Options{Grants: oauthClient(9), Clock: clock.NewVirtual(time.Now()), Tolerant: true})
	g = &gossip{next: server.Handler(), knows: []string{clientSecret}}
	listening := httptest.NewServer(g)
	t.Cleanup(listening.Close)
	folder := t.TempDir()
	for name, text := range map[string]string{
		"secret.txt":  clientSecret,
		"target.yaml": fmt.Sprintf("apiVersion: scimulator/v1\nkind: Target\nname: gossip\nbase: %s%s\nauth: {oauth: {tokenUrl: %s/oauth/token, clientId: fabrikam, clientSecret: {file: secret.txt}}}\n", listening.URL, server.Base(), listening.URL),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(folder, "target.yaml"), g
}

// An access token that came up during a run is in no artefact of it, no report and on
// no stream, wherever the target repeats it; nor is the client secret.
func TestAccessTokenIsInNoReport(t *testing.T) {
	for _, command := range [][]string{{"certify", "--only", "rfc7644/3.3"}, {"simulate", "cloud-academy-mover", "--profile", "entra-default"}} {
		t.Run(command[0], func(t *testing.T) {
			file, g := oauthTarget(t)
			folder := t.TempDir()
			args := append(command, "--target", file, "--yes", "--rate", "0", "--out", filepath.Join(folder, "run"), "-v")
			for _, format := range report.Formats() {
				args = append(args, "--report", format+"="+filepath.Join(folder, format))
			}
			got := program(t, args...)
			if got.code == exitUsage || len(g.secrets()) < 3 {
				t.Fatalf("%d access tokens\n%s%s", len(g.secrets()), got.stdout, got.stderr)
			}
			texts := leftIn(t, folder)
			texts["standard output"], texts["standard error"] = got.stdout, got.stderr
			for _, name := range []string{"/run/run.json", "/run/exchanges.ndjson", "/html", "standard output"} {
				if !strings.Contains(texts[name], "***") {
					t.Errorf("the target was not heard in %s", name)
				}
			}
			if command[0] == "simulate" && !strings.Contains(texts["/run/provisioning.ndjson"], "***") {
				t.Error("the target was not heard in the provisioning log")
			}
			nowhere(t, texts, g.secrets())
		})
	}
}

// The words of a panic show no secret either.
func TestPanicTellsNoSecret(t *testing.T) {
	g := &gossip{next: refserver.New(refserver.Options{Token: secret, Clock: clock.NewVirtual(epoch()), Tolerant: true}).Handler()}
	listening := httptest.NewServer(g)
	t.Cleanup(listening.Close)
	folder := filepath.Join(t.TempDir(), "run")
	env, _, stderr := environment(t, append([]string{"simulate", "cloud-academy-mover", "--profile", "entra-default", "--out", folder}, at(listening.URL+"/scim/v2")...)...)
	env.Stdout = &planted{word: "cycle", says: "planted " + strings.Join(spelled(secret), " ")}
	if code := Main(env); code != exitOurFault || !strings.Contains(stderr.String(), "planted ***") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	texts := leftIn(t, folder)
	texts["standard error"] = stderr.String()
	nowhere(t, texts, g.secrets())
}

// A stream behind the veil is written whole, and is a terminal if the one behind is.
func TestVeil(t *testing.T) {
	env, stdout, stderr := environment(t)
	env.Terminal = func(stream any) bool { return stream == any(stdout) }
	env = env.veiled()
	if !env.Terminal(env.Stdout) || env.Terminal(env.Stderr) {
		t.Error("which stream is a terminal?")
	}
	c, err := client.New(client.Options{Base: "https://scim.fabrikam.example", Token: secret})
	if err != nil {
		t.Fatal(err)
	}
	env.hidden.watch(c, nil)
	line := "it says " + secret + "\n"
	if n, err := env.Stdout.Write([]byte(line)); err != nil || n != len(line) || stdout.String() != "it says ***\n" {
		t.Errorf("%d, %v: %q", n, err, stdout)
	}
	env.Stderr = nil
	var none *veil
	if none.watch(c); string(none.mask([]byte(line))) != line || none.secrets() != nil || stderr.Len() > 0 {
		t.Error("where nothing is hidden, nothing changes")
	}
}
