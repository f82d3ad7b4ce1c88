package client

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/scimulator/scimulator/internal/exchange"
)

// Do sends one request and returns the complete answer, whatever its status.
// The error is a *Fault when there was none; the Response then holds the number
// of the evidence, and what came. Any other error means that the request cannot
// be put on the wire.
//
// A request is sent once, with one exception: when an access token that was good
// before is refused, it is sent again with another one, as the service does on
// the expiry of a token (E-5.51). Both are kept as evidence.
func (c *Client) Do(ctx context.Context, r Request) (Response, error) {
	if r.Path != "" && r.Path[0] != '/' {
		// What is appended to a host name makes another one, and the token would go there.
		return Response{}, fmt.Errorf("path %q does not begin with a slash", r.Path)
	}
	address := c.address(r)
	if _, err := url.Parse(address); err != nil {
		return Response{}, fmt.Errorf("path %q or query is not escaped as a URL demands: %s", r.Path, c.secrets.masker().Text(err.Error()))
	}
	response, again, err := c.send(ctx, r, address)
	if again {
		response, _, err = c.send(ctx, r, address)
	}
	return response, err
}

// send sends the request once; again says that it is worth a second time, with
// other credentials.
func (c *Client) send(ctx context.Context, r Request, address string) (response Response, again bool, err error) {
	if err := c.wait(ctx); err != nil {
		return Response{}, false, c.fault(ctx, err, address, 0, false)
	}
	defer func() { <-c.under }()
	headers, credentials, trip, err := c.authorize(ctx, r, c.headers(r))
	if err != nil {
		response.Exchange = c.denied.note(err, trip)
		return response, false, c.noToken(ctx, err, address)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, c.options.Timeout, c.overdue)
	defer cancel()

	current := &call{Context: ctx, header: headers.header, label: r.Label}
	current.trace()
	response = Response{Exchange: c.last.Add(1)}
	started := time.Now()
	err = c.exchange(current, r, address, &response)
	response.Took, response.Planted = time.Since(started), current.planted
	if r.Secrets != nil {
		c.secrets.keep(r.Secrets(response.Body)...)
	}
	var fault *Fault
	if err != nil {
		fault = c.fault(ctx, err, address, response.Status, current.writes.Load() > 0)
		fault.Planted = current.planted
	}
	if c.options.Record != nil {
		c.options.Record(c.evidence(r, address, headers, started, response, fault))
	}
	if fault != nil {
		response.Body = kept(response.Body)
		return response, false, fault
	}
	return response, credentials != "" && c.options.Credentials.Answered(credentials, response.Status), nil
}

// wait keeps to the ceilings on the rate and on the requests under way. Nothing is
// sent when it fails; else the request has a place, which it has to give back.
func (c *Client) wait(ctx context.Context) error {
	if c.limiter != nil {
		if err := c.limiter.Wait(ctx); err != nil {
			// The limiter refuses at once where the deadline would pass while waiting.
			if ctx.Err() == nil {
				return context.DeadlineExceeded
			}
			return ctx.Err()
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case c.under <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// exchange sends the request and fills in what comes, as far as it comes.
func (c *Client) exchange(current *call, r Request, address string, response *Response) error {
	request := c.resty.R().SetContext(current)
	if r.Body != nil {
		request.SetBody(bytes.NewReader(r.Body))
	}
	answer, err := request.Execute(r.method(), address)
	if err != nil {
		return err
	}
	raw := answer.RawResponse
	response.Status, response.Header = raw.StatusCode, raw.Header
	response.Body, err = reading{current, c.options.MaxBody, c.shelf}.body(raw)
	return err
}

// kept is what a caller gets of an answer that is not complete: no more than the
// evidence has, because nobody can use the rest of a flood.
func kept(body []byte) []byte {
	if len(body) <= exchange.MaxBody {
		return body
	}
	return bytes.Clone(body[:exchange.MaxBody])
}

// evidence is the exchange, masked.
func (c *Client) evidence(r Request, address string, sent outgoing, started time.Time, response Response, fault *Fault) exchange.Exchange {
	e := exchange.Exchange{
		ID: response.Exchange, Label: r.Label, Started: started, Took: response.Took,
		Method: r.method(), URL: c.secrets.masker().Text(address),
		Request: c.secrets.masker().Message(nil, r.Body),
		Status:  response.Status, Response: c.secrets.masker().Message(response.Header, response.Body),
	}
	e.Request.Header, e.Planted = sent.masked, response.Planted
	if fault != nil {
		e.Fault = fault.Error()
	}
	return e
}

// hasBody tells whether an answer can have a body (RFC 9112 §6.3).
func hasBody(raw *http.Response) bool {
	return raw.Body != nil && raw.Body != http.NoBody
}
