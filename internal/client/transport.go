package client

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"github.com/scimulator/scimulator/internal/exchange"
)

// The bounds of one connection. The deadline of a request is tighter where
// Options.Timeout is.
const (
	dialTimeout = 10 * time.Second
	tlsTimeout  = 10 * time.Second
	// idleTimeout is below the keep-alive time of common servers (5 s), so that
	// a request does not race with a server that closes an idle connection.
	idleTimeout     = 3 * time.Second
	maxHeaderBytes  = 256 << 10
	bufferedPerConn = 16 << 10
)

// newTransport is an http.Transport that shows what the target does: HTTP/1.1,
// nothing decompressed, certificates verified, and a connection per caller.
func newTransport(o Options) *http.Transport {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Transport{
		Proxy:                  o.Proxy,
		DialContext:            (&net.Dialer{Timeout: dialTimeout}).DialContext,
		TLSClientConfig:        tlsConfig(o),
		TLSHandshakeTimeout:    tlsTimeout,
		IdleConnTimeout:        idleTimeout,
		MaxIdleConns:           o.Concurrency,
		MaxIdleConnsPerHost:    o.Concurrency,
		MaxResponseHeaderBytes: maxHeaderBytes,
		WriteBufferSize:        bufferedPerConn,
		ReadBufferSize:         bufferedPerConn,
		DisableCompression:     true,
		Protocols:              protocols,
	}
}

func tlsConfig(o Options) *tls.Config {
	config := &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.Roots}
	if o.Certificate != nil {
		config.Certificates = []tls.Certificate{*o.Certificate}
	}
	return config
}

// Tamper takes the place of a round trip, for tests under hostile conditions: it
// sends the request over next, or does not, and names the mishap that it planted,
// "" where the answer is the target's own. Token requests do not pass it.
type Tamper func(request *http.Request, label exchange.Label, next http.RoundTripper) (response *http.Response, planted string, err error)

// call is a request under way: a context that carries the exact headers past
// resty, which would add its own, and counts how often they were written.
type call struct {
	context.Context
	header  http.Header
	writes  atomic.Int32
	label   exchange.Label
	planted string // the mishap that was planted, "" for none
}

// callKey finds the call in a context derived from it.
type callKey struct{}

func (c *call) Value(key any) any {
	if _, ok := key.(callKey); ok {
		return c
	}
	return c.Context.Value(key)
}

// trace makes the call notice when the request goes over the wire.
func (c *call) trace() {
	c.Context = httptrace.WithClientTrace(c.Context, &httptrace.ClientTrace{WroteHeaders: c.wrote})
}

func (c *call) wrote() { c.writes.Add(1) }

// errDropped tells of a connection that was dropped before the answer, after
// which net/http repeated the GET by itself. What the repetition brought is not
// the answer to the request.
var errDropped = errors.New("net/http sent the request again by itself, and that answer does not count")

// stamp is the outermost round trip of ours: the headers of the request become
// exactly those of the call. The token enters here, behind resty, whose log and
// curl output would show it.
type stamp struct {
	next   http.RoundTripper
	tamper Tamper
}

// RoundTrip sends a copy of the request with the headers of the call.
func (s stamp) RoundTrip(request *http.Request) (*http.Response, error) {
	current, ok := request.Context().Value(callKey{}).(*call)
	if !ok {
		return nil, errors.New("client: request outside of a call")
	}
	exact := *request
	exact.Header = current.header
	if host := current.header.Get("Host"); host != "" {
		exact.Host = host
	}
	response, err := s.send(&exact, current)
	if err == nil && current.planted == "" && current.writes.Load() > 1 {
		_ = response.Body.Close()
		return nil, errDropped
	}
	return response, err
}

// send lets the round trip take place, or what the tamperer makes of it.
func (s stamp) send(request *http.Request, current *call) (response *http.Response, err error) {
	if s.tamper == nil {
		return s.next.RoundTrip(request)
	}
	response, current.planted, err = s.tamper(request, current.label, s.next)
	return response, err
}

// CloseIdleConnections lets http.Client reach the transport below.
func (s stamp) CloseIdleConnections() {
	if closer, ok := s.next.(interface{ CloseIdleConnections() }); ok {
		closer.CloseIdleConnections()
	}
}
