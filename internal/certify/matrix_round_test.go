package certify_test

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// stand plays a round over the small matrix, with an outcome of its own choice.
type stand struct {
	round
	mu     sync.Mutex
	played []task
}

func newStand(t *testing.T, o order, play func(task) (toll, error)) *stand {
	t.Helper()
	s := &stand{}
	s.round = round{
		order: o, file: filepath.Join(t.TempDir(), "matrix.ndjson"), kept: keptBefore(), now: today(), began: time.Now(),
		last: func(string) bool { return false }, tell: t.Logf,
	}
	s.play = func(one task) (toll, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.played = append(s.played, one)
		return play(one)
	}
	return s
}

// asKept plays what the small matrix says.
func asKept(one task) (toll, error) {
	got := toll{failed: map[string]bool{}}
	for _, id := range []string{"a", "b"} {
		if one.defect == "loud" && (one.checks == nil || slices.Contains(one.checks, id)) {
			got.failed[id] = id == "a"
		}
	}
	return got, nil
}

func TestRoundChecks(t *testing.T) {
	luck := 0
	for name, row := range map[string]struct {
		order  order
		change func(*digests)
		play   func(task) (toll, error)
		want   []string // pieces of the problems, in any order
	}{
		"what is kept is what is":    {order{sample: 2}, func(*digests) {}, asKept, nil},
		"a stale pair comes to same": {order{}, func(now *digests) { now.checks["b"] = "2" }, asKept, nil},
		"a fresh pair has changed": {order{sample: 2}, func(*digests) {}, func(one task) (toll, error) {
			return toll{failed: map[string]bool{"end": false}}, nil
		}, []string{"loud: a is kept as failing, declared; b is kept as failing, collateral; end fails, collateral\n", "quiet: end fails, collateral\n"}},
		"a stale pair has changed": {order{}, func(now *digests) { now.checks["b"] = "2" }, func(task) (toll, error) {
			return toll{failed: map[string]bool{"b": false}}, nil
		}, []string{"quiet: b fails, collateral\n\tif that is right: SCIMULATOR_MATRIX=update"}},
		"a defect was never played": {order{}, func(now *digests) { now.defects["more"] = "d" }, func(one task) (toll, error) {
			if one.defect == "more" {
				return toll{}, errors.New("it was not to be played")
			}
			return asKept(one)
		}, nil},
		"luck decides": {order{only: []string{"quiet"}}, func(*digests) {}, func(task) (toll, error) {
			luck++
			if luck%2 == 1 {
				return toll{failed: map[string]bool{"b": false}}, nil
			}
			return toll{failed: map[string]bool{}}, nil
		}, []string{"quiet: b fails, collateral (and not always: 1 of 3 more plays came to the same)"}},
		"there is no time": {order{limit: time.Nanosecond}, func(now *digests) { now.server = "t" }, asKept, []string{"2 of 2 defects did not fit into 1ns"}},
		"a play that goes wrong": {order{only: []string{"loud"}}, func(*digests) {}, func(task) (toll, error) { return toll{}, errors.New("no network") },
			[]string{"no network", "1 of 1 defects did not fit"}},
	} {
		t.Run(name, func(t *testing.T) {
			row.order.mode = "check"
			s := newStand(t, row.order, row.play)
			row.change(&s.now)
			problems := s.run()
			if len(problems) != len(row.want) {
				t.Errorf("%d problems, expected %d: %q", len(problems), len(row.want), problems)
			}
			for _, want := range row.want {
				if !slices.ContainsFunc(problems, func(problem string) bool { return strings.Contains(problem, want) }) {
					t.Errorf("no problem says %q: %q", want, problems)
				}
			}
		})
	}
}

