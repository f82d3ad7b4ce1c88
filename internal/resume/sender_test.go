package resume

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
)

// An answer comes back as it was: status, the headers that matter, the body to the
// byte, and the number of its evidence. Nothing is sent for it.
func TestAnswersComeBack(t *testing.T) {
	for _, test := range []struct {
		name   string
		answer client.Response
	}{
		{"a resource", client.Response{Status: 200, Header: http.Header{"Content-Type": {"application/scim+json"}, "Etag": {`W/"1"`}}, Body: []byte(`{ "id": "1<>&\u2028" }`)}},
		{"several values", client.Response{Status: 301, Header: http.Header{"Location": {"a", "b"}}}},
		{"no body", client.Response{Status: 204, Header: http.Header{}}},
		{"a page", client.Response{Status: 502, Header: http.Header{"Retry-After": {"7"}}, Body: []byte("<html>\x00é\n</html>")}},
		{"no UTF-8", client.Response{Status: 200, Header: http.Header{}, Body: []byte("\xff\xfe{}")}},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			w.before = func(client.Request) (client.Response, error) { return test.answer, nil }
			request := client.Request{Path: "/Users", RawQuery: "filter=x"}
			_, s := w.begin()
			first := w.do(s, request)
			_, s = w.begin()
			again := w.do(s, request)
			if diff := cmp.Diff(first, again); diff != "" || len(w.sent) != 1 {
				t.Errorf("%d requests (-want +got)\n%s", len(w.sent), diff)
			}
		})
	}
}

// A header that matters to nobody is not kept.
func TestOtherHeadersAreLeftOut(t *testing.T) {
	w := newWorld(t)
	w.before = func(client.Request) (client.Response, error) {
		return client.Response{Status: 200, Header: http.Header{"Set-Cookie": {"session=17"}, "Date": {"today"}}}, nil
	}
	_, s := w.begin()
	w.do(s, client.Request{Path: "/Users"})
	if text := w.file.String(); strings.Contains(text, "session") || strings.Contains(text, "today") {
		t.Error(text)
	}
}

// What came instead of an answer comes back, too: the kind of the fault decides what
// the run makes of it.
func TestFaultsComeBack(t *testing.T) {
	for _, fault := range []client.Fault{
		{Kind: client.Timeout, URL: "https://scim.example.com/Users", Sent: true}, {Kind: client.CutOff, Status: 201, Sent: true},
		{Kind: client.NoToken, Status: 401, Token: true}, {Kind: client.Refused},
	} {
		w := newWorld(t)
		w.before = func(client.Request) (client.Response, error) {
			return client.Response{Status: fault.Status}, client.Recall(fault, "why")
		}
		_, s := w.begin()
		_, first := s.Do(context.Background(), user("ana"))
		_, s = w.begin()
		response, err := s.Do(context.Background(), user("ana"))
		var again *client.Fault
		if !errors.As(err, &again) || err.Error() != first.Error() || response.Exchange != 1 || len(w.sent) != 1 {
			t.Fatalf("%v, was %v; %d requests", err, first, len(w.sent))
		}
		if again.Kind != fault.Kind || again.Sent != fault.Sent || again.Token != fault.Token || again.Status != fault.Status || again.Reason() != "why" {
			t.Errorf("%+v, was %+v", again, fault)
		}
	}
	w := newWorld(t)
	w.before = func(client.Request) (client.Response, error) { return client.Response{}, errors.New("not escaped") }
	for range 2 {
		_, s := w.begin()
		if _, err := s.Do(context.Background(), client.Request{Path: "/%"}); err == nil || err.Error() != "not escaped" {
			t.Error(err)
		}
	}
}

// Equal requests get their answers in their order; requests that differ in anything
// that is sent are not equal.
func TestEqualRequests(t *testing.T) {
	w, n := newWorld(t), 0
	w.before = func(client.Request) (client.Response, error) {
		n++
		return client.Response{Status: 200 + n}, nil
	}
	requests := []client.Request{
		{Path: "/Users"}, {Path: "/Users"}, {Path: "/Users", RawQuery: "x"}, {Path: "/Users", Beside: true}, {Method: http.MethodPost, Path: "/Users"},
		{Method: http.MethodPost, Path: "/Users", Body: []byte("x")}, {Path: "/Usersx"}, {Path: "/Users"},
	}
	_, s := w.begin()
	for i, r := range requests {
		if got := w.do(s, r).Status; got != 201+i {
			t.Fatalf("%d: %d", i, got)
		}
	}
	j, s := w.begin()
	other := j.Sender("account", w)
	for i, r := range requests {
		if got := w.do(s, r).Status; got != 201+i {
			t.Errorf("%d: %d", i, got)
		}
	}
	if got := w.do(other, requests[0]).Status; got != 201+n-1 || n != len(requests)+1 {
		t.Errorf("the account side was answered from the journal: %d", got)
	}
}

