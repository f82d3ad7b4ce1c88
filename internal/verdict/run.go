package verdict

import (
	"time"

	"github.com/scimulator/scimulator/internal/requirement"
)

// Run is one finished run as a value: every report is a function of it. It is
// what run.json holds (schemas/format/run.schema.json).
type Run struct {
	APIVersion  string     `json:"apiVersion"`
	Kind        string     `json:"kind"`
	ID          string     `json:"id"`
	Tool        Tool       `json:"tool"`
	Command     string     `json:"command"`            // simulate | certify
	Scenario    string     `json:"scenario,omitempty"` // of simulate
	Suite       string     `json:"suite,omitempty"`    // of certify: rfc | entra | documented | full
	Pack        string     `json:"pack,omitempty"`     // whose tests are rehearsed, "" for our own
	Title       string     `json:"title,omitempty"`
	Profile     string     `json:"profile"`
	Dialect     string     `json:"dialect"`
	Target      Subject    `json:"target"`
	Seed        int64      `json:"seed"`
	Marker      string     `json:"marker"`
	Began       time.Time  `json:"began"` // real time
	Ended       time.Time  `json:"ended"`
	Virtual     Span       `json:"virtual"`
	Verdict     Verdict    `json:"verdict"`
	Interrupted bool       `json:"interrupted,omitempty"`
	Tally       Tally      `json:"tally"`
	Checks      []Check    `json:"checks"`
	Findings    []Finding  `json:"findings"`
	Cycles      []Cycle    `json:"cycles"`
	Figures     Figures    `json:"figures"`
	Leftovers   []Leftover `json:"leftovers,omitempty"`
	Aliases     []Alias    `json:"aliases,omitempty"`

	Requirements []Judged    `json:"requirements,omitempty"` // what each requirement came to, in the order of the catalogue
	Deviations   []Deviation `json:"deviations,omitempty"`   // the baseline, entry by entry
	Rehearsal    []Rehearsed `json:"rehearsal,omitempty"`    // the tests of a pack
	ForeignData  *Untouched  `json:"foreignData,omitempty"`
	Thresholds   []Threshold `json:"thresholds,omitempty"`
	Resumed      *Resumed    `json:"resumed,omitempty"` // nil for a run in one piece
	Shard        *Shard      `json:"shard,omitempty"`   // nil for a whole run
	Missing      *Missing    `json:"missing,omitempty"` // of a merged run; nil when it is complete
	Chaos        *Chaos      `json:"chaos,omitempty"`   // the hostile conditions of the run; nil for none
}

// Chaos are the hostile conditions that a run made for itself (--chaos). What an
// exchange showed that met a mishap was held against nobody.
type Chaos struct {
	Profile string         `json:"profile"`
	Seed    int64          `json:"seed"`
	Mishaps map[string]int `json:"mishaps"` // how many exchanges met each of them
}

// Total is how many exchanges met a mishap.
func (c Chaos) Total() int {
	total := 0
	for _, count := range c.Mishaps {
		total += count
	}
	return total
}

// Tool names the program that ran.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Subject is the target of a run.
type Subject struct {
	Name    string `json:"name"`
	Base    string `json:"base"`
	Foreign bool   `json:"foreign"` // not started in-process by this command
}

// Span is a stretch of virtual time.
type Span struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Check is one thing that was judged, with its outcome.
type Check struct {
	ID           string   `json:"id,omitempty"` // rfc7644/3.3/a-created-user-is-answered-201; "" in a simulation
	Name         string   `json:"name"`
	Feature      string   `json:"feature,omitempty"` // title of its feature
	Source       string   `json:"source,omitempty"`  // features/rfc7644/3.3.feature:12
	Outcome      Outcome  `json:"outcome"`
	Reason       string   `json:"reason,omitempty"`
	Cause        string   `json:"cause,omitempty"` // id of the check whose failure this one follows from
	Unmet        bool     `json:"unmet,omitempty"` // what it needs first could not be had
	Core         bool     `json:"core,omitempty"`  // belongs to the core of the suite
	Requirements []string `json:"requirements,omitempty"`
	Milliseconds float64  `json:"milliseconds,omitempty"` // real time
	Position     int      `json:"position,omitempty"`     // in a part: which of all chosen checks it is, from 1; a merged run has their order
}

// Judged is what all checks of a run say about one requirement.
type Judged struct {
	ID      requirement.ID `json:"id"`
	Source  string         `json:"source"` // RFC 7644 §3.3
	Level   string         `json:"level"`
	Outcome Outcome        `json:"outcome"`
	Reason  string         `json:"reason,omitempty"` // why it was not judged, or was overruled
	Checks  []string       `json:"checks,omitempty"` // ids
}

