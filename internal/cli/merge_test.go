package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/verdict"
)

func shardText(index, total int) string { return fmt.Sprintf("%d/%d", index, total) }

// divided runs certify in parts and gives their directories.
func divided(t *testing.T, total int, args ...string) []string {
	t.Helper()
	folder := t.TempDir()
	var paths []string
	for i := 1; i <= total; i++ {
		path := filepath.Join(folder, fmt.Sprint(i))
		got := program(t, append([]string{"certify", "--shard", shardText(i, total), "--out", path}, args...)...)
		if got.code != exitConformant && got.code != exitFailed && got.code != exitNoVerdict {
			t.Fatalf("part %d: exit %d\n%s%s", i, got.code, got.stdout, got.stderr)
		}
		paths = append(paths, path)
	}
	return paths
}

// joined merges parts and gives the run.
func joined(t *testing.T, paths []string, more ...string) (outcome, verdict.Run, string) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "whole")
	got := program(t, append(append([]string{"report", "merge", "--out", out}, paths...), more...)...)
	run, err := readRun(out)
	if err != nil {
		t.Fatalf("exit %d: %v\n%s%s", got.code, err, got.stdout, got.stderr)
	}
	return got, run, out
}

// The merged run of four parts equals the undivided one in canonical form: clean,
// with failures, with a baseline of which each part sees a piece, unkind.
func TestMergedPartsEqualTheWhole(t *testing.T) {
	known := filepath.Join(t.TempDir(), "known.yaml")
	text := "apiVersion: scimulator/v1\nkind: Baseline\ndeviations:\n" +
		"  - {requirement: RFC7644-3.3-R08, because: it is known, owner: somebody, until: 2099-01-01}\n" +
		"  - {requirement: RFC7644-3.6-R01, because: it is long mended, owner: somebody, until: 2099-01-01}\n"
	if err := os.WriteFile(known, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"clean":                   {"--suite", "rfc", "--only", "rfc7644/3.3*"},
		"unkind":                  {"--suite", "entra", "--only", "rfc7644/3.4*", "--unkind"},
		"with a defect":           {"--suite", "rfc", "--only", "rfc7644/3.6*", "--only", "RFC7644-3.3-R08", "--defect", "write-create-is-202"},
		"with a baseline":         {"--suite", "rfc", "--only", "rfc7644/3.6*", "--only", "RFC7644-3.3-R08", "--defect", "write-create-is-202", "--baseline", known},
		"fewer checks than parts": {"--suite", "rfc", "--only", "RFC7644-3.3-R08"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			equalsWhole(t, args)
		})
	}
}

// The same of every check there is.
func TestMergedPartsOfEverything(t *testing.T) {
	if testing.Short() {
		t.Skip("certifies twice: left to the whole test")
	}
	equalsWhole(t, nil)
}

func equalsWhole(t *testing.T, args []string) {
	t.Helper()
	undivided, whole := certified(t, args...)
	got, merged, _ := joined(t, divided(t, 4, args...))
	if got.code != undivided.code {
		t.Errorf("merged: exit %d, undivided: exit %d\n%s%s", got.code, undivided.code, got.stdout, got.stderr)
	}
	if diff := cmp.Diff(string(report.Canonical(whole)), string(report.Canonical(merged))); diff != "" {
		t.Errorf("(-undivided +merged)\n%s", diff)
	}
}

// The merged run is a run like others: reports are made of it, its findings rest on
// evidence that is there, and its digests are right.
func TestMergedRunIsARun(t *testing.T) {
	paths := divided(t, 3, "--suite", "rfc", "--only", "rfc7644/3.3*", "--defect", "write-create-is-202")
	junit := filepath.Join(t.TempDir(), "scim.xml")
	got, run, out := joined(t, paths, "--report", "junit="+junit)
	if got.code != exitFailed || !strings.Contains(mustRead(t, junit), "<failure") {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	var cited []int64
	for _, f := range run.Findings {
		cited = append(cited, f.Exchanges...)
	}
	found, err := report.Source{Exchanges: source(&assets{}, run, out, "").Exchanges}.ExchangesByID(cited...)
	slices.Sort(cited)
	if err != nil || len(cited) == 0 || len(found) != len(slices.Compact(cited)) {
		t.Errorf("findings rest on %v, the evidence has %d of them (%v)", cited, len(found), err)
	}
	for line := range strings.Lines(mustRead(t, filepath.Join(out, digestsFile))) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		if is, err := digest(filepath.Join(out, name)); err != nil || is != sum {
			t.Errorf("%s has the digest %s, listed is %s (%v)", name, is, sum, err)
		}
	}
	if again := program(t, "report", "render", out, "--report", "html="+filepath.Join(t.TempDir(), "x.html")); again.code != exitConformant {
		t.Errorf("exit %d\n%s", again.code, again.stderr)
	}
}

