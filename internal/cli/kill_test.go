package cli

import (
	"bytes"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/scim"
)

// kills is how many runs are killed; SCIMULATOR_KILLS makes them more.
const kills = 12

const processToken = "a-token-of-the-test"

// A run that is killed leaves what sweep finds by its directory: nothing of it is
// left, nothing was created twice, and what belongs to others is the same to the
// byte. Program and target are processes of their own.
func TestSweepAfterKill(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program: left to the whole test")
	}
	times := kills
	if wanted, err := strconv.Atoi(os.Getenv("SCIMULATOR_KILLS")); err == nil {
		times = wanted
	}
	h := newHarbour(t)
	before := h.listing(t)
	chance := rand.New(rand.NewPCG(8, uint64(times)))
	midway, lost := 0, 0
	for i := range times {
		story := victims()[i%len(victims())]
		folder := filepath.Join(t.TempDir(), "run")
		if h.kill(t, story, folder, time.Duration(chance.Int64N(int64(story.lasts)))) {
			midway++
		}
		if story.args[0] == "simulate" { // a check may ask twice on purpose
			lost += h.unheard(t, folder)
		}
		h.nothingTwice(t)
		for range 2 { // a second sweep changes nothing
			h.sweep(t, folder)
		}
		if after := h.listing(t); after != before {
			t.Fatalf("%s %d: the target is not as it was:\nbefore %s\nafter  %s", story.args[0], i, before, after)
		}
	}
	t.Logf("%d of %d runs were killed with something of theirs on the target, and %d creations were carried out unheard", midway, times, lost)
	if midway*4 < times {
		t.Errorf("only %d of %d runs were killed with something of theirs on the target", midway, times)
	}
}

// victim is a run that is killed, and about how long it lasts from its first line
// in the ledger, given how long every answer takes.
type victim struct {
	args  []string
	lasts time.Duration
}

func victims() []victim {
	return []victim{
		{[]string{"simulate", "entra-default", "--rate", "0"}, 1500 * time.Millisecond},
		{[]string{"simulate", "testdata/office.yaml", "--rate", "0"}, 700 * time.Millisecond},
		{[]string{"simulate", "cloud-academy-mover", "--profile", "entra-default", "--rate", "0"}, 700 * time.Millisecond},
		{[]string{"certify", "--suite", "rfc", "--only", "rfc7644*", "--tags", "not @slow", "--rate", "0"}, 4 * time.Second},
	}
}

// harbour is a target in a process of its own, with users and groups of others.
type harbour struct{ program, base string }

func newHarbour(t *testing.T) harbour {
	t.Helper()
	h := harbour{program: filepath.Join(t.TempDir(), "scimulator")}
	if out, err := exec.Command("go", "build", "-o", h.program, "../../cmd/scimulator").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	h.base = slow(t, startTarget(t, h.program, "entra-default"))
	var members []string
	for _, name := range []string{"grace@contoso.example", "ana.reis@fabrikam.example", "bo.sim0a1b2c3d@fabrikam.example", "sim@contoso.example"} {
		members = append(members, `{"value":"`+h.create(t, "/Users", `{"schemas":["`+scim.URNUser+`"],"userName":"`+name+`","name":{"familyName":"Foreign"}}`)+`"}`)
	}
	for _, name := range []string{"Design", "Design sim0a1b2c3d"} {
		h.create(t, "/Groups", `{"schemas":["`+scim.URNGroup+`"],"displayName":"`+name+`","members":[`+strings.Join(members, ",")+`]}`)
	}
	return h
}

// slow holds every answer back for a while, and gives the address: so that a run
// is often killed between what it had done and hearing of it.
func slow(t *testing.T, base string) string {
	t.Helper()
	target, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.Out.URL.Scheme, r.Out.URL.Host, r.Out.Host = target.Scheme, target.Host, r.In.Host
		},
		ModifyResponse: func(*http.Response) error {
			time.Sleep(10 * time.Millisecond)
			return nil
		},
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) {}, // nobody is there to hear it
	}
	listening := httptest.NewServer(proxy)
	t.Cleanup(listening.Close)
	return listening.URL + target.Path
}

