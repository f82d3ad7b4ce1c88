package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/scim"
)

const sweptMarker = "sim1a2b3c4d"

// remnants are resources that a killed run may have left, as the program names
// them, and others that only look so.
func (s *site) remnants(t *testing.T) (ours, theirs []string) {
	t.Helper()
	for _, name := range []string{"ana.reis." + sweptMarker + "@fabrikam.example", "bo." + sweptMarker + ".12@example.com", "cy." + sweptMarker + "-3@example.com",
		"dan." + sweptMarker + "_partner.example#EXT#@fabrikam.example", "EVE." + strings.ToUpper(sweptMarker) + "@fabrikam.example"} {
		ours = append(ours, s.put(t, "/Users", "userName", name))
	}
	ours = append(ours, s.put(t, "/Groups", "displayName", "Design "+sweptMarker), s.put(t, "/Groups", "displayName", "text "+sweptMarker+" 4"))
	for _, name := range []string{"ana.reis.sim1a2b3c4e@fabrikam.example", "ana." + sweptMarker + "f@fabrikam.example", sweptMarker + "@fabrikam.example", "ana@" + sweptMarker + ".example"} {
		theirs = append(theirs, s.put(t, "/Users", "userName", name))
	}
	theirs = append(theirs, s.put(t, "/Groups", "displayName", "Design sim1a2b3c4e"), s.put(t, "/Groups", "displayName", "Design"))
	return ours, theirs
}

// put creates a resource past the layer and gives its path.
func (s *site) put(t *testing.T, endpoint, attribute, name string) string {
	t.Helper()
	kind := strings.TrimSuffix(strings.TrimPrefix(endpoint, "/"), "s")
	answer := s.direct(t, http.MethodPost, endpoint, fmt.Sprintf(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:%s"],%q:%q}`, kind, attribute, name))
	created, err := scim.Decode(answer.Body.Bytes())
	if err != nil || answer.Code != http.StatusCreated {
		t.Fatalf("%s could not be created: %d %s", name, answer.Code, answer.Body)
	}
	return endpoint + "/" + created.ID()
}

// there says of each path whether something is there.
func (s *site) there(t *testing.T, paths ...string) []bool {
	t.Helper()
	var there []bool
	for _, path := range paths {
		there = append(there, s.direct(t, http.MethodGet, path, "").Code == http.StatusOK)
	}
	return there
}

// swept runs sweep against the site.
func (s *site) swept(t *testing.T, args ...string) outcome {
	t.Helper()
	return program(t, append([]string{"sweep", "--token-env", "SCIM_TOKEN", "--rate", "0", "--timeout", "2s"}, args...)...)
}

// By its marker everything of a run is found that carries it as the program puts
// it there, and nothing else. A second sweep has nothing to do.
func TestSweepByMarker(t *testing.T) {
	target := newSite(t, nil)
	ours, theirs := target.remnants(t)
	for i, removed := range []int{len(ours), 0} {
		got := target.swept(t, "--marker", sweptMarker, "--target", target.url, "--yes", "--json")
		var told sweepReport
		if err := json.Unmarshal([]byte(got.stdout), &told); err != nil || got.code != exitConformant || len(told.Runs[0].Removed) != removed {
			t.Errorf("sweep %d: exit %d, want %d removed\n%s%s", i+1, got.code, removed, got.stdout, got.stderr)
		}
	}
	if slices.Contains(target.there(t, ours...), true) || slices.Contains(target.there(t, theirs...), false) {
		t.Errorf("ours %v, others %v", target.there(t, ours...), target.there(t, theirs...))
	}
}

// Where the target lists nothing without a filter, the filter finds what carries
// the marker; where it has neither, nobody can tell.
func TestSweepWhereListsAreRefused(t *testing.T) {
	for _, refused := range []struct {
		filters bool
		code    int
	}{{true, exitConformant}, {false, exitNoVerdict}} {
		target := newSite(t, func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				list := strings.HasSuffix(r.URL.Path, "/Users") || strings.HasSuffix(r.URL.Path, "/Groups")
				if list && (!refused.filters || !strings.Contains(r.URL.RawQuery, "filter=")) {
					w.WriteHeader(http.StatusForbidden)
					return
				}
				next.ServeHTTP(w, r)
			})
		})
		ours, _ := target.remnants(t)
		got := target.swept(t, "--marker", sweptMarker, "--target", target.url, "--yes")
		if got.code != refused.code || slices.Contains(target.there(t, ours...), refused.filters) {
			t.Errorf("exit %d, want %d: %v\n%s%s", got.code, refused.code, target.there(t, ours...), got.stdout, got.stderr)
		}
	}
}

