package resume

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
)

// Lost answers: what was carried out is not repeated, and what was not is sent. The
// run was killed before the answer in both.
func TestSettle(t *testing.T) {
	const ana, design = "ana." + marker + "@fabrikam.example", "Design " + marker
	w := newWorld(t)
	person, team := w.idOf(w.direct(0, user("known."+marker))), w.idOf(w.direct(0, group("Known "+marker)))
	member := `{"op":"Add","path":"members","value":[{"value":"` + person + `"}]}`
	for _, test := range []struct {
		name    string
		request client.Request
		status  int // of the answer, when it was carried out
		seen    bool
	}{
		{"a user", user(ana), 201, true},
		{"a user in another case", user(strings.ToUpper("bo" + ana)), 201, true},
		{"a group", group(design), 201, true},
		{"a value", patching("/Users/"+person, `{"op":"Replace","path":"title","value":"y"}`), 204, true},
		{"a text for a boolean (E-5.20)", patching("/Users/"+person, `{"op":"Replace","path":"active","value":"False"}`), 204, true},
		{"a value that is taken away, which could be hidden", patching("/Users/"+person, `{"op":"Remove","path":"title"}`), 200, false},
		{"null", patching("/Users/"+person, `{"op":"Replace","path":"title","value":null}`), 200, false},
		{"an attribute that nobody knows", patching("/Users/"+person, `{"op":"Add","path":"urn:example:unknown:colour","value":"red"}`), 400, false},
		{"a member", patching("/Groups/"+team, member), 204, true},
		{"a member that is taken away", patching("/Groups/"+team, `{"op":"Remove","path":"members","value":[{"value":"other"}]}`), 204, true},
		{"the last member, so that no list is shown", patching("/Groups/"+team, `{"op":"Remove","path":"members","value":[{"value":"`+person+`"}]}`), 200, false},
		{"a PUT, which is the same twice", client.Request{Method: http.MethodPut, Path: "/Users/" + person, Body: user("known." + marker).Body}, 200, false},
		{"a read", client.Request{Path: "/Users/" + person}, 200, false},
		{"a deletion", client.Request{Method: http.MethodDelete, Path: "/Groups/" + team}, 204, true},
	} {
		for _, carriedOut := range []bool{true, false} {
			if !carriedOut && test.request.Method != http.MethodPost {
				continue // the world holds what the rows before did
			}
			t.Run(test.name, func(t *testing.T) {
				w.T = t
				w.file.Reset()
				_, s := w.begin()
				request := test.request
				if !carriedOut {
					request.Body = []byte(strings.Replace(string(request.Body), `Name":"`, `Name":"other.`, 1))
				}
				w.loses(s, request, carriedOut)
				j, s := w.begin()
				response := w.do(s, request)
				repeated := 0
				for _, sent := range w.sent {
					if strings.HasPrefix(sent, request.Method+" "+request.Path) && request.Method != "" {
						repeated++
					}
				}
				seen := test.seen && carriedOut
				if response.Settled != seen || (repeated > 0) == seen && request.Method != "" || carriedOut && test.seen && response.Status != test.status || (j.Tally().CarriedOut == 1) != seen {
					t.Errorf("%d, settled %v, %+v, sent %v", response.Status, response.Settled, j.Tally(), w.sent)
				}
				if request.Method == http.MethodPost {
					w.idOf(response)
				}
				w.sent = nil
				_, s = w.begin() // it is known from now on
				if again := w.do(s, request); !cmp.Equal(response, again) && seen || len(w.sent) > 0 {
					t.Errorf("then %+v, was %+v; sent %v", again, response, w.sent)
				}
			})
		}
	}
}

// What is there under the name is not always what the lost request created.
func TestWhatIsNotOurs(t *testing.T) {
	const name = "ana." + marker
	lists := func(r client.Request) (client.Response, error) {
		if r.Method == http.MethodPost {
			return client.Response{Status: 201, Body: []byte(`{"id":"7","userName":"` + name + `"}`)}, nil
		}
		return client.Response{Status: 200, Body: []byte(`{"totalResults":1,"Resources":[{"id":"7","userName":"` + name + `"}]}`)}, nil
	}
	t.Run("an answer of the run created it", func(t *testing.T) {
		w := newWorld(t)
		w.before = lists
		_, s := w.begin()
		w.do(s, user(name))
		w.loses(s, client.Request{Method: http.MethodPost, Path: "/Users", Body: []byte(`{"userName":"` + name + `","again":true}`)}, false)
		w.before = lists
		j, s := w.begin()
		w.do(s, user(name))
		got := w.do(s, client.Request{Method: http.MethodPost, Path: "/Users", Body: []byte(`{"userName":"` + name + `","again":true}`)})
		if got.Settled || j.Tally() != (Tally{Answers: 1, Settled: 1}) || w.sent[len(w.sent)-1] != "POST /Users" {
			t.Errorf("%+v, %+v, sent %v", got, j.Tally(), w.sent)
		}
	})
	t.Run("the name does not carry the marker", func(t *testing.T) {
		w := newWorld(t)
		_, s := w.begin()
		w.loses(s, user("ana"), true)
		_, s = w.begin()
		if _, err := s.Do(context.Background(), user("ana")); !isLost(err) || len(w.sent) > 0 {
			t.Errorf("%v, sent %v", err, w.sent)
		}
	})
}

func isLost(err error) bool {
	var fault *client.Fault
	return errors.As(err, &fault) && fault.Kind == client.Lost && fault.Sent
}

