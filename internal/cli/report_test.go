package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/report"
)

// A run writes every report it is asked for, and `report render` makes the same
// later: verdict and exit code do not depend on the format.
func TestReportsOfARun(t *testing.T) {
	folder := t.TempDir()
	out := filepath.Join(folder, "run")
	args := []string{"certify", "--only", "RFC7644-3.3-R08", "--suite", "rfc", "--defect", "write-create-is-202", "--out", out}
	for _, format := range report.Formats() {
		args = append(args, "--report", format+"="+filepath.Join(folder, format))
	}
	if got := program(t, args...); got.code != exitFailed {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	for _, format := range report.Formats() {
		first := mustRead(t, filepath.Join(folder, format))
		again := filepath.Join(folder, format+".again")
		got := program(t, "report", "render", out, "--report", format+"="+again)
		if second := mustRead(t, again); got.code != exitConformant || first == "" || first != second {
			t.Errorf("%s: exit %d, %d bytes, then %d\n%s", format, got.code, len(first), len(second), got.stderr)
		}
	}
}

// Two runs are compared; what is new and fails decides.
func TestReportDiff(t *testing.T) {
	folder := t.TempDir()
	good, bad := filepath.Join(folder, "good"), filepath.Join(folder, "bad")
	program(t, "certify", "--only", "RFC7644-3.3-R08", "--suite", "rfc", "--out", good)
	program(t, "certify", "--only", "RFC7644-3.3-R08", "--suite", "rfc", "--out", bad, "--defect", "write-create-is-202")
	slow := filepath.Join(folder, "slow")
	program(t, "certify", "--only", "RFC7644-3.3-R08", "--suite", "rfc", "--out", slow, "--max-p95", "1ns")
	for _, test := range []struct {
		before, after string
		code          int
		says          string
	}{
		{good, slow, exitMissed, "NEW  threshold max-p95"},
		{slow, good, exitConformant, "1 changed"},
		{slow, bad, exitFailed, "NEW"},
		{good, bad, exitFailed, "NEW"},
		{bad, good, exitConformant, "FIXED"},
		{good, good, exitConformant, ""},
	} {
		got := program(t, "report", "diff", test.before, test.after)
		if got.code != test.code || !strings.Contains(got.stdout, test.says) {
			t.Errorf("exit %d, want %d with %q\n%s%s", got.code, test.code, test.says, got.stdout, got.stderr)
		}
	}
}

// A run is told to GitHub: annotations on standard output, the summary behind what
// other steps wrote. The verdict was given by the run itself.
func TestReportAnnotate(t *testing.T) {
	out, summary := filepath.Join(t.TempDir(), "run"), filepath.Join(t.TempDir(), "summary")
	program(t, "certify", "--only", "RFC7644-3.3-R08", "--suite", "rfc", "--out", out, "--defect", "write-create-is-202")
	if err := os.WriteFile(summary, []byte("another step\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env, stdout, stderr := environment(t, "report", "annotate", out)
	env.Getenv = func(name string) string { return map[string]string{"GITHUB_STEP_SUMMARY": summary}[name] }
	if code := Main(env); code != exitConformant || !strings.HasPrefix(stdout.String(), "::error file=features/rfc7644/") || strings.Count(stdout.String(), "::notice") != 1 {
		t.Errorf("exit %d\n%s%s", code, stdout, stderr)
	}
	if text := mustRead(t, summary); !strings.HasPrefix(text, "another step\n# failed: ") || !strings.Contains(text, "RFC7644-3.3-R08") {
		t.Errorf("the summary is\n%s", text)
	}
	env, _, _ = environment(t, "report", "annotate", out)
	env.Getenv = func(name string) string { return map[string]string{"GITHUB_STEP_SUMMARY": t.TempDir()}[name] }
	if code := Main(env); code != exitUsage {
		t.Errorf("a summary that cannot be written: exit %d", code)
	}
}

// What cannot be a report is told before anything is sent.
func TestReportUsageErrors(t *testing.T) {
	broken := t.TempDir()
	if err := os.WriteFile(filepath.Join(broken, runFile), []byte(`{"no": "run"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"certify", "--report", "junit"}, {"certify", "--report", "junti=x.xml"}, {"simulate", "--report", "=x"},
		{"report"}, {"report", "render", "nowhere"}, {"report", "render", broken}, {"report", "diff", "nowhere", "nowhere"},
		{"report", "merge"}, {"report", "merge", "nowhere", "--out", "x"}, {"report", "merge", broken, "--out", "x", "--report", "junti=x"}, {"report", "annotate"}, {"report", "annotate", "nowhere"},
	} {
		if got := program(t, args...); got.code != exitUsage {
			t.Errorf("%v: exit %d\n%s%s", args, got.code, got.stdout, got.stderr)
		}
	}
}
