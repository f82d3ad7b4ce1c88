package scenario

import (
	"encoding/json"
	"strconv"

	"github.com/scimulator/scimulator/internal/profile"
)

// Operation is what the operator does with the job; exactly one field is set.
type Operation struct {
	Start          bool         `json:"start,omitempty"`
	Pause          bool         `json:"pause,omitempty"`
	Restart        *Restart     `json:"restart,omitempty"`
	SetCredentials *Credentials `json:"setCredentials,omitempty"`
	EditMapping    *MappingEdit `json:"editMapping,omitempty"`
	EditScope      *ScopeEdit   `json:"editScope,omitempty"`
	AllowDeletes   bool         `json:"allowDeletes,omitempty"`
}

// Restart names what the job forgets (E-1.29); nothing named is the restart of
// the portal (E-1.28).
type Restart struct {
	Scope []string `json:"scope,omitempty"`
}

// Credentials are another secret token, by an alias: never the secret itself. The
// alias "invalid" stands for a token that no target knows.
type Credentials struct {
	Token string `json:"token"`
}

// Invalid is the alias of a token that no target knows.
const Invalid = "invalid"

// MappingEdit changes, adds or removes one attribute mapping (E-1.31).
type MappingEdit struct {
	Of         string `json:"of"` // users | groups
	Target     string `json:"target"`
	Source     string `json:"source,omitempty"`
	Expression string `json:"expression,omitempty"`
	Constant   string `json:"constant,omitempty"`
	Remove     bool   `json:"remove,omitempty"`
}

// ScopeEdit changes who is in scope; what is left out stays as it is, and an
// empty list of filters takes all of them away.
type ScopeEdit struct {
	Sync    string            `json:"sync,omitempty"` // assigned | all
	Filters *[]profile.Filter `json:"filters,omitempty"`
}

// Fault is how the target or the wire misbehaves for a while. It is played between
// the engine and the target, so that nothing of it reaches the target and nothing
// of it is held against it.
type Fault struct {
	Answer     Answer   `json:"answer"`
	On         string   `json:"on,omitempty"` // a signature such as "POST /Users"; all (default)
	For        Duration `json:"for,omitempty"`
	Times      int      `json:"times,omitempty"`
	RetryAfter int      `json:"retryAfter,omitempty"` // seconds, with 429 and 503
}

// Answer is what comes instead of the target's: a status, or a word.
type Answer string

// The answers that are words.
const (
	Timeout      Answer = "timeout"      // none in time
	Refused      Answer = "refused"      // nothing listens
	Unauthorized Answer = "unauthorized" // 401: the token in use is refused
	HTML         Answer = "html"         // 200 with a page, such as a login
)

// UnmarshalJSON reads a status or a word.
func (a *Answer) UnmarshalJSON(raw []byte) error {
	var status int
	if json.Unmarshal(raw, &status) == nil {
		*a = Answer(strconv.Itoa(status))
		return nil
	}
	return json.Unmarshal(raw, (*string)(a))
}

// Everything is the signature of a fault that hits every request.
const Everything = "all"

// JobSight is what the status of the job should show (E-1.3); what is left out is
// not compared.
type JobSight struct {
	Code          string `json:"code,omitempty"`     // E-1.4
	Schedule      string `json:"schedule,omitempty"` // state of the schedule (E-1.5)
	Interval      string `json:"interval,omitempty"` // ISO 8601
	Last          string `json:"last,omitempty"`     // state of the last cycle (E-1.6)
	Reason        string `json:"reason,omitempty"`   // of the quarantine (E-7.10)
	EscrowsPruned *bool  `json:"escrowsPruned,omitempty"`
	Notices       *int   `json:"notices,omitempty"` // e-mails sent so far (E-7.16)
}

// DemandSight is what the last on-demand provisioning should have come to (E-10.2).
type DemandSight struct {
	Result string `json:"result"` // Success | Skipped | Failure
	Code   string `json:"code,omitempty"`
}
