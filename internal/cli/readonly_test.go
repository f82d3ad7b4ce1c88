package cli

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/scimulator/scimulator/internal/verdict"
)

// A read-only certification asks for no --yes, and the target sees no request that
// may change anything. What reads is judged; a check that would write does not
// apply, and the run is partial at best.
func TestReadOnly(t *testing.T) {
	var arrived methods
	target := newSite(t, arrived.layer)
	out := filepath.Join(t.TempDir(), "run")
	got := program(t, "certify", "--read-only", "--target", target.url, "--token-env", "SCIM_TOKEN", "--rate", "0", "--tags", "not @slow", "--out", out)
	if writing := arrived.writing(); len(writing) > 0 || len(arrived.seen) < 100 {
		t.Errorf("of %d requests these write: %v", len(arrived.seen), writing)
	}
	target.untouched(t)
	var run verdict.Run
	if err := json.Unmarshal([]byte(mustRead(t, filepath.Join(out, runFile))), &run); err != nil {
		t.Fatal(err)
	}
	apart := 0
	for _, one := range run.Checks {
		if one.Outcome == verdict.NotApplicable && one.Reason == "read-only run" {
			apart++
		}
		if one.Outcome == verdict.Fail || one.Outcome == verdict.Broken {
			t.Errorf("%s %s: %s", one.Outcome, one.ID, one.Reason)
		}
	}
	if got.code != exitConformant || run.Verdict != verdict.Partial || apart < 300 || run.Tally.Pass < 40 || len(run.Leftovers) > 0 {
		t.Errorf("exit %d, %s, %d checks would write, %d passed, left %v\n%s", got.code, run.Verdict, apart, run.Tally.Pass, run.Leftovers, got.stderr)
	}
}

// What plays stories writes.
func TestReadOnlyRehearsesNothing(t *testing.T) {
	if got := program(t, "certify", "--read-only", "--pack", "okta-spec"); got.code != exitUsage {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
}
