package cli

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/bundle"
	"github.com/scimulator/scimulator/internal/exchange"
)

// bundled are the arguments that certify one thing of the core into a bundle.
func bundled(file string, more ...string) []string {
	args := []string{"certify", "--only", "RFC7644-3.3-R08", "--suite", "rfc", "--bundle", file, "--organization", "Fabrikam", "--project", "Directory", "--version", "2026.1"}
	return append(args, more...)
}

func at(url string) []string {
	return []string{"--target", url, "--token-env", "SCIM_TOKEN", "--yes", "--rate", "0", "--timeout", "5s"}
}

// keyFiles writes a key and its public half.
func keyFiles(t *testing.T, folder, name string) (private, public string) {
	t.Helper()
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte(name[:1]), ed25519.SeedSize))
	raw, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	open, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		t.Fatal(err)
	}
	private, public = filepath.Join(folder, name+".pem"), filepath.Join(folder, name+".pub")
	for file, block := range map[string]*pem.Block{private: {Type: "PRIVATE KEY", Bytes: raw}, public: {Type: "PUBLIC KEY", Bytes: open}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return private, public
}

// unpacked are the files of a bundle.
func unpacked(t *testing.T, file string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	files := map[string]string{}
	for _, one := range z.File {
		in, err := one.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		files[one.Name] = string(text)
	}
	return files
}

// repacked writes changed files as a bundle.
func repacked(t *testing.T, files map[string]string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "changed.zip")
	out, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	z := zip.NewWriter(out)
	for file, text := range files {
		entry, err := z.Create(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(entry, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}

// A certification makes a bundle; whoever gets it finds it whole, signed by the key,
// and the run repeats. What was altered, or signed by another key, is not whole.
func TestBundleAndVerify(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "fabrikam.zip")
	private, public := keyFiles(t, folder, "mine")
	_, other := keyFiles(t, folder, "other")
	got := program(t, bundled(file, "--key", private)...)
	if got.code != exitConformant || !strings.Contains(got.stderr, "not a certification by Microsoft") {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	files := unpacked(t, file)
	for _, name := range []string{"statement.yaml", "statement.dsse.json", "checksums.txt", "junit.xml", "report.html", "run/run.json", "run/exchanges.ndjson", "run/SHA256SUMS"} {
		if files[name] == "" {
			t.Errorf("%s is not in the bundle, or empty", name)
		}
	}
	files["junit.xml"] += " "
	altered := repacked(t, files)
	for _, test := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{file}, exitConformant, "give the public key"},
		{[]string{file, "--key", public}, exitConformant, "signed by the key that was given"},
		{[]string{file, "--key", public, "--rerun"}, exitConformant, "equal to the run of the bundle"},
		{[]string{file, "--key", other}, exitFailed, "not signed by the key"},
		{[]string{altered}, exitFailed, "ALTERED  junit.xml"},
		{[]string{altered, "--rerun"}, exitFailed, "altered: "},
		{[]string{private}, exitUsage, "is refused"},
		{[]string{folder}, exitUsage, "is no file"},
		{[]string{"nowhere.zip"}, exitUsage, "nowhere.zip"},
		{[]string{file, "--key", private}, exitUsage, "PUBLIC KEY"},
		{[]string{file, "--key", "nowhere"}, exitUsage, "nowhere"},
		{[]string{file, "--target", "https://scim.fabrikam.example"}, exitUsage, "--rerun"},
		{nil, exitUsage, "arg"},
	} {
		got := program(t, append([]string{"report", "verify"}, test.args...)...)
		if got.code != test.code || !strings.Contains(got.stdout+got.stderr, test.says) {
			t.Errorf("%v: exit %d, want %d with %q\n%s%s", test.args, got.code, test.code, test.says, got.stdout, got.stderr)
		}
	}
}

