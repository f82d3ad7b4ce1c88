package client_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
)

// E-1.9, E-5.52: secret, assertion and access tokens are nowhere in the evidence,
// in whatever form; the token requests are there, under a purpose of their own.
func TestNoSecretOfAGrantIsKept(t *testing.T) {
	for name, options := range map[string]client.GrantOptions{
		"header": {Secret: plantedSecret}, "body": {Secret: plantedSecret, InBody: true}, "short": {Secret: "abc", InBody: true},
		"assertion": {Assertion: func(time.Time) (string, error) { return "aaaa.bbbb.plantedassertion", nil }},
	} {
		t.Run(name, func(t *testing.T) {
			r := rehearse(t, &vendor{uses: 1}, options)
			r.vendor.answer = func(w http.ResponseWriter) bool { w.Header().Set("X-Echo", "plantedassertion"); return false }
			for range 20 {
				r.get()
			}
			all, curl := &strings.Builder{}, r.client.Curl(client.Request{Path: "/Users"})
			journal := exchange.NewJournal(all)
			for _, e := range r.kept.all {
				journal.Record(e)
			}
			if err := journal.Close(); err != nil {
				t.Fatal(err)
			}
			for _, secret := range []string{plantedSecret, url.QueryEscape(plantedSecret), "aaaa.bbbb.plantedassertion", "token-1\"", "token-2\"", "=abc"} {
				if strings.Contains(all.String()+curl, secret) {
					t.Errorf("%s leaked: %s", secret, around(all.String()+curl, secret))
				}
			}
			if got := strings.Count(all.String(), `"purpose":"token","cycle":3`); got != r.vendor.tokens {
				t.Errorf("%d token requests in the evidence, %d were sent", got, r.vendor.tokens)
			}
			if !strings.Contains(curl, `-H "Authorization: Bearer $TOKEN"`) {
				t.Errorf("curl %s", curl)
			}
		})
	}
}

// A request that brings its own Authorization keeps it, and needs no token.
func TestOwnAuthorization(t *testing.T) {
	r := rehearse(t, &vendor{}, client.GrantOptions{Secret: "s3cr3t"})
	do(t, r.client, client.Request{Path: "/Users", Header: http.Header{"Authorization": {"Bearer wrong"}}})
	do(t, r.client, client.Request{Path: "/Users", Header: http.Header{"authorization": nil}})
	if diff := cmp.Diff([]string{"wrong", ""}, r.vendor.requests); diff != "" || r.vendor.tokens != 0 {
		t.Errorf("%d tokens, want -, got +\n%s", r.vendor.tokens, diff)
	}
}

// E-5.50: a token that is signed here is made anew in time, and never kept.
func TestMinted(t *testing.T) {
	var got []string
	now, made := time.Unix(1_800_000_000, 0), 0
	credentials := client.NewMinted(func(now time.Time) (string, time.Time, error) {
		made++
		return fmt.Sprintf("minted-%d", made), now.Add(10 * time.Minute), nil
	}, func() time.Time { return now })
	c, kept := serve(t, client.Options{Credentials: credentials}, func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.Header.Get("Authorization"))
		_, _ = io.WriteString(w, r.Header.Get("Authorization"))
	})
	for range 3 {
		do(t, c, client.Request{Path: "/Users"})
		now = now.Add(3 * time.Minute)
	}
	if diff := cmp.Diff([]string{"Bearer minted-1", "Bearer minted-1", "Bearer minted-2"}, got); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	if body := string(kept.all[2].Response.Body); body != "Bearer ***" {
		t.Errorf("kept %s", body)
	}
	broken := client.NewMinted(func(time.Time) (string, time.Time, error) { return "", time.Time{}, errors.New("no key") }, time.Now)
	c, _ = dial(t, client.Options{Credentials: broken}, "http://127.0.0.1:1")
	faultOf(t, c, client.Request{Path: "/Users"}, client.NoToken)
}

// RFC 7617: user name and password in every request, and nowhere else.
func TestBasic(t *testing.T) {
	var got string
	c, kept := serve(t, client.Options{Credentials: client.Basic{User: "ana", Password: "pa55word"}}, func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		got = user + ":" + password
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, password)
	})
	if response := do(t, c, client.Request{Path: "/Users"}); response.Status != http.StatusUnauthorized || got != "ana:pa55word" {
		t.Errorf("status %d, sent %s", response.Status, got)
	}
	if len(kept.all) != 1 || string(kept.all[0].Response.Body) != "***" || kept.all[0].Request.Header.Get("Authorization") != "Basic ***" {
		t.Errorf("kept %+v", kept.all)
	}
	if curl := c.Curl(client.Request{}); !strings.Contains(curl, `-H "Authorization: Basic $TOKEN"`) || strings.Contains(curl, "pa55word") {
		t.Errorf("curl %s", curl)
	}
}