// A set that is mixed or incomplete is refused; incomplete is partial on demand.
func TestMergeRefusesASet(t *testing.T) {
	args := []string{"--suite", "rfc", "--only", "rfc7644/3.3*"}
	parts := divided(t, 3, args...)
	other := divided(t, 3, "--suite", "rfc", "--only", "rfc7644/3.3*", "--seed", "2")
	suite := divided(t, 3, "--suite", "entra", "--only", "rfc7644/3.3*")
	whole := filepath.Join(t.TempDir(), "whole")
	program(t, append([]string{"certify", "--out", whole}, args...)...)
	for _, test := range []struct {
		name  string
		paths []string
		says  string
	}{
		{"one is missing", parts[:2], "of 3 parts these are missing: 3"},
		{"one is there twice", append(slices.Clone(parts), parts[0]), "part 1 of 3 is there 2 times"},
		{"another seed", []string{parts[0], parts[1], other[2]}, "the seed"},
		{"another suite", []string{parts[0], suite[1], parts[2]}, "the suite"},
		{"a whole run", []string{whole}, "is a whole run"},
		{"no run", []string{t.TempDir()}, "holds no run"},
	} {
		t.Run(test.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out")
			got := program(t, append([]string{"report", "merge", "--out", out}, test.paths...)...)
			if got.code != exitUsage || !strings.Contains(got.stderr, test.says) || exists(filepath.Join(out, runFile)) {
				t.Errorf("exit %d, %q not in %s%s", got.code, test.says, got.stdout, got.stderr)
			}
		})
	}
	if got := program(t, append([]string{"report", "merge"}, parts...)...); got.code != exitUsage || !strings.Contains(got.stderr, "--out") {
		t.Errorf("no directory: exit %d %s", got.code, got.stderr)
	}
	got, run, _ := joined(t, []string{parts[2], parts[0]}, "--partial")
	if got.code != exitConformant || run.Verdict != verdict.Partial || !strings.HasPrefix(got.stdout, "partial: ") || !strings.Contains(got.stdout, "of 3 parts these are missing: 2") {
		t.Errorf("--partial: exit %d, %s\n%s%s", got.code, run.Verdict, got.stdout, got.stderr)
	}
	if got, run, _ := joined(t, parts, "--partial"); got.code != exitConformant || run.Verdict != verdict.Conformant || run.Missing != nil {
		t.Errorf("--partial of a complete set: exit %d, %s", got.code, run.Verdict)
	}
}

// Kubernetes, GitLab and others tell a part what it is; the parts fit together.
func TestShardsFromTheEnvironment(t *testing.T) {
	var paths []string
	for i, variables := range []map[string]string{
		{"CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "3"}, {"JOB_COMPLETION_INDEX": "1", "JOB_COMPLETIONS": "3"}, {"SCIMULATOR_SHARD": "3/3"},
	} {
		path := filepath.Join(t.TempDir(), fmt.Sprint(i))
		env, stdout, stderr := environment(t, "certify", "--shard", "auto", "--suite", "rfc", "--only", "rfc7644/3.3*", "--out", path)
		env.Getenv = func(name string) string { return variables[name] }
		if code := Main(env); code != exitConformant {
			t.Fatalf("exit %d\n%s%s", code, stdout, stderr)
		}
		paths = append(paths, path)
	}
	if got, run, _ := joined(t, paths); got.code != exitConformant || run.Verdict != verdict.Conformant {
		t.Errorf("exit %d, %s", got.code, run.Verdict)
	}
}
