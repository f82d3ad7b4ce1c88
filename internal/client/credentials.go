package client

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"sync"
)

// Credentials give the Authorization header of the requests. They are safe for
// concurrent use.
type Credentials interface {
	// Authorization is the header for a request that is about to be sent. What has
	// to be asked for first goes through the given client, which keeps it as
	// evidence.
	Authorization(ctx context.Context, ask *http.Client) (string, error)
	// Answered tells the status that came back on a header. It says whether the
	// request should be sent once more with another one.
	Answered(header string, status int) (again bool)
	// Scheme is the authentication scheme, for people: "Bearer", "Basic".
	Scheme() string
}

// Basic are a user name and a password (RFC 7617). Entra does not offer that for
// new applications (E-6.34); older targets know nothing else.
type Basic struct{ User, Password string }

// Authorization is the same for every request.
func (b Basic) Authorization(context.Context, *http.Client) (string, error) {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(b.User+":"+b.Password)), nil
}

// Answered never asks for another try: there is nothing else to try.
func (b Basic) Answered(string, int) bool { return false }

// Scheme is Basic.
func (b Basic) Scheme() string { return "Basic" }

// authorize completes the headers of a request by the credentials. A request that
// brings its own Authorization keeps it. header is what has to be told to the
// credentials about the answer, "" for nothing.
func (c *Client) authorize(ctx context.Context, r Request, sent outgoing) (completed outgoing, header string, trip *tokenTrip, err error) {
	if c.options.Credentials == nil || hasAuthorization(r.Header) {
		return sent, "", nil, nil
	}
	trip = &tokenTrip{client: c, label: r.Label}
	header, err = c.options.Credentials.Authorization(ctx, trip.httpClient())
	if err != nil {
		return sent, "", trip, err
	}
	c.secrets.add(credential(header)...)
	complete := sent.header.Clone()
	complete.Set("Authorization", header)
	return outgoing{header: complete, masked: c.secrets.masker().Header(complete)}, header, trip, nil
}

func hasAuthorization(header http.Header) bool {
	for name := range header {
		if http.CanonicalHeaderKey(name) == "Authorization" {
			return true
		}
	}
	return false
}

// tokenFailure is the last failure to get a token, with its evidence: while a
// denial stands, later requests fail by the same one.
type tokenFailure struct {
	mu       sync.Mutex
	err      error
	exchange int64
	url      string
}

// note remembers a failure that was just seen and gives its evidence.
func (f *tokenFailure) note(err error, trip *tokenTrip) int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	if trip.last != 0 {
		f.err, f.exchange, f.url = err, trip.last, trip.url
	}
	if f.err != err { //nolint:errorlint // the same failure, not one of its kind
		return 0
	}
	return f.exchange
}

// noToken is the fault of a request that could not be sent for lack of a token.
func (c *Client) noToken(ctx context.Context, err error, address string) *Fault {
	c.denied.mu.Lock()
	if c.denied.err == err && c.denied.url != "" { //nolint:errorlint // as above
		address = c.denied.url
	}
	c.denied.mu.Unlock()
	fault := c.fault(ctx, err, address, 0, false)
	fault.Token = true
	var answer *Denied
	if errors.As(err, &answer) {
		fault.Status = answer.Status
	}
	return fault
}
