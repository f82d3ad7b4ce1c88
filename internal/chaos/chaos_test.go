package chaos_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/chaos"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim"
)

// resource is what the target here answers, longer than any drip that ends in time.
var resource = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1","userName":"ana@example.com","displayName":"` + strings.Repeat("Ana ", 200) + `"}`

// target counts what arrives and answers everything with the resource, but DELETE
// with 204.
type target struct{ arrived atomic.Int64 }

func (t *target) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	t.arrived.Add(1)
	_, _ = io.Copy(io.Discard, r.Body)
	if r.Method == http.MethodDelete {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("Content-Type", client.MediaType)
	_, _ = io.WriteString(w, resource)
}

// always is a plan by which every request meets the mishap.
func always(t *testing.T, profile string) *chaos.Plan {
	t.Helper()
	plan, err := chaos.New(chaos.Options{Profile: profile, Seed: 1, OneIn: 1, Row: 1 << 30, Unit: 5 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// patience is the deadline of a request: short where it is the mishap that it passes.
func (s sight) patience() time.Duration {
	if s.fault == client.Timeout {
		return 300 * time.Millisecond
	}
	return 10 * time.Second
}

// dial is a client of the server. It speaks to it directly, or under the plan.
func dial(t *testing.T, server *httptest.Server, plan *chaos.Plan, patience time.Duration, record func(exchange.Exchange)) *client.Client {
	t.Helper()
	options := client.Options{Base: server.URL, Timeout: patience, MaxBody: 2 << 20, Record: record}
	if plan != nil {
		options.Tamper = plan.Trip
	}
	c, err := client.New(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

var (
	creation = client.Request{Method: http.MethodPost, Path: "/Users", Body: []byte(`{"userName":"ana@example.com"}`), Label: exchange.Label{Purpose: exchange.Provisioning}}
	deletion = client.Request{Method: http.MethodDelete, Path: "/Users/1", Label: exchange.Label{Purpose: exchange.Provisioning}}
)

// sight is what a client sees of a mishap: a fault, or an answer.
type sight struct {
	fault   client.FaultKind
	status  int // 0: any that is listed in statuses
	arrives int // how often the request reaches the target
	body    func(answer []byte) error
	header  string // that has to be there
}

func whole(answer []byte) error {
	if string(answer) != resource {
		return fmt.Errorf("not the answer of the target: %.80q", answer)
	}
	return nil
}

func unreadable(answer []byte) error {
	if found, err := scim.Decode(answer); err == nil {
		return fmt.Errorf("it can be read: %.80v", found)
	}
	return nil
}

// spoiled: there is something that no careful reader takes, and what the target said
// is read by whoever takes it all the same.
func spoiled(answer []byte) error {
	if _, clean := scim.Clean(answer); clean {
		return errors.New("there is nothing wrong with it")
	}
	found, err := scim.Decode(answer)
	if err != nil {
		return err
	}
	if found.ID() != "1" || len(found.List("schemas")) != 1 || found.String("userName") != "ana@example.com" {
		return fmt.Errorf("not what the target said: %v", found)
	}
	return nil
}

// page: an answer that a proxy gave, which is no SCIM.
func page(answer []byte) error { return unreadable(answer) }

// The mishaps as a client sees them when they happen on its own way (Trip). A row
// says what a real network, proxy or server of that kind shows.
func sights() map[chaos.Mishap]sight {
	return map[chaos.Mishap]sight{
		chaos.Latency:    {status: 200, arrives: 1, body: whole},
		chaos.Jitter:     {status: 200, arrives: 1, body: whole},
		chaos.Reset:      {fault: client.Reset},
		chaos.HalfOpen:   {fault: client.Timeout},
		chaos.TLS:        {fault: client.TLS},
		chaos.Duplicate:  {status: 200, arrives: 2, body: whole},
		chaos.Lost:       {fault: client.Reset, arrives: 1},
		chaos.Truncated:  {fault: client.CutOff, arrives: 1},
		chaos.Drip:       {fault: client.Timeout, arrives: 1},
		chaos.Throttle:   {status: 429, body: page},
		chaos.RetryAfter: {status: 429, body: page, header: "Retry-After"},
		chaos.Burst:      {body: page}, // 502, 503 or 504
		chaos.Redirect:   {body: page, header: "Location"},
		chaos.HTML:       {status: 200, body: page},
		chaos.Length:     {status: 200, arrives: 1, body: unreadable},
		chaos.Endless:    {fault: client.TooLarge, arrives: 1},
		chaos.Bomb:       {fault: client.TooLarge, arrives: 1},
		chaos.Invalid:    {status: 200, arrives: 1, body: unreadable},
		chaos.Nesting:    {status: 200, arrives: 1, body: unreadable},
		chaos.Members:    {status: 200, arrives: 1, body: spoiled},
		chaos.Numbers:    {status: 200, arrives: 1, body: readable},
		chaos.Charset:    {status: 200, arrives: 1, body: unreadable},
	}
}

// readable: what the target said can be read beside numbers that fit nowhere.
func readable(answer []byte) error {
	found, err := scim.Decode(answer)
	if err != nil {
		return err
	}
	if _, huge := found.Get("x-huge"); !huge || found.ID() != "1" {
		return fmt.Errorf("not what was planted: %v", found)
	}
	return nil
}

// as compares what came with what should have.
func (s sight) as(response client.Response, err error) error {
	var fault *client.Fault
	switch {
	case s.fault != "" && (!errors.As(err, &fault) || fault.Kind != s.fault):
		return fmt.Errorf("the fault is %v, want %q", err, s.fault)
	case s.fault != "":
		return nil
	case err != nil:
		return err
	case s.status != 0 && response.Status != s.status:
		return fmt.Errorf("status %d, want %d", response.Status, s.status)
	case s.header != "" && response.Header.Get(s.header) == "":
		return fmt.Errorf("%s is missing: %v", s.header, response.Header)
	}
	return s.body(response.Body)
}

// Every mishap on the client's way ends within the deadline, as the right fault or
// answer, and is named in answer, fault and evidence.
func TestTrip(t *testing.T) {
	for mishap, want := range sights() {
		t.Run(string(mishap), func(t *testing.T) {
			t.Parallel()
			reached := &target{}
			server := httptest.NewServer(reached)
			defer server.Close()
			var kept []exchange.Exchange
			plan := always(t, string(mishap))
			began := time.Now()
			response, err := dial(t, server, plan, want.patience(), func(e exchange.Exchange) { kept = append(kept, e) }).Do(context.Background(), creation)
			if took := time.Since(began); took > want.patience()+2*time.Second {
				t.Errorf("it took %v", took)
			}
			if err := want.as(response, err); err != nil {
				t.Error(err)
			}
			if got := int(reached.arrived.Load()); got != want.arrives {
				t.Errorf("the request arrived %d times, want %d", got, want.arrives)
			}
			var fault *client.Fault
			if errors.As(err, &fault) && (fault.Planted != string(mishap) || !strings.Contains(fault.Error(), "planted: "+string(mishap))) {
				t.Errorf("the fault is not marked: %v", fault)
			}
			if response.Planted != string(mishap) || len(kept) != 1 || kept[0].Planted != string(mishap) {
				t.Errorf("not marked: answer %q, evidence %+v", response.Planted, kept)
			}
			if plan.Counts()[mishap] != 1 {
				t.Errorf("counted %v", plan.Counts())
			}
		})
	}
}

// The same in front of a server: any client meets it. A TLS fault is a dropped
// connection where the server speaks no TLS.
func TestHandler(t *testing.T) {
	want := sights()
	want[chaos.TLS] = sight{fault: client.Reset}
	for mishap, want := range want {
		t.Run(string(mishap), func(t *testing.T) {
			t.Parallel()
			reached := &target{}
			server := httptest.NewServer(always(t, string(mishap)).Handler(reached, nil))
			defer server.Close()
			began := time.Now()
			response, err := dial(t, server, nil, want.patience(), nil).Do(context.Background(), creation)
			if took := time.Since(began); took > want.patience()+2*time.Second {
				t.Errorf("it took %v", took)
			}
			if err := want.as(response, err); err != nil {
				t.Error(err)
			}
			if got := int(reached.arrived.Load()); got != want.arrives {
				t.Errorf("the request arrived %d times, want %d", got, want.arrives)
			}
			if response.Planted != "" {
				t.Errorf("the client takes it for its own mishap %q", response.Planted)
			}
		})
	}
}

// Where the server speaks TLS, it is the encryption that breaks.
func TestHandlerBreaksTLS(t *testing.T) {
	server := httptest.NewTLSServer(always(t, "tls").Handler(&target{}, nil))
	defer server.Close()
	response, err := server.Client().Get(server.URL + "/Users")
	if err == nil {
		_ = response.Body.Close()
		t.Fatalf("answered %d", response.StatusCode)
	}
	if !strings.Contains(err.Error(), "tls: ") {
		t.Errorf("it is no TLS fault: %v", err)
	}
}

// Answers without a body have nothing that could be spoiled: they stay the target's
// own, unmarked.
func TestNothingToSpoil(t *testing.T) {
	for _, mishap := range []chaos.Mishap{
		chaos.Truncated, chaos.Drip, chaos.Length, chaos.Endless, chaos.Bomb, chaos.Invalid, chaos.Nesting, chaos.Members, chaos.Numbers, chaos.Charset,
	} {
		t.Run(string(mishap), func(t *testing.T) {
			t.Parallel()
			direct := httptest.NewServer(&target{})
			defer direct.Close()
			behind := httptest.NewServer(always(t, string(mishap)).Handler(&target{}, nil))
			defer behind.Close()
			plan := always(t, string(mishap))
			for _, c := range []*client.Client{dial(t, direct, plan, time.Minute, nil), dial(t, behind, nil, time.Minute, nil)} {
				response, err := c.Do(context.Background(), deletion)
				if err != nil || response.Status != http.StatusNoContent || response.Planted != "" {
					t.Errorf("%v, status %d, planted %q", err, response.Status, response.Planted)
				}
			}
			if len(plan.Counts()) > 0 {
				t.Errorf("counted %v", plan.Counts())
			}
		})
	}
}

// Reads, setup, discovery, cleanup and requests of observers are in peace, and so is
// what a server keeps out.
func TestPeace(t *testing.T) {
	server := httptest.NewServer(always(t, "html").Handler(&target{}, func(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/scim") }))
	defer server.Close()
	for _, purpose := range []exchange.Purpose{exchange.Verification, exchange.Setup, exchange.Discovery, exchange.Cleanup} {
		request := creation
		request.Label.Purpose = purpose
		response, err := dial(t, server, always(t, "storm"), time.Minute, nil).Do(context.Background(), request)
		if err != nil || response.Planted != "" || whole(response.Body) != nil {
			t.Errorf("%s: %v, planted %q", purpose, err, response.Planted)
		}
	}
}

// Endless bodies and bombs cost no more memory than a body may have, at the usual
// limit of a client.
func TestMemoryIsBounded(t *testing.T) {
	server := httptest.NewServer(&target{})
	defer server.Close()
	for _, mishap := range []chaos.Mishap{chaos.Endless, chaos.Bomb} {
		c, err := client.New(client.Options{Base: server.URL, Tamper: always(t, string(mishap)).Trip})
		if err != nil {
			t.Fatal(err)
		}
		highest := whileSampling(func() {
			for range 4 {
				response, err := c.Do(context.Background(), creation)
				var fault *client.Fault
				if !errors.As(err, &fault) || fault.Kind != client.TooLarge || len(response.Body) > exchange.MaxBody {
					t.Errorf("%s: %v, %d bytes are kept", mishap, err, len(response.Body))
				}
			}
		})
		if highest > 200<<20 {
			t.Errorf("%s: the heap has grown to %d MiB", mishap, highest>>20)
		}
		c.Close()
	}
}

// whileSampling gives the highest use of the heap while something is done.
func whileSampling(do func()) (highest uint64) {
	over, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		var memory runtime.MemStats
		for {
			runtime.ReadMemStats(&memory)
			highest = max(highest, memory.HeapAlloc)
			select {
			case <-over:
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	}()
	do()
	close(over)
	<-done
	return highest
}

// The bomb is what it is said to be: small on the wire, and a gigabyte unpacked.
func TestBombIsSmallOnTheWire(t *testing.T) {
	server := httptest.NewServer(always(t, "gzip-bomb").Handler(&target{}, nil))
	defer server.Close()
	bare := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	response, err := bare.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	packed, err := io.ReadAll(response.Body)
	if err != nil || len(packed) > 2<<20 || !bytes.HasPrefix(packed, []byte{0x1f, 0x8b}) || response.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("%v: %d bytes, %v", err, len(packed), response.Header)
	}
}
