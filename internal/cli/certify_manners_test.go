package cli

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/verdict"
)

// A target is as it was before after a whole certification, and after one that
// Ctrl-C ends in the middle.
func TestCertifyLeavesTheTargetAsItWas(t *testing.T) {
	for _, test := range []struct {
		name string
		at   int64 // the creation at which the run is interrupted; 0 for never
		code int
	}{{"to the end", 0, exitConformant}, {"interrupted early", 9, exitInterrupted}, {"interrupted", 40, exitInterrupted}, {"interrupted late", 70, exitInterrupted}} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			interrupts := make(chan os.Signal, 1)
			var creations atomic.Int64
			target := newSite(t, func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if r.Method == http.MethodPost && creations.Add(1) == test.at {
						interrupts <- syscall.SIGINT
						time.Sleep(50 * time.Millisecond) // let the signal arrive before the answer
					}
					next.ServeHTTP(w, r)
				})
			})
			out := filepath.Join(t.TempDir(), "run")
			env, stdout, stderr := environment(t, "certify", "--suite", "entra", "--tags", "not @slow", "--target", target.url, "--token-env", "SCIM_TOKEN", "--yes", "--rate", "0", "--out", out)
			env.Interrupts = interrupts
			if code := Main(env); code != test.code {
				t.Errorf("exit %d, want %d\n%s%s", code, test.code, stdout, stderr)
			}
			target.untouched(t)
			var run verdict.Run
			if err := json.Unmarshal([]byte(mustRead(t, filepath.Join(out, runFile))), &run); err != nil {
				t.Fatal(err)
			}
			if u := run.ForeignData; u == nil || u.Before != 2 || u.After != 2 || len(u.Changed) > 0 || len(run.Leftovers) > 0 {
				t.Errorf("foreign data %+v, left behind %v", run.ForeignData, run.Leftovers)
			}
		})
	}
}

// Where DELETE is refused, what remains is switched off and listed.
func TestCertifyListsWhatCannotBeDeleted(t *testing.T) {
	target := newSite(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodDelete {
				w.WriteHeader(http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	})
	out := filepath.Join(t.TempDir(), "run")
	got := program(t, "certify", "--suite", "rfc", "--only", "rfc7644/3.3", "--target", target.url, "--token-env", "SCIM_TOKEN", "--yes", "--rate", "0", "--out", out)
	var run verdict.Run
	if err := json.Unmarshal([]byte(mustRead(t, filepath.Join(out, runFile))), &run); err != nil {
		t.Fatal(err)
	}
	left := 0
	for _, one := range run.Leftovers {
		if strings.HasPrefix(one.Resource, "Users/") {
			left++
			if one.State != "disabled" {
				t.Errorf("%s is %s", one.Resource, one.State)
			}
		}
	}
	if left == 0 || strings.Count(target.users(t), `"active":true`) > 0 {
		t.Errorf("exit %d, %d users listed as left\n%s", got.code, left, target.users(t))
	}
}
