package chaos

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func planOf(t *testing.T, o Options) *Plan {
	t.Helper()
	plan, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// decisions are what happens to so many different requests.
func decisions(p *Plan, n int) []event {
	events := make([]event, n)
	for i := range events {
		events[i] = p.decide(fmt.Sprint("GET /Users/", i))
	}
	return events
}

// The seed decides: the same one, the same mishaps.
func TestSeedDecides(t *testing.T) {
	first := decisions(planOf(t, Options{Profile: storm, Seed: 7}), 500)
	if diff := cmp.Diff(first, decisions(planOf(t, Options{Profile: storm, Seed: 7}), 500), cmp.AllowUnexported(event{})); diff != "" {
		t.Errorf("the same seed, something else (-first +second)\n%s", diff)
	}
	if slices.Equal(first, decisions(planOf(t, Options{Profile: storm, Seed: 8}), 500)) {
		t.Error("another seed, the same mishaps")
	}
}

// About one exchange in eight meets a mishap, and under storm every mishap happens.
func TestRate(t *testing.T) {
	const n = 8000
	met := map[Mishap]int{}
	hits := 0
	for _, e := range decisions(planOf(t, Options{Profile: storm, Seed: 1}), n) {
		if e.mishap != None {
			hits++
			met[e.mishap]++
		}
	}
	if hits < n/10 || hits > n/6 {
		t.Errorf("%d of %d exchanges met a mishap", hits, n)
	}
	for _, one := range all() {
		if met[one.mishap] == 0 {
			t.Errorf("%s never happened", one.mishap)
		}
	}
}

// Repetitions of a request get through after so many mishaps in a row.
func TestRepetitionsGetThrough(t *testing.T) {
	for _, row := range []int{1, 2, 5} {
		plan := planOf(t, Options{Profile: "reset", Seed: 1, OneIn: 1, Row: row})
		var happened []bool
		for range 2 * (row + 1) {
			happened = append(happened, plan.decide("POST /Users").mishap != None)
		}
		once := append(slices.Repeat([]bool{true}, row), false)
		if want := slices.Concat(once, once); !slices.Equal(happened, want) {
			t.Errorf("at most %d in a row: %v", row, happened)
		}
	}
}

// What is remembered of requests does not grow with them.
func TestRowsAreBounded(t *testing.T) {
	plan := planOf(t, Options{Profile: "reset", Seed: 1, OneIn: 1})
	decisions(plan, 3*rowsKept)
	if len(plan.row) > rowsKept {
		t.Errorf("%d requests are remembered", len(plan.row))
	}
}

// A burst concerns several requests in a row, whatever they are.
func TestBurstGoesOn(t *testing.T) {
	longest, length := 0, 0
	for _, e := range decisions(planOf(t, Options{Profile: string(Burst), Seed: 3, OneIn: 50}), 5000) {
		length++
		if e.mishap == None {
			length = 0
		}
		longest = max(longest, length)
	}
	if longest < 3 {
		t.Errorf("at most %d errors in a row", longest)
	}
}

// The profiles: one for each mishap, those of a family share nothing, and a storm
// is all of it.
func TestProfiles(t *testing.T) {
	var families []Mishap
	for _, name := range []string{"network", "proxy", "server"} {
		families = append(families, Mishaps(name)...)
	}
	if got := Mishaps(storm); !slices.Equal(got, families) || len(slices.Compact(slices.Sorted(slices.Values(got)))) != len(all()) {
		t.Errorf("storm is %v, the families are %v", got, families)
	}
	for _, one := range all() {
		if got := Mishaps(string(one.mishap)); !slices.Equal(got, []Mishap{one.mishap}) {
			t.Errorf("%s is %v", one.mishap, got)
		}
		if one.mishap.Describe() == "" || !slices.Contains(Profiles(), string(one.mishap)) {
			t.Errorf("%s is not told of", one.mishap)
		}
	}
	for _, unknown := range []string{"", "Storm", "hail"} {
		if _, err := New(Options{Profile: unknown}); err == nil || !strings.Contains(err.Error(), "network, proxy, server, storm") {
			t.Errorf("%q: %v", unknown, err)
		}
	}
	if Mishap("hail").Describe() != "" {
		t.Error("an unknown mishap is described")
	}
}
