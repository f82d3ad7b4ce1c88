package chaos

import (
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// requestLimit is the largest request that is kept to be delivered twice, in bytes.
const requestLimit = 32 << 20

// stallLimit is how long a server holds a connection that it does not serve.
const stallLimit = time.Minute

// Handler puts the hostile conditions in front of a server. Only requests that
// concerns chooses meet them; nil means all. A TLS fault breaks the encrypted
// connection where the server speaks TLS; elsewhere the connection is dropped.
func (p *Plan) Handler(next http.Handler, concerns func(*http.Request) bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if concerns != nil && !concerns(r) {
			next.ServeHTTP(w, r)
			return
		}
		happens := p.decide(keyOf(r))
		if happens.mishap == None {
			next.ServeHTTP(w, r)
			return
		}
		service{plan: p, event: happens, next: next, w: w, r: r}.perform()
	})
}

// service is one request to a server that meets a mishap.
type service struct {
	plan  *Plan
	event event
	next  http.Handler
	w     http.ResponseWriter
	r     *http.Request
}

func (s service) perform() {
	s.plan.count(s.event.mishap)
	switch s.event.mishap {
	case Latency, Jitter:
		if pause(s.r.Context(), s.plan.delay(s.event)) == nil {
			s.next.ServeHTTP(s.w, s.r)
		}
	case Reset:
		s.drop(true)
	case TLS:
		s.drop(false)
	case HalfOpen:
		s.stall()
	case Duplicate:
		s.twice()
	case Lost:
		s.capture(s.r)
		s.drop(true)
	case Throttle, RetryAfter, Burst, Redirect, HTML:
		s.send(instead(s.event))
	default:
		s.spoil()
	}
}

// spoil lets the server answer, and sends another answer. Where there is nothing to
// spoil, the genuine one goes out.
func (s service) spoil() {
	genuine := s.capture(s.r)
	ctx, cancel := context.WithTimeout(s.r.Context(), stallLimit)
	defer cancel()
	if canHaveBody(s.r.Method, genuine.status) && len(genuine.body) < genuineLimit {
		if spoiled, possible := s.plan.spoil(ctx, s.event, genuine); possible {
			s.send(spoiled)
			return
		}
	}
	s.give(genuine)
}

// twice lets the request arrive two times; the second answer is sent.
func (s service) twice() {
	body, err := io.ReadAll(http.MaxBytesReader(s.w, s.r.Body, requestLimit))
	if err != nil {
		s.drop(false)
		return
	}
	first, second := s.r.Clone(s.r.Context()), s.r.Clone(s.r.Context())
	first.Body, second.Body = io.NopCloser(bytes.NewReader(body)), io.NopCloser(bytes.NewReader(body))
	s.capture(first)
	s.next.ServeHTTP(s.w, second)
}

// stall leaves the request without an answer until the client gives up.
func (s service) stall() {
	_, _ = io.Copy(io.Discard, s.r.Body) // the server notices only behind the body that the client has gone
	_ = pause(s.r.Context(), stallLimit)
	s.drop(false)
}

// drop ends the connection without an answer; hard sends a reset.
func (s service) drop(hard bool) {
	connection, _, err := http.NewResponseController(s.w).Hijack()
	if err != nil {
		s.unable(err)
		return
	}
	if secure, ok := connection.(*tls.Conn); ok && s.event.mishap == TLS {
		_, _ = secure.NetConn().Write(make([]byte, 16)) // no TLS record (RFC 8446 §5.1)
	}
	if plain, ok := connection.(*net.TCPConn); ok && hard {
		_ = plain.SetLinger(0)
	}
	_ = connection.Close()
}

// send writes an answer that no http.ResponseWriter would write, and ends the
// connection.
func (s service) send(a spoiled) {
	_, _ = io.Copy(io.Discard, io.LimitReader(s.r.Body, genuineLimit)) // what is left unread would reset the connection
	connection, buffered, err := http.NewResponseController(s.w).Hijack()
	if err != nil {
		s.unable(err)
		return
	}
	defer connection.Close()
	_ = connection.SetDeadline(time.Now().Add(stallLimit))
	a.header.Set("Connection", "close")
	if a.length >= 0 {
		a.header.Set("Content-Length", fmt.Sprint(a.length))
	}
	fmt.Fprintf(buffered, "HTTP/1.1 %d %s\r\n", a.status, http.StatusText(a.status))
	_ = a.header.Write(buffered)
	_, _ = buffered.WriteString("\r\n")
	if buffered.Flush() == nil && s.r.Method != http.MethodHead {
		_, _ = io.Copy(connection, a.body) // until the client has enough
	}
}

// unable is for connections that cannot be taken over, such as those of HTTP/2.
func (s service) unable(err error) {
	http.Error(s.w, "the mishap "+string(s.event.mishap)+" cannot be performed: "+err.Error(), http.StatusBadGateway)
}

// give sends a captured answer as it is.
func (s service) give(a answer) {
	for name, values := range a.header {
		s.w.Header()[name] = values
	}
	s.w.WriteHeader(a.status)
	_, _ = s.w.Write(a.body)
}

// capture lets the server answer into memory.
func (s service) capture(r *http.Request) answer {
	c := &captured{answer: answer{status: http.StatusOK, header: http.Header{}}}
	s.next.ServeHTTP(c, r)
	return c.answer
}

// captured is an http.ResponseWriter that keeps the answer.
type captured struct {
	answer
	begun bool
}

func (c *captured) Header() http.Header { return c.header }

func (c *captured) WriteHeader(status int) {
	if !c.begun {
		c.status, c.begun = status, true
	}
}

func (c *captured) Write(p []byte) (int, error) {
	c.begun = true
	c.body = append(c.body, p...)
	return len(p), nil
}
