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
	"sync/atomic"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// kills is how many runs are killed; SCIMULATOR_KILLS makes them more.
const kills = 12

const processToken = "a-token-of-the-test"

// A run that is killed leaves what sweep finds by its directory, and a simulation can
// go on: nothing of it is left, nothing was created twice, and what belongs to others
// is the same to the byte. Program and target are processes of their own.
func TestSweepAfterKill(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program: left to the whole test")
	}
	t.Parallel() // it waits for other processes most of the time
	times := kills
	if wanted, err := strconv.Atoi(os.Getenv("SCIMULATOR_KILLS")); err == nil {
		times = wanted
	}
	h := newHarbour(t)
	before := h.listing(t)
	chance := rand.New(rand.NewPCG(8, uint64(times)))
	midway, lost, resumed := 0, 0, 0
	for i := range times {
		story := victims()[i%len(victims())]
		goesOn := story.args[0] == "simulate" && i/len(victims())%2 == 0
		if goesOn {
			h.uninterrupted(t, story)
		}
		folder, sent := filepath.Join(t.TempDir(), "run"), h.writes.Load()
		if h.kill(t, story, folder, time.Duration(chance.Int64N(int64(story.lasts)))) {
			midway++
		}
		if story.args[0] == "simulate" { // a check may ask twice on purpose
			lost += h.unheard(t, folder)
		}
		h.nothingTwice(t)
		if goesOn {
			h.resume(t, story, folder, sent, chance)
			resumed++
		}
		for range 2 { // a second sweep changes nothing, nor does one after a whole run
			h.sweep(t, folder)
		}
		if after := h.listing(t); after != before {
			t.Fatalf("%s %d: the target is not as it was:\nbefore %s\nafter  %s", story.args[0], i, before, after)
		}
	}
	t.Logf("%d of %d runs were killed with something of theirs on the target, %d creations were carried out unheard, and %d runs went on", midway, times, lost, resumed)
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
		{[]string{"simulate", "testdata/many.yaml", "--rate", "0"}, 2 * time.Second},
		{[]string{"certify", "--suite", "rfc", "--only", "rfc7644*", "--tags", "not @slow", "--rate", "0"}, 4 * time.Second},
	}
}

// harbour is a target in a process of its own, with users and groups of others.
type harbour struct {
	program, base string
	writes        *atomic.Int64       // requests that came to the target and are no reads
	whole         map[string]unkilled // by the arguments of the run
}

// unkilled is what a run comes to that nobody kills.
type unkilled struct {
	run    verdict.Run
	writes int64
}

func newHarbour(t *testing.T) harbour {
	t.Helper()
	h := harbour{program: filepath.Join(t.TempDir(), "scimulator"), writes: new(atomic.Int64), whole: map[string]unkilled{}}
	if out, err := exec.Command("go", "build", "-o", h.program, "../../cmd/scimulator").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	h.base = slow(t, startTarget(t, h.program, "entra-default"), h.writes)
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
// is often killed between what it had done and hearing of it. It counts the writes.
func slow(t *testing.T, base string, writes *atomic.Int64) string {
	t.Helper()
	target, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.Out.URL.Scheme, r.Out.URL.Host, r.Out.Host = target.Scheme, target.Host, r.In.Host
			if r.In.Method != http.MethodGet {
				writes.Add(1)
			}
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
	end(t, process, after, &said)
	withoutSecret(t, folder)
	return len(h.resources(t)) > before
}

// end kills a process after a while, unless it has ended well before.
func end(t *testing.T, process *exec.Cmd, after time.Duration, said *bytes.Buffer) {
	t.Helper()
	time.Sleep(after)
	_ = process.Process.Kill()
	_ = process.Wait()
	if code := process.ProcessState.ExitCode(); code > 0 {
		t.Errorf("%v ended by itself with %d\n%s", process.Args, code, said)
	}
}

// resume goes on with a run, is killed again every other time, and comes to what the
// run comes to that nobody kills. What was answered is not sent again: there are no
// more writes than that run has, but for those whose answer nobody heard.
func (h harbour) resume(t *testing.T, story victim, folder string, sent int64, chance *rand.Rand) {
	t.Helper()
	want, unheard := h.uninterrupted(t, story), lostWrites(t, folder)
	for chance.IntN(2) == 0 && !exists(filepath.Join(folder, runFile)) {
		process := h.command("simulate", "--resume", folder, "--yes", "--quiet")
		var said bytes.Buffer
		process.Stdout, process.Stderr = &said, &said
		if err := process.Start(); err != nil {
			t.Fatal(err)
		}
		end(t, process, time.Duration(chance.Int64N(int64(story.lasts/2))), &said)
		h.nothingTwice(t)
		unheard += lostWrites(t, folder)
	}
	if !exists(filepath.Join(folder, runFile)) {
		if out, err := h.command("simulate", "--resume", folder, "--yes").CombinedOutput(); err != nil || !strings.Contains(string(out), "resumed: ") {
			t.Errorf("resume: %v\n%s", err, out)
		}
	}
	withoutSecret(t, folder)
	got, err := readRun(folder)
	if err != nil {
		t.Fatal(err)
	}
	if was, is := report.Unlike(want.run, got); was != is {
		t.Errorf("%v: resumed it is another run:\nwas %s\nis  %s", story.args, was, is)
	}
	if writes := h.writes.Load() - sent; writes < want.writes || writes > want.writes+unheard {
		t.Errorf("%v: %d writes, and %d without a kill; %d answers were lost", story.args, writes, want.writes, unheard)
	}
	if exists(filepath.Join(folder, journalFile)) || exists(filepath.Join(folder, begunFile)) {
		t.Error("a journal is left of a run that is over")
	}
}

// uninterrupted plays the story without a kill, once.
func (h harbour) uninterrupted(t *testing.T, story victim) unkilled {
	t.Helper()
	name := strings.Join(story.args, " ")
	if known, ok := h.whole[name]; ok {
		return known
	}
	folder, sent := filepath.Join(t.TempDir(), "whole"), h.writes.Load()
	if out, err := h.command(append(story.args, "--target", h.base, "--token-env", "SCIM_TOKEN", "--yes", "--out", folder)...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	run, err := readRun(folder)
	if err != nil {
		t.Fatal(err)
	}
	h.whole[name] = unkilled{run, h.writes.Load() - sent}
	return h.whole[name]
}

// lostWrites counts the writes of a journal without an outcome.
func lostWrites(t *testing.T, folder string) int64 {
	t.Helper()
	if !exists(filepath.Join(folder, journalFile)) {
		return 0 // it is over
	}
	open := map[float64]bool{}
	for _, text := range strings.SplitAfter(mustRead(t, filepath.Join(folder, journalFile)), "\n") {
		var one map[string]any
		if json.Unmarshal([]byte(text), &one) != nil {
			continue // torn
		}
		n, _ := one["n"].(float64)
		switch one["event"] {
		case "intent":
			open[n] = one["method"] != http.MethodGet
		case "answer", "fault":
			delete(open, n)
		}
	}
	count := int64(0)
	for _, write := range open {
		if write {
			count++
		}
	}
	return count
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
