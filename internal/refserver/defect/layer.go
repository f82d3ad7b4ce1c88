package defect

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/scimulator/scimulator/internal/refserver/account"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// Layer is a set of installed defects.
type Layer struct{ hooks []Hooks }

// NewLayer installs defects for one server.
func NewLayer(defects ...Defect) Layer {
	var layer Layer
	for _, d := range defects {
		layer.hooks = append(layer.hooks, d.Install())
	}
	return layer
}

// Enforce changes a schema that the server enforces.
func (l Layer) Enforce(s *schema.Schema) {
	for _, h := range l.hooks {
		if h.Enforce != nil {
			h.Enforce(s)
		}
	}
}

// Announce changes a schema that the server announces.
func (l Layer) Announce(s *schema.Schema) {
	for _, h := range l.hooks {
		if h.Announce != nil {
			h.Announce(s)
		}
	}
}

// Account says which of its rules the account side does not follow.
func (l Layer) Account() account.Rules {
	var rules account.Rules
	for _, h := range l.hooks {
		if h.Account != nil {
			h.Account(&rules)
		}
	}
	return rules
}

// maxBody bounds what a defective server reads; the correct one behind it has
// its own limit.
const maxBody = 64 << 20

// Wrap puts the layer in front of a correct server that answers under base.
func (l Layer) Wrap(server http.Handler, base string) http.Handler {
	if len(l.hooks) == 0 {
		return server
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
		if err != nil {
			return // the client has gone away
		}
		call := newCall(r, raw, base, server)
		answer := l.before(call)
		if answer == nil {
			answer = call.Pass()
		}
		for _, h := range l.hooks {
			if h.After != nil {
				h.After(call, answer)
			}
		}
		answer.write(w, r)
	})
}

func (l Layer) before(call *Call) *Answer {
	for _, h := range l.hooks {
		if h.Before == nil {
			continue
		}
		if answer := h.Before(call); answer != nil {
			return answer
		}
	}
	return nil
}

func (a *Answer) write(w http.ResponseWriter, r *http.Request) {
	if a.Delay > 0 {
		timer := time.NewTimer(a.Delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
			return
		}
	}
	for name, values := range a.Header {
		w.Header()[name] = values
	}
	if a.Cut {
		a.cut(w)
		return
	}
	w.WriteHeader(a.Status)
	_, _ = w.Write(a.Raw) // a client that has gone away needs no answer
}

// cut promises the whole body, sends half, and drops the connection.
func (a *Answer) cut(w http.ResponseWriter) {
	w.Header().Set("Content-Length", strconv.Itoa(len(a.Raw)+1))
	w.WriteHeader(a.Status)
	_, _ = w.Write(a.Raw[:len(a.Raw)/2])
	panic(http.ErrAbortHandler) // the way net/http offers to drop a connection
}

func newBody(raw []byte) io.ReadCloser { return io.NopCloser(bytes.NewReader(raw)) }

func asText(value any) string { return fmt.Sprint(value) }
