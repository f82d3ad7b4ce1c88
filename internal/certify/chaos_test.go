package certify_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/chaos"
	"github.com/scimulator/scimulator/internal/refserver/defect"
	"github.com/scimulator/scimulator/internal/verdict"
)

// stormTimeout is the deadline of a request in a storm: some mishaps last until it.
const stormTimeout = 2 * time.Second

// stormy are checks that write, read, query and delete, and that wait for nothing.
var stormy = certify.Choice{Only: []string{"rfc7644/3.3", "rfc7644/3.4.1", "rfc7644/3.6"}}

func stormOf(t *testing.T, name string, seed int64, oneIn int) *chaos.Plan {
	t.Helper()
	plan, err := chaos.New(chaos.Options{Profile: name, Seed: seed, OneIn: oneIn, Unit: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// No storm makes a check fail on a correct target: one that did not pass is broken,
// with the mishap named. Nothing is left behind, and nobody else's data is blamed.
func TestStormsFailNobody(t *testing.T) {
	if *only != "" {
		t.Skip("the checks of this test are its own")
	}
	var met, broken atomic.Int64
	court := newCourt(t)
	inStorms(20, func(seed int64) {
		storm := stormOf(t, "storm", seed, 8)
		run, err := court.try(t, service{suite: certify.SuiteFull, storm: storm}, stormy)
		if err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		for _, count := range storm.Counts() {
			met.Add(int64(count))
		}
		broken.Add(int64(run.Tally.Broken))
		judgeStorm(t, fmt.Sprint("seed ", seed), run)
	})
	if met.Load() < 100 || broken.Load() == 0 {
		t.Errorf("%d exchanges met a mishap, %d checks are broken: this proves nothing", met.Load(), broken.Load())
	}
}

// inStorms plays storms side by side: they wait most of the time.
func inStorms(count int, play func(seed int64)) {
	var group errgroup.Group
	group.SetLimit(5)
	for seed := range int64(count) {
		group.Go(func() error { play(seed); return nil })
	}
	_ = group.Wait()
}

func judgeStorm(t *testing.T, name string, run verdict.Run) {
	t.Helper()
	if run.Verdict == verdict.Failed || run.Tally.Fail > 0 || run.Tally.Advice > 0 {
		t.Errorf("%s: %s, %+v", name, run.Verdict, run.Findings)
	}
	for _, one := range run.Checks {
		if one.Outcome == verdict.Broken && !strings.Contains(one.Reason, "(--chaos)") {
			t.Errorf("%s: %s is broken for another reason: %s", name, one.ID, one.Reason)
		}
	}
	for _, left := range run.Leftovers {
		if left.State != "disabled" || !strings.Contains(left.Reason, "501") { // the application deletes nobody
			t.Errorf("%s: left behind %+v", name, left)
		}
	}
	if run.ForeignData == nil || len(run.ForeignData.Changed) > 0 {
		t.Errorf("%s: foreign data %+v", name, run.ForeignData)
	}
}

// Checks that play the provisioning engine are excused like the others.
func TestStormsInSessions(t *testing.T) {
	if *only != "" {
		t.Skip("the checks of this test are its own")
	}
	court := newCourt(t)
	inStorms(6, func(seed int64) {
		run, err := court.try(t, service{suite: certify.SuiteFull, profile: application(t, "autodesk"), storm: stormOf(t, "storm", seed, 8)}, certify.Choice{Only: []string{"behavior/provisioning"}})
		if err != nil {
			t.Error(err)
		}
		judgeStorm(t, fmt.Sprint("seed ", seed), run)
	})
}

// A defect shows where no mishap is in the way.
func TestDefectsFailInStorms(t *testing.T) {
	if *only != "" {
		t.Skip("the checks of this test are its own")
	}
	court := newCourt(t)
	for _, name := range []string{"write-create-is-200", "write-deleted-readable"} {
		found, _ := defect.Lookup(name)
		var failed atomic.Int64
		inStorms(4, func(seed int64) {
			run, err := court.try(t, service{suite: certify.SuiteFull, defects: []defect.Defect{found}, storm: stormOf(t, "storm", seed, 16)}, stormy)
			if err != nil {
				t.Error(err)
			}
			if run.Verdict == verdict.Failed {
				failed.Add(1)
			}
		})
		if failed.Load() < 3 {
			t.Errorf("%s: only %d of 4 storms show it", name, failed.Load())
		}
	}
}
