package observe

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/jq"
	"github.com/scimulator/scimulator/internal/target"
)

// service answers every request alike and remembers them.
type service struct {
	*testing.T
	status   int
	answer   string
	requests []string
	kept     []exchange.Exchange
	client   *client.Client
}

func serve(t *testing.T, status int, answer string) *service {
	t.Helper()
	s := &service{T: t, status: status, answer: answer}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		s.requests = append(s.requests, strings.TrimSpace(r.Method+" "+r.RequestURI+" "+string(body)))
		w.WriteHeader(s.status)
		_, _ = io.WriteString(w, s.answer)
	}))
	t.Cleanup(server.Close)
	var err error
	s.client, err = client.New(client.Options{
		Base: server.URL + "/scim/v2", Token: "token-of-the-test", MaxBody: 1 << 16,
		Record: func(e exchange.Exchange) { s.kept = append(s.kept, e) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func query(t *testing.T, text string) *jq.Query {
	t.Helper()
	if text == "" {
		return nil
	}
	q, err := jq.Compile(text)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// look makes an observation of ana.
func (s *service) look(value string) (Sight, error) {
	s.Helper()
	definition := target.Observer{Request: target.Request{Method: "GET", Path: "/account/people/{id}", Query: "of={email}", Beside: true}, Value: query(s.T, value)}
	o := New(target.Target{Observers: map[string]target.Observer{"seats": definition}}, s.client)
	return o.Look(context.Background(), "seats", map[string]string{"id": "a/1", "email": "ana+x@fabrikam.example", "object": "ana"})
}

func TestLook(t *testing.T) {
	for _, test := range []struct {
		name   string
		status int
		answer string
		value  string
		want   any
		unseen string // part of the reason
	}{
		{"list", 200, `{"seats": ["bim"]}`, ".seats", []any{"bim"}, ""},
		{"empty list", 200, `{"seats": []}`, ".seats", []any{}, ""},
		{"no is an answer", 200, `{"seats": []}`, ".seats", []any{}, ""},
		{"a no in words", 200, `{"seats": "none"}`, ".seats", nil, "seats is a list of texts"},
		{"not found", 404, `{"team": false}`, ".team", nil, "status 404"},
		{"not allowed", 401, `{"team": false}`, ".team", nil, "status 401"},
		{"redirect", 302, `{"team": false}`, ".team", nil, "status 302"},
		{"server error", 500, `{"team": false}`, ".team", nil, "status 500"},
		{"a page", 200, `<html>`, ".team", nil, "not JSON"},
		{"nothing", 200, ``, ".team", nil, "not JSON"},
		{"two values", 200, `{"team": false} {}`, ".team", nil, "more than one JSON value"},
		{"no such member", 200, `{"teams": false}`, ".team", nil, "gives null"},
		{"no output", 200, `{"seats": []}`, ".seats[]", nil, "gives nothing"},
		{"jq error", 200, `[]`, ".team", nil, "expected an object"},
		{"flood", 200, `{"team": false, "x": "` + strings.Repeat("x", 1<<17) + `"}`, ".team", nil, "65536 bytes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := serve(t, test.status, test.answer)
			sight, err := s.look(test.value)
			if want := "GET /account/people/a%2F1?of=ana%2Bx%40fabrikam.example"; s.requests[0] != want {
				t.Errorf("sent %s, want %s", s.requests[0], want)
			}
			if test.unseen == "" {
				if err != nil || !cmp.Equal(sight.Value, test.want) || sight.Exchange != 1 || !strings.Contains(sight.Curl, "/account/people/a%2F1") {
					t.Errorf("%+v, %v; want %v", sight, err, test.want)
				}
				return
			}
			var unseen *Unseen
			if !errors.As(err, &unseen) || !strings.Contains(unseen.Reason, test.unseen) || unseen.Exchange == 0 {
				t.Errorf("%+v, %v; want %s", sight, err, test.unseen)
			}
			if label := s.kept[0].Label; label.Purpose != exchange.Verification || label.Object != "ana" {
				t.Errorf("label %+v", label)
			}
		})
	}
}

// A service that is not there is not a service that says no; it is asked twice.
func TestLookWithoutAnswer(t *testing.T) {
	s := serve(t, 503, "")
	if _, err := s.look(".team"); err == nil || len(s.requests) != 2 {
		t.Errorf("%v after %d requests", err, len(s.requests))
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	o := New(target.Target{Observers: map[string]target.Observer{"clock": {Request: target.Request{Method: "GET", Path: "/x"}, Value: query(t, ".")}}}, s.client)
	var unseen *Unseen
	if _, err := o.Look(ctx, "clock", nil); !errors.As(err, &unseen) {
		t.Errorf("after the end: %v", err)
	}
}

func TestAct(t *testing.T) {
	for _, test := range []struct {
		name           string
		status         int
		answer         string
		refused, value string
		want           Result
		unseen         string
	}{
		{"done", 204, "", "", "", Result{}, ""},
		{"done with an id", 201, `{"id": 7}`, "", ".id", Result{Value: json.Number("7")}, ""},
		{"done without its id", 201, `{}`, "", ".id", Result{}, "gives null"},
		{"refused", 403, `{"error": "read-only", "message": "synced"}`, "", "", Result{Refused: true, Message: "synced"}, ""},
		{"refused as too early", 409, `{"error": "too early"}`, "", "", Result{Refused: true, Message: "too early"}, ""},
		{"refused as malformed", 400, `{}`, "", "", Result{Refused: true, Message: "{}"}, ""},
		{"a page of a proxy", 403, `<html>`, "", "", Result{}, "neither done nor refused"},
		{"unknown", 404, `{"error": "unknown"}`, "", "", Result{}, "neither done nor refused"},
		{"no access", 401, `{"error": "token"}`, "", "", Result{}, "neither done nor refused"},
		{"server error", 500, `{"error": "oops"}`, "", "", Result{}, "neither done nor refused"},
		{"refused by its own word", 422, `{"code": "LOCKED"}`, `.code == "LOCKED"`, "", Result{Refused: true, Message: `{"code": "LOCKED"}`}, ""},
		{"another word", 403, `{"code": "SSL"}`, `.code == "LOCKED"`, "", Result{}, "neither done nor refused"},
		{"refused in a success", 200, `{"errors": ["no"]}`, ".errors | length > 0", "", Result{Refused: true, Message: `{"errors": ["no"]}`}, ""},
		{"success", 200, `{"errors": []}`, ".errors | length > 0", "", Result{}, ""},
		{"success without a word", 204, ``, ".errors | length > 0", "", Result{}, ""},
		{"a word that breaks", 403, `[]`, `.code == "LOCKED"`, "", Result{}, "expected an object"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := serve(t, test.status, test.answer)
			definition := target.Action{
				Request: target.Request{Method: "POST", Path: "/Users/{id}/seats", Body: map[string]any{"product": "{product}", "on": "{on:json?}", "more": map[string]any{"x": "{x?}"}}},
				Refused: query(t, test.refused), Value: query(t, test.value),
			}
			o := New(target.Target{Actions: map[string]target.Action{"assign-seat": definition}}, s.client)
			result, err := o.Act(context.Background(), "assign-seat", map[string]string{"id": "1", "product": `b"im`, "on": "true"})
			if want := `POST /scim/v2/Users/1/seats {"on":true,"product":"b\"im"}`; len(s.requests) != 1 || s.requests[0] != want {
				t.Errorf("sent %v, want %s", s.requests, want)
			}
			result.Evidence = Evidence{}
			var unseen *Unseen
			switch {
			case test.unseen == "" && (err != nil || !cmp.Equal(result, test.want)):
				t.Errorf("%+v, %v; want %+v", result, err, test.want)
			case test.unseen != "" && (!errors.As(err, &unseen) || !strings.Contains(unseen.Reason, test.unseen)):
				t.Errorf("%+v, %v; want %s", result, err, test.unseen)
			}
		})
	}
}

// A secret that an action gives is masked already in the answer that brings it,
// also under a name that does not speak of secrets, and wherever it comes later.
func TestSecretValue(t *testing.T) {
	s := serve(t, 201, `{"id": "7", "text": "opensesame-42"}`)
	definition := target.Action{Request: target.Request{Method: "POST", Path: "/keys", Beside: true}, Value: query(t, ".text"), Secret: true}
	o := New(target.Target{Actions: map[string]target.Action{"new-api-key": definition}}, s.client)
	result, err := o.Act(context.Background(), "new-api-key", nil)
	if err != nil || result.Value != "opensesame-42" || !result.Secret {
		t.Fatalf("%+v, %v", result, err)
	}
	if _, err := s.look("[.text]"); err != nil {
		t.Fatal(err)
	}
	if kept := fmt.Sprint(s.kept); strings.Contains(kept, "opensesame") || len(s.kept) != 2 {
		t.Errorf("kept %s", kept)
	}
	for _, e := range s.kept {
		if strings.Contains(string(e.Response.Body), "opensesame") {
			t.Errorf("kept %s", e.Response.Body)
		}
	}
}

// A secret that is not found is quoted nowhere: an error of the expression would.
func TestSecretThatIsNotFound(t *testing.T) {
	s := serve(t, 201, `"opensesame-42"`)
	definition := target.Action{Request: target.Request{Method: "POST", Path: "/keys", Beside: true}, Value: query(t, ".text"), Secret: true}
	o := New(target.Target{Actions: map[string]target.Action{"new-api-key": definition}}, s.client)
	_, err := o.Act(context.Background(), "new-api-key", nil)
	if err == nil || err.Error() != "new-api-key: done, but .text gives no text, which a secret is" {
		t.Errorf("%v", err)
	}
}

func TestMissing(t *testing.T) {
	o := New(target.Target{}, nil)
	_, look := o.Look(context.Background(), "seats", nil)
	_, act := o.Act(context.Background(), "turn-sso-off", nil)
	if look.Error() != "needs observer seats" || act.Error() != "needs action turn-sso-off" {
		t.Errorf("%v, %v", look, act)
	}
}

// Nothing is sent where the address would be another one, or a value is missing.
func TestFill(t *testing.T) {
	for _, test := range []struct {
		request target.Request
		vars    map[string]string
		want    string
	}{
		{target.Request{Path: "/people/{id}"}, nil, "{id} has no value"},
		{target.Request{Path: "/people/{id}"}, map[string]string{"id": ""}, "a placeholder of the path is empty"},
		{target.Request{Path: "/people/{id}"}, map[string]string{"id": ".."}, "leads to another path"},
		{target.Request{Path: "/people", Query: "of={id}"}, nil, "{id} has no value"},
		{target.Request{Path: "/people", Body: []any{"{id}"}}, nil, "{id} has no value"},
		{target.Request{Path: "/people", Body: "{id:json}"}, map[string]string{"id": "yes"}, `{id} should be JSON`},
		{target.Request{Path: "/people", Header: map[string]string{"X": "{id}"}}, map[string]string{"id": "a\nb"}, "one line"},
	} {
		if _, err := fill(test.request, test.vars); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: %v, want %s", test.request, err, test.want)
		}
	}
}