// unheard counts the creations that were carried out and whose answer the run did
// not hear.
func (h harbour) unheard(t *testing.T, folder string) int {
	t.Helper()
	ledger, err := readLedger(filepath.Join(folder, ledgerFile))
	if err != nil {
		t.Fatal(err)
	}
	there, found := strings.ToLower(h.listing(t)), 0
	for _, doubt := range ledger.Doubts {
		if doubt.Name != "" && strings.Contains(there, `"`+strings.ToLower(doubt.Name)+`"`) {
			found++
		}
	}
	return found
}

// create puts something of others on the target and gives its id.
func (h harbour) create(t *testing.T, endpoint, body string) string {
	t.Helper()
	created, err := scim.Decode(h.ask(t, http.MethodPost, endpoint, body))
	if err != nil || created.ID() == "" {
		t.Fatalf("%s could not be created: %v %v", body, created, err)
	}
	return created.ID()
}

// ask speaks to the target without any of our own client.
func (h harbour) ask(t *testing.T, method, path, body string) []byte {
	t.Helper()
	request, err := http.NewRequest(method, h.base+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+processToken)
	request.Header.Set("Content-Type", "application/scim+json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// listing is everything on the target, a resource a line.
func (h harbour) listing(t *testing.T) string {
	t.Helper()
	var lines []string
	for _, one := range h.resources(t) {
		lines = append(lines, string(one))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func (h harbour) resources(t *testing.T) []json.RawMessage {
	t.Helper()
	var all []json.RawMessage
	for _, endpoint := range []string{"/Users", "/Groups"} {
		var list struct {
			TotalResults int
			Resources    []json.RawMessage
		}
		if err := json.Unmarshal(h.ask(t, http.MethodGet, endpoint+"?count=1000", ""), &list); err != nil {
			t.Fatal(err)
		}
		if all = append(all, list.Resources...); list.TotalResults != len(list.Resources) {
			t.Fatalf("%s shows %d of %d", endpoint, len(list.Resources), list.TotalResults)
		}
	}
	return all
}

// kill starts a run and kills it some time after its ledger has begun. It says
// whether something of it is on the target.
func (h harbour) kill(t *testing.T, run victim, folder string, after time.Duration) bool {
	t.Helper()
	before := len(h.resources(t))
	process := h.command(append(run.args, "--target", h.base, "--token-env", "SCIM_TOKEN", "--yes", "--quiet", "--out", folder)...)
	var said bytes.Buffer
	process.Stdout, process.Stderr = &said, &said
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	begun := func() bool {
		info, err := os.Stat(filepath.Join(folder, ledgerFile))
		return err == nil && info.Size() > 0
	}
	for range 2000 {
		if begun() {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	if !begun() {
		t.Errorf("%v created nothing in ten seconds", run.args)
	}
	time.Sleep(after)
	_ = process.Process.Kill()
	_ = process.Wait()
	if code := process.ProcessState.ExitCode(); code > 0 {
		t.Errorf("%v ended by itself with %d\n%s", run.args, code, &said)
	}
	withoutSecret(t, folder)
	return len(h.resources(t)) > before
}

// withoutSecret fails when a file in the folder of a run holds the token.
func withoutSecret(t *testing.T, folder string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || !exists(filepath.Join(folder, begunFile)) && !exists(filepath.Join(folder, runFile)) {
		t.Errorf("the directory holds %v (%v)", files, err)
	}
	for _, file := range files {
		if strings.Contains(mustRead(t, file), processToken) {
			t.Errorf("the token is in %s", file)
		}
	}
}

func (h harbour) command(args ...string) *exec.Cmd {
	process := exec.Command(h.program, args...)
	process.Env = append(os.Environ(), "SCIM_TOKEN="+processToken)
	return process
}

// sweep sweeps after the run in the folder.
func (h harbour) sweep(t *testing.T, folder string) {
	t.Helper()
	if out, err := h.command("sweep", folder, "--token-env", "SCIM_TOKEN", "--rate", "0", "--yes").CombinedOutput(); err != nil {
		t.Errorf("sweep: %v\n%s", err, out)
	}
}

// nothingTwice fails when two resources have the same name.
func (h harbour) nothingTwice(t *testing.T) {
	t.Helper()
	seen := map[string]bool{}
	for _, raw := range h.resources(t) {
		one, err := scim.Decode(raw)
		if err != nil {
			t.Fatal(err)
		}
		name := one.Object("meta").String("resourceType") + " " + strings.ToLower(one.String("userName")+"/"+one.String("displayName"))
		if seen[name] {
			t.Errorf("%s was created twice", name)
		}
		seen[name] = true
	}
}
