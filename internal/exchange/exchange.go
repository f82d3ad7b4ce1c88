// Package exchange is the evidence: one request with its answer, masked when it
// is captured, so that a secret that was never stored cannot leak. Evidence
// goes to disk as it comes (Journal): nothing here grows with the requests.
package exchange

import (
	"net/http"
	"time"
)

// Purpose says on whose behalf a request was sent. Only Provisioning is the
// identity provider's own traffic; the others are ours and are counted apart.
type Purpose string

// The purposes.
const (
	Provisioning Purpose = "provisioning" // what Entra would send
	Verification Purpose = "verification" // reads that compare the target with the model
	Setup        Purpose = "setup"        // a scenario's given state
	Discovery    Purpose = "discovery"    // probe and capabilities
	Cleanup      Purpose = "cleanup"      // removal of what the run created
	Token        Purpose = "token"        // access tokens that the other requests need
)

// Label ties a request to what caused it.
type Label struct {
	Purpose Purpose `json:"purpose"`
	Object  string  `json:"object,omitempty"` // alias in the source directory
	Cycle   int     `json:"cycle,omitempty"`  // number of the cycle, from 1
}

// Exchange is one request and what came back. Bodies are the raw bytes with
// secrets masked, cut at MaxBody.
type Exchange struct {
	ID       int64 // from 1, in the order of sending
	Label    Label
	Started  time.Time     // real time
	Took     time.Duration // until the last byte of the answer
	Method   string
	URL      string
	Request  Message
	Status   int // 0 when there was no answer
	Response Message
	Fault    string // why there was no complete answer, "" when there was one
	Planted  string // the mishap that we made of it ourselves (--chaos), "" when the answer is the target's own
}

// MaxBody is how many bytes of a body are kept as evidence. A SCIM message that
// proves something is smaller; a flood must not fill the disk.
const MaxBody = 256 << 10

// Message is one side of an exchange. Read it, do not change it: header and
// body may be shared with what the client returned.
type Message struct {
	Header  http.Header
	Body    []byte
	Omitted int64 // bytes of the body beyond MaxBody, left out
}
