package cli

import (
	"encoding/xml"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/verdict"
)

// A threshold that is missed is exit 4, where nothing failed or is broken; what
// failed keeps its own code.
func TestThresholds(t *testing.T) {
	const only, broken = "RFC7644-3.3-R08", "write-create-is-202"
	check := []string{"certify", "--suite", "rfc", "--only", only}
	story := []string{"simulate", "testdata/office.yaml"}
	for _, test := range []struct {
		name string
		args []string
		more []string
		code int
		says string
	}{
		{"certify, rate reached", check, []string{"--min-rate", "0.001"}, exitConformant, "(met)"},
		{"certify, rate missed", check, []string{"--min-rate", "1e9"}, exitMissed, "wanted at least 1e+09 requests/s (missed)"},
		{"certify, p95 reached", check, []string{"--max-p95", "1m"}, exitConformant, "(met)"},
		{"certify, p95 missed", check, []string{"--max-p95", "1ns"}, exitMissed, "(missed)"},
		{"certify, one of both missed", check, []string{"--max-p95", "1m", "--min-rate", "1e9"}, exitMissed, "(missed)"},
		{"certify, a failure says more", check, []string{"--min-rate", "1e9", "--defect", broken}, exitFailed, "(missed)"},
		{"simulate, reached", story, []string{"--min-rate", "0.001", "--max-p95", "1m"}, exitConformant, "(met)"},
		{"simulate, missed", story, []string{"--max-p95", "1ns"}, exitMissed, "(missed)"},
		{"simulate, one of two stories missed", append(story, "entra-default"), []string{"--min-rate", "1e9"}, exitMissed, "(missed)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := program(t, append(test.args[:len(test.args):len(test.args)], test.more...)...)
			if got.code != test.code || !strings.Contains(got.stdout, test.says) {
				t.Errorf("exit %d, want %d with %q\n%s%s", got.code, test.code, test.says, got.stdout, got.stderr)
			}
		})
	}
}

// No verdict says more than a threshold, and an answer that takes long is seen
// although others are quick.
func TestThresholdsOfATarget(t *testing.T) {
	slow := newSite(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodGet {
				time.Sleep(60 * time.Millisecond)
			}
			next.ServeHTTP(w, r)
		})
	})
	got := against(t, slow.url, "--max-p95", "50ms")
	if got.code != exitMissed || !strings.Contains(got.stdout, "max-p95: seen") {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	down := newSite(t, func(http.Handler) http.Handler { return http.HandlerFunc(serverError) })
	if got := against(t, down.url, "--max-p95", "1ns"); got.code == exitMissed || got.code == exitConformant {
		t.Errorf("a target that is down: exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
}

func TestThresholdUsageErrors(t *testing.T) {
	target := newSite(t, nil)
	for _, test := range []struct {
		args []string
		says string
	}{
		{[]string{"--min-rate", "-1"}, "above zero"},
		{[]string{"--min-rate", "NaN"}, "above zero"},
		{[]string{"--min-rate", "Inf"}, "above zero"},
		{[]string{"--min-rate", "much"}, "invalid argument"},
		{[]string{"--max-p95", "-5ms"}, "above zero"},
		{[]string{"--max-p95", "500"}, "missing unit"},
		{[]string{"--min-rate", "25", "--rate", "25"}, "cannot be seen under a ceiling of 25"},
	} {
		for _, command := range [][]string{{"simulate", "testdata/office.yaml"}, {"certify"}} {
			args := append(command, "--target", target.url, "--token-env", "SCIM_TOKEN", "--yes", "--rate", "0")
			if got := program(t, append(args, test.args...)...); got.code != exitUsage || !strings.Contains(got.stderr, test.says) {
				t.Errorf("%s %v: exit %d, %q not in %s", command[0], test.args, got.code, test.says, got.stderr)
			}
		}
	}
	if got := program(t, "simulate", "--min-rate", "25", "--speed", "60x"); got.code != exitUsage {
		t.Errorf("our own waiting would be measured: exit %d", got.code)
	}
	target.untouched(t)
}

// A threshold is a threshold in every format: the verdict is that of the run
// without it, and no finding speaks of it.
func TestThresholdInReports(t *testing.T) {
	folder := t.TempDir()
	args := []string{"--only", "RFC7644-3.3-R08", "--suite", "rfc", "--max-p95", "1ns"}
	for _, format := range report.Formats() {
		args = append(args, "--report", format+"="+filepath.Join(folder, format))
	}
	got, run := certified(t, args...)
	if got.code != exitMissed || run.Verdict != verdict.Conformant || len(run.Findings) > 0 || run.Tally.Fail > 0 {
		t.Errorf("exit %d, %s, %+v", got.code, run.Verdict, run.Findings)
	}
	if missed := run.Missed(); len(missed) != 1 || missed[0].Seen <= missed[0].Wanted || run.Figures.Latency == nil || run.Figures.Latency.P95 != missed[0].Seen {
		t.Errorf("%+v of %+v", missed, run.Figures.Latency)
	}
	for _, format := range []string{"console", "markdown", "html", "junit", "json", "tap", "ctrf"} {
		if text := mustRead(t, filepath.Join(folder, format)); !strings.Contains(text, "max-p95") {
			t.Errorf("%s says nothing of the threshold", format)
		}
	}
	var suites struct {
		Suites []struct {
			Name  string `xml:"name,attr"`
			Cases []struct {
				Failure *struct {
					Type string `xml:"type,attr"`
				} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(mustRead(t, filepath.Join(folder, "junit"))), &suites); err != nil {
		t.Fatal(err)
	}
	for _, suite := range suites.Suites {
		for _, one := range suite.Cases {
			if (one.Failure != nil) != (suite.Name == "thresholds") || one.Failure != nil && one.Failure.Type != "threshold" {
				t.Errorf("in the suite %s: %+v", suite.Name, one.Failure)
			}
		}
	}
}

// Verdict and exit code are the same whatever the format and verbosity.
func TestExitCodeDoesNotDependOnTheFormat(t *testing.T) {
	const only, broken = "RFC7644-3.3-R08", "write-create-is-202"
	for code, asked := range map[int][]string{
		exitConformant: nil, exitFailed: {"--defect", broken}, exitMissed: {"--max-p95", "1ns"},
	} {
		want := map[int]verdict.Verdict{exitConformant: verdict.Conformant, exitFailed: verdict.Failed, exitMissed: verdict.Conformant}[code]
		for _, told := range [][]string{nil, {"--quiet"}, {"--verbose"}, {"--json"}, {"--color", "always"}, {"--quiet", "--json"}} {
			got, run := certified(t, append(append([]string{"--only", only, "--suite", "rfc"}, asked...), told...)...)
			if got.code != code || run.Verdict != want {
				t.Errorf("%v %v: exit %d, want %d; %s, want %s", asked, told, got.code, code, run.Verdict, want)
			}
		}
		for _, format := range report.Formats() {
			got, run := certified(t, append([]string{"--only", only, "--suite", "rfc", "--report", format + "=" + filepath.Join(t.TempDir(), "report")}, asked...)...)
			if got.code != code || run.Verdict != want {
				t.Errorf("%v as %s: exit %d, want %d; %s, want %s", asked, format, got.code, code, run.Verdict, want)
			}
		}
	}
}
