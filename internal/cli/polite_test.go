package cli

import (
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// On a foreign target a run that writes asks first: only a yes of the terminal, or of
// --yes, lets it go on, and before that nothing is sent (design §9).
func TestRunsAskBeforeTheyWrite(t *testing.T) {
	for _, command := range [][]string{{"simulate", "testdata/office.yaml"}, {"certify", "--suite", "rfc", "--only", "rfc7644/3.3.1"}} {
		for _, row := range []struct {
			name, answer string
			terminal     bool
			more         []string
			code         int
			says         string
		}{
			{"yes", "yes\n", true, nil, exitConformant, "This creates, changes and removes users and groups on "},
			{"y", "Y\n", true, nil, exitConformant, "Go on? [y/N]"},
			{"no", "n\n", true, nil, exitUsage, "not confirmed: nothing was sent"},
			{"another word", "yesterday\n", true, nil, exitUsage, "not confirmed: nothing was sent"},
			{"an empty line", "\n", true, nil, exitUsage, "not confirmed: nothing was sent"},
			{"the end of the input", "", true, nil, exitUsage, "not confirmed: nothing was sent"},
			{"no terminal", "yes\n", false, nil, exitUsage, "needs --yes"},
			{"--yes", "", false, []string{"--yes"}, exitConformant, ""},
		} {
			t.Run(command[0]+" "+row.name, func(t *testing.T) {
				var asked atomic.Int64
				target := newSite(t, counting(&asked))
				args := append(append(command, "--target", target.url, "--token-env", "SCIM_TOKEN", "--rate", "0", "--out", filepath.Join(t.TempDir(), "run")), row.more...)
				env, stdout, stderr := environment(t, args...)
				env.Stdin, env.Terminal = strings.NewReader(row.answer), func(stream any) bool { return row.terminal && stream != stdout && stream != stderr }
				if code := Main(env); code != row.code || !strings.Contains(stderr.String(), row.says) {
					t.Errorf("exit %d, want %d and %q\n%s%s", code, row.code, row.says, stdout, stderr)
				}
				if sent := asked.Load() > 0; sent != (row.code == exitConformant) {
					t.Errorf("%d requests were sent", asked.Load())
				}
			})
		}
	}
}

func counting(asked *atomic.Int64) layer {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			next.ServeHTTP(w, r)
		})
	}
}

// --workers is a ceiling on the requests under way, also where a check sends several
// at once; without a ceiling there would be more.
func TestRequestsUnderWay(t *testing.T) {
	for _, command := range [][]string{
		{"certify", "--suite", "rfc", "--only", "rfc7644/3.3", "--workers", "2"},
		{"simulate", writeStory(t, "crowd of 80", "  generate: {users: 80, seed: 7, assigned: true}\n"), "--workers", "2"},
	} {
		t.Run(command[0], func(t *testing.T) {
			var under, most atomic.Int64
			target := newSite(t, func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					now := under.Add(1)
					defer under.Add(-1)
					for seen := most.Load(); now > seen && !most.CompareAndSwap(seen, now); seen = most.Load() {
					}
					time.Sleep(time.Millisecond)
					next.ServeHTTP(w, r)
				})
			})
			got := program(t, append(command, "--target", target.url, "--token-env", "SCIM_TOKEN", "--yes", "--rate", "0")...)
			if got.code != exitConformant || most.Load() != 2 {
				t.Errorf("exit %d, %d requests under way\n%s%s", got.code, most.Load(), got.stdout, got.stderr)
			}
		})
	}
}

// writeStory is a file with a story of one cycle.
func writeStory(t *testing.T, title, directory string) string {
	t.Helper()
	v := &vault{T: t, folder: t.TempDir()}
	return v.file("story.yaml", "apiVersion: scimulator/v1\nkind: Scenario\nname: a-story\ntitle: "+title+"\nprofile: entra-default\ndirectory:\n"+directory+"timeline:\n  - cycle: initial\n", 0o644)
}

// --dry-run of both prints each request that a run would send, with its body and with
// the address of the target, which hears nothing and needs not be there.
func TestDryRunPrintsWhatItForesees(t *testing.T) {
	for _, command := range [][]string{{"simulate", "testdata/office.yaml"}, {"certify", "--suite", "rfc", "--only", "rfc7644/3.3"}} {
		got := program(t, append(command, "--target", "https://scim.fabrikam.example/v2", "--token-env", "SCIM_TOKEN", "--dry-run")...)
		if got.code != exitConformant || strings.Contains(got.stdout+got.stderr, secret) {
			t.Errorf("%s: exit %d\n%s", command[0], got.code, got.stderr)
		}
		for _, words := range []string{
			"POST   https://scim.fabrikam.example/v2/Users\n       {", "DELETE https://scim.fabrikam.example/v2/Users/", "   # cleanup\n", "   # verification\n",
			"GET    https://scim.fabrikam.example/v2/Users?startIndex=1&count=500",
		} {
			if !strings.Contains(got.stdout, words) {
				t.Errorf("%s does not print %q", command[0], words)
			}
		}
		if strings.Contains(got.stdout, "127.0.0.1") {
			t.Errorf("%s prints the address of the rehearsal", command[0])
		}
	}
}
