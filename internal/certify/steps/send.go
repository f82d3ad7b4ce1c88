package steps

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// request is a request of a check.
type request struct {
	method  string
	path    string // as a check writes it: /Users?filter=userName eq "x"
	headers []string
	body    string
	second  bool // sent by another tenant
	plain   bool // nothing is added that the target demands of every user
	purpose exchange.Purpose

	undeclared bool // sent though it names what the schemas do not declare
}

// answer is what came back, or why nothing did.
type answer struct {
	request  client.Request
	response client.Response
	fault    string // "" when there is an answer
	curl     string
	resource string
	body     scim.Resource           // nil when it is no JSON object
	spoiled  map[requirement.ID]bool // by which its status was wrong: its body says nothing further of them
}

func (a *answer) exchanges() []int64 {
	if a.response.Exchange == 0 {
		return nil
	}
	return []int64{a.response.Exchange}
}

// ok says whether the target says that it did what was asked.
func (a *answer) ok() bool {
	return a.fault == "" && a.response.Status >= 200 && a.response.Status < 300
}

// spoil notes by which requirements the status was wrong.
func (a *answer) spoil(rules []requirement.ID) {
	if a.spoiled == nil {
		a.spoiled = map[requirement.ID]bool{}
	}
	for _, rule := range rules {
		a.spoiled[rule] = true
	}
}

// seen is the status in words.
func (a *answer) seen() string {
	if a.fault != "" {
		return "no answer: " + a.fault
	}
	status := strings.TrimSpace(http.StatusText(a.response.Status))
	if status == "" {
		return bare(json.Number(itoa(a.response.Status)))
	}
	return itoa(a.response.Status) + " " + status
}

// send sends a request and keeps its answer as the last one.
func (w *World) send(ctx context.Context, r request) (*answer, error) {
	one, err := w.exchange(ctx, r)
	if err != nil {
		return nil, err
	}
	w.answers = []*answer{one}
	return one, nil
}

// exchange sends a request. What it may create is written down first, and what
// it created is removed when the check is over.
func (w *World) exchange(ctx context.Context, r request) (*answer, error) {
	prepared, err := w.prepare(r)
	if err != nil {
		return nil, err
	}
	kind, name := w.creates(r, prepared)
	if kind != "" {
		if err := w.stage.Ledger.Intend(kind, name); err != nil {
			return nil, err
		}
	}
	one := w.patient(ctx, r, prepared)
	if r.method != http.MethodGet && r.method != http.MethodHead {
		w.written = one
	}
	if kind != "" {
		w.created(kind, name, r, one)
	}
	w.Record.Exchanges = append(w.Record.Exchanges, one.exchanges()...)
	return one, nil
}

// prepare makes the request that goes over the wire.
func (w *World) prepare(r request) (client.Request, error) {
	path, query, hasQuery := strings.Cut(r.path, "?")
	prepared := client.Request{Method: r.method, Path: escape(path), Label: exchange.Label{Purpose: r.purpose, Object: w.label()}}
	if hasQuery {
		prepared.RawQuery = escape(query)
	}
	if !r.undeclared && (r.purpose == exchange.Provisioning || r.purpose == exchange.Setup) {
		if err := w.applies(r, path, query); err != nil {
			return prepared, err
		}
	}
	if r.body != "" {
		body, err := w.demanded(r)
		if err != nil {
			return prepared, err
		}
		prepared.Body = []byte(body)
	}
	prepared.Header = http.Header{}
	for _, pair := range r.headers {
		name, value, _ := strings.Cut(pair, ":")
		name, value = http.CanonicalHeaderKey(strings.TrimSpace(name)), strings.TrimSpace(value)
		switch {
		case name == "Accept" && value == "-":
			prepared.Accept = client.NoAccept
		case value == "-":
			prepared.Header[name] = nil // sent without it
		default:
			prepared.Header.Add(name, value)
		}
	}
	return prepared, nil
}