// What nobody can look for is not repeated, and stays unknown.
func TestLost(t *testing.T) {
	beyond := client.Request{Method: http.MethodPost, Path: "/account/teams", Beside: true, Label: exchange.Label{Purpose: exchange.Setup}}
	for name, request := range map[string]client.Request{
		"beside the API": beyond, "below a user": {Method: http.MethodPost, Path: "/Users/7/seats"}, "bulk": {Method: http.MethodPost, Path: "/Bulk"},
		"POST to a user": {Method: http.MethodPost, Path: "/Users/7"},
	} {
		w := newWorld(t)
		_, s := w.begin()
		w.loses(s, request, false)
		for range 2 {
			_, s = w.begin()
			if _, err := s.Do(context.Background(), request); !isLost(err) || len(w.sent) > 0 {
				t.Errorf("%s: %v, sent %v", name, err, w.sent)
			}
		}
	}
	w := newWorld(t)
	w.before = func(client.Request) (client.Response, error) { return client.Response{Status: 200}, nil }
	look := client.Request{Method: http.MethodPost, Path: "/account/search", Beside: true, Label: exchange.Label{Purpose: exchange.Verification}}
	_, s := w.begin()
	w.loses(s, look, false)
	_, s = w.begin()
	w.before = func(client.Request) (client.Response, error) { return client.Response{Status: 200}, nil }
	if w.do(s, look); len(w.sent) != 1 {
		t.Errorf("a look is sent again: %v", w.sent)
	}
}

// Where there are no filters the list is read; where there is neither, nobody can tell,
// and nothing is created for the second time.
func TestLookWithoutFilters(t *testing.T) {
	const name = "ana." + marker
	for _, test := range []struct {
		name  string
		lists bool
	}{{"a list", true}, {"nothing", false}} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			_, s := w.begin()
			w.loses(s, user(name), true)
			_, s = w.begin()
			w.before = func(r client.Request) (client.Response, error) {
				if strings.HasPrefix(r.RawQuery, "filter") || r.Path == "/Users" && r.Method == http.MethodGet && !test.lists {
					return client.Response{Status: 400, Body: []byte(`{}`)}, nil
				}
				return client.Response{}, nil
			}
			got, err := s.Do(context.Background(), user(name))
			if test.lists && (err != nil || !got.Settled || got.Status != 201) || !test.lists && !isLost(err) {
				t.Errorf("%+v, %v; sent %v", got, err, w.sent)
			}
		})
	}
}

// A target that cannot be looked at now ends the run; it can go on another time.
func TestTargetThatIsAway(t *testing.T) {
	for name, answer := range map[string]func() (client.Response, error){
		"not there": func() (client.Response, error) {
			return client.Response{}, client.Recall(client.Fault{Kind: client.Refused}, "refused")
		},
		"a wrong token":  func() (client.Response, error) { return client.Response{Status: 401}, nil },
		"a server error": func() (client.Response, error) { return client.Response{Status: 503}, nil },
	} {
		for _, request := range []client.Request{user("ana." + marker), patching("/Users/1", `{"op":"add","path":"title","value":"x"}`), {Method: http.MethodDelete, Path: "/Users/1"}} {
			w := newWorld(t)
			_, s := w.begin()
			w.loses(s, request, false)
			j, s := w.begin()
			w.before = func(client.Request) (client.Response, error) { return answer() }
			if _, err := s.Do(context.Background(), request); err == nil || j.Err() == nil || len(w.ends) != 1 {
				t.Errorf("%s, %s: %v, %v", name, request.Method, err, j.Err())
			}
			if len(w.sent) != 1 || !strings.HasPrefix(w.sent[0], "GET") {
				t.Errorf("%s, %s: sent %v", name, request.Method, w.sent)
			}
			w.before = nil
			_, s = w.begin()
			w.do(s, request)
		}
	}
}

// An interruption while it is looked is none of the target's: the clean-up looks again.
func TestInterruptedWhileLooking(t *testing.T) {
	w := newWorld(t)
	_, s := w.begin()
	w.loses(s, user("ana."+marker), true)
	j, s := w.begin()
	ctx, cancel := context.WithCancel(context.Background())
	w.before = func(client.Request) (client.Response, error) {
		cancel()
		return client.Response{}, client.Recall(client.Fault{Kind: client.Cancelled}, "cancelled")
	}
	var fault *client.Fault
	if _, err := s.Do(ctx, user("ana."+marker)); !errors.As(err, &fault) || fault.Kind != client.Cancelled || j.Err() != nil {
		t.Errorf("%v, %v", err, j.Err())
	}
}

// What was waited for in the past is waited for once, before anything is sent, and so
// is the time that a write takes to show.
func TestWait(t *testing.T) {
	w := newWorld(t)
	_, s := w.begin()
	w.do(s, client.Request{Path: "/Users"})
	synctest.Test(t, func(t *testing.T) {
		j, s := w.begin(func(o *Options) { o.Settle = 3 * time.Second })
		began := time.Now()
		j.Wait(context.Background(), 2*time.Second)
		j.Wait(context.Background(), 5*time.Second)
		w.do(s, client.Request{Path: "/Users"})
		if took := time.Since(began); took != 0 {
			t.Errorf("the past took %s", took)
		}
		w.do(s, client.Request{Path: "/Groups"})
		if took := time.Since(began); took != 5*time.Second {
			t.Errorf("the first new request was sent after %s", took)
		}
		j.Wait(context.Background(), time.Second)
		if took := time.Since(began); took != 6*time.Second {
			t.Errorf("then a wait took %s", took)
		}
	})
}
