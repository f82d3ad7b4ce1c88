package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/target"
)

// account is an account side: everybody is in the team, and seats cannot be given.
func account(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !strings.HasPrefix(r.URL.Path, "/account/"):
			next.ServeHTTP(w, r)
		case r.Header.Get("Authorization") != "Bearer "+secret:
			w.WriteHeader(http.StatusUnauthorized)
		case r.Method == http.MethodGet:
			_, _ = io.WriteString(w, `{"team": true}`)
		case r.URL.Path == "/account/keys":
			_, _ = io.WriteString(w, `{"value": "opensesame-42"}`)
		default:
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, `{"message": "synced users are read-only"}`)
		}
	})
}

// accountFile writes a target file with an account side.
func accountFile(t *testing.T, url string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "target.yaml")
	text := fmt.Sprintf(`apiVersion: scimulator/v1
kind: Target
name: fabrikam-staging
base: %s
observers:
  team-member: {request: {url: '/account/people/{id}'}, value: .team}
actions:
  edit-profile: {request: {method: PATCH, url: '/account/people/{id}?as={by}', body: {displayName: '{name}'}}}
  new-api-key: {request: {method: POST, url: /account/keys}, value: .value, secret: true}
`, url)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// A target file lets a story see and do beyond SCIM; the evidence has it, and no
// secret of it.
func TestBeyondSCIM(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "run")
	got := againstStory(t, accountFile(t, newSite(t, account).url), nil, `
  - act: {action: edit-profile, by: admin, object: ana, with: {name: Anna}, refused: true, covers: [SYNC-03]}
  - act: {action: new-api-key, by: admin, keep: key}
    expect: {observed: {team-member: {ana: true}, badge: {ana: true}}}
`, "--out", folder)
	if got.code != exitConformant {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	evidence := mustRead(t, filepath.Join(folder, "exchanges.ndjson"))
	for _, words := range []string{`"purpose":"verification","object":"ana"`, `/account/people/`, `?as=admin`} {
		if !strings.Contains(evidence, words) {
			t.Errorf("the evidence has no %s", words)
		}
	}
	run := mustRead(t, filepath.Join(folder, "run.json"))
	for _, words := range []string{"needs observer badge", "admin: edit-profile for ana: refused: synced users are read-only"} {
		if !strings.Contains(run+got.stdout, words) {
			t.Errorf("nobody is told %q", words)
		}
	}
	if strings.Contains(evidence+run+got.stdout+got.stderr, "opensesame") {
		t.Error("the new key was kept")
	}
}

// What is seen otherwise is a failure with its row.
func TestBeyondSCIMFails(t *testing.T) {
	got := againstStory(t, accountFile(t, newSite(t, account).url), nil, "\n  - expect: {observed: {team-member: {ana: false}}, covers: [SYNC-06]}\n")
	if got.code != exitFailed || !strings.Contains(got.stdout, "observe team-member of ana") {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
}

// An account side on another host has credentials of its own, and those of the
// tenant URL are not sent there; the evidence of both is numbered as one.
func TestAccountElsewhere(t *testing.T) {
	const other = "account-secret-of-the-test"
	account := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+other || !strings.HasPrefix(r.URL.Path, "/api/people/") {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = io.WriteString(w, `{"team": true, "echo": "`+other+` `+secret+`"}`)
	}))
	t.Cleanup(account.Close)
	file, folder := filepath.Join(t.TempDir(), "target.yaml"), filepath.Join(t.TempDir(), "run")
	text := fmt.Sprintf(`apiVersion: scimulator/v1
kind: Target
name: fabrikam-staging
base: %s
account: {base: %s/api, auth: {bearer: {env: ACCOUNT_TOKEN}}}
observers:
  team-member: {request: {url: 'people/{id}'}, value: .team}
`, newSite(t, nil).url, account.URL)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	variables := map[string]string{"SCIM_TOKEN": secret, "ACCOUNT_TOKEN": other}
	got := againstStory(t, file, variables, "\n  - expect: {observed: {team-member: {ana: true}}}\n", "--out", folder)
	if got.code != exitConformant {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	evidence := mustRead(t, filepath.Join(folder, "exchanges.ndjson"))
	if strings.Contains(evidence, other) || strings.Contains(evidence, secret) || !strings.Contains(evidence, "/api/people/") {
		t.Error("a secret was kept, or nobody looked")
	}
	numbers := map[int64]bool{}
	for one, err := range exchange.ReadJournal(strings.NewReader(evidence)) {
		if err != nil || numbers[one.ID] {
			t.Fatalf("exchange %d is there twice, or %v", one.ID, err)
		}
		numbers[one.ID] = true
	}
	delete(variables, "ACCOUNT_TOKEN")
	if got := againstStory(t, file, variables, ""); got.code != exitUsage {
		t.Errorf("without its token: exit %d", got.code)
	}
}

// probe lists what a target offers, and what that covers.
func TestProbeListsWhatIsBeyond(t *testing.T) {
	url := newSite(t, account).url
	for _, test := range []struct {
		target string
		want   beyond
	}{
		{url, beyond{Observations: []string{}, Actions: []string{}, Covered: []string{}, Rows: len(target.Needs())}},
		{accountFile(t, url), beyond{Observations: []string{"team-member"}, Actions: []string{"edit-profile", "new-api-key"}, Covered: []string{"CA-06", "SYNC-08b"}, Rows: len(target.Needs())}},
	} {
		got := program(t, "probe", "--target", test.target, "--token-env", "SCIM_TOKEN", "--rate", "0", "--json")
		var found announcement
		if err := json.Unmarshal([]byte(got.stdout), &found); err != nil || fmt.Sprint(found.Beyond) != fmt.Sprint(test.want) {
			t.Errorf("%s: %+v, %v\n%s", test.target, found.Beyond, err, got.stderr)
		}
	}
	got := program(t, "probe")
	if !strings.Contains(got.stdout, fmt.Sprintf("%[1]d of %[1]d rows can be judged: ADSK-03, ", len(target.Needs()))) || !strings.Contains(got.stdout, "team-member") {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
}
