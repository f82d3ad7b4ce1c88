// Package steps is the vocabulary of the checks: every sentence that a feature
// file may use, and what it does. A check sends literal requests and states
// literal expectations; what was not met is recorded, and judged elsewhere.
package steps

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/shape"
)

// Sender sends one request to the target. *client.Client is one.
type Sender interface {
	Do(ctx context.Context, r client.Request) (client.Response, error)
	Curl(r client.Request) string
}

// Stage is what all checks of a run share. It is safe for concurrent use.
type Stage struct {
	Sender      *Keyed             // to the target
	Second      Sender             // the same target as another tenant; nil when there is none
	Rejected    map[string]string  // tokens that the target has to turn away, by what is wrong with each
	Base        string             // tenant URL, as locations begin
	Marker      string             // part of the name of everything that is created
	Domain      string             // of the user names and addresses of created users
	Demands     map[string]Demands // what the target demands beyond the standard, by resource type
	Facts       *Facts             // what the target announces
	Shapes      *shape.Set         // JSON Schemas of SCIM messages, and the user's own
	Ledger      Ledger
	Application *profile.Profile // that the directory is connected to; may be nil
	Admin       *Keyed           // to the account side: an administrator uses the key that counts
	Beyond      Beyond           // sees what SCIM does not show; nil where the target file offers nothing
	Tenants     Tenants          // begins provisioning for a check; nil where there is no engine
	Watch       func(Seen)       // gets every answer; nil for none
	// Passive tells how many answers were judged by a requirement so far, and what
	// was found; nil where answers are not watched.
	Passive func(rule string) (judged int, breaches []Breach)
	Settle  time.Duration // until a write must show in reads; 0: at once
	Workers int           // requests at the same time in steps that ask for many

	next atomic.Int64
}

// Demands are what a target demands of every resource of a type (target file,
// data).
type Demands struct {
	Required []string            // paths of attributes
	Allowed  map[string][]string // path to the only values that it takes
}

// Ledger gets what a check creates, before the request and after the answer.
type Ledger interface {
	Intend(kind, name string) error
	Created(kind, id, name string)
	Refused(kind, name string)
	Removed(kind, id string)
}

// Seen is one answer, with the request that it answers.
type Seen struct {
	Request  client.Request
	Response client.Response
}

// number is a new number, for names that nobody else has.
func (s *Stage) number() int64 { return s.next.Add(1) }

// userName is a new user name. The marker stands in its local part, so that the
// resource can be told as ours (design §9).
func (s *Stage) userName(alias string) string {
	return fmt.Sprintf("%s.%s.%d@%s", alias, s.Marker, s.number(), s.Domain)
}

// text is a new name for anything else.
func (s *Stage) text(alias string) string {
	return fmt.Sprintf("%s %s %d", alias, s.Marker, s.number())
}