func (w *World) label() string {
	if len(w.rules) == 0 {
		return ""
	}
	return string(w.rules[0])
}

// escape encodes what may not stand in a URL, and leaves what is encoded as it
// is. A plus is encoded: it would read as a blank.
func escape(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '%' && i+2 < len(text) && isHex(text[i+1]) && isHex(text[i+2]):
			b.WriteByte(c)
		case c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}%+#;", c) >= 0:
			b.WriteString(hexByte(c))
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func hexByte(c byte) string {
	const digits = "0123456789ABCDEF"
	return string([]byte{'%', digits[c>>4], digits[c&15]})
}

// patient sends a request. A target that throttles is waited for; an answer of
// 5xx, and none at all, are asked for once more: the network may be at fault. Only
// what comes twice is the target's (design §4).
func (w *World) patient(ctx context.Context, r request, prepared client.Request) *answer {
	one := w.once(ctx, r, prepared)
	for tries := 0; one.response.Status == http.StatusTooManyRequests && tries < 3; tries++ {
		if !pause(ctx, breather(one.response)) {
			return one
		}
		one = w.once(ctx, r, prepared)
	}
	if ctx.Err() != nil || one.fault == "" && (one.response.Status < 500 || one.response.Status == http.StatusNotImplemented) {
		return one
	}
	again := w.once(ctx, r, prepared)
	if one.response.Planted != "" && again.fault == "" && again.response.Status < 500 && !w.tookEffect(prepared.Method, again) {
		return again // a mishap of our own, and over
	}
	if again.fault == "" && again.response.Status < 500 && !w.tookEffect(prepared.Method, again) {
		w.Record.Broken = "the target answered once with " + one.seen() + ", and then with " + again.seen() + ": run it again"
	} else {
		return one
	}
	return again
}

// tookEffect says whether a refusal of the second attempt shows that the first
// was carried out: the resource is there already, or gone.
func (w *World) tookEffect(method string, again *answer) bool {
	switch method {
	case http.MethodPost:
		return again.response.Status == http.StatusConflict
	case http.MethodDelete:
		return again.response.Status == http.StatusNotFound
	}
	return false
}

// longestPause bounds what a target may ask us to wait.
const longestPause = 5 * time.Second

// breather is how long a target that throttles is left alone.
func breather(response client.Response) time.Duration {
	return min(max(response.RetryAfter(), time.Second), longestPause)
}

func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// once sends a request once.
func (w *World) once(ctx context.Context, r request, prepared client.Request) *answer {
	var sender Sender = w.stage.Sender
	if r.second {
		sender = w.stage.Second
	}
	response, err := sender.Do(ctx, prepared)
	one := &answer{request: prepared, response: response, curl: sender.Curl(prepared), resource: strings.TrimPrefix(prepared.Path, "/")}
	if err != nil {
		one.fault = reason(err)
		w.note(one)
		return one
	}
	if decoded, err := scim.Decode(response.Body); err == nil {
		one.body = decoded
	}
	w.note(one)
	if w.stage.Watch != nil && !r.second && response.Planted == "" {
		w.stage.Watch(Seen{Request: prepared, Response: response})
	}
	return one
}

// reason is a fault in words, without the address.
func reason(err error) string {
	var fault *client.Fault
	if errors.As(err, &fault) {
		return string(fault.Kind)
	}
	return err.Error()
}

// endpointOf is the first segment of a path: /Users of /Users/1?x=y.
func endpointOf(path string) string {
	path, _, _ = strings.Cut(path, "?")
	rest := strings.TrimPrefix(path, "/")
	first, _, _ := strings.Cut(rest, "/")
	return "/" + first
}

// idOf is the second segment of a path, "" when there is none.
func idOf(path string) string {
	path, _, _ = strings.Cut(path, "?")
	parts := strings.SplitN(strings.TrimPrefix(path, "/"), "/", 3)
	if len(parts) < 2 {
		return ""
	}
	id, err := url.PathUnescape(parts[1])
	if err != nil {
		return parts[1]
	}
	return id
}
