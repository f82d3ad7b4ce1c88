package certify_test

import (
	"cmp"
	"fmt"
	"maps"
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
	usualFresh = 12               // defects of the sample
)

// Every defect is played against every check, and what comes of it is kept. With
// SCIMULATOR_MATRIX=check, what is stale is played and so is a sample of what is
// not; the kept result must say the same. A defect of which nothing is kept yet is
// told, and published as such. With SCIMULATOR_MATRIX=update, what is
// stale is played and kept; one may end it at any time, it goes on where it was.
//
// SCIMULATOR_MATRIX_ONLY names defects, separated by commas, to be played instead:
// when checking, whole; SCIMULATOR_MATRIX_SEED chooses another sample,
// SCIMULATOR_MATRIX_SAMPLE its size, and SCIMULATOR_MATRIX_TIME, such as 5m, how long
// it may take.
func TestMatrix(t *testing.T) {
	order, err := readOrder(os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	if order.mode == "" {
		t.Skip("the matrix is played where SCIMULATOR_MATRIX is check or update")
	}
	r := newRound(t, order)
	for _, problem := range r.run() {
		t.Error(problem)
	}
}

// order is what the environment asks for.
type order struct {
	mode   string // "check", "update", or "" for nothing
	only   []string
	seed   uint64 // 0: that of the server, so that one state of it is always played the same
	sample int
	limit  time.Duration // 0 for none
}

func readOrder(getenv func(string) string) (order, error) {
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
	if o.seed, err = strconv.ParseUint(cmp.Or(getenv("SCIMULATOR_MATRIX_SEED"), "0"), 10, 64); err != nil {
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
	file  string
	kept  matrix
	now   digests
	last  func(check string) bool // looks back at all others
	play  func(task) (toll, error)
	tell  func(format string, args ...any)
	began time.Time

	mu       sync.Mutex // of what follows, and of kept while it grows
	done     int
	problems []string
}

func newRound(t *testing.T, o order) *round {
	t.Helper()
	b, doubts, root := newBench(t), readDoubts(t), os.DirFS("../..")
	r := &round{order: o, file: keptFile, last: b.last, tell: t.Logf, began: time.Now()}
	// A task is played without the pairs that are known to depend on luck.
	r.play = func(one task) (toll, error) {
		d, _ := defect.Lookup(one.defect)
		ids := one.checks
		if ids == nil {
			ids = r.now.narrow[one.defect]
		}
		got, err := b.play(t, d, ids)
		doubts.leave(one.defect, got)
		if one.checks == nil && err == nil {
			b.meet(t, d, &got)
		}
		return got, err
	}
	r.now.narrow = b.narrow(t)
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	var err error
	r.now.server, err = serverDigest(root)
	must(err)
	r.now.checks, err = checkDigests(root, b.checks)
	must(err)
	r.now.defects, err = defectDigests(root, defect.All())
	must(err)
	r.kept, err = readMatrix(r.file)
	must(err)
	if r.order.seed == 0 {
		r.order.seed, err = strconv.ParseUint(r.now.server, 16, 64)
		must(err)
	}
	return r
}

// run does what was ordered, and says what is wrong.
func (r *round) run() []string {
	r.kept.meet(r.now)
	stale := r.chosen(r.kept.stale(r.now, r.last))
	if r.order.mode == "update" {
		r.update(stale)
	} else {
		r.check(r.known(stale))
	}
	return r.problems
}

// known leaves out what was never played, and tells how much that is.
func (r *round) known(tasks []task) []task {
	all := len(tasks)
	tasks = slices.DeleteFunc(tasks, func(one task) bool {
		_, kept := r.kept.defects[one.defect]
		return !kept
	})
	if missing := all - len(tasks); missing > 0 {
		r.tell("nothing is kept yet of %d of %d defects: %s", missing, len(r.now.defects), howUpdate)
	}
	return tasks
}

func (r *round) update(stale []task) {
	r.tell("%d of %d defects have pairs to play", len(stale), len(r.now.defects))
	r.keep() // what is no more is taken out, and what is stale says so
	left := r.each(stale, func(one task, got toll) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.kept.put(one, got, r.now)
		r.keep()
	})
	if left > 0 {
		r.wrong("%d of %d defects are not played yet: run it again, it goes on where it was", left, len(stale))
	}
}

func (r *round) keep() {
	if err := r.kept.write(r.file); err != nil {
		r.problems = append(r.problems, err.Error())
	}
}

func (r *round) check(stale []task) {
	tasks := append(stale, r.sample(stale)...)
	r.tell("%d defects have stale pairs, %d more are a sample (seed %d)", len(stale), len(tasks)-len(stale), r.order.seed)
	left := r.each(tasks, func(one task, got toll) {
		if found := r.kept.differences(one, got); len(found) > 0 {
			r.wrong("%s: %s%s\n\tif that is right: %s", one.defect, strings.Join(found, "; "), r.again(one, got), howUpdate)
		}
	})
	if left > 0 {
		r.wrong("%d of %d defects did not fit into %s, or could not be played: %s, and keep what it writes", left, len(tasks), r.order.limit, howUpdate)
	}
}

func (r *round) wrong(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.problems = append(r.problems, fmt.Sprintf(format, args...))
}

// again says whether other plays come to the same: what depends on luck is no
// result, and its cause is to be found first.
func (r *round) again(one task, first toll) string {
	const times = 3
	same := 0
	for range times {
		got, err := r.play(one)
		if err == nil && got.same(first) {
			same++
		}
	}
	if same == times {
		return ""
	}
	return fmt.Sprintf(" (and not always: %d of %d more plays came to the same)", same, times)
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
	for _, name := range slices.Sorted(maps.Keys(r.now.defects)) {
		_, kept := r.kept.defects[name]
		if kept && !slices.ContainsFunc(stale, func(one task) bool { return one.defect == name }) {
			fresh = append(fresh, task{name, nil})
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

// each plays tasks side by side until the time is over, and says how many are left
// or went wrong. Two plays more than there are processors: some checks wait, and
// under some defects all do.
func (r *round) each(tasks []task, take func(task, toll)) (left int) {
	open := make(chan task, len(tasks))
	for _, one := range tasks {
		open <- one
	}
	close(open)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) + 2 {
		workers.Go(func() {
			for one := range open {
				if r.order.limit > 0 && time.Since(r.began) > r.order.limit {
					return
				}
				got, err := r.play(one)
				if err != nil {
					r.wrong("%v", err)
					continue
				}
				take(one, got)
				r.count(one, got, len(tasks))
			}
		})
	}
	workers.Wait()
	return len(tasks) - r.done
}

func (r *round) count(one task, got toll, total int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done++
	spent := time.Since(r.began)
	ahead := spent / time.Duration(r.done) * time.Duration(total-r.done)
	r.tell("%d of %d, %s spent, about %s ahead: %s fails %d checks", r.done, total, spent.Round(time.Second), ahead.Round(time.Second), one.defect, len(got.failed))
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

// narrow are the checks of the defects that are too slow for all of them. The
// lines of the list read: DEFECT FOLDER why, where the folder is one of checks.
func (b *bench) narrow(t *testing.T) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for line := range listed(t, "narrow") {
		parts := strings.SplitN(line, " ", 3)
		if _, known := defect.Lookup(parts[0]); !known || len(parts) < 3 {
			t.Fatalf("testdata/narrow.txt: %q is no defect with a folder and a reason", line)
		}
		for _, one := range b.checks {
			if one.Is(parts[1]) {
				all[parts[0]] = append(all[parts[0]], one.ID)
			}
		}
		if all[parts[0]] == nil { // it would be taken for all
			t.Fatalf("testdata/narrow.txt: there is no check in %s", parts[1])
		}
	}
	return all
}
