package certify_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/refserver/defect"
)

const (
	keptFile   = "testdata/matrix.ndjson"
	howUpdate  = "SCIMULATOR_MATRIX=update go test ./internal/certify -run '^TestMatrix$' -count=1 -timeout 0 -v"
	usualTime  = 18 * time.Minute // what .ci/run gives the matrix, and some
	usualFresh = 30               // defects of the sample
)

// Every defect is played against every check, and what comes of it is kept. With
// SCIMULATOR_MATRIX=check, what is stale is played and so is a sample of what is
// not; the kept result must say the same. With SCIMULATOR_MATRIX=update, what is
// stale is played and kept; one may end it at any time, it goes on where it was.
//
// SCIMULATOR_MATRIX_ONLY names defects, separated by commas, to be played instead:
// when checking, whole; SCIMULATOR_MATRIX_SEED chooses another sample than that of
// the day, SCIMULATOR_MATRIX_SAMPLE its size, and SCIMULATOR_MATRIX_TIME, such as
// 5m, how long it may take.
func TestMatrix(t *testing.T) {
	order, err := readOrder(os.Getenv, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if order.mode == "" {
		t.Skip("the matrix is played where SCIMULATOR_MATRIX is check or update")
	}
	r := newRound(t, order)
	if order.mode == "update" {
		r.update(t)
	} else {
		r.check(t)
	}
}

// order is what the environment asks for.
type order struct {
	mode   string // "check", "update", or "" for nothing
	only   []string
	seed   uint64
	sample int
	limit  time.Duration // 0 for none
}

func readOrder(getenv func(string) string, now time.Time) (order, error) {
	o := order{mode: getenv("SCIMULATOR_MATRIX"), sample: usualFresh}
	switch o.mode {
	case "", "update":
	case "check":
		o.limit = usualTime
	default:
		return o, fmt.Errorf("SCIMULATOR_MATRIX=%s: it is check or update", o.mode)
	}
	if only := getenv("SCIMULATOR_MATRIX_ONLY"); only != "" {
		o.only = strings.Split(only, ",")
	}
	for _, name := range o.only {
		if _, known := defect.Lookup(name); !known {
			return o, fmt.Errorf("SCIMULATOR_MATRIX_ONLY: there is no defect %s", name)
		}
	}
	var err error
	day := cmp.Or(getenv("SCIMULATOR_MATRIX_SEED"), now.UTC().Format("20060102"))
	if o.seed, err = strconv.ParseUint(day, 10, 64); err != nil {
		return o, fmt.Errorf("SCIMULATOR_MATRIX_SEED: %w", err)
	}
	if size := getenv("SCIMULATOR_MATRIX_SAMPLE"); size != "" {
		if o.sample, err = strconv.Atoi(size); err != nil {
			return o, fmt.Errorf("SCIMULATOR_MATRIX_SAMPLE: %w", err)
		}
	}
	if limit := getenv("SCIMULATOR_MATRIX_TIME"); limit != "" {
		if o.limit, err = time.ParseDuration(limit); err != nil {
			return o, fmt.Errorf("SCIMULATOR_MATRIX_TIME: %w", err)
		}
	}
	return o, nil
}

// round is one play of the matrix, or of what is to be played of it.
type round struct {
	order order
	bench *bench
	kept  matrix
	now   digests
	doubt doubts
	began time.Time

	mu   sync.Mutex // of what follows, and of kept while it grows
	done int
}

func newRound(t *testing.T, o order) *round {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	r := &round{order: o, bench: newBench(t), began: time.Now()}
	root := os.DirFS("../..")
	var err error
	r.now.server, err = serverDigest(root)
	must(err)
	r.now.checks, err = checkDigests(root, r.bench.checks)
	must(err)
	r.now.defects, err = defectDigests(root, defect.All())
	must(err)
	r.kept, err = readMatrix(keptFile)
	must(err)
	r.kept.meet(r.now)
	r.doubt = readDoubts(t)
	return r
}

func (r *round) update(t *testing.T) {
	tasks := r.chosen(r.stale())
	t.Logf("%d of %d defects have pairs to play", len(tasks), len(r.now.defects))
	left := r.each(t, tasks, func(one task, got toll) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.kept.put(one, got, r.now)
		if err := r.kept.write(keptFile); err != nil {
			t.Error(err)
		}
	})
	if left == 0 && len(tasks) == 0 {
		if err := r.kept.write(keptFile); err != nil { // what is no more is taken out
			t.Error(err)
		}
	}
	if left > 0 {
		t.Errorf("%d of %d defects are not played yet: run it again, it goes on where it was", left, len(tasks))
	}
}

