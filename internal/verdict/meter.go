package verdict

import (
	"math"
	"slices"
	"sync"
	"time"
)

// Meter measures how a target answers while it is asked: how many requests a
// second it serves, and how long its answers take. Its memory does not grow with
// the requests. The zero value is ready; it is safe for concurrent use.
type Meter struct {
	mu     sync.Mutex
	first  time.Time // the first request began
	last   time.Time // the last answer, or the end of waiting for it
	served int64
	count  int64
	max    time.Duration
	steps  [meterSteps + 1]int64 // the last one holds what is longer than all
}

// Steps of the meter: forty for each factor of ten from 10 µs to 1000 s, so that a
// percentile is at most 6 % above what was.
const (
	meterStart  = 0.01 // ms
	meterDecade = 40
	meterSteps  = 8 * meterDecade
	meterFold   = 4 // steps in one bucket of the drawing
)

// Add notes one request. status is that of the answer, 0 where there was none.
// Refused for the load, or failed, is not served; its time counts.
func (m *Meter) Add(began time.Time, took time.Duration, status int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.first.IsZero() || began.Before(m.first) {
		m.first = began
	}
	if end := began.Add(took); end.After(m.last) {
		m.last = end
	}
	if status == 0 {
		return
	}
	if served(status) {
		m.served++
	}
	m.count, m.max = m.count+1, max(m.max, took)
	m.steps[stepOf(took)]++
}

// served: 429 and server errors say that it was too much; 501 says that it never
// will be.
func served(status int) bool { return status != 429 && (status < 500 || status == 501) }

func stepOf(took time.Duration) int {
	step := math.Ceil(meterDecade * math.Log10(milliseconds(took)/meterStart))
	return int(min(max(step, 0), meterSteps))
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// bound is the upper end of a step in milliseconds.
func bound(step int) float64 { return meterStart * math.Pow(10, float64(step)/meterDecade) }

// Rate is how many requests a second were served, from the beginning of the first
// request to the last answer: pauses that the target asked for count.
func (m *Meter) Rate() float64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	if span := m.last.Sub(m.first); span > 0 {
		return float64(m.served) / span.Seconds()
	}
	return 0
}

// Latency is the distribution of the answers; nil where there was none.
func (m *Meter) Latency() *Latency {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.count == 0 {
		return nil
	}
	return &Latency{Count: m.count, P50: m.quantile(0.50), P95: m.quantile(0.95), P99: m.quantile(0.99), Max: milliseconds(m.max), Buckets: m.buckets()}
}

// quantile is an upper bound: what is told is never better than what was.
func (m *Meter) quantile(q float64) float64 {
	left := int64(math.Ceil(q * float64(m.count)))
	for step, n := range m.steps[:meterSteps] {
		if left -= n; left <= 0 {
			return min(bound(step), milliseconds(m.max))
		}
	}
	return milliseconds(m.max)
}

// buckets are the steps for the drawing, without the empty ones at both ends. What
// is longer than all steps stands in the last.
func (m *Meter) buckets() []Bucket {
	var all []Bucket
	for step := 0; step <= meterSteps; step += meterFold {
		one := Bucket{UpTo: bound(step)}
		for _, n := range m.steps[max(0, step-meterFold+1) : step+1] {
			one.Count += n
		}
		all = append(all, one)
	}
	some := func(b Bucket) bool { return b.Count > 0 }
	first := slices.IndexFunc(all, some)
	slices.Reverse(all)
	all = all[slices.IndexFunc(all, some):]
	slices.Reverse(all)
	return all[first:]
}
