package observe

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/jq"
	"github.com/scimulator/scimulator/internal/target"
)

// alike answers every request alike.
type alike struct {
	status int
	body   string
}

func (a alike) Do(context.Context, client.Request) (client.Response, error) {
	return client.Response{Exchange: 1, Status: a.status, Header: http.Header{}, Body: []byte(a.body)}, nil
}

func (alike) Curl(client.Request) string { return "" }

// Whatever an account side answers, looking and acting end with a value that fits, a
// refusal, or words; nothing is seen in an answer that is no success.
func FuzzLookAndAct(f *testing.F) {
	for _, body := range []string{`{"seats":["bim"],"team":true}`, `{"seats":[7]}`, `{"team":null,"seats":"x"}`, `[]`, `7`, ``, `<html>`, "{\"seats\":[\"\xff\"]}", `{"code":"unknown-user","message":"\u001b[2J"}`, `{"seats":[]} {}`} {
		f.Add(200, body)
		f.Add(403, body)
	}
	compiled := map[string]*jq.Query{}
	for _, text := range []string{".seats", ".team", ".message", `.code == "unknown-user"`} {
		q, err := jq.Compile(text)
		if err != nil {
			f.Fatal(err)
		}
		compiled[text] = q
	}
	request := target.Request{Method: "GET", Path: "/account/people"}
	there := target.Target{
		Observers: map[string]target.Observer{"seats": {Request: request, Value: compiled[".seats"]}, "team-member": {Request: request, Value: compiled[".team"]}},
		Actions:   map[string]target.Action{"act": {Request: request, Value: compiled[".message"], Refused: compiled[`.code == "unknown-user"`]}},
	}
	f.Fuzz(func(t *testing.T, status int, body string) {
		o := New(there, alike{status, body})
		for name := range there.Observers {
			sight, err := o.Look(context.Background(), name, nil)
			var unseen *Unseen
			switch {
			case err != nil && (!errors.As(err, &unseen) || unseen.Reason == ""):
				t.Fatalf("%s: %v", name, err)
			case err == nil && (status < 200 || status > 299 || target.Misfit(name, sight.Value) != ""):
				t.Fatalf("%s: seen is %v, in %d %q", name, sight.Value, status, body)
			}
		}
		result, err := o.Act(context.Background(), "act", nil)
		if _, unreadable := json.Marshal(result.Value); unreadable != nil || err == nil && !result.Refused && (status < 200 || status > 299) {
			t.Fatalf("%+v, %v", result, err)
		}
	})
}

// Whatever stands for a placeholder, an address stays the one that the target file
// gives: as many parts, nothing before and nothing behind it.
func FuzzFill(f *testing.F) {
	for _, seed := range []string{"1", "a/b", "..", ".", "%2e%2e", "?x", "#", "", "a b", "\\", "é", "\xff", "a\nb", "//", "x&of=y"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		request, err := fill(target.Request{Path: "/people/{id}/seats", Query: "of={id}", Header: map[string]string{"X-Person": "{id}"}}, map[string]string{"id": value})
		if err != nil {
			return
		}
		at, err := url.Parse("https://fabrikam.example" + request.Path + "?" + request.RawQuery)
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.Split(at.EscapedPath(), "/")
		if len(parts) != 4 || parts[1] != "people" || parts[3] != "seats" || at.Fragment != "" || at.Path != "/people/"+value+"/seats" || len(at.Query()) != 1 || at.Query().Get("of") != value {
			t.Fatalf("%q makes %s", value, at)
		}
		if strings.ContainsAny(request.Header.Get("X-Person"), "\r\n") {
			t.Fatalf("%q makes two headers", value)
		}
	})
}
