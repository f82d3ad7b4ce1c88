package verdict

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// Harm is what a customer who provisions from Entra ID would suffer.
type Harm string

// The harms, worst first.
const (
	UsersLost    Harm = "users lost"    // accounts or memberships vanish, are duplicated or mixed up
	LockedOut    Harm = "locked out"    // somebody cannot get in or cannot be created
	SecurityHole Harm = "security hole" // access that should be gone, or was never granted
	SyncBlocked  Harm = "sync blocked"  // the job errors, retries for ever, or is quarantined
	DataDrift    Harm = "data drift"    // wrong or stale attributes
	Annoyance    Harm = "annoyance"     // no lasting harm
)

// Finding is one thing that is not as it should be, with the evidence.
type Finding struct {
	Outcome     Outcome          `json:"outcome"`
	Requirement requirement.ID   `json:"requirement"`
	Level       string           `json:"level"`    // of the requirement: MUST, SHOULD, documented, stated …
	Sentence    string           `json:"sentence"` // what the requirement says
	Harm        Harm             `json:"harm"`
	By          requirement.ID   `json:"by,omitempty"`       // what demands the contrary, of an overruled one
	Also        []requirement.ID `json:"also,omitempty"`     // other requirements that the same thing breaks
	Check       string           `json:"check,omitempty"`    // id of the check that found it
	Message     string           `json:"message"`            // what happened, in one sentence
	Object      string           `json:"object,omitempty"`   // alias in the source directory
	Resource    string           `json:"resource,omitempty"` // Users/{id} in the target
	Attribute   string           `json:"attribute,omitempty"`
	Expected    string           `json:"expected,omitempty"`
	Seen        string           `json:"seen,omitempty"`
	Cycle       int              `json:"cycle,omitempty"`     // number of the cycle, from 1
	Exchanges   []int64          `json:"exchanges,omitempty"` // ids in exchanges.ndjson
	Curl        string           `json:"curl,omitempty"`      // repeats the request, secret as $TOKEN
	Repeat      string           `json:"repeat,omitempty"`    // the command that repeats the judgment
	Hint        string           `json:"hint,omitempty"`      // how to fix it
	Count       int              `json:"count"`               // how often it was seen, when alike ones are folded
}

// Key is equal for findings with one cause: they are folded into one.
func (f Finding) Key() string {
	return strings.Join([]string{f.Outcome.String(), string(f.Requirement), f.Attribute, f.Message}, "\x00")
}
