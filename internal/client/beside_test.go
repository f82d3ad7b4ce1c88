package client_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/client"
)

// What stands beside the SCIM API is at scheme and host of the tenant URL, whatever
// its path is: the credentials go nowhere else.
func TestBesideTheTenantURL(t *testing.T) {
	var asked string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked = r.RequestURI }))
	t.Cleanup(server.Close)
	for _, base := range []string{"", "/", "/scim", "/odd/base/v2/"} {
		c, _ := dial(t, client.Options{}, server.URL+base)
		request := client.Request{Path: "/account/people/a%2Fb", RawQuery: "as=admin", Beside: true}
		do(t, c, request)
		if asked != "/account/people/a%2Fb?as=admin" || !strings.Contains(c.Curl(request), server.URL+"/account/people/a%2Fb?as=admin") {
			t.Errorf("%q: asked for %s, %s", base, asked, c.Curl(request))
		}
	}
}

// A secret that an answer brings is masked in the evidence of this answer, and for
// good: also when many access tokens came and went.
func TestSecretsOfAnAnswer(t *testing.T) {
	c, kept := serve(t, client.Options{Token: planted}, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"text": "opensesame-42"}`)
	})
	do(t, c, client.Request{Path: "/keys", Secrets: func([]byte) []string { return []string{"opensesame-42", ""} }})
	for range 20 {
		do(t, c, client.Request{Path: "/Users/opensesame-42"})
	}
	for _, e := range kept.all {
		if all := fmt.Sprint(e.URL, string(e.Response.Body)); strings.Contains(all, "opensesame") || !strings.Contains(all, "***") {
			t.Fatalf("kept %s", all)
		}
	}
}
