package client

import (
	"net/http"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/exchange"
)

// MediaType is the media type of SCIM messages (RFC 7644 §8.1).
const MediaType = "application/scim+json"

// NoAccept as Request.Accept sends no Accept header at all.
const NoAccept = "-"

// Request is one request as it shall go over the wire.
type Request struct {
	Method      string      // GET when empty
	Path        string      // appended to the base, already escaped: "/Users/123"; it begins with a slash, or is ""
	Beside      bool        // Path is appended to scheme and host of the base: what stands beside the SCIM API
	RawQuery    string      // sent verbatim: "filter=userName+eq+%22x%22"
	Body        []byte      // nil sends none; not kept after Do
	ContentType string      // "" means application/scim+json where there is a body
	Accept      string      // "" means application/scim+json, NoAccept sends none
	Header      http.Header // further headers; they win over the client's own
	Label       exchange.Label

	// Secrets finds secrets in an answer. They are masked from then on, in the
	// evidence of this very answer, too. May be nil.
	Secrets func(body []byte) []string
}

// Response is a complete answer. Header is shared with the evidence: read it, do
// not change it.
type Response struct {
	Exchange int64 // number of the evidence, from 1
	Status   int
	Header   http.Header
	Body     []byte // the caller's; gzip that was not asked for is undone, nothing else
	Took     time.Duration
	Planted  string // the mishap that Options.Tamper made of the exchange: the answer says nothing about the target; "" for none

	// Settled says that the answer itself was lost with a run that was killed: what
	// stands here is what a look at the target told of it, so nothing in it is judged.
	Settled bool
}

// outgoing are the headers of a request, and what is kept of them.
type outgoing struct {
	header http.Header
	masked http.Header
}

// outgoing builds all headers ourselves: what is not here is not sent, but for
// Host and Content-Length.
func (c *Client) outgoing(r Request) outgoing {
	header := http.Header{"User-Agent": {"scimulator"}}
	if c.options.Token != "" {
		header.Set("Authorization", "Bearer "+c.options.Token)
	}
	switch r.Accept {
	case "":
		header.Set("Accept", MediaType)
	case NoAccept:
	default:
		header.Set("Accept", r.Accept)
	}
	if r.ContentType != "" {
		header.Set("Content-Type", r.ContentType)
	} else if r.Body != nil {
		header.Set("Content-Type", MediaType)
	}
	replace(header, c.options.Header)
	replace(header, r.Header)
	return outgoing{header: header, masked: c.secrets.masker().Header(header)}
}

// replace puts the values of from in the place of those in header.
func replace(header, from http.Header) {
	for name, values := range from {
		header[http.CanonicalHeaderKey(name)] = values
	}
}

// media is what tells the usual sets of headers apart.
type media struct {
	accept, contentType string
	body                bool
}

// headers are those of the request; the usual sets are built once.
func (c *Client) headers(r Request) outgoing {
	if len(r.Header) > 0 {
		return c.outgoing(r)
	}
	key := media{r.Accept, r.ContentType, r.Body != nil}
	if known, ok := c.usual.Load(key); ok {
		return known.(outgoing)
	}
	built := c.outgoing(r)
	c.usual.Store(key, built)
	return built
}

// address is the URL of the request, nothing re-encoded.
func (c *Client) address(r Request) string {
	address := c.base + r.Path
	if r.Beside {
		address = c.origin + r.Path
	}
	if r.RawQuery == "" {
		return address
	}
	return address + "?" + r.RawQuery
}

// originOf is scheme and host of an address that checkBase accepted: the token
// goes nowhere else.
func originOf(base string) string {
	end := strings.Index(base, "://") + len("://")
	if slash := strings.IndexByte(base[end:], '/'); slash >= 0 {
		return base[:end+slash]
	}
	return base
}

func (r Request) method() string {
	if r.Method == "" {
		return http.MethodGet
	}
	return r.Method
}
