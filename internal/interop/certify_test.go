package interop

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/cli"
	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Each finding in an independent server is argued, with the sentence that binds,
// in its baseline; nothing else is found, nothing that is listed passes, and
// nothing of ours is left there.
func TestCertifyElimity(t *testing.T) {
	for _, suite := range []string{"rfc", "entra"} {
		t.Run(suite, func(t *testing.T) {
			run, console := certifyElimity(t, suite)
			for _, f := range run.Findings {
				if f.Outcome == verdict.Fail {
					t.Errorf("a finding that is not argued: %s %v %s: %s %s; expected %q, seen %q", f.Requirement, f.Also, f.Check, f.Message, f.Attribute, f.Expected, f.Seen)
				}
			}
			for _, one := range run.Checks {
				if one.Outcome == verdict.Broken {
					t.Errorf("%s could not be judged: %s", one.ID, one.Reason)
				}
			}
			for _, d := range run.Deviations {
				if suite == "entra" && d.State != "known" {
					t.Errorf("%s is %s: %s", d.Requirement, d.State, d.Because)
				}
			}
			if len(run.Leftovers) > 0 || run.ForeignData == nil || len(run.ForeignData.Changed) > 0 {
				t.Errorf("left on the server: %v, foreign data: %+v", run.Leftovers, run.ForeignData)
			}
			if run.Tally.Pass < 400 {
				t.Errorf("only %d checks passed\n%s", run.Tally.Pass, console)
			}
		})
	}
}

func certifyElimity(t *testing.T, suite string, more ...string) (verdict.Run, string) {
	t.Helper()
	handler, err := NewElimity(AutodeskExtension())
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(handler)
	server.Start()
	defer server.Close()
	var stdout, stderr bytes.Buffer
	out, cache := filepath.Join(t.TempDir(), "run"), t.TempDir()
	code := cli.Main(cli.Env{
		Args:   append([]string{"certify", "--target", server.URL, "--suite", suite, "--baseline", "elimity.baseline.yaml", "--yes", "--rate", "0", "--out", out}, more...),
		Getenv: func(string) string { return "" }, Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Now: time.Now,
		CacheDir: func() (string, error) { return cache, nil }, Terminal: func(any) bool { return false }, Exit: os.Exit,
	})
	raw, err := os.ReadFile(filepath.Join(out, "run.json"))
	if err != nil {
		t.Fatalf("exit %d: %v\n%s%s", code, err, &stdout, &stderr)
	}
	var run verdict.Run
	if err := json.Unmarshal(raw, &run); err != nil {
		t.Fatal(err)
	}
	return run, stdout.String()
}

var update = flag.Bool("update", false, "write the published run anew")

// What is published of this server is what a run gives today, in canonical form. One
// check after the other, because the server numbers its resources; and not those of
// every attribute, since it keeps what a PATCH names by its URN, or in capitals, in one
// of two places, as luck will have it.
func TestPublishedRun(t *testing.T) {
	const file = "../../reports/elimity.json"
	run, _ := certifyElimity(t, "entra", "--workers", "1", "--tags", "not @x-matrix")
	content := report.Canonical(run)
	if *update {
		if err := os.WriteFile(file, content, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if kept, err := os.ReadFile(file); err != nil || !bytes.Equal(kept, content) {
		t.Errorf("%s is stale (%v): go generate ./internal/cli", file, err)
	}
}
