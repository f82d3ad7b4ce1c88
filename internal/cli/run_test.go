package cli

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/refserver"
)

const secret = "s3cr3t-t0k3n-of-the-tests"

// outcome is what one run of the program left behind.
type outcome struct {
	code           int
	stdout, stderr string
}

// environment is a world of its own for one run of the program.
func environment(t *testing.T, args ...string) (Env, *bytes.Buffer, *bytes.Buffer) {
	t.Helper()
	cache := t.TempDir()
	var stdout, stderr bytes.Buffer
	variables := map[string]string{"SCIM_TOKEN": secret}
	return Env{
		Args: args, Getenv: func(name string) string { return variables[name] }, Stdin: strings.NewReader(""),
		Stdout: &stdout, Stderr: &stderr, Now: time.Now, CacheDir: func() (string, error) { return cache, nil },
		Terminal: func(any) bool { return false }, Exit: os.Exit, assets: carried,
	}, &stdout, &stderr
}

// carried is read once for all tests.
var carried = sync.OnceValues(loadAssets)

// program runs the program as main does.
func program(t *testing.T, args ...string) outcome {
	t.Helper()
	env, stdout, stderr := environment(t, args...)
	code := Main(env)
	return outcome{code, stdout.String(), stderr.String()}
}

// against runs the office story against a target that is foreign to the program.
func against(t *testing.T, url string, more ...string) outcome {
	t.Helper()
	args := []string{"simulate", "testdata/office.yaml", "--target", url, "--token-env", "SCIM_TOKEN", "--yes", "--rate", "0", "--timeout", "2s"}
	return program(t, append(args, more...)...)
}

// layer changes what passes between a client and the reference target.
type layer func(next http.Handler) http.Handler

// site is a reference target with two users of somebody else, behind a layer.
type site struct {
	url     string
	handler http.Handler
	before  string // the foreign users
}

func newSite(t *testing.T, between layer) *site {
	t.Helper()
	server := refserver.New(refserver.Options{Token: secret, Clock: clock.NewVirtual(epoch()), Tolerant: true})
	s := &site{handler: server.Handler()}
	for _, name := range []string{"grace@contoso.example", "linus@contoso.example"} {
		body := `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"` + name + `","name":{"familyName":"Foreign"}}`
		if answer := s.direct(t, http.MethodPost, "/Users", body); answer.Code != http.StatusCreated {
			t.Fatalf("the foreign user could not be created: %d %s", answer.Code, answer.Body)
		}
	}
	s.before = s.users(t)
	behind := s.handler
	if between != nil {
		behind = between(s.handler)
	}
	listening := httptest.NewServer(behind)
	t.Cleanup(listening.Close)
	s.url = listening.URL + "/scim/v2"
	return s
}

// direct asks the target itself, past the layer.
func (s *site) direct(t *testing.T, method, path, body string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequest(method, "http://127.0.0.1/scim/v2"+path, strings.NewReader(body))
	request.Header.Set("Authorization", "Bearer "+secret)
	request.Header.Set("Content-Type", "application/scim+json")
	recorder := httptest.NewRecorder()
	s.handler.ServeHTTP(recorder, request)
	return recorder
}

func (s *site) users(t *testing.T) string {
	return s.direct(t, http.MethodGet, "/Users", "").Body.String()
}

// untouched fails unless the target holds exactly what it held before the run.
func (s *site) untouched(t *testing.T) {
	t.Helper()
	if after := s.users(t); after != s.before {
		t.Errorf("the users of the target changed:\nbefore %s\nafter  %s", s.before, after)
	}
	if groups := s.direct(t, http.MethodGet, "/Groups", "").Body.String(); !strings.Contains(groups, `"totalResults":0`) {
		t.Errorf("groups were left behind: %s", groups)
	}
}

// replay reads a body and puts it back.
func replay(r *http.Request) []byte {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.ContentLength = int64(len(body))
	return body
}

// replaceBody gives a request another body.
func replaceBody(r *http.Request, body []byte) {
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.ContentLength = int64(len(body))
	r.Header.Set("Content-Length", "")
}

// record lets the target answer into a recorder, so that the answer can be changed.
func record(next http.Handler, r *http.Request) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	next.ServeHTTP(recorder, r)
	return recorder
}

// answer sends a recorded answer on, with another body if one is given.
func answer(w http.ResponseWriter, recorded *httptest.ResponseRecorder, body []byte) {
	for name, values := range recorded.Header() {
		if name != "Content-Length" {
			w.Header()[name] = values
		}
	}
	w.WriteHeader(recorded.Code)
	if body == nil {
		body = recorded.Body.Bytes()
	}
	_, _ = w.Write(body)
}
