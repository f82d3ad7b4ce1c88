package cli

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// E-10.1, E-10.3: one user on demand, step by step; the evidence has the answer of
// E-10.2 and the status of the job.
func TestOnDemandCommand(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "run")
	got := program(t, "simulate", "testdata/office.yaml", "--on-demand", "ana", "--out", folder)
	if got.code != exitConformant {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	for _, words := range []string{
		"on demand: ana", "2. Import: success", "3. Determine if in scope: success  active in the source: True", "4. Match between source and target: success",
		"5. Perform action: success  create: userName", "result: Success",
	} {
		if !strings.Contains(got.stdout, words) {
			t.Errorf("it does not say %q:\n%s", words, got.stdout)
		}
	}
	if strings.Contains(got.stdout, "1. Test connection") || strings.Contains(got.stdout, "cycle 1") {
		t.Errorf("it shows a step that succeeded, or a cycle:\n%s", got.stdout)
	}
	log, digests := mustRead(t, filepath.Join(folder, logFile)), mustRead(t, filepath.Join(folder, digestsFile))
	if !strings.Contains(log, `{"key":"{\"result\":\"Success\"`) {
		t.Errorf("the log has no answer: %s", log)
	}
	if !strings.Contains(mustRead(t, filepath.Join(folder, "status.json")), `"code": "NotRun"`) || !strings.Contains(digests, "  status.json\n") {
		t.Errorf("status.json is not as it should be, digests:\n%s", digests)
	}
}

// Who is not in the directory cannot be provisioned; nothing is sent.
func TestOnDemandOfAStranger(t *testing.T) {
	got := program(t, "simulate", "testdata/office.yaml", "--on-demand", "anna")
	if got.code != exitUsage || !strings.Contains(got.stderr, `did you mean "ana"?`) || got.stdout != "" {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
}

// What is edited in a story is compiled before anything is sent: exit 2.
func TestEditThatDoesNotCompile(t *testing.T) {
	target := newSite(t, nil)
	got := againstStory(t, target.url, nil, "\n  - operate: {editMapping: {of: users, target: title, expression: 'Join('}}\n  - cycle: initial\n")
	if got.code != exitUsage || !strings.Contains(got.stderr, "title") {
		t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	target.untouched(t)
}

// E-1.9, E-7.7, PROV-12: on a foreign target an alias stands for the token beside
// that of the run. The old one is refused after a key change, which quarantines
// the job and leaves a message file; the renewed one heals it. No secret is kept.
func TestKeyChange(t *testing.T) {
	const renewed = "r3n3w3d-t0k3n-of-the-tests"
	var mu sync.Mutex
	cycles := 0
	target := newSite(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			if strings.HasPrefix(r.URL.RawQuery, "excludedAttributes=members&filter=displayName") { // the probe for groups
				cycles++
			}
			refused := cycles > 3 && r.Header.Get("Authorization") != "Bearer "+renewed
			mu.Unlock()
			if refused {
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			r.Header.Set("Authorization", "Bearer "+secret)
			next.ServeHTTP(w, r)
		})
	})
	folder := filepath.Join(t.TempDir(), "run")
	got := againstStory(t, target.url, map[string]string{"SCIM_TOKEN": secret, "SCIM_TOKEN_RENEWED": renewed}, `
  - run: 10h
  - operate: {setCredentials: {token: renewed}}
  - run: 1d
    expect: {job: {code: Active}}
`, "--out", folder)
	if strings.Contains(got.stdout+got.stderr, renewed) || strings.Contains(got.stdout+got.stderr, secret) {
		t.Error("a secret is printed")
	}
	for _, words := range []string{"the job is in quarantine: EncounteredQuarantineException", "the connection test with the token renewed succeeds", "the job is out of quarantine"} {
		if !strings.Contains(got.stdout, words) {
			t.Errorf("it does not say %q:\n%s", words, got.stdout)
		}
	}
	message := mustRead(t, filepath.Join(folder, "notification-1.eml"))
	if !strings.Contains(message, "To: it@fabrikam.example\r\n") || !strings.Contains(mustRead(t, filepath.Join(folder, digestsFile)), "  notification-1.eml\n") {
		t.Errorf("the message: %s", message)
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) < 7 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		if content := mustRead(t, filepath.Join(folder, file.Name())); strings.Contains(content, renewed) || strings.Contains(content, secret) {
			t.Errorf("%s holds a secret", file.Name())
		}
	}
	target.untouched(t)
}

// againstStory plays the office, with other steps after the initial cycle, against a
// target, in an environment.
func againstStory(t *testing.T, url string, variables map[string]string, steps string, more ...string) outcome {
	t.Helper()
	text := mustRead(t, "testdata/office.yaml")
	story := strings.TrimRight(text[:strings.Index(text, "timeline:")], "\n") + "\nnotify: it@fabrikam.example\ntimeline:\n  - cycle: initial" + steps
	file := filepath.Join(t.TempDir(), "story.yaml")
	if err := os.WriteFile(file, []byte(story), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"simulate", file, "--target", url, "--token-env", "SCIM_TOKEN", "--yes", "--rate", "0", "--timeout", "2s"}
	env, stdout, stderr := environment(t, append(args, more...)...)
	if variables != nil {
		env.Getenv = func(name string) string { return variables[name] }
	}
	code := Main(env)
	return outcome{code, stdout.String(), stderr.String()}
}