// The result for programs is one document. Figures that the run was held against are of
// its day: a repetition is equal without them.
func TestVerifyJSON(t *testing.T) {
	file := filepath.Join(t.TempDir(), "fabrikam.zip")
	if got := program(t, bundled(file, "--json", "--max-p95", "1m")...); got.code != exitConformant || !json.Valid([]byte(got.stdout)) {
		t.Fatalf("exit %d\n%.500s%s", got.code, got.stdout, got.stderr)
	}
	got := program(t, "report", "verify", file, "--rerun", "--json")
	var found struct {
		Whole     bool
		Statement bundle.Statement
		Rerun     struct{ Equal bool }
	}
	if err := json.Unmarshal([]byte(got.stdout), &found); err != nil || !found.Whole || !found.Rerun.Equal || found.Statement.Implementation.Organization != "Fabrikam" {
		t.Errorf("%v, exit %d\n%s%s", err, got.code, got.stdout, got.stderr)
	}
}

// What was left out of the core, waived or broken makes a declaration partial, and
// the first line says it, on the console as in the statement.
func TestBundleSaysPartial(t *testing.T) {
	folder := t.TempDir()
	known := filepath.Join(folder, "known.yaml")
	text := "apiVersion: scimulator/v1\nkind: Baseline\ndeviations:\n  - {requirement: RFC7644-3.3-*, because: being mended, owner: somebody, until: 2099-01-01}\n"
	if err := os.WriteFile(known, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		args []string
		code int
		says []string
	}{
		"chosen":  {nil, exitConformant, []string{"# partial: ", "--only RFC7644-3.3-R08"}},
		"by tags": {[]string{"--tags", "@core and not @slow"}, exitConformant, []string{"# partial: ", "--tags '@core and not @slow'"}},
		"waived":  {[]string{"--defect", "write-create-is-202", "--baseline", known}, exitConformant, []string{"# partial: ", "being mended", "state: known"}},
		"failed":  {[]string{"--defect", "write-create-is-202"}, exitFailed, []string{"# failed: ", "also partial: ", "--defect write-create-is-202"}},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(folder, name+".zip")
			got := program(t, bundled(file, test.args...)...)
			first, _, _ := strings.Cut(got.stdout, "\n")
			statement := unpacked(t, file)[bundle.StatementFile]
			head, _, _ := strings.Cut(statement, "\n")
			if got.code != test.code || !strings.Contains(first, "partial: ") || head != "# "+first {
				t.Errorf("exit %d\n%s\n%s", got.code, first, head)
			}
			for _, says := range test.says {
				if !strings.Contains(statement, says) {
					t.Errorf("%q is not in\n%.3000s", says, statement)
				}
			}
			if got := program(t, "report", "verify", file, "--rerun"); got.code != exitConformant {
				t.Errorf("it does not repeat: exit %d\n%s%s", got.code, got.stdout, got.stderr)
			}
		})
	}
}

// A bundle about a service is repeated against what the command names, never against
// what the bundle names; a service that changed is found out.
func TestRerunAgainstAService(t *testing.T) {
	target := newSite(t, nil)
	file := filepath.Join(t.TempDir(), "fabrikam.zip")
	if got := program(t, bundled(file, at(target.url)...)...); got.code != exitConformant {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	changed := newSite(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			recorded := record(next, r)
			if recorded.Code == http.StatusCreated {
				recorded.Code = http.StatusAccepted
			}
			answer(w, recorded, nil)
		})
	})
	for _, test := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"the same service", at(target.url), exitConformant, "equal to the run of the bundle"},
		{"the service of another day", at(changed.url), exitFailed, "NEW"},
		{"no service", nil, exitUsage, "--rerun needs --target"},
		{"no leave to write", at(target.url)[:4], exitUsage, "--yes"},
		{"nobody there", at("http://127.0.0.1:1/scim"), exitNoVerdict, "no whole run to compare with"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := program(t, append([]string{"report", "verify", file, "--rerun"}, test.args...)...)
			if got.code != test.code || !strings.Contains(got.stdout+got.stderr, test.says) {
				t.Errorf("exit %d, want %d with %q\n%s%s", got.code, test.code, test.says, got.stdout, got.stderr)
			}
		})
	}
	target.untouched(t)
}