// An update that is ended keeps what it has played, and only what is left is
// played by the next.
func TestRoundUpdates(t *testing.T) {
	first := newStand(t, order{mode: "update"}, func(one task) (toll, error) {
		if one.defect == "quiet" {
			return toll{}, errors.New("ended")
		}
		return toll{failed: map[string]bool{"end": false}}, nil
	})
	first.now.server = "t"
	if problems := first.run(); len(problems) != 2 || !strings.Contains(problems[1], "1 of 2 defects are not played yet: run it again") {
		t.Errorf("problems %q, expected that it was ended and is to be run again", problems)
	}
	second := newStand(t, order{mode: "update"}, asKept)
	second.now.server, second.file = "t", first.file
	var err error
	if second.kept, err = readMatrix(first.file); err != nil {
		t.Fatal(err)
	}
	if problems := second.run(); problems != nil {
		t.Error(problems)
	}
	if len(second.played) != 1 || second.played[0].defect != "quiet" {
		t.Errorf("the second round played %v, expected quiet only", second.played)
	}
	if kept, err := readMatrix(first.file); err != nil || !slices.Equal(kept.defects["loud"].Collateral, []string{"end"}) {
		t.Errorf("kept of loud is %v (%v), expected what the first round played", kept.defects["loud"], err)
	}
}

// The sample is another by another seed, and the same by the same.
func TestSample(t *testing.T) {
	of := func(seed uint64) string {
		s := newStand(t, order{seed: seed, sample: 5}, asKept)
		for _, name := range strings.Fields("c d e f g h i j k l m n o p q r s t") {
			s.now.defects[name], s.kept.defects[name] = "d", keptDefect{Defect: name}
		}
		var names []string
		for _, one := range s.sample([]task{{"loud", nil}}) {
			names = append(names, one.defect)
		}
		if len(names) != 5 || slices.Contains(names, "loud") {
			t.Errorf("sample %q, expected five that are not stale", names)
		}
		return strings.Join(names, " ")
	}
	first := of(1)
	if again := of(1); again != first {
		t.Error("one seed gives two samples")
	}
	if first == of(2) {
		t.Error("two seeds give one sample")
	}
}

func TestOrder(t *testing.T) {
	for name, row := range map[string]struct {
		env  map[string]string
		want order
		err  string
	}{
		"nothing": {nil, order{sample: usualFresh}, ""},
		"check":   {map[string]string{"SCIMULATOR_MATRIX": "check"}, order{mode: "check", sample: usualFresh, limit: usualTime}, ""},
		"update":  {map[string]string{"SCIMULATOR_MATRIX": "update"}, order{mode: "update", sample: usualFresh}, ""},
		"all of it": {map[string]string{
			"SCIMULATOR_MATRIX": "check", "SCIMULATOR_MATRIX_ONLY": "filter-ignored", "SCIMULATOR_MATRIX_SEED": "5", "SCIMULATOR_MATRIX_SAMPLE": "2", "SCIMULATOR_MATRIX_TIME": "90s",
		}, order{mode: "check", only: []string{"filter-ignored"}, seed: 5, sample: 2, limit: 90 * time.Second}, ""},
		"another word":     {map[string]string{"SCIMULATOR_MATRIX": "yes"}, order{}, "check or update"},
		"no such defect":   {map[string]string{"SCIMULATOR_MATRIX_ONLY": "none-such"}, order{}, "none-such"},
		"a seed in words":  {map[string]string{"SCIMULATOR_MATRIX_SEED": "x"}, order{}, "_SEED"},
		"a size in words":  {map[string]string{"SCIMULATOR_MATRIX_SAMPLE": "x"}, order{}, "_SAMPLE"},
		"a limit in words": {map[string]string{"SCIMULATOR_MATRIX_TIME": "x"}, order{}, "_TIME"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := readOrder(func(name string) string { return row.env[name] })
			if row.err != "" {
				if err == nil || !strings.Contains(err.Error(), row.err) {
					t.Errorf("error %v, expected one with %q", err, row.err)
				}
				return
			}
			if diff := cmp.Diff(row.want, got, cmp.AllowUnexported(order{})); err != nil || diff != "" {
				t.Errorf("error %v, order (-expected +seen):\n%s", err, diff)
			}
		})
	}
}
