package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/resume"
	"github.com/scimulator/scimulator/internal/verdict"
)

// death is a layer that lets a run die at one of its requests: it keeps the directory
// of the run as a kill would leave it, and lets nothing more of that run through.
type death struct {
	*testing.T
	run, kept string // directories
	heard     bool   // the request is carried out, and only its answer is lost
	at        func(r *http.Request) bool

	mu   sync.Mutex
	over bool
	sent map[string]int // requests that were carried out, by method
}

func (d *death) layer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d.mu.Lock()
		defer d.mu.Unlock()
		dies := !d.over && d.at != nil && d.at(r)
		if dies && !d.heard || d.over {
			d.die(dies)
			panic(http.ErrAbortHandler)
		}
		answer := httptest.NewRecorder()
		next.ServeHTTP(answer, r)
		d.sent[r.Method]++
		if dies {
			d.die(true)
			panic(http.ErrAbortHandler)
		}
		for name, values := range answer.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	})
}

// die keeps the directory of the run, the first time.
func (d *death) die(now bool) {
	if d.over = true; now {
		if err := os.CopyFS(d.kept, os.DirFS(d.run)); err != nil {
			d.Error(err)
		}
	}
}

func (d *death) died() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.over
}

// revive lets the target answer again.
func (d *death) revive() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.over, d.at = false, nil
}

// nth dies at one of the requests of a method.
func nth(method string, n int) func(r *http.Request) bool {
	return func(r *http.Request) bool {
		if r.Method == method {
			n--
		}
		return n == 0 && r.Method == method
	}
}

// resumed goes on with a run.
func resumed(t *testing.T, folder string, more ...string) outcome {
	t.Helper()
	return program(t, append([]string{"simulate", "--resume", folder, "--yes"}, more...)...)
}

// killed plays a story until it dies, and gives the directory that it left.
func (d *death) killed(t *testing.T, s *site) string {
	t.Helper()
	d.run, d.kept = filepath.Join(t.TempDir(), "run"), filepath.Join(t.TempDir(), "kept")
	against(t, s.url, "--out", d.run)
	if !d.died() {
		t.Fatal("the run did not come to where it dies")
	}
	d.revive()
	return d.kept
}

