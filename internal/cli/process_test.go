package cli

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/verdict"
	"github.com/scimulator/scimulator/scenarios"
)

// The documented behavior is proved over HTTP alone: the target is a process of
// its own, with nothing shared in memory, and its clock is moved by an action.
func TestBehaviorOfAnotherProcess(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program: left to the whole test")
	}
	program := filepath.Join(t.TempDir(), "scimulator")
	if out, err := exec.Command("go", "build", "-o", program, "../../cmd/scimulator").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, profile := range []string{"autodesk", "cloud-academy", "ideo"} {
		t.Run(profile, func(t *testing.T) {
			base := startTarget(t, program, profile)
			folder := filepath.Join(t.TempDir(), "run")
			env, stdout, stderr := environment(t, "certify", "--target", mappingOf(t, base), "--token-env", "SCIM_TOKEN", "--rate", "0", "--yes",
				"--profile", profile, "--suite", "documented", "--only", "behavior*", "--out", folder)
			env.Getenv = func(name string) string { return map[string]string{"SCIM_TOKEN": "a-token-of-the-test"}[name] }
			if code := Main(env); code != exitConformant {
				t.Errorf("exit %d\n%s%s", code, stdout, stderr)
			}
			rowsAreJudged(t, folder)
		})
	}
}

// startTarget starts a target and gives its tenant URL.
func startTarget(t *testing.T, program, profile string) string {
	t.Helper()
	process := exec.Command(program, "serve", "--profile", profile, "--addr", "127.0.0.1:0", "--token-env", "SCIM_TOKEN")
	process.Env = append(os.Environ(), "SCIM_TOKEN=a-token-of-the-test")
	out, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = process.Process.Signal(syscall.SIGINT)
		_ = process.Wait()
	})
	told := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(out).ReadString('\n')
		told <- strings.TrimSpace(strings.TrimPrefix(line, "tenant URL"))
	}()
	select {
	case base := <-told:
		return base
	case <-time.After(20 * time.Second):
		t.Fatal("the target does not say where it is")
	}
	return ""
}

// mappingOf is the target file that comes with the program, for another address.
func mappingOf(t *testing.T, base string) string {
	t.Helper()
	text, err := scenarios.FS.ReadFile("targets/embedded.yaml")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "target.yaml")
	mapped := strings.Replace(string(text), "https://embedded.example/scim/v2", base, 1)
	if err := os.WriteFile(file, []byte(mapped), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// rowsAreJudged: each row that a target or its account can break was judged, none
// was left out for want of an observer.
func rowsAreJudged(t *testing.T, folder string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "run.json"))
	if err != nil {
		t.Fatal(err)
	}
	var run verdict.Run
	if err := json.Unmarshal(text, &run); err != nil {
		t.Fatal(err)
	}
	for _, one := range run.Checks {
		if strings.HasPrefix(one.Reason, "needs ") {
			t.Errorf("%s: %s", one.ID, one.Reason)
		}
	}
	if run.Tally.Pass < 10 {
		t.Errorf("only %d checks passed", run.Tally.Pass)
	}
}
