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
	for _, test := range []struct {
		before, after string
		code          int
		says          string
	}{
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

// What cannot be a report is told before anything is sent.
func TestReportUsageErrors(t *testing.T) {
	broken := t.TempDir()
	if err := os.WriteFile(filepath.Join(broken, runFile), []byte(`{"no": "run"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"certify", "--report", "junit"}, {"certify", "--report", "junti=x.xml"}, {"simulate", "--report", "=x"},
		{"report"}, {"report", "render", "nowhere"}, {"report", "render", broken}, {"report", "diff", "nowhere", "nowhere"},
	} {
		if got := program(t, args...); got.code != exitUsage {
			t.Errorf("%v: exit %d\n%s%s", args, got.code, got.stdout, got.stderr)
		}
	}
}
