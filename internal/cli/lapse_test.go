package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/verdict"
)

// E-5.51: a certification whose access tokens end all the time, by number of requests
// or by time, comes to the same outcomes as one whose token lasts.
func TestCertifyWithTokensThatEnd(t *testing.T) {
	outcomes := func(t *testing.T, grants refserver.Grants, auth string) (map[string]verdict.Outcome, int) {
		v := newVault(t, grants)
		if grants.Life == time.Second { // longer than a token lives, on any machine
			v.slow = 12 * time.Millisecond
		}
		v.file("secret.txt", clientSecret, 0o600)
		out := filepath.Join(t.TempDir(), "run")
		got := program(t, "certify", "--suite", "rfc", "--only", "rfc7644/3.3", "--only", "rfc7644/3.5*", "--only", "rfc7644/2", "--rate", "0", "--yes", "--out", out,
			"--target", v.target(strings.ReplaceAll(auth, "HERE", v.url)))
		run := resultOf(t, out)
		all := map[string]verdict.Outcome{}
		for _, one := range run.Checks {
			all[one.ID] = one.Outcome
			if one.Outcome == verdict.Broken {
				t.Errorf("%s: %s", one.ID, one.Reason)
			}
		}
		if len(all) < 50 {
			t.Fatalf("only %d checks\n%s%s", len(all), got.stdout, got.stderr)
		}
		return all, v.tokens
	}
	const oauth = "{oauth: {tokenUrl: HERE/oauth/token, clientId: fabrikam, clientSecret: {file: secret.txt}}}"
	address := freeAddress(t)
	keys := "http://" + address + "/4be1d0c2-a5f9-4d7a-8f0c-2c9b6f1e7a33/discovery/v2.0/keys"
	federated := fmt.Sprintf("{federated: {tokenUrl: HERE/oauth/token, clientId: fabrikam, tenant: 4be1d0c2-a5f9-4d7a-8f0c-2c9b6f1e7a33, issuer: '%s'}}", address)
	federation := refserver.Grants{Federated: []refserver.FederatedClient{{ID: "fabrikam", KeysURL: keys, Issuer: issuerOf(keys)}}, Requests: 100}
	short := oauthClient(0)
	short.Life = time.Second
	want, _ := outcomes(t, oauthClient(0), oauth)
	for _, row := range []struct {
		name, auth string
		grants     refserver.Grants
	}{
		{"a hundred requests", oauth, oauthClient(100)},
		{"a second", oauth, short},
		{"a hundred requests, by signed assertions", federated, federation},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, tokens := outcomes(t, row.grants, row.auth)
			if diff := cmp.Diff(want, got); diff != "" || tokens < 2 {
				t.Errorf("%d token requests\n%s", tokens, diff)
			}
		})
	}
}

// resultOf reads what a run came to.
func resultOf(t *testing.T, folder string) verdict.Run {
	t.Helper()
	var run verdict.Run
	if err := json.Unmarshal([]byte(mustRead(t, filepath.Join(folder, runFile))), &run); err != nil {
		t.Fatal(err)
	}
	return run
}

// A token that cannot be renewed and ends in the middle leaves no verdict: nothing
// that came afterwards is held against the target, and what stays there is told.
func TestCertifyWhenTheTokenEnds(t *testing.T) {
	for _, after := range []int64{7, 8, 20, 150, 400} {
		t.Run(fmt.Sprintf("after %d requests", after), func(t *testing.T) {
			target := newSite(t, refusedAfter(after))
			out := filepath.Join(t.TempDir(), "run")
			got := program(t, "certify", "--suite", "rfc", "--only", "rfc7644/3.3", "--only", "rfc7644/3.5*", "--target", target.url, "--token-env", "SCIM_TOKEN", "--yes", "--rate", "0", "--out", out)
			run := resultOf(t, out)
			if got.code != exitNoVerdict || run.Tally.Fail > 0 || len(run.Findings) != 1 || run.Findings[0].Requirement != "E-6.23" {
				t.Errorf("exit %d, %d failed, %d findings\n%s%s", got.code, run.Tally.Fail, len(run.Findings), got.stdout, got.stderr)
			}
			if !strings.Contains(got.stdout, "the credentials stopped working") {
				t.Errorf("nothing says so:\n%s", got.stdout)
			}
			left := 0
			for _, one := range run.Leftovers {
				if strings.HasPrefix(one.Resource, "Users/") {
					left++
				}
			}
			if there := len(target.list(t)) - 2; there != left {
				t.Errorf("%d users stay, %d are listed", there, left)
			}
		})
	}
}

// One endpoint that refuses, with credentials that work, is the target's failure.
func TestCertifyWhenOneRequestIsRefused(t *testing.T) {
	target := newSite(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPatch {
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			next.ServeHTTP(w, r)
		})
	})
	got := program(t, "certify", "--suite", "rfc", "--only", "rfc7644/3.5.2", "--target", target.url, "--token-env", "SCIM_TOKEN", "--yes", "--rate", "0")
	if got.code != exitFailed || strings.Contains(got.stdout, "the credentials stopped working") {
		t.Errorf("exit %d\n%s", got.code, got.stdout)
	}
}

// refusedAfter refuses everything after some requests, as when a token ends.
func refusedAfter(some int64) layer {
	return func(next http.Handler) http.Handler {
		var count atomic.Int64
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if count.Add(1) > some {
				w.Header().Set("WWW-Authenticate", "Bearer")
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// The same in a simulation: the service quarantines the job (E-7.7), and nothing is
// held against the target.
func TestSimulateWhenTheTokenEnds(t *testing.T) {
	for _, after := range []int64{4, 12, 20} {
		t.Run(fmt.Sprintf("after %d requests", after), func(t *testing.T) {
			target := newSite(t, refusedAfter(after))
			out := filepath.Join(t.TempDir(), "run")
			got := program(t, "simulate", "testdata/office.yaml", "--target", target.url, "--token-env", "SCIM_TOKEN", "--yes", "--rate", "0", "--out", out)
			if run := resultOf(t, out); got.code != exitNoVerdict || run.Tally.Fail > 0 || !strings.Contains(got.stdout, "the credentials stopped working") {
				t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
			}
		})
	}
}