// Deviation is an entry of the baseline, and what the run makes of it.
type Deviation struct {
	Requirement requirement.ID `json:"requirement,omitempty"`
	Check       string         `json:"check,omitempty"`
	Because     string         `json:"because"`
	Owner       string         `json:"owner"`
	Until       string         `json:"until,omitempty"` // 2026-12-31
	State       string         `json:"state"`           // known | stale | unmatched | expired
}

// Rehearsed is a test of somebody else's, played by our checks.
type Rehearsed struct {
	Test    string   `json:"test"` // its name, as its owner gives it
	Outcome Outcome  `json:"outcome"`
	Reason  string   `json:"reason,omitempty"`
	Checks  []string `json:"checks,omitempty"` // ids
}

// Untouched compares what was on the target before the run and after it, but
// for what the run created (design §9).
type Untouched struct {
	Before  int      `json:"before"` // resources that are not ours
	After   int      `json:"after"`
	Changed []string `json:"changed,omitempty"` // Users/{id}: changed, gone or new
	Note    string   `json:"note,omitempty"`    // why it could not be compared
}

// Resumed says how a simulation went on that was killed, the last time.
type Resumed struct {
	Times      int `json:"times"`      // how often it was resumed
	Answers    int `json:"answers"`    // taken from its journal
	Settled    int `json:"settled"`    // requests whose answer was lost, settled by looking
	CarriedOut int `json:"carriedOut"` // of them, those that the target had carried out
}

// Shard says which part of the checks a run played. A shard judges its own
// checks only: whether an entry of the baseline is stale or matches nothing is
// known when all parts are merged, so it counts neither in the tally nor in the
// verdict of a shard.
type Shard struct {
	Index int `json:"index"` // from 1
	Total int `json:"total"`
}

// Missing says which parts a merged run lacks. It is then partial at best, and
// what is stale in the baseline is not known, as in a shard.
type Missing struct {
	Parts []int `json:"parts"` // from 1
	Total int   `json:"total"`
}

// Cycle is what one provisioning cycle came to.
type Cycle struct {
	Number   int            `json:"number"`
	Initial  bool           `json:"initial"`
	Began    time.Time      `json:"began"`            // virtual
	Ended    time.Time      `json:"ended"`            // virtual, modelled
	Events   []string       `json:"events,omitempty"` // what the directory did before it
	Requests map[string]int `json:"requests"`
	Actions  map[string]int `json:"actions"`
	Skipped  int            `json:"skipped"`
	Failed   int            `json:"failed"`
	Lines    []Line         `json:"lines,omitempty"` // at most LineLimit of them
	Omitted  int            `json:"omitted,omitempty"`
	Problem  string         `json:"problem,omitempty"` // the connection test failed
}

// LineLimit is how many lines of a cycle a run keeps; the whole provisioning
// log is in provisioning.ndjson.
const LineLimit = 40

// Line is one entry of the provisioning log, for people.
type Line struct {
	Kind   string `json:"kind"`
	Object string `json:"object"`
	Action string `json:"action"`
	Status string `json:"status"`
	Code   string `json:"code,omitempty"`
	Detail string `json:"detail,omitempty"`
}

// Figures of a run. Rates and latencies are real time.
type Figures struct {
	Requests     map[string]int `json:"requests"` // the identity provider's traffic
	Verification int            `json:"verification"`
	Resources    int            `json:"resources"` // read back and compared
	Milliseconds int64          `json:"milliseconds"`
	Latency      *Latency       `json:"latency,omitempty"`
}

// Latency is the distribution of how long answers took, in milliseconds of real
// time.
type Latency struct {
	Count int64   `json:"count"`
	P50   float64 `json:"p50"`
	P95   float64 `json:"p95"`
	P99   float64 `json:"p99"`
	Max   float64 `json:"max"`
	// Buckets counts answers by upper bound, for the drawing.
	Buckets []Bucket `json:"buckets,omitempty"`
}

// Bucket counts the answers that took at most so many milliseconds, and longer
// than those of the bucket before.
type Bucket struct {
	UpTo  float64 `json:"upTo"`
	Count int64   `json:"count"`
}

// Leftover is something of ours that the target refused to delete.
type Leftover struct {
	Resource string `json:"resource"` // Users/{id}
	Name     string `json:"name"`
	State    string `json:"state"` // disabled | refused | unknown
	Reason   string `json:"reason"`
}

// Alias ties a name of the story to a resource of the target.
type Alias struct {
	Object   string `json:"object"`
	Resource string `json:"resource"`
}
