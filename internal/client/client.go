// Package client speaks SCIM over HTTP. It returns what the target answered,
// unchanged: no redirect is followed, nothing is retried, no cookie is kept,
// every request has a deadline and every body a limit, because each of these
// would otherwise let the tester judge something the target never said.
package client

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-resty/resty/v2"
	"golang.org/x/time/rate"

	"github.com/scimulator/scimulator/internal/exchange"
)

// Options say how to reach one target under one identity. Only Base is
// required.
type Options struct {
	Base        string                  // https://host/scim, without query; the Tenant URL in Entra's words
	Token       string                  // sent as bearer token (RFC 6750 §2.1); "" sends none
	Credentials Credentials             // instead of Token: give the Authorization header of each request
	Certificate *tls.Certificate        // of the client, for mutual TLS (RFC 8446 §4.4.2); nil shows none
	Header      http.Header             // sent with every request
	Timeout     time.Duration           // for the whole exchange; 0 means 30 s
	MaxBody     int64                   // largest answer in bytes, also after decoding gzip; 0 means 16 MiB
	Rate        float64                 // requests per second; 0 means unlimited
	Transport   http.RoundTripper       // nil means our own, tuned for Concurrency
	Roots       *x509.CertPool          // nil means the system's
	Record      func(exchange.Exchange) // gets every request that was sent, also a failed one; nil keeps none
	Concurrency int                     // requests under way at most, whoever asks, and idle connections kept; 0 means 16
	Numbers     *atomic.Int64           // counts the evidence; shared by clients that record into one place, nil means our own
	Secrets     []string                // masked in the evidence besides the token
	Tamper      Tamper                  // plants mishaps on the way to the target; nil leaves everything as it is

	// Proxy chooses a proxy per request, as in http.Transport; nil means none,
	// because the environment is for the command line to read.
	Proxy func(*http.Request) (*url.URL, error)
}

// The defaults of Options.
const (
	defaultTimeout     = 30 * time.Second
	defaultMaxBody     = 16 << 20
	defaultConcurrency = 16
)

// Client sends requests to one target under one identity. It is safe for
// concurrent use.
type Client struct {
	options Options
	base    string
	origin  string // scheme and host of the base
	resty   *resty.Client
	// transport is below everything of ours: token requests go through it, too.
	transport http.RoundTripper
	idle      func() // closes idle connections
	limiter   *rate.Limiter
	secrets   *secretKeeper
	denied    tokenFailure
	usual     sync.Map // media -> outgoing: headers of requests with none of their own; the few media of a dialect
	overdue   error    // the cause when Options.Timeout has passed
	last      *atomic.Int64
	shelf     *shelf        // where large bodies are read
	under     chan struct{} // requests under way
}

// New returns a Client, or an error that says what is wrong with the options.
// Nothing is sent.
func New(o Options) (*Client, error) {
	if err := checkBase(o.Base); err != nil {
		return nil, err
	}
	if o.Rate < 0 {
		return nil, fmt.Errorf("a rate of %v requests/s is not possible: give a positive number, or 0 for no limit", o.Rate)
	}
	o.Timeout = orDefault(o.Timeout, defaultTimeout)
	o.MaxBody = orDefault(o.MaxBody, defaultMaxBody)
	o.Concurrency = orDefault(o.Concurrency, defaultConcurrency)
	c := &Client{options: o, base: strings.TrimRight(o.Base, "/"), origin: originOf(o.Base), limiter: newLimiter(o.Rate), shelf: newShelf(), under: make(chan struct{}, o.Concurrency)}
	c.overdue = fmt.Errorf("the limit is %v", o.Timeout)
	c.secrets = newSecretKeeper(secrets(o)...)
	if c.last = o.Numbers; c.last == nil {
		c.last = new(atomic.Int64)
	}
	c.connect()
	return c, nil
}

// connect puts resty on our own transport. A bare resty.New would bring a
// cookie jar, follow redirects and keep too few connections.
func (c *Client) connect() {
	transport := c.options.Transport
	if transport == nil {
		transport = newTransport(c.options)
	}
	c.transport = transport
	hc := &http.Client{Transport: stamp{next: transport, tamper: c.options.Tamper}, CheckRedirect: neverFollow}
	c.idle = hc.CloseIdleConnections
	c.resty = resty.NewWithClient(hc).
		SetLogger(silence{}).
		SetRetryCount(0).
		SetAllowGetMethodPayload(true).
		SetDoNotParseResponse(true)
}

// Authorization is the value of the header that carries the token of the options,
// "" where requests authenticate in another way. It is a secret.
func (c *Client) Authorization() string {
	if c.options.Token == "" {
		return ""
	}
	return "Bearer " + c.options.Token
}

// Masker hides what must not be kept, as in the evidence: the secrets of the
// options, and those that came up so far.
func (c *Client) Masker() *exchange.Masker { return c.secrets.masker() }

// Close closes the idle connections; requests under way go on.
func (c *Client) Close() { c.idle() }

// checkBase accepts an address that requests can be appended to. Its errors never
// repeat the address, which may hold a secret by mistake.
func checkBase(base string) error {
	u, err := url.Parse(base)
	switch {
	case err != nil:
		return errors.New("the target address is not a URL: give it as https://host/scim")
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return errors.New("the target address is not an http(s) URL: give it as https://host/scim")
	case u.User != nil:
		return errors.New("the target address carries a password: put credentials in a file or the environment")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return errors.New("the target address ends in a query or fragment: requests are appended to its path, leave those out")
	}
	return nil
}

// secrets are all values of the options that must not be kept, wherever the
// target echoes them: those named so, and the values of headers that are
// masked for their name.
func secrets(o Options) []string {
	all := append([]string{o.Token}, o.Secrets...)
	hidden := new(exchange.Masker).Header(o.Header)
	for name, values := range o.Header {
		for i, value := range values {
			if hidden[name][i] != value {
				all = append(all, credential(value)...)
			}
		}
	}
	return all
}

// credential is what is secret in the value of a header: the value or what
// stands behind the scheme, and the password in Basic (RFC 7617 §2).
func credential(value string) []string {
	_, behind, found := strings.Cut(value, " ")
	if !found {
		return []string{value}
	}
	all := []string{behind}
	if pair, err := base64.StdEncoding.DecodeString(behind); err == nil {
		_, password, _ := strings.Cut(string(pair), ":")
		all = append(all, password)
	}
	return all
}

// newLimiter allows short bursts, so that a ceiling costs no throughput below
// it; nil means no ceiling.
func newLimiter(perSecond float64) *rate.Limiter {
	if perSecond == 0 {
		return nil
	}
	return rate.NewLimiter(rate.Limit(perSecond), max(1, int(perSecond/10)))
}

func orDefault[T ~int | ~int64](value, fallback T) T {
	if value <= 0 {
		return fallback
	}
	return value
}

// neverFollow makes a redirect the answer. RFC 7644 §3.11 allows 307 and 308;
// whether to follow is judged above.
func neverFollow(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// silence keeps resty from writing to the terminal; what there is to say is in
// the Fault.
type silence struct{}

func (silence) Errorf(string, ...any) {}
func (silence) Warnf(string, ...any)  {}
func (silence) Debugf(string, ...any) {}
