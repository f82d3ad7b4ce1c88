package directory

import (
	"runtime"
	"testing"
	"time"
)

// BenchmarkGenerate reports how long a crowd of 100,000 takes and how many bytes
// a user of it takes, memberships and managers included (design §11: a million
// fit beside the engine in 2 GiB).
func BenchmarkGenerate(b *testing.B) {
	const users = 100_000
	for b.Loop() {
		before := heap()
		began := time.Now()
		d := New(Options{Seed: 1, Marking: Marking{Marker: "sim012345"}})
		if err := d.Generate(Crowd{Users: users, Groups: users / 50, Seed: 1, Assigned: true}); err != nil {
			b.Fatal(err)
		}
		took := time.Since(began)
		b.ReportMetric(float64(heap()-before)/users, "B/user")
		b.ReportMetric(took.Seconds()*1e6/users, "µs/user")
		runtime.KeepAlive(d)
	}
}

func heap() int64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}

// BenchmarkChanges reports what reading 10 changes costs among 100,000 users,
// relative to 1,000.
func BenchmarkChanges(b *testing.B) {
	small, large := changed(b, 1000), changed(b, 100_000)
	var smallTook, largeTook time.Duration
	for b.Loop() { // in turns, so that other load on the machine hits both alike
		smallTook += timed(small)
		largeTook += timed(large)
	}
	b.ReportMetric(float64(largeTook)/float64(smallTook), "ratio")
}

// changed is a directory with ten changes in the feed, and its reader.
func changed(b *testing.B, users int) func() Delta {
	d := New(Options{})
	if err := d.Generate(Crowd{Users: users, Groups: users / 50, Assigned: true}); err != nil {
		b.Fatal(err)
	}
	mark := d.Watermark()
	for i := range 10 {
		if err := d.Update(d.users.order[i*users/10], attrs{"city": "Kyoto"}); err != nil {
			b.Fatal(err)
		}
	}
	return func() Delta { return d.Changes(mark) }
}

func timed(read func() Delta) time.Duration {
	began := time.Now()
	for range 100 {
		read()
	}
	return time.Since(began)
}
