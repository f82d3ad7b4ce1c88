package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/verdict"
)

// certified runs certify into a directory and gives the run.
func certified(t *testing.T, args ...string) (outcome, verdict.Run) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "run")
	got := program(t, append([]string{"certify", "--out", out}, args...)...)
	raw, err := os.ReadFile(filepath.Join(out, runFile))
	if err != nil {
		t.Fatalf("exit %d: %v\n%s%s", got.code, err, got.stdout, got.stderr)
	}
	var run verdict.Run
	if err := json.Unmarshal(raw, &run); err != nil {
		t.Fatal(err)
	}
	return got, run
}

// The whole suite finds nothing in the embedded target, kind and unkind, in every
// suite, and says what it did with foreign data.
func TestCertifyTheEmbeddedTarget(t *testing.T) {
	for _, args := range [][]string{{"--suite", "rfc"}, {"--suite", "entra", "--unkind"}, {}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			if testing.Short() && len(args) > 0 {
				t.Skip("one suite is enough to run with others at the same time: the rest is left to the whole test")
			}
			t.Parallel()
			got, run := certified(t, args...)
			if got.code != exitConformant || run.Verdict != verdict.Conformant {
				t.Errorf("exit %d, %s\n%s%s", got.code, run.Verdict, got.stdout, got.stderr)
			}
			if run.Tally.Pass < 500 || len(run.Requirements) < 400 || run.ForeignData == nil || len(run.Leftovers) > 0 {
				t.Errorf("%d passed, %d requirements, foreign data %v, left %v", run.Tally.Pass, len(run.Requirements), run.ForeignData, run.Leftovers)
			}
		})
	}
}

// Each end has its exit code.
func TestCertifyExitCodes(t *testing.T) {
	baseline := func(text string) string {
		file := filepath.Join(t.TempDir(), "known.yaml")
		head := "apiVersion: scimulator/v1\nkind: Baseline\ndeviations:\n"
		if err := os.WriteFile(file, []byte(head+text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	entry := func(rule, until string) string {
		return "  - {requirement: " + rule + ", because: it is known, owner: somebody, until: " + until + "}\n"
	}
	const only, broken = "RFC7644-3.3-R08", "write-create-is-202"
	for _, test := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"a check passes", []string{"--only", only, "--suite", "rfc"}, exitConformant, "conformant"},
		{"a check fails", []string{"--only", only, "--suite", "rfc", "--defect", broken}, exitFailed, "RFC7644-3.3-R08"},
		{"a failure is known", []string{"--only", only, "--suite", "rfc", "--defect", broken, "--baseline", baseline(entry("RFC7644-3.3-*", "2099-01-01"))}, exitConformant, "partial"},
		{"what is known is past its date", []string{"--only", only, "--suite", "rfc", "--defect", broken, "--baseline", baseline(entry("RFC7644-3.3-*", "2020-01-01"))}, exitFailed, "failed"},
		{"what is known passes", []string{"--only", only, "--suite", "rfc", "--baseline", baseline(entry(only, "2099-01-01"))}, exitFailed, "failed"},
		{"what is known is not there", []string{"--only", only, "--suite", "rfc", "--baseline", baseline(entry("RFC7644-3.6-R01", "2099-01-01"))}, exitFailed, "failed"},
		{"nothing has the tag", []string{"--tags", "@nothing"}, exitNothing, "no check is chosen"},
		{"tags are expressions", []string{"--only", only, "--tags", "@core and not @slow"}, exitConformant, "conformant"},
		{"the target is not there", []string{"--target", "http://127.0.0.1:1/scim", "--yes"}, exitNoVerdict, "what to check"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := program(t, append([]string{"certify"}, test.args...)...)
			if got.code != test.code || !strings.Contains(got.stdout+got.stderr, test.says) {
				t.Errorf("exit %d, want %d, %q\n%s%s", got.code, test.code, test.says, got.stdout, got.stderr)
			}
		})
	}
}

// Bad input is told with its place, and nothing is sent.
func TestCertifyUsageErrors(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "mine.feature"), []byte("Feature: mine\n\n  @RFC7644-3.4.1-R01\n  Scenario: a\n    Given a usser \"ana\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	target := newSite(t, nil)
	for _, test := range []struct {
		name string
		args []string
		says string
	}{
		{"unknown suite", []string{"--suite", "rcf"}, `did you mean "rfc"?`},
		{"unknown check", []string{"--only", "rfc7644/nothing"}, "no check and no requirement"},
		{"bad tags", []string{"--tags", "@core and"}, "--tags"},
		{"no such folder", []string{"--features", "nowhere"}, "there is no such folder"},
		{"a sentence that is no step", []string{"--features", folder}, "mine.feature:4: "},
		{"no such baseline", []string{"--baseline", "nowhere.yaml"}, "nowhere.yaml"},
		{"unknown pack", []string{"--pack", "okta-spek"}, `did you mean "okta-spec"?`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := program(t, append([]string{"certify", "--target", target.url, "--token-env", "SCIM_TOKEN", "--yes", "--rate", "0"}, test.args...)...)
			if got.code != exitUsage || !strings.Contains(got.stderr, test.says) {
				t.Errorf("exit %d, %q not in: %s%s", got.code, test.says, got.stdout, got.stderr)
			}
		})
	}
	target.untouched(t)
}

// One's own features and schemas use the same steps, without a rebuild.
func TestCertifyOwnFeaturesAndSchemas(t *testing.T) {
	features, schemas := t.TempDir(), t.TempDir()
	files := map[string]string{
		filepath.Join(features, "mine.feature"): "Feature: Ours\n\n  @RFC7644-3.4.1-R01\n  Scenario: A user has what we need\n    Given a user \"ana\"\n    When \"ana\" is read\n" +
			"    Then the body is a valid \"our-user\"\n",
		filepath.Join(schemas, "our-user.schema.json"): `{"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://example.com/our-user.schema.json", "type": "object", "required": ["shoeSize"]}`,
	}
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got := program(t, "certify", "--features", features, "--schemas", schemas, "--only", "mine/a-user-has-what-we-need")
	if got.code != exitFailed || !strings.Contains(got.stdout, "shoeSize") {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
}

// What failed becomes a baseline that lets the next run pass, once somebody has
// said why.
func TestCertifyWritesABaseline(t *testing.T) {
	file := filepath.Join(t.TempDir(), "known.yaml")
	args := []string{"certify", "--only", "RFC7644-3.3-R08", "--suite", "rfc", "--defect", "write-create-is-202"}
	if got := program(t, append(args, "--write-baseline", file)...); got.code != exitFailed {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	if got := program(t, append(args, "--baseline", file)...); got.code != exitConformant {
		t.Errorf("exit %d with the baseline\n%s%s%s", got.code, mustRead(t, file), got.stdout, got.stderr)
	}
	if got := program(t, append(args, "--write-baseline", file)...); got.code != exitUsage {
		t.Errorf("a baseline was written over another: exit %d", got.code)
	}
}

// A dry run sends nothing to the target.
func TestCertifyDryRun(t *testing.T) {
	target := newSite(t, nil)
	got := program(t, "certify", "--target", target.url, "--token-env", "SCIM_TOKEN", "--dry-run", "--only", "RFC7644-3.3-R08")
	if got.code != exitConformant || !strings.Contains(got.stdout, "POST   "+target.url+"/Users") {
		t.Errorf("exit %d\n%.500s%s", got.code, got.stdout, got.stderr)
	}
	target.untouched(t)
}
