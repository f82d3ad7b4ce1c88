package resume

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
)

// Events of the lines of a journal.
const (
	intended     = "intent"       // a request is about to be sent
	answered     = "answer"       // what the target answered to it
	faulted      = "fault"        // why there is no answer
	issued       = "issued"       // what the token endpoint had given when the answer behind it came
	resumed      = "resumed"      // from here on it is another process
	interrupted  = "interrupted"  // from here on the run only cleans up
	unrepeatable = "unrepeatable" // what follows cannot be played again, and why
)

// line is a line of the journal. An outcome has the number of its intent.
type line struct {
	Event string `json:"event"`
	N     int64  `json:"n,omitempty"`

	// Of an intent. Path and query are masked: the key tells requests apart.
	Key     string           `json:"key,omitempty"`
	Method  string           `json:"method,omitempty"`
	Path    string           `json:"path,omitempty"`
	Query   string           `json:"query,omitempty"`
	Purpose exchange.Purpose `json:"purpose,omitempty"`

	// Of an answer.
	Exchange   int64       `json:"exchange,omitempty"` // number of the evidence
	Status     int         `json:"status,omitempty"`
	Header     http.Header `json:"header,omitempty"` // those that matter
	Body       string      `json:"body,omitempty"`
	Bytes      []byte      `json:"bytes,omitempty"` // the body that is no UTF-8
	TookMicros int64       `json:"tookMicros,omitempty"`
	Settled    bool        `json:"settled,omitempty"` // found by a look, as client.Response says

	// Of a fault.
	Fault *fault `json:"fault,omitempty"`

	// Of what was issued.
	Count int           `json:"count,omitempty"`
	Life  time.Duration `json:"life,omitempty"` // in nanoseconds

	Why string `json:"why,omitempty"`
}

// fault is a client.Fault; without a kind it is a request that cannot be put on the
// wire at all.
type fault struct {
	Kind   client.FaultKind `json:"kind,omitempty"`
	URL    string           `json:"url,omitempty"`
	Status int              `json:"status,omitempty"`
	Sent   bool             `json:"sent,omitempty"`
	Token  bool             `json:"token,omitempty"`
	Reason string           `json:"reason"`
}

// keyOf tells requests apart: equal requests have equal keys, and nothing can be read
// from one.
func keyOf(place string, r client.Request) string {
	sum := sha256.New()
	beside := ""
	if r.Beside {
		beside = "beside"
	}
	for _, part := range []string{place, r.Method, beside, r.Path, r.RawQuery, string(r.Body)} {
		var size [8]byte
		binary.BigEndian.PutUint64(size[:], uint64(len(part)))
		sum.Write(size[:])
		sum.Write([]byte(part))
	}
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

// intentOf is a request before it is sent.
func intentOf(n int64, key string, r client.Request, masker *exchange.Masker) line {
	return line{
		Event: intended, N: n, Key: key, Method: r.Method, Path: masker.Text(r.Path), Query: masker.Text(r.RawQuery), Purpose: r.Label.Purpose,
	}
}

// mattering are the headers of an answer that anybody looks at.
var mattering = [...]string{"Content-Type", "Location", "Content-Location", "Etag", "Retry-After"}

// answerOf is an answer as it is kept. An answer that holds a secret is not: whole is
// false then.
func answerOf(n int64, r client.Response, masker *exchange.Masker) (kept line, whole bool) {
	kept = line{Event: answered, N: n, Exchange: r.Exchange, Status: r.Status, TookMicros: r.Took.Microseconds(), Settled: r.Settled, Header: http.Header{}}
	for _, name := range mattering {
		for _, value := range r.Header[name] {
			if masker.Text(value) != value {
				return kept, false
			}
			kept.Header.Add(name, value)
		}
	}
	if string(masker.Body(r.Body)) != string(r.Body) {
		return kept, false
	}
	if utf8.Valid(r.Body) {
		kept.Body = string(r.Body)
	} else {
		kept.Bytes = r.Body
	}
	return kept, true
}

// faultOf is what became of a request without an answer.
func faultOf(n int64, r client.Response, err error, masker *exchange.Masker) line {
	kept := line{Event: faulted, N: n, Exchange: r.Exchange, Status: r.Status, TookMicros: r.Took.Microseconds()}
	var f *client.Fault
	if errors.As(err, &f) {
		kept.Fault = &fault{Kind: f.Kind, URL: f.URL, Status: f.Status, Sent: f.Sent, Token: f.Token, Reason: f.Reason()}
	} else {
		kept.Fault = &fault{Reason: masker.Text(err.Error())}
	}
	return kept
}

// response is the answer, or the fault, that the line tells of.
func (l line) response() (client.Response, error) {
	r := client.Response{
		Exchange: l.Exchange, Status: l.Status, Header: l.Header, Took: time.Duration(l.TookMicros) * time.Microsecond, Settled: l.Settled,
	}
	if r.Header == nil {
		r.Header = http.Header{}
	}
	switch {
	case l.Bytes != nil:
		r.Body = l.Bytes
	case l.Body != "":
		r.Body = []byte(l.Body)
	}
	switch f := l.Fault; {
	case f == nil:
		return r, nil
	case f.Kind == "":
		return r, errors.New(f.Reason)
	default:
		return r, client.Recall(client.Fault{Kind: f.Kind, URL: f.URL, Status: f.Status, Sent: f.Sent, Token: f.Token}, f.Reason)
	}
}
