package chaos

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"

	"github.com/scimulator/scimulator/internal/exchange"
)

// Trip is a round trip of a client under hostile conditions. It names the mishap
// that it planted, "" where the answer is that of next. What is not the identity
// provider's own traffic passes (Options.Concerns).
func (p *Plan) Trip(request *http.Request, label exchange.Label, next http.RoundTripper) (*http.Response, string, error) {
	if !p.options.Concerns(label) {
		return passed(next.RoundTrip(request))
	}
	happens := p.decide(keyOf(request))
	if happens.mishap == None {
		return passed(next.RoundTrip(request))
	}
	t := trip{plan: p, event: happens, request: request, next: next}
	response, planted, err := t.perform()
	if !planted {
		return passed(response, err)
	}
	p.count(happens.mishap)
	return response, string(happens.mishap), err
}

func passed(response *http.Response, err error) (*http.Response, string, error) {
	return response, "", err
}

// keyOf is the same for repetitions of a request.
func keyOf(request *http.Request) string { return request.Method + " " + request.URL.RequestURI() }

// trip is one round trip that meets a mishap.
type trip struct {
	plan    *Plan
	event   event
	request *http.Request
	next    http.RoundTripper
}

// perform lets the mishap happen; false says that there was nothing that it could
// happen to.
func (t trip) perform() (*http.Response, bool, error) {
	ctx := t.request.Context()
	switch t.event.mishap {
	case Latency, Jitter:
		if err := pause(ctx, t.plan.delay(t.event)); err != nil {
			t.abandon()
			return nil, true, err
		}
		response, err := t.next.RoundTrip(t.request)
		return response, true, err
	case Reset:
		t.abandon()
		return nil, true, reset()
	case TLS:
		t.abandon()
		return nil, true, insecure(t.event)
	case HalfOpen:
		t.abandon()
		<-ctx.Done()
		return nil, true, ctx.Err()
	case Duplicate:
		response, err := t.twice()
		return response, true, err
	case Throttle, RetryAfter, Burst, Redirect, HTML:
		t.abandon()
		return t.respond(instead(t.event)), true, nil
	}
	return t.spoil()
}

// abandon closes the body of a request that is not sent (http.RoundTripper).
func (t trip) abandon() {
	if t.request.Body != nil {
		_ = t.request.Body.Close()
	}
}

// twice delivers the request two times, as a sender does that has missed the first
// answer, and gives the second one.
func (t trip) twice() (*http.Response, error) {
	var body []byte
	if t.request.Body != nil {
		var err error
		if body, err = io.ReadAll(t.request.Body); err != nil {
			return nil, err
		}
		t.abandon()
	}
	first, err := t.next.RoundTrip(withBody(t.request, body))
	if err != nil {
		return nil, err
	}
	drain(first)
	return t.next.RoundTrip(withBody(t.request, body))
}

func withBody(request *http.Request, body []byte) *http.Request {
	again := *request
	if request.Body != nil {
		again.Body = io.NopCloser(bytes.NewReader(body))
	}
	return &again
}

// drain reads an answer that nobody gets, so that its connection can be used again.
func drain(response *http.Response) {
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, genuineLimit))
	_ = response.Body.Close()
}

// spoil sends the request, and gives another answer than the one that came.
func (t trip) spoil() (*http.Response, bool, error) {
	response, err := t.next.RoundTrip(t.request)
	if err != nil {
		return nil, false, err
	}
	if t.event.mishap == Lost {
		drain(response)
		return nil, true, reset()
	}
	genuine, err := io.ReadAll(io.LimitReader(response.Body, genuineLimit))
	if err == nil && len(genuine) < genuineLimit && canHaveBody(t.request.Method, response.StatusCode) {
		if spoiled, possible := t.plan.spoil(t.request.Context(), t.event, answer{response.StatusCode, response.Header, genuine}); possible {
			_ = response.Body.Close()
			return t.respond(spoiled), true, nil
		}
	}
	response.Body = joined{io.MultiReader(bytes.NewReader(genuine), remainder(response.Body, err)), response.Body}
	return response, false, nil
}

// joined is a body that was read in part, put together again.
type joined struct {
	io.Reader
	io.Closer
}

// remainder is the rest of a body, or the error with which it ended.
func remainder(body io.Reader, err error) io.Reader {
	if err != nil {
		return failing{err}
	}
	return body
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// respond makes the answer that a client gets.
func (t trip) respond(s spoiled) *http.Response {
	return &http.Response{
		Status: strconv.Itoa(s.status) + " " + http.StatusText(s.status), StatusCode: s.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: s.header, ContentLength: s.length,
		Body: io.NopCloser(s.received()), Request: t.request,
	}
}

// delay is how late a late answer is: a latency is always the same.
func (p *Plan) delay(e event) time.Duration {
	if e.mishap == Latency {
		return 4 * p.options.Unit
	}
	return time.Duration(e.variant) * p.options.Unit / 100 // up to ten units
}

func pause(ctx context.Context, span time.Duration) error {
	timer := time.NewTimer(span)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// reset is the error of a connection that the other side has reset.
func reset() error { return &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET} }

// insecure is the error of a handshake that failed: no TLS at all, or a certificate
// that is out of date.
func insecure(e event) error {
	if e.variant%2 == 0 {
		return tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"}
	}
	return &tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Reason: x509.Expired, Detail: "planted"}}
}
