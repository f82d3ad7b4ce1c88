package client_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
)

// planted is a token with what needs encoding.
const planted = "eyJhbGciOi/J9+planted'token"

// serve starts a server and a client for it, whose evidence is collected.
func serve(t *testing.T, o client.Options, handler http.HandlerFunc) (*client.Client, *evidence) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return dial(t, o, server.URL+"/scim")
}

func dial(t *testing.T, o client.Options, base string) (*client.Client, *evidence) {
	t.Helper()
	kept := &evidence{}
	o.Base, o.Record = base, kept.record
	c, err := client.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c, kept
}

type evidence struct {
	mu  sync.Mutex
	all []exchange.Exchange
}

func (e *evidence) record(x exchange.Exchange) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.all = append(e.all, x)
}

// wire starts a server that speaks raw TCP: it reads each request up to its
// empty line and then lets answer do what it wants; afterwards the connection
// is closed. The count is of requests seen.
func wire(t *testing.T, answer func(number int64, conn net.Conn) (goOn bool)) (string, *atomic.Int64) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	seen := new(atomic.Int64)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go converse(conn, seen, answer)
		}
	}()
	return "http://" + listener.Addr().String(), seen
}

func converse(conn net.Conn, seen *atomic.Int64, answer func(int64, net.Conn) bool) {
	defer conn.Close()
	in := bufio.NewReader(conn)
	for {
		request, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		_, _ = io.Copy(io.Discard, request.Body)
		if !answer(seen.Add(1), conn) {
			return
		}
	}
}

// faultOf sends one request that must end in a fault of the kind, within a
// second.
func faultOf(t *testing.T, c *client.Client, r client.Request, kind client.FaultKind) *client.Fault {
	t.Helper()
	began := time.Now()
	_, err := c.Do(t.Context(), r)
	var fault *client.Fault
	if !errors.As(err, &fault) {
		t.Fatalf("got %v, want a fault", err)
	}
	if fault.Kind != kind {
		t.Fatalf("got %s (%v), want %s", fault.Kind, fault, kind)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("it took %v", took)
	}
	if fault.Advice() == "" || !strings.Contains(fault.Error(), fault.URL) {
		t.Errorf("says %q, advises %q", fault, fault.Advice())
	}
	return fault
}

func do(t *testing.T, c *client.Client, r client.Request) client.Response {
	t.Helper()
	response, err := c.Do(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return response
}

func TestRequestGoesOutExactly(t *testing.T) {
	usual := http.Header{"Accept": {"application/scim+json"}, "User-Agent": {"scimulator"}, "Authorization": {"Bearer t0ken"}}
	with := func(changes ...string) http.Header {
		header := usual.Clone()
		for i := 0; i < len(changes); i += 2 {
			header.Del(changes[i])
			if changes[i+1] != "" {
				header.Set(changes[i], changes[i+1])
			}
		}
		return header
	}
	tests := []struct {
		name    string
		request client.Request
		line    string
		header  http.Header
	}{
		{"usual GET", client.Request{Path: "/Users/1"}, "GET /scim/Users/1", usual},
		{"query is verbatim", client.Request{Path: "/Users", RawQuery: "startIndex=1&filter=userName+eq+%22x%22&a=b%20c&&a=(1)"},
			"GET /scim/Users?startIndex=1&filter=userName+eq+%22x%22&a=b%20c&&a=(1)", usual},
		{"path is verbatim", client.Request{Path: "/Users/a%2Fb'c:d@e%41"}, "GET /scim/Users/a%2Fb'c:d@e%41", usual},
		{"usual PATCH", client.Request{Method: "PATCH", Path: "/Users/1", Body: []byte(`{"a":"<&>"}`)}, `PATCH /scim/Users/1 {"a":"<&>"}`,
			with("Content-Type", "application/scim+json", "Content-Length", "11")},
		{"no Accept, although there is a JSON body", client.Request{Method: "POST", Path: "/Users", Body: []byte(`{}`), Accept: client.NoAccept, ContentType: "application/json"},
			"POST /scim/Users {}", with("Accept", "", "Content-Type", "application/json", "Content-Length", "2")},
		{"another Accept", client.Request{Path: "/Users", Accept: "text/html"}, "GET /scim/Users", with("Accept", "text/html")},
		{"GET with a body", client.Request{Path: "/Users", Body: []byte(`{}`)}, "GET /scim/Users {}",
			with("Content-Type", "application/scim+json", "Content-Length", "2")},
		{"DELETE without one", client.Request{Method: "DELETE", Path: "/Users/1"}, "DELETE /scim/Users/1", usual},
		{"own headers win", client.Request{Path: "/Users", Header: http.Header{"authorization": {"Bearer wrong"}, "If-Match": {`W/"1"`}}},
			"GET /scim/Users", with("Authorization", "Bearer wrong", "If-Match", `W/"1"`)},
	}
	var line string
	var header http.Header
	c, _ := serve(t, client.Options{Token: "t0ken"}, func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		line, header = strings.TrimSpace(r.Method+" "+r.RequestURI+" "+string(body)), r.Header
	})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			do(t, c, tt.request)
			if line != tt.line {
				t.Errorf("got  %s\nwant %s", line, tt.line)
			}
			if diff := cmp.Diff(tt.header, header); diff != "" {
				t.Errorf("headers, -want +got:\n%s", diff)
			}
		})
	}
}

