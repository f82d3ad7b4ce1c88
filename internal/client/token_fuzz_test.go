package client_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
)

// issuing answers a token request with whatever bytes, and every other one by
// repeating what the request was authorized with.
type issuing struct {
	status      int
	contentType string
	body        string
}

func (i issuing) RoundTrip(r *http.Request) (*http.Response, error) {
	answer := &http.Response{StatusCode: 200, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{}, Request: r}
	body := "you came with " + r.Header.Get("Authorization")
	if strings.HasSuffix(r.URL.Path, "/token") {
		answer.StatusCode, body = i.status, i.body
		answer.Header.Set("Content-Type", i.contentType)
	}
	answer.Body, answer.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
	return answer, nil
}

// Whatever a token endpoint answers, there is a token that can be sent, or a reason;
// and no evidence holds the token, however the target repeats it.
func FuzzTokenAnswer(f *testing.F) {
	for _, body := range []string{
		`{"access_token":"token-1-of-fabrikam","token_type":"Bearer","expires_in":3600}`, `{"access_token":"token-1-of-fabrikam","token_type":"bearer","expires_in":"3600"}`,
		`{"ACCESS_TOKEN":"token-1-of-fabrikam","Token_Type":"bearer"}`, `{"access_token":"a b","token_type":"Bearer"}`, `{"access_token":"","expires_in":-1}`,
		`{"access_token":"token-1-of-fabrikam","expires_in":99999999999999999999}`, `{"access_token":7}`, `{"access_token":"x","access_token":"token-1-of-fabrikam"}`, `{"error":"invalid_client","error_description":"\u001b[2J"}`,
		`access_token=token-1-of-fabrikam&token_type=bearer&expires_in=x`, `access_token=a%`, `<html>`, `[]`, `null`, ``, "{\"access_token\":\"\xff\"}",
	} {
		f.Add(200, "application/json", body)
		f.Add(200, "application/x-www-form-urlencoded", body)
		f.Add(401, "text/html", body)
	}
	f.Fuzz(func(t *testing.T, status int, contentType, body string) {
		if status < 200 || status > 599 {
			return // no answer of HTTP (RFC 9110 §15), or none that ends
		}
		var kept []exchange.Exchange
		grant := client.NewGrant(client.GrantOptions{TokenURL: "https://login.example.com/token", ClientID: "fabrikam", Secret: "client-secret-1"})
		c, err := client.New(client.Options{
			Base: "https://scim.example.com/v2", Credentials: grant, Transport: issuing{status, contentType, body}, Record: func(e exchange.Exchange) { kept = append(kept, e) },
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.Do(t.Context(), client.Request{Path: "/Users"})
		var fault *client.Fault
		if err != nil && (!errors.As(err, &fault) || fault.Kind != client.NoToken && fault.Kind != client.BadHTTP && fault.Kind != client.TooLarge) {
			t.Fatalf("it ends with %v", err)
		}
		header, err := grant.Authorization(t.Context(), &http.Client{Transport: issuing{status, contentType, body}})
		token, bearer := strings.CutPrefix(header, "Bearer ")
		switch {
		case err != nil:
			if header != "" || err.Error() == "" {
				t.Fatalf("%q with the error %v", header, err)
			}
			return
		case !bearer || token == "" || strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }):
			t.Fatalf("the header cannot be sent: %q", header)
		case len(token) < 12:
			return // a short word occurs everywhere
		}
		withoutToken(t, kept, token)
	})
}

// withoutToken holds that the evidence does not hold the token.
func withoutToken(t *testing.T, kept []exchange.Exchange, token string) {
	t.Helper()
	for _, e := range kept {
		text, err := json.Marshal(e.Response.Header)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range [][]byte{e.Request.Body, e.Response.Body, text, []byte(e.URL), []byte(e.Fault), []byte(e.Request.Header.Get("Authorization"))} {
			if bytes.Contains(part, []byte(token)) {
				t.Fatalf("the evidence of %s holds the token %q: %s", e.URL, token, part)
			}
		}
	}
}
