package cli

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// What the program writes and prints is as its published schemas say.
func validate(t *testing.T, format, text string) {
	t.Helper()
	a, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	for _, violation := range a.formats.Validate(format, value) {
		t.Errorf("%s: %v\n%s", format, violation, text)
	}
}

// begun.json is there when the first request that writes arrives, and gone when
// run.json, which says what became of what is not ours, is there.
func TestBegunFormat(t *testing.T) {
	for _, args := range [][]string{{"simulate", "testdata/office.yaml"}, {"certify", "--suite", "rfc", "--only", "rfc7644/3.3.1"}} {
		out := filepath.Join(t.TempDir(), "run")
		var once sync.Once
		var begun string
		target := newSite(t, func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodPost {
					once.Do(func() {
						text, _ := os.ReadFile(filepath.Join(out, begunFile)) // empty fails below
						begun = string(text)
					})
				}
				next.ServeHTTP(w, r)
			})
		})
		program(t, append(args, "--target", target.url, "--token-env", "SCIM_TOKEN", "--yes", "--rate", "0", "--out", out)...)
		validate(t, "begun", begun)
		run := mustRead(t, filepath.Join(out, runFile))
		validate(t, "run", run)
		if exists(filepath.Join(out, begunFile)) || !strings.Contains(run, `"foreignData"`) {
			t.Errorf("%s: begun.json is still there, or nothing proves that foreign data is unchanged", args[0])
		}
	}
}

// sweep --json, whatever it comes to.
func TestSweepFormat(t *testing.T) {
	refused := func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodDelete {
				w.WriteHeader(http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
	for _, row := range []struct {
		name    string
		between layer
		args    []string
		code    int
		holds   string
	}{
		{"removed", nil, []string{"--yes"}, exitConformant, `"removed": [`},
		{"a look", nil, []string{"--dry-run"}, exitConformant, `"dryRun": true`},
		{"refused", refused, []string{"--yes"}, exitFailed, `"state": "disabled"`},
		{"unreachable", instead(serverError), []string{"--yes"}, exitNoVerdict, `"note": "no verdict`},
	} {
		t.Run(row.name, func(t *testing.T) {
			target := newSite(t, row.between)
			target.remnants(t)
			got := target.swept(t, append(row.args, "--marker", sweptMarker, "--target", target.url, "--json")...)
			if got.code != row.code || !strings.Contains(got.stdout, row.holds) {
				t.Errorf("exit %d, want %d and %s\n%s%s", got.code, row.code, row.holds, got.stdout, got.stderr)
			}
			validate(t, "sweep", got.stdout)
		})
	}
	t.Run("its target ended with it", func(t *testing.T) {
		out := filepath.Join(t.TempDir(), "run")
		program(t, "simulate", "testdata/office.yaml", "--out", out)
		validate(t, "sweep", program(t, "sweep", out, "--json").stdout)
	})
}

// A schema that takes anything describes nothing.
func TestFormatsRefuse(t *testing.T) {
	a, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	for format, text := range map[string]string{
		"begun": `{"apiVersion":"scimulator/v1","kind":"BegunRun","id":"x","command":"sweep","dialect":"entra","target":{},"marker":"m","began":"now"}`,
		"sweep": `{"target":"","dryRun":false,"runs":[{"run":"x","removed":null,"gone":-1,"leftovers":[{"state":"odd"}]}]}`,
	} {
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			t.Fatal(err)
		}
		if got := a.formats.Validate(format, value); len(got) < 4 {
			t.Errorf("%s: only %v", format, got)
		}
	}
}