// A run that goes on may go on again, also after a last line that is torn.
func TestGoingOnTwice(t *testing.T) {
	w := newWorld(t)
	_, s := w.begin()
	ana := w.do(s, user("ana."+marker))
	_, s = w.begin()
	w.do(s, user("ana."+marker))
	bo := w.do(s, user("bo."+marker))
	w.file.WriteString(`{"event":"intent","n":3,"key":"12`)
	past, err := Read(strings.NewReader(w.file.String()))
	if err != nil || past.Times() != 1 || past.Evidence() != 2 || past.Lost() != 0 {
		t.Fatalf("%v, %+v", err, past)
	}
	j, s := w.begin(func(o *Options) { o.Past = past })
	if w.idOf(w.do(s, user("ana."+marker))) != w.idOf(ana) || w.idOf(w.do(s, user("bo."+marker))) != w.idOf(bo) || len(w.sent) != 2 {
		t.Errorf("sent %v", w.sent)
	}
	if got := j.Tally(); got != (Tally{Answers: 2}) || j.Replaying() || j.Err() != nil {
		t.Errorf("%+v, %v", got, j.Err())
	}
}

// Every request is written down before it is sent; a creation reaches the disk.
func TestIntentComesFirst(t *testing.T) {
	w := newWorld(t)
	w.before = func(r client.Request) (client.Response, error) {
		if lines := strings.Split(strings.TrimSpace(w.file.String()), "\n"); !strings.Contains(lines[len(lines)-1], `"intent"`) {
			t.Errorf("%s %s is sent before it is written down", r.Method, r.Path)
		}
		return client.Response{Status: 200}, nil
	}
	_, s := w.begin()
	w.do(s, client.Request{Path: "/Users"})
	w.do(s, user("ana"))
	w.do(s, client.Request{Method: http.MethodDelete, Path: "/Users/1"})
	if w.syncs != 1 {
		t.Errorf("%d syncs, want that of the creation", w.syncs)
	}
}

