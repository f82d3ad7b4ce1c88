package client_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
)

// A tamperer sees the request as it goes out, with what caused it, and takes the
// place of the round trip. What it planted is named in answer, fault and evidence;
// where it planted nothing, the answer is as always.
func TestTamper(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusAccepted) }))
	defer server.Close()
	label := exchange.Label{Purpose: exchange.Provisioning, Object: "ana", Cycle: 2}
	for _, test := range []struct {
		name, planted string
		err           error
	}{
		{"nothing", "", nil}, {"an answer", "latency", nil}, {"no answer", "reset", errors.New("planted")},
	} {
		t.Run(test.name, func(t *testing.T) {
			var kept exchange.Exchange
			c, err := client.New(client.Options{
				Base: server.URL, Token: "s3cr3t", Record: func(e exchange.Exchange) { kept = e },
				Tamper: func(request *http.Request, seen exchange.Label, next http.RoundTripper) (*http.Response, string, error) {
					if seen != label || request.Header.Get("Authorization") != "Bearer s3cr3t" || request.Header.Get("User-Agent") != "scimulator" {
						t.Errorf("it sees %+v with %v", seen, request.Header)
					}
					if test.err != nil {
						return nil, test.planted, test.err
					}
					response, err := next.RoundTrip(request)
					return response, test.planted, err
				},
			})
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			response, err := c.Do(context.Background(), client.Request{Path: "/Users", Label: label})
			var fault *client.Fault
			if errors.As(err, &fault) != (test.err != nil) || err == nil && response.Status != http.StatusAccepted {
				t.Errorf("%v, status %d", err, response.Status)
			}
			if fault != nil && (fault.Planted != test.planted || !strings.HasSuffix(fault.Error(), "(planted: "+test.planted+")") || kept.Fault != fault.Error()) {
				t.Errorf("the fault says %q, the evidence %q", fault, kept.Fault)
			}
			if response.Planted != test.planted || kept.Planted != test.planted {
				t.Errorf("planted %q: answer %q, evidence %q", test.planted, response.Planted, kept.Planted)
			}
		})
	}
}

// A request that a tamperer delivers twice is one exchange with its last answer. One
// that net/http sends again by itself is none (TestDropIsNeverHidden).
func TestTamperMaySendTwice(t *testing.T) {
	arrived := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		arrived++
		w.WriteHeader(http.StatusOK + arrived)
	}))
	defer server.Close()
	c, err := client.New(client.Options{Base: server.URL, Tamper: func(request *http.Request, _ exchange.Label, next http.RoundTripper) (*http.Response, string, error) {
		first, err := next.RoundTrip(request)
		if err != nil {
			return nil, "duplicate", err
		}
		_ = first.Body.Close()
		response, err := next.RoundTrip(request)
		return response, "duplicate", err
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if response, err := c.Do(context.Background(), client.Request{Path: "/Users"}); err != nil || response.Status != http.StatusAccepted || arrived != 2 {
		t.Errorf("%v, status %d, arrived %d times", err, response.Status, arrived)
	}
}

// Token requests are not tampered with: without a token there would be no exchange
// to look at.
func TestTokenRequestsAreInPeace(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/token" {
			_, _ = w.Write([]byte(`{"access_token":"t0k3n","token_type":"Bearer","expires_in":3600}`))
		}
	}))
	defer server.Close()
	var paths []string
	c, err := client.New(client.Options{
		Base: server.URL, Credentials: client.NewGrant(client.GrantOptions{TokenURL: server.URL + "/token", ClientID: "app", Secret: "s3cr3t"}),
		Tamper: func(request *http.Request, _ exchange.Label, next http.RoundTripper) (*http.Response, string, error) {
			paths = append(paths, request.URL.Path)
			response, err := next.RoundTrip(request)
			return response, "", err
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Do(context.Background(), client.Request{Path: "/Users"}); err != nil || strings.Join(paths, " ") != "/Users" {
		t.Errorf("%v, tampered with %v", err, paths)
	}
}