func (r *round) check(t *testing.T) {
	stale := r.chosen(r.stale())
	tasks := append(stale, r.sample(stale)...)
	t.Logf("%d defects have stale pairs, %d more are a sample (seed %d)", len(stale), len(tasks)-len(stale), r.order.seed)
	left := r.each(t, tasks, func(one task, got toll) {
		if found := r.kept.differences(one, got); len(found) > 0 {
			t.Errorf("%s: %s%s\n\tif that is right: %s", one.defect, strings.Join(found, "; "), r.again(t, one, got), howUpdate)
		}
	})
	if left > 0 {
		t.Errorf("%d of %d defects have stale pairs and did not fit into %s: %s, and keep what it writes", left, len(tasks), r.order.limit, howUpdate)
	}
}

// again says whether other plays come to the same: what depends on luck is no
// result, and its cause is to be found first.
func (r *round) again(t *testing.T, one task, first toll) string {
	const times = 3
	same := 0
	for range times {
		got, err := r.play(t, one)
		if err == nil && len(matrixOf(one, first).differences(one, got)) == 0 {
			same++
		}
	}
	if same == times {
		return ""
	}
	return fmt.Sprintf(" (and not always: %d of %d more plays came to the same)", same, times)
}

// matrixOf is a matrix that keeps the result of one task only.
func matrixOf(one task, got toll) matrix {
	m := matrix{checks: map[string]string{}, defects: map[string]keptDefect{}}
	m.put(task{one.defect, nil}, got, digests{})
	return m
}

func (r *round) stale() []task {
	return r.kept.stale(r.now, func(id string) bool {
		one := r.bench.byID[id]
		return one != nil && slices.Contains(one.Tags, "@last")
	})
}

// chosen leaves those tasks that were asked for.
func (r *round) chosen(tasks []task) []task {
	if r.order.only == nil {
		return tasks
	}
	return slices.DeleteFunc(tasks, func(one task) bool { return !slices.Contains(r.order.only, one.defect) })
}

// sample are defects that are not stale, played whole all the same: they would show
// what the digests do not see, such as a change of the judge.
func (r *round) sample(stale []task) []task {
	var fresh []task
	for _, d := range defect.All() {
		if !slices.ContainsFunc(stale, func(one task) bool { return one.defect == d.Name }) {
			fresh = append(fresh, task{d.Name, nil})
		}
	}
	fresh = r.chosen(fresh)
	if r.order.only != nil {
		return fresh
	}
	luck := rand.New(rand.NewPCG(r.order.seed, 0))
	luck.Shuffle(len(fresh), func(i, k int) { fresh[i], fresh[k] = fresh[k], fresh[i] })
	return fresh[:min(r.order.sample, len(fresh))]
}

// play plays one task, without the pairs that are known to depend on luck.
func (r *round) play(t *testing.T, one task) (toll, error) {
	d, _ := defect.Lookup(one.defect)
	got, err := r.bench.play(t, d, one.checks)
	r.doubt.leave(one.defect, got)
	return got, err
}

// each plays tasks side by side until the time is over, and says how many are left
// or went wrong. One play more than there are processors: some checks wait.
func (r *round) each(t *testing.T, tasks []task, take func(task, toll)) (left int) {
	ctx := context.Background()
	if r.order.limit > 0 {
		limited, cancel := context.WithTimeout(ctx, r.order.limit)
		defer cancel()
		ctx = limited
	}
	open := make(chan task, len(tasks))
	for _, one := range tasks {
		open <- one
	}
	close(open)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) + 1 {
		workers.Go(func() {
			for one := range open {
				if ctx.Err() != nil {
					return
				}
				got, err := r.play(t, one)
				r.took(t, one, got, err, len(tasks), take)
			}
		})
	}
	workers.Wait()
	return len(tasks) - r.done
}

func (r *round) took(t *testing.T, one task, got toll, err error, total int, take func(task, toll)) {
	if err != nil {
		t.Error(err)
		return
	}
	take(one, got)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done++
	spent := time.Since(r.began)
	ahead := spent / time.Duration(r.done) * time.Duration(total-r.done)
	t.Logf("%d of %d, %s spent, about %s ahead: %s fails %d checks", r.done, total, spent.Round(time.Second), ahead.Round(time.Second), one.defect, len(got.failed))
}

// doubts are pairs that fail with luck only, with the reason why that is in their
// nature: by defect, then by check.
type doubts map[string]map[string]string

// readDoubts reads lines such as: DEFECT CHECK why it depends on luck.
func readDoubts(t *testing.T) doubts {
	t.Helper()
	all := doubts{}
	for line := range listed(t, "sometimes") {
		parts := strings.SplitN(line, " ", 3)
		if len(parts) < 3 {
			t.Fatalf("testdata/sometimes.txt: %q gives no reason", line)
		}
		if all[parts[0]] == nil {
			all[parts[0]] = map[string]string{}
		}
		all[parts[0]][parts[1]] = parts[2]
	}
	return all
}

// leave takes the pairs in doubt from a result.
func (d doubts) leave(name string, got toll) {
	for check := range d[name] {
		delete(got.failed, check)
	}
}