// The secret of a run is in no file of its bundle, however it is spelled, although
// the target repeats it wherever it can.
func TestNoSecretInABundle(t *testing.T) {
	target := newSite(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Echo", r.Header.Get("Authorization"))
			recorded := record(next, r)
			if recorded.Code >= http.StatusBadRequest || r.Method == http.MethodPost {
				answer(w, recorded, bytes.Replace(recorded.Body.Bytes(), []byte(`{`), fmt.Appendf(nil, `{"nickName":"%s",`, secret), 1))
				return
			}
			answer(w, recorded, nil)
		})
	})
	folder := t.TempDir()
	private, _ := keyFiles(t, folder, "mine")
	file := filepath.Join(folder, "fabrikam.zip")
	got := program(t, append(bundled(file, "--key", private, "--only", "rfc7644/3.3"), at(target.url)...)...)
	files := unpacked(t, file)
	files["standard output"], files["standard error"] = got.stdout, got.stderr
	if !strings.Contains(files["run/exchanges.ndjson"], "***") {
		t.Error("the target was not heard")
	}
	for name, text := range files {
		for _, hidden := range []string{secret, mustRead(t, private)} {
			if exchange.NewMasker(hidden).Text(text) != text {
				t.Errorf("a secret is in %s", name)
			}
		}
	}
}

// Mistakes about the bundle are found before anything is sent.
func TestBundleUsageErrors(t *testing.T) {
	folder := t.TempDir()
	private, public := keyFiles(t, folder, "mine")
	open := filepath.Join(folder, "open.pem")
	if err := os.WriteFile(open, []byte(mustRead(t, private)), 0o644); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "x.zip")
	target := newSite(t, func(http.Handler) http.Handler {
		return http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("something was sent") })
	})
	for _, test := range []struct {
		args []string
		says string
	}{
		{[]string{"certify", "--bundle", file}, "--bundle needs --organization"},
		{[]string{"certify", "--bundle", file, "--organization", "a", "--project", " "}, "--bundle needs --project"},
		{[]string{"certify", "--organization", "a"}, "--organization is for --bundle"},
		{[]string{"certify", "--key", private}, "--key is for --bundle"},
		{bundled(filepath.Join(folder, "nowhere", "x.zip")), "there is no such folder"},
		{bundled(file, "--key", "nowhere"), "cannot be read"},
		{bundled(file, "--key", public), "PRIVATE KEY"},
		{bundled(file, "--key", open), "may be read by others"},
	} {
		if runtime.GOOS == "windows" && strings.Contains(test.says, "others") {
			continue
		}
		got := program(t, append(test.args, at(target.url)...)...)
		if got.code != exitUsage || !strings.Contains(got.stderr, test.says) {
			t.Errorf("%v: exit %d, %q not in %s", test.args, got.code, test.says, got.stderr)
		}
	}
	if exists(file) {
		t.Error("a bundle was written")
	}
}

// A file is written whole or not at all: what fails leaves the old one, and nothing
// beside it.
func TestAtomically(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "x.zip")
	write := func(text string, err error) func(io.Writer) error {
		return func(out io.Writer) error {
			_, _ = io.WriteString(out, text)
			return err
		}
	}
	if err := atomically(file, write("old", nil)); err != nil {
		t.Fatal(err)
	}
	if err := atomically(file, write("half", errors.New("the disk is full"))); err == nil || mustRead(t, file) != "old" {
		t.Errorf("%v, %q", err, mustRead(t, file))
	}
	if err := atomically(file, write("new", nil)); err != nil || mustRead(t, file) != "new" {
		t.Errorf("%v, %q", err, mustRead(t, file))
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 1 {
		t.Errorf("%v, %v", entries, err)
	}
}

// A command is read back by a shell as it was.
func TestQuotedWord(t *testing.T) {
	for text, want := range map[string]string{"a/b": "a/b", "": "", "a b": "'a b'", "it's": `'it'\''s'`, "$(x)": "'$(x)'", "rfc7644/3.5*": "'rfc7644/3.5*'"} {
		if got := quotedWord(text); got != want {
			t.Errorf("%q becomes %s, want %s", text, got, want)
		}
	}
}