// runOf is the directory of a run that was killed: what it knew at its beginning,
// and its ledger.
func (s *site) runOf(t *testing.T, ledger ...string) string {
	t.Helper()
	folder := t.TempDir()
	began := `{"command":"simulate","dialect":"entra","marker":"` + sweptMarker + `","target":{"base":"` + s.url + `","foreign":true}}`
	for name, text := range map[string]string{begunFile: began, ledgerFile: strings.Join(ledger, "\n")} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func lineOf(event, path, name string) string {
	kind, id, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return fmt.Sprintf(`{"event":%q,"kind":%q,"id":%q,"name":%q,"time":"2026-01-05T08:00:00Z"}`, event, strings.TrimSuffix(kind, "s"), id, name)
}

// The ledger says what is ours: what was created, and by exactly its name what may
// have been. A torn last line is what a killed run leaves.
func TestSweepByLedger(t *testing.T) {
	target := newSite(t, nil)
	ours, theirs := target.remnants(t)
	known, lost, unnamed := ours[0], ours[1], ours[2]
	run := target.runOf(t,
		lineOf("intent", "/Users/", "ana.reis."+sweptMarker+"@fabrikam.example"), lineOf("created", known, "ana.reis."+sweptMarker+"@fabrikam.example"),
		lineOf("intent", "/Users/", "bo."+sweptMarker+".12@example.com"), // nobody heard the answer
		lineOf("intent", "/Users/", "grace@contoso.example"),             // not a name of ours: somebody else's
		`{"event":"intent","kind":"User","na`)
	for _, args := range [][]string{{run}, {run}, {"--ledger", filepath.Join(run, ledgerFile), "--target", target.url}} {
		got := target.swept(t, append(args, "--yes")...)
		if got.code != exitConformant {
			t.Errorf("%v: exit %d\n%s%s", args, got.code, got.stdout, got.stderr)
		}
	}
	if there := target.there(t, known, lost, unnamed); there[0] || there[1] || !there[2] {
		t.Errorf("known, lost, in no ledger: %v", there)
	}
	if slices.Contains(target.there(t, theirs...), false) || !strings.Contains(target.users(t), "grace@contoso.example") {
		t.Error("something of somebody else is gone")
	}
}

// An id that the target has given to somebody else since is not ours any more.
func TestSweepLooksBeforeItDeletes(t *testing.T) {
	target := newSite(t, nil)
	_, theirs := target.remnants(t)
	run := target.runOf(t, lineOf("created", theirs[0], "ana."+sweptMarker+"@fabrikam.example"), "")
	got := target.swept(t, run, "--yes")
	if got.code != exitNoVerdict || !target.there(t, theirs[0])[0] || !strings.Contains(got.stdout, "does not carry the marker") {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
}

// What the target refuses to delete is switched off and listed.
func TestSweepSwitchesOff(t *testing.T) {
	target := newSite(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodDelete {
				w.WriteHeader(http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	})
	ours, _ := target.remnants(t)
	got := target.swept(t, "--marker", sweptMarker, "--target", target.url, "--yes")
	if got.code != exitFailed || strings.Count(got.stdout, "disabled  Users/") != 5 || strings.Count(got.stdout, "refused  Groups/") != 2 {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	if body := target.direct(t, http.MethodGet, ours[0], "").Body.String(); !strings.Contains(body, `"active":false`) {
		t.Errorf("not switched off: %s", body)
	}
}

// methods notes what arrives at a site.
type methods struct {
	mu   sync.Mutex
	seen []string
}

func (m *methods) layer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m.mu.Lock()
		m.seen = append(m.seen, r.Method+" "+r.URL.Path)
		m.mu.Unlock()
		next.ServeHTTP(w, r)
	})
}

// writing are the requests that may have changed something.
func (m *methods) writing() []string {
	return slices.DeleteFunc(slices.Clone(m.seen), func(one string) bool {
		return strings.HasPrefix(one, "GET ") || strings.HasPrefix(one, "HEAD ") || strings.HasPrefix(one, "POST ") && strings.HasSuffix(one, "/.search")
	})
}

// A dry run looks only, and says what would be removed.
func TestSweepDryRun(t *testing.T) {
	var arrived methods
	target := newSite(t, arrived.layer)
	ours, _ := target.remnants(t)
	got := target.swept(t, "--marker", sweptMarker, "--target", target.url, "--dry-run")
	if got.code != exitConformant || strings.Count(got.stdout, "would remove User") != 5 || len(arrived.writing()) > 0 {
		t.Errorf("exit %d, sent %v\n%s%s", got.code, arrived.writing(), got.stdout, got.stderr)
	}
	if slices.Contains(target.there(t, ours...), false) {
		t.Error("something was removed")
	}
}

// Nothing is sent where nothing was agreed to, or what is asked for is wrong.
func TestSweepRefusals(t *testing.T) {
	var arrived methods
	target := newSite(t, arrived.layer)
	run, broken := target.runOf(t, ""), target.runOf(t, "{", "{}")
	other := newSite(t, nil).runOf(t, "")
	for phrase, args := range map[string][]string{
		"sweep what?":                   {},
		"needs --yes":                   {run},
		"is no marker":                  {"--marker", "sim", "--target", target.url, "--yes"},
		"give --target":                 {"--marker", sweptMarker, "--yes"},
		"line 1 is no line of a ledger": {broken, "--yes"},
		"there is no ledger":            {t.TempDir(), "--yes"},
		"and --target is":               {run, "--target", "http://127.0.0.1:1/scim/v2", "--yes"},
		"different runs":                {run, other, "--yes"},
	} {
		if got := target.swept(t, args...); got.code != exitUsage || !strings.Contains(got.stderr, phrase) || got.stdout != "" {
			t.Errorf("%v: exit %d\n%s%s", args, got.code, got.stdout, got.stderr)
		}
	}
	for answer, code := range map[string]int{"y\n": exitConformant, "n\n": exitUsage} {
		arrived.seen = nil
		env, stdout, stderr := environment(t, "sweep", run, "--token-env", "SCIM_TOKEN")
		env.Stdin, env.Terminal = strings.NewReader(answer), func(stream any) bool { return stream != stdout && stream != stderr }
		if got := Main(env); got != code || code == exitUsage && len(arrived.seen) > 0 {
			t.Errorf("the answer is %q: exit %d, sent %v\n%s%s", answer, got, arrived.seen, stdout, stderr)
		}
	}
}

// A target that is not there, and one that refuses the token, leave no verdict.
func TestSweepUnreachable(t *testing.T) {
	for _, status := range []int{http.StatusUnauthorized, http.StatusBadGateway} {
		target := newSite(t, func(http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		})
		if got := target.swept(t, target.runOf(t, ""), "--yes"); got.code != exitNoVerdict {
			t.Errorf("%d: exit %d\n%s%s", status, got.code, got.stdout, got.stderr)
		}
	}
	nobody := &site{url: "http://127.0.0.1:1/scim/v2"}
	if got := nobody.swept(t, nobody.runOf(t, ""), "--yes"); got.code != exitNoVerdict {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
}

// Ctrl-C ends a sweep, and the next one goes on.
func TestSweepInterrupted(t *testing.T) {
	interrupts, deletions := make(chan os.Signal, 1), 0
	target := newSite(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodDelete {
				if deletions++; deletions == 3 {
					interrupts <- syscall.SIGINT
					time.Sleep(50 * time.Millisecond) // let the signal arrive before the answer
				}
			}
			next.ServeHTTP(w, r)
		})
	})
	ours, _ := target.remnants(t)
	args := []string{"--marker", sweptMarker, "--target", target.url, "--yes"}
	env, stdout, stderr := environment(t, append([]string{"sweep", "--token-env", "SCIM_TOKEN", "--rate", "0"}, args...)...)
	env.Interrupts = interrupts
	if code := Main(env); code != exitInterrupted || !slices.Contains(target.there(t, ours...), true) {
		t.Errorf("exit %d\n%s%s", code, stdout, stderr)
	}
	if got := target.swept(t, args...); got.code != exitConformant || slices.Contains(target.there(t, ours...), true) {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
}

