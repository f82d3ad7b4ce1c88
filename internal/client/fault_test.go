package client_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/client"
)

var _ error = (*client.Fault)(nil)

func TestRefused(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	_ = listener.Close()
	c, kept := dial(t, client.Options{}, "http://"+address)
	fault := faultOf(t, c, client.Request{Path: "/Users"}, client.Refused)
	if !strings.Contains(fault.Advice(), "nothing listens at "+address) || fault.Sent {
		t.Errorf("sent %v, advises %q", fault.Sent, fault.Advice())
	}
	if len(kept.all) != 1 || kept.all[0].Fault == "" || kept.all[0].Status != 0 {
		t.Errorf("recorded %+v", kept.all)
	}
}

// A fault that was written down reads as it did, whatever is not known of it any more.
func TestRecall(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	c, _ := dial(t, client.Options{}, "http://"+listener.Addr().String())
	was := faultOf(t, c, client.Request{Path: "/Users"}, client.Refused)
	is := client.Recall(client.Fault{Kind: was.Kind, URL: was.URL}, was.Reason())
	if is.Error() != was.Error() || is.Advice() != was.Advice() || is.Unwrap() != nil {
		t.Errorf("%v, was %v", is, was)
	}
	lost := client.Recall(client.Fault{Kind: client.Lost, URL: "https://scim.example.com/account"}, "nobody can tell")
	if !strings.Contains(lost.Error(), "killed before the answer: nobody can tell") || !strings.Contains(lost.Advice(), "look at scim.example.com") {
		t.Errorf("%v: %s", lost, lost.Advice())
	}
}

func TestUnknownHost(t *testing.T) {
	failing := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.DNSError{Err: "no such host", Name: "scim.example", IsNotFound: true}
	}}
	c, _ := dial(t, client.Options{Transport: failing}, "https://scim.example")
	faultOf(t, c, client.Request{Path: "/Users"}, client.UnknownHost)
}

// quiet is a TLS server that does not log the handshakes it is meant to fail.
func quiet(t *testing.T, handler http.HandlerFunc) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

func TestTLS(t *testing.T) {
	served := func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "secure") }
	secure := quiet(t, served)
	plain := httptest.NewServer(http.HandlerFunc(served))
	t.Cleanup(plain.Close)
	old := httptest.NewUnstartedServer(http.HandlerFunc(served))
	old.Config.ErrorLog = log.New(io.Discard, "", 0)
	old.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
	old.StartTLS()
	t.Cleanup(old.Close)
	roots := x509.NewCertPool()
	roots.AddCert(secure.Certificate())

	tests := []struct {
		name, base string
		roots      *x509.CertPool
	}{
		{"self-signed certificate", secure.URL, nil},
		{"another name", strings.Replace(secure.URL, "127.0.0.1", "localhost", 1), roots},
		{"https to a plain port", strings.Replace(plain.URL, "http://", "https://", 1), nil},
		{"a version before 1.2 (E-5.1)", old.URL, roots},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, _ := dial(t, client.Options{Roots: tt.roots}, tt.base)
			faultOf(t, c, client.Request{Path: "/Users"}, client.TLS)
		})
	}
	c, _ := dial(t, client.Options{Roots: roots}, secure.URL)
	if got := do(t, c, client.Request{Path: "/Users"}); string(got.Body) != "secure" {
		t.Errorf("with the authority named: %q", got.Body)
	}
}

func TestTimeout(t *testing.T) {
	tests := []struct {
		name   string
		status int
		serve  http.HandlerFunc
	}{
		{"never answers", 0, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }},
		{"never ends", 200, func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "{")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}},
		{"drips", 200, func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, _ = io.WriteString(w, " ")
				w.(http.Flusher).Flush()
				<-time.After(5 * time.Millisecond)
			}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, kept := serve(t, client.Options{Timeout: 50 * time.Millisecond}, tt.serve)
			fault := faultOf(t, c, client.Request{Path: "/Users"}, client.Timeout)
			if fault.Status != tt.status || kept.all[0].Status != tt.status || !fault.Sent {
				t.Errorf("status %d, recorded %d, sent %v", fault.Status, kept.all[0].Status, fault.Sent)
			}
		})
	}
}

func TestTheDeadlineOfTheCallerIsATimeout(t *testing.T) {
	c, _ := serve(t, client.Options{}, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	_, err := c.Do(ctx, client.Request{Path: "/Users"})
	var fault *client.Fault
	if !errors.As(err, &fault) || fault.Kind != client.Timeout {
		t.Errorf("got %v", err)
	}
}

func TestCancelInMidRequest(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c, kept := serve(t, client.Options{}, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // else the server does not notice that we left
		cancel()
		<-r.Context().Done()
	})
	_, err := c.Do(ctx, client.Request{Method: "POST", Path: "/Users", Body: []byte(`{}`)})
	var fault *client.Fault
	if !errors.As(err, &fault) || fault.Kind != client.Cancelled || !fault.Sent {
		t.Errorf("got %v", err)
	}
	if !errors.Is(err, context.Canceled) {
		t.Error("the cause is lost")
	}
	if len(kept.all) != 1 || kept.all[0].Fault == "" {
		t.Errorf("recorded %+v", kept.all)
	}
}

