package cli

import (
	"bytes"
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Usage and configuration errors: exit 2, a position where there is one, and
// nothing is sent.
func TestUsageErrors(t *testing.T) {
	for _, wrong := range []struct {
		name   string
		args   []string
		phrase string
	}{
		{"unknown command", []string{"simulat"}, "unknown command"},
		{"unknown flag", []string{"simulate", "--tokn", "x"}, "unknown flag"},
		{"unknown scenario", []string{"simulate", "autodesk-lif"}, `did you mean "autodesk-life"?`},
		{"unknown profile", []string{"simulate", "--profile", "autodsk"}, `did you mean "autodesk"?`},
		{"unknown dialect", []string{"simulate", "--dialect", "entr"}, `did you mean "entra"?`},
		{"unknown speed", []string{"simulate", "--speed", "fast"}, "instant, 60x or real"},
		{"unknown colour", []string{"simulate", "--color", "blue"}, "auto, always or never"},
		{"missing file", []string{"simulate", "nowhere.yaml"}, "nowhere.yaml"},
		{"bad target URL", []string{"simulate", "--target", "ftp://scim.fabrikam.example"}, "http"},
		{"missing token file", []string{"simulate", "--target", "http://127.0.0.1:1/scim", "--token-file", "nowhere.txt", "--yes"}, "nowhere.txt"},
		{"empty token variable", []string{"simulate", "--target", "http://127.0.0.1:1/scim", "--token-env", "UNSET", "--yes"}, "UNSET is empty"},
		{"foreign target without --yes", []string{"simulate", "--target", "http://127.0.0.1:1/scim"}, "--yes"},
		{"no deadline", []string{"simulate", "--timeout", "0s"}, "deadline"},
		{"unknown requirement", []string{"explain", "E-6.444"}, "there is no requirement, check, defect or function"},
		{"list nothing", []string{"list"}, "list what?"},
	} {
		t.Run(wrong.name, func(t *testing.T) {
			t.Parallel()
			got := program(t, wrong.args...)
			if got.code != exitUsage {
				t.Errorf("exit %d, want %d\n%s%s", got.code, exitUsage, got.stdout, got.stderr)
			}
			if !strings.Contains(got.stderr, wrong.phrase) {
				t.Errorf("the error does not say %q: %s", wrong.phrase, got.stderr)
			}
			if got.stdout != "" {
				t.Errorf("standard output is not empty: %s", got.stdout)
			}
		})
	}
}

// A mistake in a story is told with file, line and column before anything is sent.
func TestStoryErrorHasAPosition(t *testing.T) {
	file := filepath.Join(t.TempDir(), "story.yaml")
	text := strings.Replace(mustRead(t, "testdata/office.yaml"), "disable: ana", "disable: anna", 1)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	target := newSite(t, nil)
	got := program(t, "simulate", file, "--target", target.url, "--token-env", "SCIM_TOKEN", "--yes")
	if got.code != exitUsage || !strings.HasPrefix(got.stderr, file+":28:18: ") || !strings.Contains(got.stderr, `did you mean "ana"?`) {
		t.Errorf("exit %d: %s", got.code, got.stderr)
	}
	target.untouched(t)
}

func mustRead(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Each command says what it is asked for, as text and as JSON.
func TestCommandsAnswer(t *testing.T) {
	for _, command := range []struct {
		args   []string
		phrase string
	}{
		{[]string{"version"}, "scimulator " + Version},
		{[]string{"list", "scenarios"}, "autodesk-life"},
		{[]string{"list", "profiles"}, "cloud-academy"},
		{[]string{"list", "dialects"}, "entra-optscim"},
		{[]string{"list", "requirements", "--source", "house"}, "HOUSE-01"},
		{[]string{"list", "requirements", "--source", "entra"}, "not-applicable  Account discovery"},
		{[]string{"list", "requirements", "--source", "entra", "--json"}, `"status": "implemented"`},
		{[]string{"explain", "E-6.4"}, "a failure"},
		{[]string{"explain", "E-1.20"}, "plays it (implemented)"},
		{[]string{"explain", "E-7.25"}, "plays it behind an option: profile option skipOutOfScopeDeletions"},
		{[]string{"explain", "E-3.13"}, "has nothing to do here (not-applicable): Null values"},
		{[]string{"explain", "E-3.13", "--json"}, `"status":"not-applicable"`},
		{[]string{"explain", "SYNC-06"}, "seats"},
		{[]string{"explain", "Switch"}, "E-4.50"},
		{[]string{"probe"}, "Test Connection"},
		{[]string{"completion", "bash"}, "scimulator"},
	} {
		t.Run(strings.Join(command.args, " "), func(t *testing.T) {
			t.Parallel()
			got := program(t, command.args...)
			if got.code != exitConformant || !strings.Contains(got.stdout, command.phrase) {
				t.Errorf("exit %d, %q not in: %s%s", got.code, command.phrase, got.stdout, got.stderr)
			}
		})
	}
	for _, args := range [][]string{{"version"}, {"list", "scenarios"}, {"list", "requirements"}, {"explain", "E-6.4"}, {"probe"}, {"simulate"}} {
		t.Run(strings.Join(args, " ")+" --json", func(t *testing.T) {
			t.Parallel()
			got := program(t, append(args, "--json")...)
			if got.code != exitConformant || !json.Valid([]byte(got.stdout)) {
				t.Errorf("exit %d, no JSON document: %.300s%s", got.code, got.stdout, got.stderr)
			}
		})
	}
}

// A fault of ours is exit 70 and says so.
func TestPanicIsOurFault(t *testing.T) {
	env, _, stderr := environment(t, "version")
	env.Stdout = nil
	if code := Main(env); code != exitOurFault || !strings.Contains(stderr.String(), "a fault of ours") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

// A dry run prints the requests and sends none to the target.
func TestDryRunSendsNothing(t *testing.T) {
	target := newSite(t, nil)
	got := against(t, target.url, "--dry-run")
	if got.code != exitConformant || !strings.Contains(got.stdout, "POST   "+target.url+"/Users") {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	target.untouched(t)
}

// The secret of a run appears in nothing that a run leaves behind.
func TestSecretAppearsNowhere(t *testing.T) {
	target := newSite(t, nil)
	out := t.TempDir()
	got := against(t, target.url, "--out", filepath.Join(out, "run"), "-v")
	if got.code != exitConformant {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	if strings.Contains(got.stdout+got.stderr, secret) {
		t.Error("the secret is on a stream")
	}
	files, err := filepath.Glob(filepath.Join(out, "run", "*"))
	if err != nil || len(files) < 5 {
		t.Fatalf("the run directory holds %v (%v)", files, err)
	}
	for _, file := range files {
		if strings.Contains(mustRead(t, file), secret) {
			t.Errorf("the secret is in %s", filepath.Base(file))
		}
	}
}

// planted is a stream that panics when a word is written to it.
type planted struct {
	bytes.Buffer
	word, says string // says: "" for planted
}

func (p *planted) Write(text []byte) (int, error) {
	if strings.Contains(string(text), p.word) {
		panic(cmp.Or(p.says, "planted"))
	}
	return p.Buffer.Write(text)
}

// A panic in the middle of a run is exit 70, and the target is as it was.
func TestPanicInARun(t *testing.T) {
	target := newSite(t, nil)
	env, _, stderr := environment(t, "simulate", "testdata/office.yaml", "--target", target.url, "--token-env", "SCIM_TOKEN", "--yes", "--rate", "0")
	env.Stdout = &planted{word: "is removed from design"}
	if code := Main(env); code != exitOurFault || !strings.Contains(stderr.String(), "planted") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	target.untouched(t)
}
