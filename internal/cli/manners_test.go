package cli

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/verdict"
)

// autodeskSite is a foreign target that behaves as Autodesk documents: it
// refuses to delete users (SYNC-07). Two users of somebody else are there.
func autodeskSite(t *testing.T, between layer) *site {
	t.Helper()
	a, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	application, err := a.profile("autodesk")
	if err != nil {
		t.Fatal(err)
	}
	server := refserver.New(refserver.Options{Token: secret, Clock: clock.NewVirtual(epoch()), Tolerant: true, Profile: application})
	s := &site{handler: server.Handler()}
	for _, name := range []string{"grace@contoso.example", "linus@contoso.example"} {
		s.direct(t, http.MethodPost, "/Users", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"`+name+`","name":{"givenName":"F","familyName":"Foreign"}}`)
	}
	s.before = s.foreign(t)
	behind := s.handler
	if between != nil {
		behind = between(s.handler)
	}
	listening := httptest.NewServer(behind)
	t.Cleanup(listening.Close)
	s.url = listening.URL + "/scim/v2"
	return s
}

// foreign are the users that no run created, as JSON, one a line.
func (s *site) foreign(t *testing.T) string {
	t.Helper()
	var lines []string
	for _, user := range s.list(t) {
		if strings.Contains(string(user), "contoso.example") {
			lines = append(lines, string(user))
		}
	}
	return strings.Join(lines, "\n")
}

func (s *site) list(t *testing.T) []json.RawMessage {
	t.Helper()
	var list struct {
		Resources []json.RawMessage `json:"Resources"`
	}
	if err := json.Unmarshal([]byte(s.users(t)), &list); err != nil {
		t.Fatal(err)
	}
	return list.Resources
}

// Where DELETE is refused, what remains is disabled and listed, and nobody
// else's data has changed (design §9, SYNC-07), also after Ctrl-C in the middle.
func TestWhatCannotBeDeletedIsDisabledAndListed(t *testing.T) {
	for _, end := range []struct {
		name      string
		interrupt int64 // at this PATCH; 0: never
		code      int
	}{{"to the end", 0, exitConformant}, {"interrupted", 4, exitInterrupted}} {
		t.Run(end.name, func(t *testing.T) {
			t.Parallel()
			interrupts := make(chan os.Signal, 1)
			var patches atomic.Int64
			target := autodeskSite(t, func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if r.Method == http.MethodPatch && patches.Add(1) == end.interrupt {
						interrupts <- syscall.SIGINT
						time.Sleep(50 * time.Millisecond) // let the signal arrive before the answer
					}
					next.ServeHTTP(w, r)
				})
			})
			out := filepath.Join(t.TempDir(), "run")
			env, stdout, stderr := environment(t, "simulate", "autodesk-leaver", "--target", target.url, "--token-env", "SCIM_TOKEN", "--yes", "--rate", "0", "--out", out)
			env.Interrupts = interrupts
			if code := Main(env); code != end.code {
				t.Errorf("exit %d, want %d\n%s%s", code, end.code, stdout, stderr)
			}
			var run verdict.Run
			if err := json.Unmarshal([]byte(mustRead(t, filepath.Join(out, runFile))), &run); err != nil {
				t.Fatal(err)
			}
			target.onlyDisabledLeft(t, run)
		})
	}
}

// onlyDisabledLeft fails unless the target holds the foreign users as they were
// and, of the run, exactly the listed leftovers, switched off.
func (s *site) onlyDisabledLeft(t *testing.T, run verdict.Run) {
	t.Helper()
	if after := s.foreign(t); after != s.before {
		t.Errorf("foreign users changed:\nbefore %s\nafter  %s", s.before, after)
	}
	listed := map[string]bool{}
	for _, left := range run.Leftovers {
		listed[left.Resource] = left.State == "disabled"
	}
	left := 0
	for _, raw := range s.list(t) {
		var user struct {
			ID       string `json:"id"`
			UserName string `json:"userName"`
			Active   bool   `json:"active"`
		}
		if err := json.Unmarshal(raw, &user); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(user.UserName, "@contoso.example") {
			continue
		}
		left++
		if user.Active || !listed["Users/"+user.ID] {
			t.Errorf("%s remains: active %v, listed as disabled %v", user.UserName, user.Active, listed["Users/"+user.ID])
		}
	}
	if left == 0 || left != len(run.Leftovers) {
		t.Errorf("%d users remain, %d are listed", left, len(run.Leftovers))
	}
	if groups := s.direct(t, http.MethodGet, "/Groups", "").Body.String(); !strings.Contains(groups, `"totalResults":0`) {
		t.Errorf("groups were left behind: %s", groups)
	}
}
