package cli

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/chaos"
	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/verdict"
)

// evidence counts the exchanges of a run that met a mishap, and fails for those that
// are ours.
func evidence(t *testing.T, folder string) int {
	t.Helper()
	file, err := os.Open(filepath.Join(folder, "exchanges.ndjson"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	met := 0
	for e, err := range exchange.ReadJournal(file) {
		switch {
		case err != nil:
			t.Error(err)
		case e.Planted != "" && e.Label.Purpose != exchange.Provisioning:
			t.Errorf("a mishap met what is ours: %+v", e.Label)
		case e.Planted != "":
			met++
		}
	}
	return met
}

// Every profile of mishaps, under both commands: they end in time with exit 0 or 3,
// say what was on, and keep it in the run and in the evidence. It is never a failure
// of the embedded target, which is correct.
func TestEveryChaosProfile(t *testing.T) {
	commands := map[string][]string{
		"simulate": {"simulate", "testdata/office.yaml"},
		"certify":  {"certify", "--only", "rfc7644/3.6"},
	}
	for _, profile := range chaos.Profiles() {
		for name, command := range commands {
			t.Run(name+" "+profile, func(t *testing.T) {
				t.Parallel()
				folder := filepath.Join(t.TempDir(), "run")
				began := time.Now()
				got := program(t, slices.Concat(command, []string{"--chaos", profile, "--seed", "5", "--timeout", "700ms", "--out", folder})...)
				if took := time.Since(began); took > time.Minute {
					t.Errorf("it took %v", took)
				}
				if got.code != exitConformant && got.code != exitNoVerdict {
					t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
				}
				if !strings.Contains(got.stdout, "hostile conditions of its own (--chaos "+profile+", seed 5)") {
					t.Errorf("it does not say that there was chaos:\n%s", got.stdout)
				}
				run, err := readRun(folder)
				if err != nil || run.Chaos == nil || run.Chaos.Profile != profile || run.Chaos.Seed != 5 || run.Chaos.Total() != evidence(t, folder) {
					t.Errorf("%v: the run says %+v, the evidence %d", err, run.Chaos, evidence(t, folder))
				}
				if (got.code == exitNoVerdict) != (run.Verdict == verdict.NoVerdict) {
					t.Errorf("exit %d for %s", got.code, run.Verdict)
				}
			})
		}
	}
}

// The same seed, the same mishaps, for one worker.
func TestChaosRepeats(t *testing.T) {
	var runs []verdict.Run
	for range 2 {
		folder := filepath.Join(t.TempDir(), "run")
		program(t, "simulate", "testdata/office.yaml", "--chaos", "proxy", "--seed", "3", "--workers", "1", "--out", folder)
		run, err := readRun(folder)
		if err != nil {
			t.Fatal(err)
		}
		runs = append(runs, run)
	}
	if a, b := runs[0].Chaos, runs[1].Chaos; a.Total() == 0 || !slices.Equal(mishapsOf(a), mishapsOf(b)) {
		t.Errorf("first %v, then %v", a.Mishaps, b.Mishaps)
	}
}

func mishapsOf(c *verdict.Chaos) []int {
	var counts []int
	for _, profile := range chaos.Profiles() {
		counts = append(counts, c.Mishaps[profile])
	}
	return counts
}

// A target that is at fault is failed in spite of the mishaps.
func TestChaosExcusesNoDefect(t *testing.T) {
	got := program(t, "simulate", "testdata/office.yaml", "--chaos", "jitter", "--defect", "patch-entra-capital-op-ignored")
	if got.code != exitFailed {
		t.Errorf("exit %d, want %d\n%s", got.code, exitFailed, got.stdout)
	}
}

// What a run under hostile conditions cannot answer is refused before anything is
// sent.
func TestChaosUsageErrors(t *testing.T) {
	for _, wrong := range []struct {
		name   string
		args   []string
		phrase string
	}{
		{"unknown profile", []string{"simulate", "--chaos", "strom"}, `did you mean "storm"?`},
		{"unknown profile of certify", []string{"certify", "--chaos", "rest"}, `did you mean "reset"?`},
		{"unknown profile of serve", []string{"serve", "--chaos", "htm", "--addr", "127.0.0.1:0"}, `did you mean "html"?`},
		{"dry run", []string{"simulate", "--chaos", "storm", "--dry-run"}, "a dry run sends nothing"},
		{"dry run of certify", []string{"certify", "--chaos", "storm", "--dry-run"}, "a dry run sends nothing"},
		{"rate", []string{"simulate", "--chaos", "storm", "--min-rate", "5"}, "our own doing"},
		{"latency", []string{"certify", "--chaos", "latency", "--max-p95", "5s"}, "our own doing"},
		{"bundle", []string{"certify", "--chaos", "storm", "--bundle", "b.zip", "--organization", "Contoso", "--project", "SCIM", "--version", "1"}, "--chaos and --bundle"},
		{"pack", []string{"certify", "--chaos", "storm", "--pack", "entra-gallery"}, "--chaos and --pack"},
		{"shard", []string{"certify", "--chaos", "storm", "--shard", "1/2"}, "--chaos and --shard"},
		{"baseline", []string{"certify", "--chaos", "storm", "--baseline", "b.yaml"}, "--chaos and --baseline"},
		{"new baseline", []string{"certify", "--chaos", "storm", "--write-baseline", "b.yaml"}, "--chaos and --write-baseline"},
	} {
		t.Run(wrong.name, func(t *testing.T) {
			t.Parallel()
			got := program(t, wrong.args...)
			if got.code != exitUsage || !strings.Contains(got.stderr, wrong.phrase) || got.stdout != "" {
				t.Errorf("exit %d, %s%s\nwant exit %d and %q", got.code, got.stdout, got.stderr, exitUsage, wrong.phrase)
			}
		})
	}
}

// The deadline is short on the embedded target, where nothing else is late, and that
// of the flag otherwise.
func TestHostileTimeout(t *testing.T) {
	for _, test := range []struct {
		chaos, url    string
		given, wanted time.Duration
	}{
		{"storm", "", connectionTimeout, hostileTimeout},
		{"storm", "", 7 * time.Second, 7 * time.Second},
		{"storm", "https://scim.fabrikam.example", connectionTimeout, connectionTimeout},
		{"", "", connectionTimeout, connectionTimeout},
	} {
		o := &simulateOptions{connection: connection{url: test.url, timeout: test.given}, hostile: hostile{chaos: test.chaos}}
		if err := o.hostile.check(o); err != nil || o.timeout != test.wanted {
			t.Errorf("%+v: %v, %v", test, err, o.timeout)
		}
	}
}

// Any client of serve --chaos meets mishaps at the SCIM service, and none at the
// account side.
func TestServeUnderChaos(t *testing.T) {
	reference := refserver.New(refserver.Options{Clock: clock.NewVirtual(epoch()), Tolerant: true})
	o := &serveOptions{seed: 1, hostile: hostile{chaos: "proxy"}}
	handler, err := o.besiege(reference.Handler(), reference.Base())
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	ask := func(path string) (strange int) {
		genuine := httptest.NewRecorder()
		reference.Handler().ServeHTTP(genuine, httptest.NewRequest(http.MethodGet, server.URL+path, nil))
		for range 120 {
			response, err := client.Get(server.URL + path)
			if err != nil {
				strange++
				continue
			}
			body, err := io.ReadAll(response.Body)
			_ = response.Body.Close()
			if err != nil || response.StatusCode != genuine.Code || string(body) != genuine.Body.String() {
				strange++
			}
		}
		return strange
	}
	if strange := ask(reference.Base() + "/Users"); strange < 5 || strange > 60 {
		t.Errorf("%d of 120 requests met a mishap", strange)
	}
	if strange := ask("/account/team"); strange != 0 {
		t.Errorf("%d of 120 requests to the account side met a mishap", strange)
	}
}

// Without the flag the handler is the server's own.
func TestServeInPeace(t *testing.T) {
	own := http.NewServeMux()
	if handler, err := new(serveOptions).besiege(own, "/scim/v2"); err != nil || handler != http.Handler(own) {
		t.Errorf("%v: another handler", err)
	}
}
