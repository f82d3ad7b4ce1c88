package cli

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/refserver"
)

// begin runs init against a handler, in a folder of its own.
func begin(t *testing.T, handler http.Handler, more ...string) (outcome, string) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	folder := t.TempDir()
	args := append([]string{"init", "--target", server.URL + "/scim/v2", "--token-env", "SCIM_TOKEN", "--dir", folder}, more...)
	return program(t, args...), folder
}

// fabrikam is a reference target with an extension of its own.
func fabrikam() http.Handler {
	application := &profile.Profile{Users: profile.Mapping{Attributes: []profile.Attribute{
		{Target: "urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User:costCode", Source: "x"},
	}}}
	return refserver.New(refserver.Options{Token: secret, Clock: clock.NewVirtual(epoch()), Tolerant: true, Profile: application}).Handler()
}

// written reads a file that init wrote.
func written(t *testing.T, folder, name string) string {
	t.Helper()
	return mustRead(t, filepath.Join(folder, name))
}

// The files that init writes are sound, name what the target declares, and a story
// can be played with them.
func TestInit(t *testing.T) {
	handler := fabrikam()
	got, folder := begin(t, handler)
	if got.code != exitConformant || strings.Count(got.stdout, "wrote ") != 3 || got.stderr != "" {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	application := written(t, folder, profileFile)
	for _, line := range []string{
		"    - {target: userName, source: userPrincipalName, matching: 1, required: true}\n",
		"    - {target: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager', source: manager}\n",
		"    # - {target: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter', source: extensionAttribute1}\n",
		"    # - {target: 'urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User:costCode', source: extensionAttribute4}\n",
		"    - {target: members, source: members}\n",
	} {
		if !strings.Contains(application, line) {
			t.Errorf("the profile has no line %s", line)
		}
	}
	if strings.Contains(application, secret) || strings.Contains(written(t, folder, targetFile), secret) {
		t.Error("the token stands in a file")
	}
	if ci := written(t, folder, ciFile); !strings.Contains(ci, "SCIM_TOKEN: ${{ secrets.SCIM_TOKEN }}") || !strings.Contains(ci, "--profile profile.yaml --target target.yaml") {
		t.Errorf("the CI file: %s", ci)
	}
	uncommented := strings.ReplaceAll(application, "    # - {target", "    - {target")
	if err := os.WriteFile(filepath.Join(folder, profileFile), []byte(uncommented), 0o600); err != nil {
		t.Fatal(err)
	}
	play := program(t, "simulate", "entra-default", "--profile", filepath.Join(folder, profileFile), "--target", filepath.Join(folder, targetFile), "--yes", "--rate", "0", "-q")
	if play.code != exitConformant {
		t.Errorf("exit %d\n%s%s", play.code, play.stdout, play.stderr)
	}
}

// What the target does not declare is not mapped, and said (E-3.25).
func TestInitLeavesOutWhatIsNotDeclared(t *testing.T) {
	got, folder := begin(t, discovery(t, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":2,"Resources":[
		{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"userName","type":"string"},{"name":"active","type":"boolean"},{"name":"displayName","type":"string"}]},
		{"id":"urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User","attributes":[
			{"name":"seats","type":"integer","required":true},{"name":"tags","type":"string","multiValued":true,"caseExact":true},{"name":"id","type":"string","mutability":"readOnly"},
			{"name":"desk","type":"complex","subAttributes":[{"name":"floor","type":"integer"},{"name":"number","type":"string"}]},
			{"name":"lists","type":"complex","multiValued":true,"subAttributes":[{"name":"value","type":"string"}]}]}]}`))
	if got.code != exitConformant {
		t.Fatalf("exit %d\n%s", got.code, got.stderr)
	}
	application := written(t, folder, profileFile)
	const extension = "    # - {target: 'urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User:"
	for _, line := range []string{
		"    - {target: displayName, source: displayName}\n", "    - {target: externalId, source: mailNickname}\n",
		extension + "seats', source: extensionAttribute1, type: integer, required: true}\n",
		extension + "tags', source: extensionAttribute2, multiValued: true, caseExact: true}\n",
		extension + "desk.floor', source: extensionAttribute3, type: integer}\n", extension + "desk.number', source: extensionAttribute4}\n",
		"    # Of the default mapping, /Schemas does not declare:\n    #   title\n", "# /Schemas declares no groups",
	} {
		if !strings.Contains(application, line) {
			t.Errorf("the profile has no line %s", line)
		}
	}
	for _, word := range []string{"groups:\n", "- {target: title", "lists", ":id'"} {
		if strings.Contains(application, word) {
			t.Errorf("the profile has %q", word)
		}
	}
	if text := written(t, folder, targetFile); !strings.Contains(text, "# /ServiceProviderConfig tells nothing.") {
		t.Errorf("the target file: %s", text)
	}
}

// discovery is a target that declares schemas and nothing else.
func discovery(t *testing.T, schemas string) http.Handler {
	t.Helper()
	if !json.Valid([]byte(schemas)) {
		t.Fatal("the test's own schemas are no JSON")
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/scim/v2/Schemas" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/scim+json")
		_, _ = w.Write([]byte(schemas))
	})
}

// A target without /Schemas gets the whole default mapping, and one is told so.
func TestInitWithoutSchemas(t *testing.T) {
	got, folder := begin(t, http.NotFoundHandler())
	application := written(t, folder, profileFile)
	if got.code != exitConformant || !strings.Contains(got.stderr, "/Schemas tells nothing (status 404)") || strings.Count(application, "- {target: ") != 25 {
		t.Errorf("exit %d\n%s%s", got.code, got.stderr, application)
	}
}

// Nothing is overwritten, and without an answer nothing is written.
func TestInitRefuses(t *testing.T) {
	for _, row := range []struct {
		name    string
		handler http.Handler
		there   string
		code    int
		phrase  string
	}{
		{"a profile is there", fabrikam(), profileFile, exitUsage, "is there already: nothing is overwritten"},
		{"a CI file is there", fabrikam(), ciFile, exitUsage, "is there already: nothing is overwritten"},
		{"the token is refused", refusing(http.StatusUnauthorized), "", exitNoVerdict, "refuses the token (401 on /Schemas)"},
	} {
		t.Run(row.name, func(t *testing.T) {
			server := httptest.NewServer(row.handler)
			defer server.Close()
			folder := t.TempDir()
			if row.there != "" {
				path := filepath.Join(folder, row.there)
				if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			got := program(t, "init", "--target", server.URL+"/scim/v2", "--dir", folder)
			if got.code != row.code || !strings.Contains(got.stderr, row.phrase) || got.stdout != "" {
				t.Errorf("exit %d, want %d\n%s%s", got.code, row.code, got.stdout, got.stderr)
			}
			if row.there != "" && written(t, folder, row.there) != "mine" {
				t.Error("the file was overwritten")
			}
			for _, name := range []string{targetFile, profileFile, ciFile} {
				if _, err := os.Stat(filepath.Join(folder, name)); err == nil && name != row.there {
					t.Errorf("%s was written", name)
				}
			}
		})
	}
	for name, args := range map[string][]string{
		"without a target": {"init"}, "with a target file": {"init", "--target", "target.yaml"}, "nobody there": {"init", "--target", "http://127.0.0.1:1/scim"},
	} {
		code := map[bool]int{true: exitNoVerdict, false: exitUsage}[name == "nobody there"]
		if got := program(t, append(args, "--dir", t.TempDir())...); got.code != code || got.stdout != "" {
			t.Errorf("%s: exit %d, want %d\n%s", name, got.code, code, got.stderr)
		}
	}
}

func refusing(code int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) })
}

// A profile is printed as Entra's schema, and that is a profile again (E-3.30): what
// is sent is the same.
func TestProfileExport(t *testing.T) {
	exported := program(t, "profile", "export", "ideo")
	if exported.code != exitConformant || !json.Valid([]byte(exported.stdout)) {
		t.Fatalf("exit %d\n%s%s", exported.code, exported.stdout, exported.stderr)
	}
	file := filepath.Join(t.TempDir(), "ideo.json")
	if err := os.WriteFile(file, []byte(exported.stdout), 0o600); err != nil {
		t.Fatal(err)
	}
	own := program(t, "simulate", "ideo-mover", "--profile", "ideo", "--dry-run")
	again := program(t, "simulate", "ideo-mover", "--profile", file, "--dry-run")
	if own.code != again.code || own.stdout == "" || requestsOnly(own.stdout) != requestsOnly(again.stdout) {
		t.Errorf("exit %d and %d (own -, again +)\n%s%s", own.code, again.code, cmp.Diff(requestsOnly(own.stdout), requestsOnly(again.stdout)), again.stderr)
	}
	if twice := program(t, "profile", "export", file); twice.stdout != exported.stdout {
		t.Error("the schema is not given back as it was")
	}
	if got := program(t, "profile"); got.code != exitUsage {
		t.Errorf("exit %d", got.code)
	}
}

// requestsOnly leaves out the addresses, which are those of a rehearsal.
func requestsOnly(text string) string {
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "       ") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
