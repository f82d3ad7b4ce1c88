package certify

import (
	"net/http"
	"strings"
	"sync"

	"github.com/scimulator/scimulator/internal/certify/steps"
	"github.com/scimulator/scimulator/internal/check"
	"github.com/scimulator/scimulator/internal/verdict"
)

// watch judges every answer of the run by itself, whatever the check was about.
// It keeps one breach of a kind: its memory does not grow with the requests.
type watch struct {
	judge *check.Judge
	facts *steps.Facts

	mu     sync.Mutex
	judged int
	found  map[string]map[string]*steps.Breach // by requirement, then by message
}

func newWatch(judge *check.Judge, facts *steps.Facts) *watch {
	return &watch{judge: judge, facts: facts, found: map[string]map[string]*steps.Breach{}}
}

// see judges one answer.
func (w *watch) see(s steps.Seen) {
	operation, kind, id := w.asked(s)
	if operation == "" {
		return
	}
	findings := w.judge.Answer(check.Answer{
		Operation: operation, Type: kind, Method: s.Request.Method, Path: s.Request.Path, RawQuery: s.Request.RawQuery, Sent: s.Request.Body, ID: id,
		Status: s.Response.Status, Header: s.Response.Header, Body: s.Response.Body, Exchange: s.Response.Exchange,
		Excluded: excluded(s.Request.RawQuery),
	})
	w.mu.Lock()
	defer w.mu.Unlock()
	w.judged++
	for _, f := range findings {
		w.keep(string(f.Requirement), f)
		for _, rule := range f.Also {
			w.keep(string(rule), f)
		}
	}
}

func (w *watch) keep(rule string, f verdict.Finding) {
	if w.found[rule] == nil {
		w.found[rule] = map[string]*steps.Breach{}
	}
	key := f.Key()
	if w.found[rule][key] != nil || len(w.found[rule]) >= 20 {
		return
	}
	w.found[rule][key] = &steps.Breach{
		Message: f.Message, Attribute: f.Attribute, Expected: f.Expected, Seen: f.Seen, Resource: f.Resource, Exchanges: f.Exchanges,
		Mild: f.Outcome < verdict.Fail,
	}
}

// asked says what an answer answers; "" when it is about neither users nor
// groups.
func (w *watch) asked(s steps.Seen) (operation check.Operation, kind, id string) {
	if len(s.Request.Header["Accept"]) > 0 || s.Request.Accept != "" || strings.Contains(s.Request.RawQuery, "cursor") {
		return "", "", "" // asked for in another form, or in another way of paging: these have checks of their own
	}
	parts := strings.Split(strings.Trim(s.Request.Path, "/"), "/")
	switch strings.ToLower(parts[0]) {
	case "users":
		kind = "User"
	case "groups":
		kind = "Group"
	default:
		return "", "", ""
	}
	if len(parts) == 2 && parts[1] != ".search" {
		id = parts[1]
	}
	switch method := s.Request.Method; {
	case len(parts) > 2:
		return "", "", ""
	case method == http.MethodGet && id != "":
		return check.Read, kind, id
	case method == http.MethodGet:
		return check.Query, kind, ""
	case method == http.MethodPost && len(parts) == 1:
		return check.Create, kind, ""
	case method == http.MethodPatch && id != "":
		return check.Patch, kind, id
	case method == http.MethodPut && id != "":
		return check.Put, kind, id
	case method == http.MethodDelete && id != "":
		return check.Delete, kind, id
	}
	return "", "", ""
}

func excluded(query string) []string {
	for pair := range strings.SplitSeq(query, "&") {
		if list, ok := strings.CutPrefix(pair, "excludedAttributes="); ok {
			return strings.Split(list, ",")
		}
	}
	return nil
}

// told gives what was found by one requirement.
func (w *watch) told(rule string) (judged int, breaches []steps.Breach) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, breach := range w.found[rule] {
		breaches = append(breaches, *breach)
	}
	return w.judged, breaches
}