func TestRedirectIsTheAnswer(t *testing.T) {
	var seen atomic.Int64
	c, _ := serve(t, client.Options{}, func(w http.ResponseWriter, r *http.Request) {
		seen.Add(1)
		http.Redirect(w, r, "/elsewhere", http.StatusFound)
	})
	got := do(t, c, client.Request{Method: "POST", Path: "/Users", Body: []byte(`{}`)})
	if got.Status != http.StatusFound || got.Header.Get("Location") != "/elsewhere" || seen.Load() != 1 {
		t.Errorf("status %d, Location %q after %d requests", got.Status, got.Header.Get("Location"), seen.Load())
	}
}

func TestCookiesAreNotKept(t *testing.T) {
	c, _ := serve(t, client.Options{}, func(w http.ResponseWriter, r *http.Request) {
		if len(r.Cookies()) > 0 {
			t.Error("a cookie came back")
		}
		http.SetCookie(w, &http.Cookie{Name: "sid", Value: "1", Path: "/"})
	})
	do(t, c, client.Request{Path: "/Users"})
	do(t, c, client.Request{Path: "/Users"})
}

func TestAnswerIsUntouched(t *testing.T) {
	packed := zipped(t, []byte(`{"id":"1"}`))
	large := bytes.Repeat([]byte("x"), 2<<20)
	tests := []struct {
		name, contentType, encoding string
		status                      int
		sent, want                  []byte
	}{
		{"HTML", "text/html", "", 200, []byte("<html>Sign in</html>"), []byte("<html>Sign in</html>")},
		{"error", "application/scim+json", "", 409, []byte(`{"status":"409"}`), []byte(`{"status":"409"}`)},
		{"bad UTF-8", "application/json", "", 200, []byte("{\"a\":\"\xff\"}"), []byte("{\"a\":\"\xff\"}")},
		{"no content", "", "", 204, nil, nil},
		{"gzip that nobody asked for", "application/scim+json", "gzip", 200, packed, []byte(`{"id":"1"}`)},
		{"another encoding stays", "application/scim+json", "br", 200, []byte("\x0b\x02"), []byte("\x0b\x02")},
		{"large", "application/scim+json", "", 200, large, large},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, _ := serve(t, client.Options{}, func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Accept-Encoding") != "" {
					t.Errorf("asked for %s", r.Header.Get("Accept-Encoding"))
				}
				w.Header().Set("Content-Type", tt.contentType)
				if tt.encoding != "" {
					w.Header().Set("Content-Encoding", tt.encoding)
				}
				w.WriteHeader(tt.status)
				_, _ = w.Write(tt.sent)
			})
			got := do(t, c, client.Request{Path: "/Users"})
			if got.Status != tt.status || !bytes.Equal(got.Body, tt.want) {
				t.Errorf("status %d, body %.60q", got.Status, got.Body)
			}
			if got.Header.Get("Content-Encoding") != tt.encoding {
				t.Errorf("Content-Encoding became %q", got.Header.Get("Content-Encoding"))
			}
		})
	}
}

