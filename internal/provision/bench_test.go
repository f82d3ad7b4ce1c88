package provision_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/provision/dialect"
)

// mirror is a target that costs next to nothing: it keeps the body of every
// creation and shows it again.
type mirror struct {
	bodies    map[string][]byte
	requests  int
	stateless bool // keeps nothing: for measuring what the engine keeps
}

func (m *mirror) Send(_ context.Context, r provision.Request) (provision.Response, error) {
	m.requests++
	switch r.Operation {
	case provision.Probe, provision.Match:
		return provision.Response{Status: http.StatusOK, Body: []byte(`{"totalResults":0,"Resources":[]}`)}, nil
	case provision.Create:
		id := fmt.Sprintf("%032d", m.requests) // as long as a GUID
		body, err := json.Marshal(map[string]string{"id": id})
		if err != nil {
			return provision.Response{}, err
		}
		if !m.stateless {
			m.bodies[id] = append([]byte(`{"id":"`+id+`",`), r.Body[1:]...)
		}
		return provision.Response{Status: http.StatusCreated, Body: body}, nil
	case provision.Read:
		return provision.Response{Status: http.StatusOK, Body: m.bodies[r.ID]}, nil
	}
	return provision.Response{Status: http.StatusNoContent}, nil
}

type silence struct{}

func (silence) Record(provision.Record) {}

// plant is a directory of users in groups of about 50, its job, and a mirror.
type plant struct {
	directory *directory.Directory
	job       *provision.Job
	target    *mirror
	clock     *clock.Virtual
	turn      int
}

func newPlant(b *testing.B, users int) *plant {
	b.Helper()
	p := &plant{directory: directory.New(directory.Options{Start: monday}), target: &mirror{bodies: map[string][]byte{}}, clock: clock.NewVirtual(monday)}
	if err := p.directory.Generate(directory.Crowd{Users: users, Groups: users / 50, Seed: 1, Assigned: true}); err != nil {
		b.Fatal(err)
	}
	wire, _ := dialect.Lookup("entra")
	var err error
	p.job, err = provision.NewJob(provision.Config{
		Profile: application(), Dialect: wire, Directory: p.directory, Target: p.target, Log: silence{}, Clock: p.clock, Seed: 1,
	})
	if err != nil {
		b.Fatal(err)
	}
	return p
}

func (p *plant) cycle(b *testing.B) time.Duration {
	began := time.Now()
	report, err := p.job.Cycle(context.Background())
	took := time.Since(began)
	if err != nil || report.Failed > 0 || report.Probe != nil {
		b.Fatalf("error %v, report %+v", err, report)
	}
	until := p.clock.Now().Add(provision.Interval)
	if err := p.clock.Until(context.Background(), until); err != nil {
		b.Fatal(err)
	}
	p.directory.Tick(until)
	return took
}

// change changes ten users and memberships, other ones every time.
func (p *plant) change(b *testing.B) {
	users, groups := p.job.Links()
	for i := range 8 {
		p.turn++
		id := fmt.Sprintf("user-%06d", 1+(p.turn*users/8+p.turn)%users)
		if err := p.directory.Update(id, attrs{"surname": fmt.Sprint("Turn", p.turn, i)}); err != nil {
			b.Fatal(err)
		}
	}
	group := p.directory.Group(fmt.Sprintf("group-%04d", 1+p.turn%groups))
	for member := range group.Members() {
		if err := p.directory.RemoveMember(group.ID, member); err != nil {
			b.Fatal(err)
		}
		if err := p.directory.Assign(member); err != nil {
			b.Fatal(err)
		}
		break
	}
}

// BenchmarkIncremental reports what an incremental cycle with ten changes costs
// among 100,000 users, relative to 1,000 (design §11: ratio ≤ 1.3).
func BenchmarkIncremental(b *testing.B) {
	small, large := newPlant(b, 1000), newPlant(b, 100_000)
	small.cycle(b)
	large.cycle(b)
	var smallTook, largeTook []time.Duration
	for b.Loop() { // in turns, so that other load on the machine hits both alike
		small.change(b)
		smallTook = append(smallTook, small.cycle(b))
		large.change(b)
		largeTook = append(largeTook, large.cycle(b))
	}
	b.ReportMetric(float64(median(largeTook))/float64(median(smallTook)), "ratio")
	b.ReportMetric(median(smallTook).Seconds()*1e6, "µs/cycle")
}

// median, because a single garbage collection outweighs a hundred cycles.
func median(took []time.Duration) time.Duration {
	slices.Sort(took)
	return took[len(took)/2]
}

// BenchmarkIdle reports how long the 1,080 idle cycles of 30 days take among
// 10,000 users (design §11: under 5 s, target included).
func BenchmarkIdle(b *testing.B) {
	p := newPlant(b, 10_000)
	p.cycle(b)
	for b.Loop() {
		began := time.Now()
		for range 1080 {
			p.cycle(b)
		}
		b.ReportMetric(time.Since(began).Seconds(), "s/30days")
	}
}

// BenchmarkMemory reports the bytes a user takes in the source directory and in
// the engine after an initial cycle (design §11: at most 1 KiB in the engine, a
// million users in both within 2 GiB).
func BenchmarkMemory(b *testing.B) {
	const users = 100_000
	for b.Loop() {
		empty := heap()
		p := newPlant(b, users)
		p.target.stateless = true
		source := heap()
		p.cycle(b)
		both := heap()
		b.ReportMetric(float64(source-empty)/users, "B/user-source")
		b.ReportMetric(float64(both-source)/users, "B/user-engine")
		b.ReportMetric(float64(both-empty)/users*1e6/(1<<30), "GiB/million")
		runtime.KeepAlive(p)
	}
}

func heap() int64 {
	runtime.GC()
	runtime.GC() // what finalizers held is gone after the second
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}
