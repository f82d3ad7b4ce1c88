package cli

import (
	"bytes"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/refserver"
)

// A run that is killed, as a process of its own and in the middle, leaves no secret
// behind: neither the one that it was given, nor an access token that it got, though
// the target repeats both in headers, attributes and errors.
func TestKilledRunHoldsNoSecret(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program: left to the whole test")
	}
	program := filepath.Join(t.TempDir(), "scimulator")
	if out, err := exec.Command("go", "build", "-o", program, "../../cmd/scimulator").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, login := range []string{"bearer", "basic", "oauth"} {
		for _, command := range [][]string{{"simulate", "entra-default"}, {"certify", "--suite", "rfc", "--only", "rfc7644/3*", "--tags", "not @slow"}} {
			t.Run(login+" "+command[0], func(t *testing.T) {
				file, g := enteredBy(t, login)
				folder := filepath.Join(t.TempDir(), "run")
				said := killed(t, exec.Command(program, append(command, "--target", file, "--yes", "--rate", "0", "-v", "--out", folder)...), folder)
				texts := leftIn(t, folder)
				if !strings.Contains(texts["/begun.json"], "BegunRun") || len(texts["/ledger.ndjson"]) == 0 {
					t.Fatalf("it was not killed in the middle: %v\n%s", texts, said)
				}
				texts["what it said"] = said
				if len(g.secrets()) == 0 {
					t.Fatal("nobody asked")
				}
				nowhere(t, texts, g.secrets())
			})
		}
	}
}

// enteredBy is the target file of a gossip that is entered in one of three ways.
func enteredBy(t *testing.T, login string) (file string, g *gossip) {
	t.Helper()
	if login == "oauth" {
		return oauthTarget(t)
	}
	const behind = "token-of-the-service-behind"
	g = &gossip{next: refserver.New(refserver.Options{Token: behind, Clock: clock.NewVirtual(epoch()), Tolerant: true}).Handler(), token: behind, knows: []string{clientSecret}}
	listening := httptest.NewServer(g)
	t.Cleanup(listening.Close)
	folder := t.TempDir()
	auth := map[string]string{"bearer": "{bearer: {file: secret.txt}}", "basic": "{basic: {user: fabrikam, password: {file: secret.txt}}}"}[login]
	for name, text := range map[string]string{
		"secret.txt": clientSecret, "target.yaml": fmt.Sprintf("apiVersion: scimulator/v1\nkind: Target\nname: gossip\nbase: %s/scim/v2\nauth: %s\n", listening.URL, auth),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(folder, "target.yaml"), g
}

// killed starts a run, kills it when it has created something, and gives what it said.
func killed(t *testing.T, process *exec.Cmd, folder string) string {
	t.Helper()
	var said bytes.Buffer
	process.Stdout, process.Stderr = &said, &said
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	for range 2000 {
		if info, err := os.Stat(filepath.Join(folder, ledgerFile)); err == nil && info.Size() > 2000 {
			break
		}
		time.Sleep(2 * time.Millisecond)
	}
	_ = process.Process.Kill()
	_ = process.Wait()
	if code := process.ProcessState.ExitCode(); code >= 0 {
		t.Errorf("it ended by itself with %d", code)
	}
	return said.String()
}
