package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// What is on the target before a run, and belongs to others.
const (
	foreignUsers  = 9_000
	foreignGroups = 1_000
)

// A run leaves ten thousand resources of others as they are, and says so. What it
// says is compared with a listing that takes nothing of ours: the bytes that the
// target shows, before and after. SCIMULATOR_FOREIGN=all plays every story and
// certifies by every check.
func TestForeignDataIsUnchanged(t *testing.T) {
	if testing.Short() {
		t.Skip("fills targets with ten thousand resources: left to the whole test")
	}
	stories := []string{"autodesk-leaver", "cloud-academy-mover", "ideo-groups", "entra-default"}
	certification := []string{"--suite", "rfc", "--only", "rfc7644/3.5*", "--only", "rfc7644/3.6*", "--only", "rfc7644/3.7*"} // what changes and removes
	if os.Getenv("SCIMULATOR_FOREIGN") == "all" {
		stories, certification = builtIn("."), nil
	}
	a, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	byProfile := map[string][]string{}
	for _, name := range stories {
		story, err := a.scenario(name)
		if err != nil {
			t.Fatal(err)
		}
		byProfile[story.Profile] = append(byProfile[story.Profile], name)
	}
	for _, profile := range sortedKeys(byProfile) {
		target := newTown(t, a, profile)
		if profile == "entra-default" {
			t.Run("certify", func(t *testing.T) { target.survives(t, append([]string{"certify"}, certification...)...) })
		}
		for _, name := range byProfile[profile] {
			t.Run(name, func(t *testing.T) { target.survives(t, "simulate", name) })
		}
	}
}

// town is a target with many inhabitants, none of them ours.
type town struct {
	site
	before map[string]string // Users/{id}: what the target shows, to the byte
}

func newTown(t *testing.T, a *assets, profile string) *town {
	t.Helper()
	application, err := a.profile(profile)
	if err != nil {
		t.Fatal(err)
	}
	server := refserver.New(refserver.Options{Token: secret, Clock: clock.NewVirtual(epoch()), Tolerant: true, ETags: true, Profile: application})
	s := &town{site: site{handler: server.Handler()}}
	var members []string
	for i := range foreignUsers {
		members = append(members, s.settle(t, "/Users", fmt.Sprintf(`{"schemas":[%q],"userName":"inhabitant%d@contoso.example","name":{"familyName":"Foreign"},"active":true}`, scim.URNUser, i)))
	}
	for i := range foreignGroups {
		of := members[i*9%foreignUsers:][:9]
		s.settle(t, "/Groups", fmt.Sprintf(`{"schemas":[%q],"displayName":"District %d","members":[{"value":"%s"}]}`, scim.URNGroup, i, strings.Join(of, `"},{"value":"`)))
	}
	s.before = s.shown(t)
	listening := httptest.NewServer(s.handler)
	t.Cleanup(listening.Close)
	s.url = listening.URL + "/scim/v2"
	return s
}

// settle creates a resource and gives its id.
func (s *town) settle(t *testing.T, endpoint, body string) string {
	t.Helper()
	answer := s.direct(t, http.MethodPost, endpoint, body)
	var created struct{ ID string }
	if err := json.Unmarshal(answer.Body.Bytes(), &created); err != nil || answer.Code != http.StatusCreated {
		t.Fatalf("%s: %d %s (%v)", body, answer.Code, answer.Body, err)
	}
	return created.ID
}

// shown is everything on the target.
func (s *town) shown(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, endpoint := range []string{"/Users", "/Groups"} {
		for next, total := 1, 1; next <= total; {
			var page struct {
				TotalResults int
				Resources    []json.RawMessage
			}
			answer := s.direct(t, http.MethodGet, fmt.Sprintf("%s?startIndex=%d&count=1000", endpoint, next), "")
			if err := json.Unmarshal(answer.Body.Bytes(), &page); err != nil || len(page.Resources) == 0 && page.TotalResults > 0 {
				t.Fatalf("%s from %d: %d, %v", endpoint, next, answer.Code, err)
			}
			for _, raw := range page.Resources {
				var one struct{ ID string }
				if err := json.Unmarshal(raw, &one); err != nil {
					t.Fatal(err)
				}
				all[endpoint[1:]+"/"+one.ID] = string(raw)
			}
			next, total = next+len(page.Resources), page.TotalResults
		}
	}
	return all
}

// survives runs a command against the town, and fails unless it is as before: to the
// report, and to the bytes. What is there besides is a listed leftover.
func (s *town) survives(t *testing.T, args ...string) {
	t.Helper()
	known := s.shown(t) // earlier runs may have left accounts that nobody can delete
	folder := filepath.Join(t.TempDir(), "run")
	page := filepath.Join(folder, "report.md")
	got := program(t, append(args, "--target", s.url, "--token-env", "SCIM_TOKEN", "--yes", "--rate", "0", "--out", folder, "--report", "markdown="+page)...)
	if got.code != exitConformant && got.code != exitFailed { // a story may tell of what this target has no clock for
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	var run verdict.Run
	if err := json.Unmarshal([]byte(mustRead(t, filepath.Join(folder, runFile))), &run); err != nil {
		t.Fatal(err)
	}
	left := map[string]bool{}
	for _, one := range run.Leftovers {
		left[one.Resource] = true
	}
	now := s.shown(t)
	for key := range now {
		if known[key] == "" && !left[key] {
			t.Errorf("%s was left and is not listed", key)
		}
	}
	for key, text := range s.before {
		if now[key] != text {
			t.Errorf("%s was %s\nand is %s", key, text, now[key])
		}
	}
	statement := fmt.Sprintf("%d foreign resources unchanged", len(known))
	if len(known) < foreignUsers+foreignGroups || !strings.Contains(got.stdout, statement) || !strings.Contains(mustRead(t, page), statement) {
		t.Errorf("nothing says %q: %+v\n%s", statement, run.ForeignData, got.stdout)
	}
	if slices.ContainsFunc(run.Findings, func(f verdict.Finding) bool { return f.Requirement == "HOUSE-02" }) {
		t.Errorf("there is a finding about foreign data: %+v", run.ForeignData)
	}
}
