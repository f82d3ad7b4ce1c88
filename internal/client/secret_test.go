package client_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
)

// TestPlantedSecretsAreNowhere lets a target echo the token in every way it can
// think of and then searches everything the client gives away.
func TestPlantedSecretsAreNowhere(t *testing.T) {
	quoted, _ := json.Marshal(planted)
	echoes := []string{
		planted, string(quoted), url.QueryEscape(planted), url.PathEscape(planted),
		base64.StdEncoding.EncodeToString([]byte(planted)),
		base64.StdEncoding.EncodeToString([]byte("user:" + planted)),
	}
	var echo string
	handler := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Set-Cookie", "sid=cookiesecret")
		w.Header().Set("X-Echo", echo)
		w.Header().Set("Location", "https://scim.example.com/"+url.PathEscape(planted))
		body, _ := io.ReadAll(r.Body)
		_, _ = w.Write(append(body, (`{"password":"bodysecret","echo":"` + echo + `"}`)...))
	}
	var lines bytes.Buffer
	journal := exchange.NewJournal(&lines)
	c, kept := serve(t, client.Options{Token: planted, Secrets: []string{"othersecret"}}, handler)
	all := &strings.Builder{}
	for _, echo = range echoes {
		request := client.Request{
			Method: "POST", Path: "/Users/" + url.PathEscape(planted), RawQuery: "q=" + url.QueryEscape(planted),
			Body:   []byte(`{"Operations":[{"op":"replace","path":"password","value":"bodysecret"}],"x":"othersecret"}`),
			Header: http.Header{"X-Tenant-Token": {"headersecret"}},
		}
		do(t, c, request)
		all.WriteString(c.Curl(request))
	}
	for _, e := range kept.all {
		journal.Record(e)
	}
	if err := journal.Close(); err != nil {
		t.Fatal(err)
	}
	all.Write(lines.Bytes())
	for _, secret := range append(echoes, "othersecret", "bodysecret", "cookiesecret", "headersecret", strings.TrimRight(echoes[4], "=")) {
		if strings.Contains(all.String(), secret) {
			t.Errorf("%s leaked: %s", secret, around(all.String(), secret))
		}
	}
	if got := strings.Count(lines.String(), `"Authorization":["Bearer ***"]`); got != len(echoes) {
		t.Errorf("%d masked Authorization headers, want %d", got, len(echoes))
	}
}

func around(s, part string) string {
	i := strings.Index(s, part)
	return s[max(0, i-40):min(len(s), i+len(part)+40)]
}

func TestFaultsDoNotTellTheToken(t *testing.T) {
	c, kept := dial(t, client.Options{Token: planted}, "http://127.0.0.1:1")
	fault := faultOf(t, c, client.Request{Path: "/Users/" + url.PathEscape(planted)}, client.Refused)
	for _, text := range []string{fault.Error(), fault.Advice(), fault.URL, kept.all[0].Fault, kept.all[0].URL} {
		if strings.Contains(text, url.PathEscape(planted)) {
			t.Errorf("leaked in %s", text)
		}
	}
}

// leaky is a transport, such as a proxy would be, that tells in its error what
// it was asked for.
type leaky struct{}

func (leaky) RoundTrip(r *http.Request) (*http.Response, error) {
	return nil, errors.New("refusing " + r.Header.Get("Authorization"))
}

func TestErrorsFromBelowAreMasked(t *testing.T) {
	c, kept := dial(t, client.Options{Token: planted, Transport: leaky{}}, "http://127.0.0.1:1")
	fault := faultOf(t, c, client.Request{Path: "/Users"}, client.BadHTTP)
	if text := fault.Error() + kept.all[0].Fault; strings.Contains(text, planted) || !strings.Contains(text, "refusing Bearer ***") {
		t.Errorf("says %s", text)
	}
}

func TestSecretsInConfiguredHeadersAreFoundInBodies(t *testing.T) {
	header := http.Header{
		"Authorization": {"Basic " + base64.StdEncoding.EncodeToString([]byte("user:basicpassword"))},
		"X-Api-Key":     {"apikeyvalue"}, "X-Tenant": {"fabrikam"},
	}
	c, kept := serve(t, client.Options{Header: header}, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "basicpassword apikeyvalue fabrikam")
	})
	do(t, c, client.Request{Path: "/Users"})
	if got := string(kept.all[0].Response.Body); got != "*** *** fabrikam" {
		t.Errorf("kept %q", got)
	}
}

func TestCurl(t *testing.T) {
	c, err := client.New(client.Options{Base: "https://scim.example.com/scim/", Token: planted})
	if err != nil {
		t.Fatal(err)
	}
	const usual = ` -H 'Accept: application/scim+json' -H "Authorization: Bearer $TOKEN"`
	const agent = ` -H 'User-Agent: scimulator'`
	tests := []struct {
		name    string
		request client.Request
		want    string
	}{
		{"GET", client.Request{Path: "/Users", RawQuery: "filter=userName+eq+%22x%22&count=1"},
			`curl -i -X GET 'https://scim.example.com/scim/Users?filter=userName+eq+%22x%22&count=1'` + usual + agent},
		{"PATCH with a quote", client.Request{Method: "PATCH", Path: "/Users/1", Body: []byte(`{"n":"O'Neil $HOME"}`)},
			`curl -i -X PATCH 'https://scim.example.com/scim/Users/1'` + usual + ` -H 'Content-Type: application/scim+json'` + agent +
				` --data-raw '{"n":"O'\''Neil $HOME"}'`},
		{"HEAD without Accept", client.Request{Method: "HEAD", Path: "/Users", Accept: client.NoAccept},
			`curl -i --head 'https://scim.example.com/scim/Users' -H "Authorization: Bearer $TOKEN"` + agent + ` -H 'Accept:'`},
		{"brackets and another token", client.Request{Path: "/Users", RawQuery: "filter=emails[type+eq+1]", Header: http.Header{"Authorization": {"Bearer wrong"}}},
			`curl -i --globoff -X GET 'https://scim.example.com/scim/Users?filter=emails[type+eq+1]' -H 'Accept: application/scim+json' -H 'Authorization: Bearer ***'` + agent},
		{"bytes that are no text", client.Request{Method: "POST", Path: "/Users", Body: []byte("\xff")},
			`printf %s '/w==' | base64 -d | curl -i -X POST 'https://scim.example.com/scim/Users'` + usual + ` -H 'Content-Type: application/scim+json'` + agent + ` --data-binary @-`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := c.Curl(tt.request); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestShellReadsCurlAsWritten lets a real shell split the command.
func TestShellReadsCurlAsWritten(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no POSIX shell here")
	}
	c, err := client.New(client.Options{Base: "https://scim.example.com", Token: planted})
	if err != nil {
		t.Fatal(err)
	}
	body := "@{\"a\":\"it's `x` $(y) \\\\ \\n ! \"}\n'"
	command := c.Curl(client.Request{Method: "POST", Path: "/Users", Body: []byte(body)})
	shown := exec.CommandContext(t.Context(), shell, "-c", "curl() { printf '%s\\0' \"$@\"; }; TOKEN=tok; "+command)
	out, err := shown.Output()
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	if got := words[len(words)-1]; got != body {
		t.Errorf("the body became %q", got)
	}
	if !strings.Contains(string(out), "Authorization: Bearer tok\x00") {
		t.Errorf("the token was not filled in: %q", words)
	}
}
