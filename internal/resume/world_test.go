package resume

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

const marker = "sim1a2b3c4d"

const bearer = "a-token-of-the-test"

// world is a target with a client to it, and the file of a journal.
type world struct {
	*testing.T
	handler http.Handler
	masker  *exchange.Masker
	before  func(r client.Request) (client.Response, error) // answers instead of the target, unless both are empty

	mu    sync.Mutex
	sent  []string
	file  bytes.Buffer
	full  bool // nothing can be written any more
	syncs int
	ended error
	ends  []error // with which the run was ended
}

func newWorld(t *testing.T) *world {
	server := refserver.New(refserver.Options{Token: bearer, Clock: clock.NewVirtual(time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)), Tolerant: true})
	return &world{T: t, handler: server.Handler(), masker: exchange.NewMasker(bearer)}
}

// Do sends a request.
func (w *world) Do(ctx context.Context, r client.Request) (client.Response, error) {
	w.mu.Lock()
	w.sent = append(w.sent, strings.TrimRight(r.Method+" "+r.Path+"?"+r.RawQuery, "?"))
	number := int64(len(w.sent))
	w.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return client.Response{}, client.Recall(client.Fault{Kind: client.Cancelled, Err: err}, err.Error())
	}
	if w.before != nil {
		if response, err := w.before(r); err != nil || response.Status != 0 {
			response.Exchange = number
			return response, err
		}
	}
	return w.direct(number, r), nil
}

// direct asks the target without a note.
func (w *world) direct(number int64, r client.Request) client.Response {
	address := "http://127.0.0.1/scim/v2" + r.Path
	if r.RawQuery != "" {
		address += "?" + r.RawQuery
	}
	request := httptest.NewRequest(r.Method, address, bytes.NewReader(r.Body))
	request.Header.Set("Authorization", "Bearer "+bearer)
	request.Header.Set("Content-Type", client.MediaType)
	answer := httptest.NewRecorder()
	w.handler.ServeHTTP(answer, request)
	response := client.Response{Exchange: number, Status: answer.Code, Header: answer.Header()}
	if answer.Body.Len() > 0 {
		response.Body = answer.Body.Bytes()
	}
	return response
}

// Curl says nothing.
func (w *world) Curl(r client.Request) string { return "curl " + r.Path }

// Masker hides the token.
func (w *world) Masker() *exchange.Masker { return w.masker }

// Write appends to the journal, until the disk is full.
func (w *world) Write(text []byte) (int, error) {
	if w.full {
		return 0, errors.New("no space left on device")
	}
	return w.file.Write(text)
}

// Sync counts.
func (w *world) Sync() error {
	w.syncs++
	return nil
}

// begin gives the sender of a run, with what its journal holds so far.
func (w *world) begin(change ...func(o *Options)) (*Journal, *Sender) {
	w.Helper()
	o := Options{
		File: w, Marker: marker, Ended: func() error { return w.ended }, Stop: func(err error) { w.ends = append(w.ends, err) }, Patience: 20 * time.Millisecond,
		Sets: map[string]*schema.Set{"User": schema.NewSet(schema.User(), schema.EnterpriseUser()), "Group": schema.NewSet(schema.Group())},
	}
	if w.file.Len() > 0 {
		past, err := Read(strings.NewReader(w.file.String()))
		if err != nil || past.Over() != "" {
			w.Fatalf("the journal cannot be read: %v %s", err, past.Over())
		}
		o.Past = past
	}
	for _, one := range change {
		one(&o)
	}
	j := New(o)
	return j, j.Sender("", w)
}

// do sends a request through the journal.
func (w *world) do(s *Sender, r client.Request) client.Response {
	w.Helper()
	response, err := s.Do(context.Background(), r)
	if err != nil {
		w.Fatalf("%s %s: %v", r.Method, r.Path, err)
	}
	return response
}

// loses sends a request whose answer is lost with the run: its intent is written
// down, and perhaps it is carried out.
func (w *world) loses(s *Sender, r client.Request, carriedOut bool) {
	w.Helper()
	w.before = func(client.Request) (client.Response, error) {
		if carriedOut {
			w.direct(0, r)
		}
		return client.Response{}, client.Recall(client.Fault{Kind: client.Cancelled}, "killed")
	}
	if _, err := s.Do(context.Background(), r); err == nil {
		w.Fatal("it was heard")
	}
	w.before, w.sent = nil, nil
}

func user(name string) client.Request {
	return client.Request{Method: http.MethodPost, Path: "/Users", Body: []byte(`{"schemas":["` + scim.URNUser + `"],"userName":"` + name + `","title":"x"}`)}
}

func group(name string) client.Request {
	return client.Request{Method: http.MethodPost, Path: "/Groups", Body: []byte(`{"schemas":["` + scim.URNGroup + `"],"displayName":"` + name + `"}`)}
}

func patching(path, operations string) client.Request {
	return client.Request{Method: http.MethodPatch, Path: path, Body: []byte(`{"schemas":["` + scim.URNPatchOp + `"],"Operations":[` + operations + `]}`)}
}

// idOf is the id in an answer.
func (w *world) idOf(r client.Response) string {
	w.Helper()
	created, err := scim.Decode(r.Body)
	if err != nil || created.ID() == "" {
		w.Fatalf("no resource: %s", r.Body)
	}
	return created.ID()
}
