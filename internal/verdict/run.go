package verdict

import "time"

// Run is one finished run as a value: every report is a function of it. It is
// what run.json holds (schemas/format/run.schema.json).
type Run struct {
	APIVersion  string     `json:"apiVersion"`
	Kind        string     `json:"kind"`
	ID          string     `json:"id"`
	Tool        Tool       `json:"tool"`
	Command     string     `json:"command"` // simulate
	Scenario    string     `json:"scenario"`
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
	Name         string   `json:"name"`
	Outcome      Outcome  `json:"outcome"`
	Reason       string   `json:"reason,omitempty"`
	Requirements []string `json:"requirements,omitempty"`
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