// A run on the embedded target has left nothing anywhere; the directory of a
// finished run can be swept like any other, and its name is not taken twice.
func TestSweepAfterFinishedRuns(t *testing.T) {
	embedded := filepath.Join(t.TempDir(), "run")
	if got := program(t, "simulate", "testdata/office.yaml", "--out", embedded); got.code != exitConformant {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	target := newSite(t, nil)
	foreign := filepath.Join(t.TempDir(), "run")
	if got := against(t, target.url, "--out", foreign); got.code != exitConformant || exists(filepath.Join(foreign, begunFile)) {
		t.Fatalf("exit %d, %s is there: %v", got.code, begunFile, exists(filepath.Join(foreign, begunFile)))
	}
	for _, args := range [][]string{{embedded}, {embedded, foreign, "--yes"}} {
		if got := target.swept(t, args...); got.code != exitConformant {
			t.Errorf("%v: exit %d\n%s%s", args, got.code, got.stdout, got.stderr)
		}
	}
	if got := against(t, target.url, "--out", target.runOf(t, lineOf("intent", "/Users/", "a"))); got.code != exitUsage || !strings.Contains(got.stderr, "scimulator sweep") {
		t.Errorf("the directory of a killed run was used again: exit %d\n%s", got.code, got.stderr)
	}
	target.untouched(t)
}