func TestBrokenAnswers(t *testing.T) {
	tests := []struct {
		name, answer string
		kind         client.FaultKind
		status       int
		body         string
	}{
		{"cut by length", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\"", client.CutOff, 200, `{"id"`},
		{"cut in a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"id\"", client.CutOff, 200, `{"id"`},
		{"cut before the last chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"\r\n", client.CutOff, 200, `{"id"`},
		{"cut between the headers", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n", client.Reset, 0, ""},
		{"cut within a header", "HTTP/1.1 200 OK\r\nContent-Le", client.BadHTTP, 0, ""},
		{"nothing", "", client.Reset, 0, ""},
		{"not HTTP", "SSH-2.0-OpenSSH_9.9\r\n\r\n", client.BadHTTP, 0, ""},
		{"bad chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", client.BadHTTP, 200, ""},
		{"header flood", "HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 1<<20) + "\r\n\r\n", client.TooLarge, 0, ""},
		{"gzip that is none", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", client.BadHTTP, 200, "{}"},
		{"announced beyond the limit", "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n", client.TooLarge, 200, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			base, seen := wire(t, func(_ int64, conn net.Conn) bool {
				_, _ = io.WriteString(conn, tt.answer)
				return false
			})
			c, kept := dial(t, client.Options{}, base)
			fault := faultOf(t, c, client.Request{Method: "POST", Path: "/Users", Body: []byte(`{}`)}, tt.kind)
			if fault.Status != tt.status || string(kept.all[0].Response.Body) != tt.body {
				t.Errorf("status %d, kept %q", fault.Status, kept.all[0].Response.Body)
			}
			if seen.Load() != 1 {
				t.Errorf("the server saw %d requests: it was repeated", seen.Load())
			}
		})
	}
}

// TestDropIsNeverHidden: net/http repeats a GET on a fresh connection when a
// kept one is dropped, so the target would look sound.
func TestDropIsNeverHidden(t *testing.T) {
	for _, method := range []string{"GET", "POST"} {
		t.Run(method, func(t *testing.T) {
			base, _ := wire(t, func(number int64, conn net.Conn) bool {
				if number == 2 {
					return false
				}
				_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
				return true
			})
			c, kept := dial(t, client.Options{}, base)
			request := client.Request{Method: method, Path: "/Users"}
			do(t, c, request)
			faultOf(t, c, request, client.Reset)
			do(t, c, request)
			if len(kept.all) != 3 || kept.all[1].Fault == "" {
				t.Errorf("recorded %+v", kept.all)
			}
		})
	}
}

func TestOversizedAnswerIsNotReadToTheEnd(t *testing.T) {
	const gigabyte = 1 << 30
	var written atomic.Int64
	c, kept := serve(t, client.Options{MaxBody: 64 << 10}, func(w http.ResponseWriter, r *http.Request) {
		block := bytes.Repeat([]byte(" "), 64<<10)
		for written.Load() < gigabyte && r.Context().Err() == nil {
			n, err := w.Write(block)
			written.Add(int64(n))
			if err != nil {
				return
			}
		}
	})
	fault := faultOf(t, c, client.Request{Path: "/Users"}, client.TooLarge)
	if fault.Status != 200 || len(kept.all[0].Response.Body) != 64<<10 {
		t.Errorf("status %d, kept %d bytes", fault.Status, len(kept.all[0].Response.Body))
	}
	if written.Load() > 64<<20 {
		t.Errorf("the server could write %d bytes", written.Load())
	}
}

func TestBombIsNotUnpacked(t *testing.T) {
	bomb := zipped(t, make([]byte, 8<<20))
	c, _ := serve(t, client.Options{MaxBody: 64 << 10}, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb)
	})
	faultOf(t, c, client.Request{Path: "/Users"}, client.TooLarge)
}

func TestAnswerOfExactlyTheLimitIsWhole(t *testing.T) {
	for _, chunked := range []bool{false, true} {
		c, _ := serve(t, client.Options{MaxBody: 1000}, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write(make([]byte, 400))
			if chunked {
				w.(http.Flusher).Flush()
			}
			_, _ = w.Write(make([]byte, 600))
		})
		if got := do(t, c, client.Request{Path: "/Users"}); len(got.Body) != 1000 {
			t.Errorf("chunked %v: %d bytes", chunked, len(got.Body))
		}
	}
}