// Wherever a run dies, it goes on as if nothing had happened: what was carried out
// unheard is found by looking and not repeated, what was not is sent.
func TestResume(t *testing.T) {
	whole := newSite(t, nil)
	folder := filepath.Join(t.TempDir(), "run")
	if got := against(t, whole.url, "--out", folder); got.code != exitConformant {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	want := loaded(t, folder)
	for _, at := range []struct {
		name       string
		method     string
		n          int
		heard      bool // the target carries it out
		settled    int  // by a look
		carriedOut int  // as the look shows
	}{
		{"the discovery", http.MethodGet, 1, false, 0, 0},
		{"a match", http.MethodGet, 3, true, 0, 0},
		{"a read", http.MethodGet, 30, false, 0, 0},
		{"a creation", http.MethodPost, 1, false, 1, 0},
		{"a creation that was carried out", http.MethodPost, 3, true, 1, 1},
		{"a group", http.MethodPost, 4, false, 1, 0},
		{"a group that was carried out", http.MethodPost, 5, true, 1, 1},
		{"a manager, to which the target adds what was not sent", http.MethodPatch, 1, true, 1, 0},
		{"a member", http.MethodPatch, 3, false, 1, 0},
		{"a member that was carried out", http.MethodPatch, 3, true, 1, 1},
		{"a change that was carried out", http.MethodPatch, 7, true, 1, 1},
		{"a removal of a member that was carried out", http.MethodPatch, 10, true, 1, 1},
		{"a deletion", http.MethodDelete, 1, false, 1, 0},
		{"a deletion that was carried out", http.MethodDelete, 5, true, 1, 1},
	} {
		t.Run(at.name, func(t *testing.T) {
			t.Parallel()
			d := &death{T: t, heard: at.heard, at: nth(at.method, at.n), sent: map[string]int{}}
			s := newSite(t, d.layer)
			got := resumed(t, d.killed(t, s))
			if got.code != exitConformant {
				t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
			}
			s.untouched(t)
			run := loaded(t, d.kept)
			if was, is := report.Unlike(want, run); was != is {
				t.Errorf("it is another run:\nwas %s\nis  %s", was, is)
			}
			if settled := (verdict.Resumed{Times: 1, Answers: run.Resumed.Answers, Settled: at.settled, CarriedOut: at.carriedOut}); *run.Resumed != settled {
				t.Errorf("%+v, want %+v", *run.Resumed, settled)
			}
			if d.sent[http.MethodPost] != 5 || d.sent[http.MethodDelete] != 5 {
				t.Errorf("carried out: %v", d.sent)
			}
		})
	}
}

func loaded(t *testing.T, folder string) verdict.Run {
	t.Helper()
	run, err := readRun(folder)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// A run may die again while it goes on.
func TestResumeTwice(t *testing.T) {
	d := &death{T: t, heard: true, at: nth(http.MethodPost, 2), sent: map[string]int{}}
	s := newSite(t, d.layer)
	first := d.killed(t, s)
	d.run, d.kept, d.at = first, filepath.Join(t.TempDir(), "again"), nth(http.MethodPatch, 2)
	resumed(t, first)
	d.revive()
	got := resumed(t, d.kept)
	run := loaded(t, d.kept)
	if got.code != exitConformant || run.Resumed == nil || run.Resumed.Times != 2 || run.Resumed.CarriedOut != 1 {
		t.Errorf("exit %d, %+v\n%s%s", got.code, run.Resumed, got.stdout, got.stderr)
	}
	s.untouched(t)
	if !strings.Contains(got.stdout, "1 settled by looking (1 had been carried out)") {
		t.Errorf("not told:\n%s", got.stdout)
	}
}

// The evidence of a resumed run has each exchange once, and the ledger reads like that
// of a run in one piece.
func TestResumedEvidence(t *testing.T) {
	d := &death{T: t, at: nth(http.MethodPatch, 2), sent: map[string]int{}}
	s := newSite(t, d.layer)
	folder := d.killed(t, s)
	torn, err := os.OpenFile(filepath.Join(folder, exchangesFile), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = torn.WriteString(`{"id":99,"purpose":"provis`)
	_ = torn.Close()
	if got := resumed(t, folder); got.code != exitConformant {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	var run any
	if err := json.Unmarshal([]byte(mustRead(t, filepath.Join(folder, runFile))), &run); err != nil {
		t.Fatal(err)
	}
	a, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	for _, violation := range a.formats.Validate("run", run) {
		t.Error(violation)
	}
	seen, last := map[float64]bool{}, 0.0
	for _, text := range strings.Split(strings.TrimSpace(mustRead(t, filepath.Join(folder, exchangesFile))), "\n") {
		var one struct{ ID float64 }
		if err := json.Unmarshal([]byte(text), &one); err != nil || seen[one.ID] || one.ID <= last {
			t.Fatalf("%v, twice %v: %s", err, seen[one.ID], text)
		}
		seen[one.ID], last = true, one.ID
	}
	events := map[string]int{}
	for _, text := range strings.Split(strings.TrimSpace(mustRead(t, filepath.Join(folder, ledgerFile))), "\n") {
		var one struct{ Event string }
		if err := json.Unmarshal([]byte(text), &one); err != nil {
			t.Fatal(err)
		}
		events[one.Event]++
	}
	if events["intent"] != 5 || events["created"] != 5 || events["removed"] != 5 || len(events) != 3 {
		t.Errorf("the ledger has %v", events)
	}
	for _, name := range []string{journalFile, begunFile} {
		if exists(filepath.Join(folder, name)) {
			t.Errorf("%s is left", name)
		}
	}
}

// Where the target cannot be looked at now, nothing is done and nothing is lost: the
// run goes on another time.
func TestResumeWhereTheTargetIsAway(t *testing.T) {
	d := &death{T: t, heard: true, at: nth(http.MethodPost, 2), sent: map[string]int{}}
	s := newSite(t, d.layer)
	folder := d.killed(t, s)
	d.over = true
	got := resumed(t, folder)
	if got.code != exitNoVerdict || !strings.Contains(got.stderr, "POST /Users cannot be seen") || !strings.Contains(got.stderr, "simulate --resume "+folder) || exists(filepath.Join(folder, runFile)) {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	d.revive()
	if got := resumed(t, folder); got.code != exitConformant || loaded(t, folder).Resumed.CarriedOut != 1 {
		t.Errorf("then exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	s.untouched(t)
}

// What cannot go on is only swept.
func TestNextStep(t *testing.T) {
	for _, test := range []struct {
		why    error
		resume bool
	}{
		{resume.ErrCourse, false}, {fmt.Errorf("%w: no space", resume.ErrUnwritten), false}, {errors.New("the target is away"), true},
	} {
		if text := nextStep("./run", test.why); strings.Contains(text, "--resume ./run") != test.resume || !strings.Contains(text, "scimulator sweep ./run") {
			t.Errorf("%v: %s", test.why, text)
		}
	}
}
