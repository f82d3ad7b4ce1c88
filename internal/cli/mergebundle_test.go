package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/bundle"
	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/verdict"
)

// vendor are the flags about who declares.
func vendor(file string) []string {
	return []string{"--bundle", file, "--organization", "Fabrikam", "--project", "Directory", "--version", "2026.1"}
}

// A bundle of a merged run is whole, says what an undivided run says, and repeats; so
// does one that fails or was waived.
func TestBundleOfMergedParts(t *testing.T) {
	folder := t.TempDir()
	private, public := keyFiles(t, folder, "mine")
	for name, test := range map[string]struct {
		args []string
		code int
	}{
		"sound":    {[]string{"--suite", "rfc", "--only", "rfc7644/3.3", "--tags", "not @slow"}, exitConformant},
		"a defect": {[]string{"--suite", "rfc", "--only", "RFC7644-3.3-R08", "--defect", "write-create-is-202"}, exitFailed},
	} {
		t.Run(name, func(t *testing.T) {
			merged, undivided := filepath.Join(folder, name+".zip"), filepath.Join(folder, name+"-undivided.zip")
			got, run, _ := joined(t, divided(t, 3, test.args...), append(vendor(merged), "--key", private)...)
			if first, _, _ := strings.Cut(got.stdout, "\n"); got.code != test.code || !strings.Contains(first, "partial: ") || !strings.Contains(got.stderr, "not a certification by Microsoft") {
				t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
			}
			if got := program(t, append(append([]string{"certify"}, test.args...), vendor(undivided)...)...); got.code != test.code {
				t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
			}
			if one, other := statementLines(t, merged), statementLines(t, undivided); !slices.Equal(one, other) {
				t.Errorf("merged it says\n%s\nundivided\n%s", strings.Join(one, "\n"), strings.Join(other, "\n"))
			}
			if one, other := report.Unlike(run, runIn(t, undivided)); one != other {
				t.Errorf("merged %s, undivided %s", one, other)
			}
			if got := program(t, "report", "verify", merged, "--key", public, "--rerun"); got.code != exitConformant || !strings.Contains(got.stdout, "equal to the run of the bundle") {
				t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
			}
		})
	}
}

// runIn is the run of a bundle.
func runIn(t *testing.T, file string) verdict.Run {
	t.Helper()
	run, err := report.Read(strings.NewReader(unpacked(t, file)["run/run.json"]))
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// statementLines are those of the statement of a bundle, but for what differs from run
// to run: when and where it was, and which one.
func statementLines(t *testing.T, file string) []string {
	t.Helper()
	var lines []string
	for line := range strings.Lines(unpacked(t, file)[bundle.StatementFile]) {
		line = strings.TrimSpace(line)
		if key, _, _ := strings.Cut(line, ":"); key != "date" && key != "run" && key != "base" {
			lines = append(lines, line)
		}
	}
	return lines
}

// What does not make one whole run, told the same, makes no bundle, and nothing is
// written then.
func TestBundleOfPartsIsRefused(t *testing.T) {
	args := []string{"--suite", "rfc", "--only", "RFC7644-3.3-R08"}
	parts := divided(t, 2, args...)
	strict := divided(t, 2, append(slices.Clone(args), "--strict")...)
	silent, torn, strange := divided(t, 2, args...), divided(t, 2, args...), divided(t, 2, args...)
	spoil := func(path, text string) {
		if err := os.WriteFile(filepath.Join(path, claimFile), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(silent[1], claimFile)); err != nil {
		t.Fatal(err)
	}
	spoil(torn[0], "{")
	for _, path := range strange {
		spoil(path, strings.Replace(mustRead(t, filepath.Join(path, claimFile)), `"sha256": "`, `"sha256": "0`, 1))
	}
	for _, test := range []struct {
		name  string
		paths []string
		more  []string
		says  string
	}{
		{"a part is missing", parts[:1], []string{"--partial"}, "needs a whole run: 1 of 2 parts are missing"},
		{"told something else", []string{parts[0], strict[1]}, nil, "was told something else"},
		{"a part that says nothing", silent, nil, "does not say what it was told"},
		{"a part that was spoilt", torn, nil, "not what a part leaves"},
		{"judged by something else", strange, nil, "what judged the parts is another now"},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			file, out := filepath.Join(folder, "x.zip"), filepath.Join(folder, "out")
			got := program(t, slices.Concat([]string{"report", "merge", "--out", out}, test.paths, test.more, vendor(file))...)
			if got.code != exitUsage || !strings.Contains(got.stderr, test.says) || exists(file) || exists(out) {
				t.Errorf("exit %d, %q not in %s%s", got.code, test.says, got.stdout, got.stderr)
			}
		})
	}
	for _, more := range [][]string{{"--bundle", filepath.Join(t.TempDir(), "x.zip")}, {"--organization", "a"}} {
		if got := program(t, slices.Concat([]string{"report", "merge", "--out", t.TempDir()}, parts, more)...); got.code != exitUsage || !strings.Contains(got.stderr, "--bundle") {
			t.Errorf("%v: exit %d %s", more, got.code, got.stderr)
		}
	}
}