// An answer with a secret is not kept, and the journal says that it cannot be played.
func TestSecretsAreNotKept(t *testing.T) {
	for name, answer := range map[string]client.Response{
		"the token in a text": {Status: 500, Body: []byte("denied: " + bearer)}, "a member that is named so": {Status: 200, Body: []byte(`{"password":"t1meMa$heen"}`)},
		"the token in an address": {Status: 201, Header: http.Header{"Location": {"https://scim.example.com/?t=" + bearer}}},
	} {
		w := newWorld(t)
		w.before = func(client.Request) (client.Response, error) { return answer, nil }
		_, s := w.begin()
		w.do(s, client.Request{Path: "/Users/" + bearer, RawQuery: "t=" + bearer})
		past, err := Read(strings.NewReader(w.file.String()))
		if err != nil || !strings.Contains(past.Over(), "held a secret") {
			t.Errorf("%s: %v, %q", name, err, past.Over())
		}
		if text := w.file.String(); strings.Contains(text, bearer) || strings.Contains(text, "t1meMa") {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// A run that asks for something else than before is ended before anything of it is
// sent, and says so.
func TestAnotherRun(t *testing.T) {
	w := newWorld(t)
	_, s := w.begin()
	w.do(s, user("ana."+marker))
	w.do(s, client.Request{Path: "/Users"})
	w.sent = nil
	j, s := w.begin()
	for _, r := range []client.Request{user("bo." + marker), {Path: "/Groups", Label: exchange.Label{Purpose: exchange.Cleanup}}} {
		if _, err := s.Do(context.Background(), r); err == nil {
			t.Errorf("%s %s was answered", r.Method, r.Path)
		}
	}
	if len(w.sent) > 0 || len(w.ends) != 1 || !errors.Is(j.Err(), ErrCourse) {
		t.Errorf("sent %v, ended with %v, %v", w.sent, w.ends, j.Err())
	}
}

// A run that asks for less than before is another one, too.
func TestShorterRun(t *testing.T) {
	w := newWorld(t)
	_, s := w.begin()
	w.do(s, client.Request{Path: "/Users"})
	w.do(s, client.Request{Path: "/Groups"})
	j, s := w.begin()
	w.do(s, client.Request{Path: "/Users"})
	if !errors.Is(j.Err(), ErrCourse) {
		t.Errorf("%v", j.Err())
	}
}

// Several workers come to their old answers in another order, and to what is new while
// others are still behind: it is sent when all have caught up.
func TestWorkersCatchUp(t *testing.T) {
	w := newWorld(t)
	_, s := w.begin()
	for _, path := range []string{"/Users/1", "/Users/2", "/Users/3"} {
		w.do(s, client.Request{Path: path})
	}
	w.sent = nil
	j, s := w.begin(func(o *Options) { o.Patience = 5 * time.Second })
	var group sync.WaitGroup
	group.Go(func() { _, _ = s.Do(context.Background(), client.Request{Path: "/Users/new"}) })
	for _, path := range []string{"/Users/3", "/Users/2", "/Users/1"} {
		time.Sleep(5 * time.Millisecond)
		w.mu.Lock()
		early := len(w.sent)
		w.mu.Unlock()
		if early > 0 {
			t.Error("something new was sent before the run was where it was")
		}
		w.do(s, client.Request{Path: path})
	}
	group.Wait()
	if diff := cmp.Diff([]string{"GET /Users/new"}, w.sent); diff != "" || j.Err() != nil {
		t.Errorf("%v\n%s", j.Err(), diff)
	}
}

// A run that is interrupted before it is where it was sends nothing, not even to clean
// up: it does not know yet what is there.
func TestInterruptedWhileCatchingUp(t *testing.T) {
	w := newWorld(t)
	_, s := w.begin()
	w.do(s, user("ana."+marker))
	w.do(s, user("bo."+marker))
	w.sent = nil
	j, s := w.begin()
	w.do(s, user("ana."+marker))
	w.ended = context.Canceled
	cleanup := client.Request{Method: http.MethodDelete, Path: "/Users/1", Label: exchange.Label{Purpose: exchange.Cleanup}}
	if _, err := s.Do(context.Background(), cleanup); err == nil || len(w.sent) > 0 || !errors.Is(j.Err(), errEarly) {
		t.Errorf("%v, sent %v, %v", err, w.sent, j.Err())
	}
	if past, err := Read(strings.NewReader(w.file.String())); err != nil || past.Over() != "" {
		t.Errorf("it cannot go on: %v %s", err, past.Over())
	}
}

// A run that is interrupted later cleans up, and cannot go on any more.
func TestInterrupted(t *testing.T) {
	w := newWorld(t)
	j, s := w.begin()
	id := w.idOf(w.do(s, user("ana."+marker)))
	w.ended = context.Canceled
	w.do(s, client.Request{Method: http.MethodDelete, Path: "/Users/" + id, Label: exchange.Label{Purpose: exchange.Cleanup}})
	past, err := Read(strings.NewReader(w.file.String()))
	if err != nil || !strings.Contains(past.Over(), "clean up") || j.Err() != nil {
		t.Errorf("%v, %q, %v", err, past.Over(), j.Err())
	}
}

// When the journal cannot be written nothing more is done but what removes.
func TestJournalThatCannotBeWritten(t *testing.T) {
	w := newWorld(t)
	j, s := w.begin()
	id := w.idOf(w.do(s, user("ana."+marker)))
	w.full, w.sent = true, nil
	if _, err := s.Do(context.Background(), user("bo."+marker)); !errors.Is(err, ErrUnwritten) || len(w.sent) > 0 {
		t.Errorf("%v, sent %v", err, w.sent)
	}
	w.do(s, client.Request{Method: http.MethodDelete, Path: "/Users/" + id, Label: exchange.Label{Purpose: exchange.Cleanup}})
	if len(w.sent) != 1 || len(w.ends) != 1 || !errors.Is(j.Err(), ErrUnwritten) {
		t.Errorf("sent %v, ended with %v, %v", w.sent, w.ends, j.Err())
	}
}

// The life of an access token is what it was, also when the run goes on and has had no
// need of a token yet.
func TestTokens(t *testing.T) {
	w, fetched := newWorld(t), 0
	now := func() client.Issued { return client.Issued{Count: fetched, Life: time.Duration(fetched) * time.Hour} }
	w.before = func(client.Request) (client.Response, error) {
		fetched++
		return client.Response{Status: 200}, nil
	}
	j, s := w.begin()
	tokens := j.Tokens(now)
	for i, path := range []string{"/Users", "/Groups"} {
		if w.do(s, client.Request{Path: path}); tokens().Life != time.Duration(i+1)*time.Hour {
			t.Errorf("%+v", tokens())
		}
	}
	fetched = 0
	j, s = w.begin()
	tokens = j.Tokens(now)
	for i, path := range []string{"/Users", "/Groups", "/Schemas"} {
		want := time.Duration(i+1) * time.Hour
		if path == "/Schemas" {
			want = time.Hour // the first of this process
		}
		if w.do(s, client.Request{Path: path}); tokens().Life != want {
			t.Errorf("%s: %+v, want %s", path, tokens(), want)
		}
	}
	if j.Tokens(nil) != nil {
		t.Error("tokens where none are used")
	}
}
