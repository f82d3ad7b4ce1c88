package verdict

import (
	"math"
	"slices"
	"testing"
	"time"
)

var noon = time.Date(2026, time.January, 5, 12, 0, 0, 0, time.UTC)

// A percentile is never below what was, and at most 6 % above it.
func TestMeterPercentiles(t *testing.T) {
	var m Meter
	var exact []float64
	for i := range 1000 {
		took := time.Duration(i*i+7) * 10 * time.Microsecond
		m.Add(noon, took, 200)
		exact = append(exact, float64(took)/1e6)
	}
	slices.Sort(exact)
	got := m.Latency()
	for _, one := range []struct{ got, want float64 }{{got.P50, exact[499]}, {got.P95, exact[949]}, {got.P99, exact[989]}} {
		if one.got < one.want || one.got > one.want*1.06 {
			t.Errorf("%g ms, want %g", one.got, one.want)
		}
	}
	if got.Count != 1000 || got.Max != exact[999] {
		t.Errorf("%d answers, the longest of %g ms", got.Count, got.Max)
	}
	var inBuckets int64
	for i, b := range got.Buckets {
		inBuckets += b.Count
		if below := countUpTo(exact, b.UpTo); below != inBuckets {
			t.Errorf("%d answers up to %g ms, want %d", inBuckets, b.UpTo, below)
		}
		if i > 0 && b.UpTo <= got.Buckets[i-1].UpTo {
			t.Errorf("bucket %d ends at %g ms, the one before at %g", i, b.UpTo, got.Buckets[i-1].UpTo)
		}
	}
}

func countUpTo(values []float64, bound float64) (n int64) {
	for _, v := range values {
		if v <= bound {
			n++
		}
	}
	return n
}

// What is nothing, at once, or longer than every step is counted, too.
func TestMeterExtremes(t *testing.T) {
	var m Meter
	if m.Latency() != nil || m.Rate() != 0 {
		t.Error("a meter that measured nothing tells something")
	}
	m.Add(noon, 0, 200)
	m.Add(noon, 2*time.Hour, 200)
	m.Add(noon, time.Minute, 0)
	got := m.Latency()
	if got.Count != 2 || got.Max != 7_200_000 || got.P99 != got.Max || got.Buckets[0].Count != 1 || got.Buckets[len(got.Buckets)-1].Count != 1 {
		t.Errorf("%+v", got)
	}
}

// The rate is that of what was served in the whole time: refusals and pauses lower
// it, and requests side by side raise it.
func TestMeterRate(t *testing.T) {
	second := func(n float64) time.Time { return noon.Add(time.Duration(n * float64(time.Second))) }
	for name, test := range map[string]struct {
		statuses []int
		gap      float64
		want     float64
	}{
		"one after another": {[]int{200, 201, 404, 204}, 1, 1},
		"side by side":      {[]int{200, 201, 404, 501}, 0, 4},
		"refused":           {[]int{200, 429, 503, 0}, 1, 0.25},
		"with pauses":       {[]int{200, 200}, 3, 0.5},
	} {
		var m Meter
		for i, status := range test.statuses {
			m.Add(second(float64(i)*test.gap), time.Second, status)
		}
		if got := m.Rate(); math.Abs(got-test.want) > 1e-9 {
			t.Errorf("%s: %g requests/s, want %g", name, got, test.want)
		}
	}
}

// A threshold decides only where the verdict leaves nothing to say.
func TestExitCodeOfARun(t *testing.T) {
	for _, test := range []struct {
		verdict Verdict
		met     []bool
		want    int
	}{
		{Conformant, nil, 0}, {Conformant, []bool{true}, 0}, {Conformant, []bool{true, false}, 4}, {Partial, []bool{false}, 4},
		{NoVerdict, []bool{false}, 3}, {Failed, []bool{false, false}, 1},
	} {
		run := Run{Verdict: test.verdict}
		for _, met := range test.met {
			run.Thresholds = append(run.Thresholds, Threshold{Name: MinRate, Met: met})
		}
		if got := run.ExitCode(); got != test.want {
			t.Errorf("%s with thresholds %v: exit %d, want %d", test.verdict, test.met, got, test.want)
		}
	}
}
