package provision

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/scim"
)

// Kind is an object type of the source and the target.
type Kind string

// The two kinds Entra provisions.
const (
	User  Kind = "User"
	Group Kind = "Group"
)

// Endpoint is the path of the kind (RFC 7644 §3.2).
func (k Kind) Endpoint() string { return "/" + string(k) + "s" }

// Operation says what a request is for.
type Operation string

// The operations of the client.
const (
	Probe  Operation = "probe" // connection test (E-1.10)
	Match  Operation = "match"
	Read   Operation = "read"
	Create Operation = "create"
	Update Operation = "update"
	Delete Operation = "delete"
	Whole  Operation = "whole" // a group is written whole (E-5.49)
	Check  Operation = "check" // is a reference there already (E-5.9)
)

// Request is one SCIM request the engine wants sent.
type Request struct {
	Operation Operation
	Kind      Kind
	Object    string // alias in the source directory, "" for probes
	ID        string // of the resource in the target, "" for queries and creation
	Query     string // raw query
	Body      []byte
	Media     dialect.Media // of the headers (E-5.4)
	// Attribute and Value are the matching attribute and its operand, of a
	// match or probe; Excluded is the attribute the query leaves out.
	Attribute, Value, Excluded string
	// Effect is what the request means for the person: disable or enable.
	Effect Action
	// Doubtful is the rule of a form that was only observed or inferred, or that the
	// service has given up; "" for a form that is documented. A target may refuse it.
	Doubtful string
}

// Method is the HTTP method of the request.
func (r Request) Method() string {
	switch r.Operation {
	case Create:
		return http.MethodPost
	case Update:
		return http.MethodPatch
	case Delete:
		return http.MethodDelete
	case Whole:
		return http.MethodPut
	}
	return http.MethodGet
}

// Path is the resource path below the base URL.
func (r Request) Path() string {
	if r.ID == "" {
		return r.Kind.Endpoint()
	}
	return r.Kind.Endpoint() + "/" + url.PathEscape(r.ID)
}

// Signature names the request in counts: "PATCH /Users".
func (r Request) Signature() string { return r.Method() + " " + r.Kind.Endpoint() }

// Response is what the target answered.
type Response struct {
	Status   int
	Body     []byte
	Exchange int64 // number of the evidence
	// RetryAfter is what the target asked for, 0 for nothing (E-6.27).
	RetryAfter time.Duration
	Planted    bool // made up by a fault of the story, or met by a mishap of the run: it says nothing about the target
	// Read is Body as scim.Clean reads it, where the target has done so already;
	// else nil. It is for reading only.
	Read scim.Resource
}

// resource is the body as an object.
func (r Response) resource() (scim.Resource, error) {
	if r.Read != nil {
		return r.Read, nil
	}
	return scim.Decode(r.Body)
}

// Target is what the engine needs of a SCIM service: send one request and give
// back the answer. An error means that there was no complete answer.
type Target interface {
	Send(ctx context.Context, request Request) (Response, error)
}

// answered says whether a response is a success.
func (r Response) answered() bool { return r.Status >= 200 && r.Status < 300 }

// Failure is why an operation on one object did not succeed.
type Failure struct {
	Code      string // Entra's error code (E-9.13)
	Status    int    // HTTP status, 0 when there was no answer
	Reason    string
	Transient bool // retried in the next cycle (E-6.27 – E-6.30)
	Planted   bool // by a fault of the story or a mishap of the run: it says nothing about the target
	Unsent    bool // there was no access token: nothing reached the target
	Exchange  int64
	Request   Request
	// ended: the cycle was ended from outside while the answer was awaited. That
	// is nobody's failure: it is neither logged nor parked, and the next cycle
	// does it again, because the watermark stays.
	ended bool
}

func (f *Failure) Error() string { return fmt.Sprintf("%s: %s", f.Code, f.Reason) }