func zipped(t *testing.T, plain []byte) []byte {
	t.Helper()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(plain); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

func TestBodiesBelongToTheCaller(t *testing.T) {
	c, _ := serve(t, client.Options{}, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(w, r.Body)
	})
	first := do(t, c, client.Request{Method: "POST", Path: "/Users", Body: []byte("first")})
	second := do(t, c, client.Request{Method: "POST", Path: "/Users", Body: []byte("other")})
	if string(first.Body) != "first" || string(second.Body) != "other" {
		t.Errorf("got %q and %q", first.Body, second.Body)
	}
}

func TestConcurrentRequestsDoNotMix(t *testing.T) {
	c, kept := serve(t, client.Options{Concurrency: 8}, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_, _ = fmt.Fprintf(w, "%s %s", r.URL.Path, body)
	})
	var group sync.WaitGroup
	for worker := range 8 {
		group.Go(func() {
			for i := range 25 {
				path, body := fmt.Sprintf("/%d/%d", worker, i), fmt.Sprintf("body %d %d", worker, i)
				got, err := c.Do(context.Background(), client.Request{Method: "POST", Path: path, Body: []byte(body)})
				if err != nil || string(got.Body) != "/scim"+path+" "+body {
					t.Errorf("got %q, %v", got.Body, err)
				}
			}
		})
	}
	group.Wait()
	ids := map[int64]bool{}
	for _, e := range kept.all {
		ids[e.ID] = true
		if string(e.Response.Body) != strings.TrimPrefix(e.URL, e.URL[:strings.Index(e.URL, "/scim")])+" "+string(e.Request.Body) {
			t.Errorf("evidence %d is mixed: %s %s %s", e.ID, e.URL, e.Request.Body, e.Response.Body)
		}
	}
	if len(ids) != 200 || !ids[1] || !ids[200] {
		t.Errorf("%d different numbers of evidence, want 1 to 200", len(ids))
	}
}

func TestRateIsACeiling(t *testing.T) {
	c, _ := serve(t, client.Options{Rate: 50}, func(http.ResponseWriter, *http.Request) {})
	began := time.Now()
	for range 15 { // a burst of 5, then ten at 20 ms each
		do(t, c, client.Request{Path: "/Users"})
	}
	if took := time.Since(began); took < 190*time.Millisecond {
		t.Errorf("15 requests took %v, at 50/s with a burst of 5 at least 200 ms", took)
	}
}

func TestRateGivesUpWithTheContext(t *testing.T) {
	var seen atomic.Int64
	c, kept := serve(t, client.Options{Rate: 0.01}, func(http.ResponseWriter, *http.Request) { seen.Add(1) })
	do(t, c, client.Request{Path: "/Users"})
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, cancel)
	_, err := c.Do(ctx, client.Request{Path: "/Users"})
	var fault *client.Fault
	if !errors.As(err, &fault) || fault.Kind != client.Cancelled || fault.Sent {
		t.Errorf("got %v", err)
	}
	if seen.Load() != 1 || len(kept.all) != 1 {
		t.Errorf("%d requests seen, %d recorded; want the first alone", seen.Load(), len(kept.all))
	}
}

func TestNewRefuses(t *testing.T) {
	tests := []struct {
		name, want string
		options    client.Options
	}{
		{"no address", "https://host/scim", client.Options{}},
		{"no scheme", "https://host/scim", client.Options{Base: "scim.example.com/scim"}},
		{"another scheme", "https://host/scim", client.Options{Base: "ftp://scim.example.com"}},
		{"credentials", "file or the environment", client.Options{Base: "https://a:" + "plainsecret@scim.example.com"}},
		{"query", "query", client.Options{Base: "https://scim.example.com/scim?aadOptscim062020"}},
		{"control character", "not a URL", client.Options{Base: "https://scim.example.com/\x00"}},
		{"negative rate", "requests/s", client.Options{Base: "https://scim.example.com", Rate: -1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := client.New(tt.options)
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "plainsecret") {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestUnescapedPathIsNotSent(t *testing.T) {
	c, kept := serve(t, client.Options{}, func(http.ResponseWriter, *http.Request) { t.Error("it was sent") })
	_, err := c.Do(t.Context(), client.Request{Path: "/Users/100%"})
	var fault *client.Fault
	if err == nil || errors.As(err, &fault) || len(kept.all) != 0 {
		t.Errorf("got %v and %d exchanges", err, len(kept.all))
	}
}
