package chaos

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"github.com/scimulator/scimulator/internal/exchange"
)

// Options of a plan. Only Profile is required.
type Options struct {
	Profile string // one of Profiles
	Seed    int64  // decides what happens; the same seed, the same mishaps for one caller
	OneIn   int    // an exchange in so many meets a mishap; 0 means 8
	Row     int    // mishaps at most in a row for the same request, so that a repetition gets through; 0 means 2
	// Unit of the delays: a latency is four units, a drip a byte each. 0 means 25 ms.
	Unit time.Duration
	// Concerns chooses the exchanges of a client that may be tampered with; nil means
	// what the identity provider sends.
	Concerns func(exchange.Label) bool
}

// The defaults of Options.
const (
	usualOneIn = 8
	usualRow   = 2
	usualUnit  = 25 * time.Millisecond
)

// Plan says of each exchange what happens to it. It is safe for concurrent use.
type Plan struct {
	options Options
	mishaps []Mishap
	bomb    func() []byte // a piece of the gzip body

	mu     sync.Mutex
	random *rand.Rand
	burst  int            // requests that a burst of errors still concerns
	row    map[string]int // mishaps in a row, by request
	counts map[Mishap]int
}

// New makes a plan. The error names the profiles that there are.
func New(o Options) (*Plan, error) {
	mishaps := Mishaps(o.Profile)
	if len(mishaps) == 0 {
		return nil, fmt.Errorf("%q is no profile of hostile conditions: there are %s", o.Profile, strings.Join(Profiles(), ", "))
	}
	o.OneIn, o.Row, o.Unit = orDefault(o.OneIn, usualOneIn), orDefault(o.Row, usualRow), orDefault(o.Unit, usualUnit)
	if o.Concerns == nil {
		o.Concerns = func(label exchange.Label) bool { return label.Purpose == exchange.Provisioning }
	}
	return &Plan{
		options: o, mishaps: mishaps, bomb: sync.OnceValue(bombPiece),
		random: rand.New(rand.NewPCG(uint64(o.Seed), 0x5c1)), row: map[string]int{}, counts: map[Mishap]int{},
	}, nil
}

func orDefault[T ~int | ~int64](value, fallback T) T {
	if value <= 0 {
		return fallback
	}
	return value
}

// event is what happens to one exchange. What is left open by the mishap, such as
// which status comes, is decided by variant.
type event struct {
	mishap  Mishap
	variant int // from 0 to below 1000
}

// rowsKept bounds what is remembered of requests that never came again.
const rowsKept = 4096

// decide says what happens to a request; key is the same for its repetitions.
func (p *Plan) decide(key string) event {
	p.mu.Lock()
	defer p.mu.Unlock()
	hit, chosen, variant := p.random.IntN(p.options.OneIn) == 0, p.mishaps[p.random.IntN(len(p.mishaps))], p.random.IntN(1000)
	if p.burst > 0 {
		p.burst--
		hit, chosen = true, Burst
	} else if hit && chosen == Burst {
		p.burst = 1 + variant%3
	}
	if !hit || p.row[key] >= p.options.Row {
		delete(p.row, key)
		return event{}
	}
	if len(p.row) >= rowsKept {
		clear(p.row)
	}
	p.row[key]++
	return event{chosen, variant}
}

// count notes that a mishap took place.
func (p *Plan) count(m Mishap) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.counts[m]++
}

// Counts tells how often each mishap took place so far.
func (p *Plan) Counts() map[Mishap]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.counts)
}
