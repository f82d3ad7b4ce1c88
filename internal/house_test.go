// Package internal_test holds the house rules: which package may know which.
package internal_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/scimulator/scimulator/"

// mayImport is the direction of imports: words know nothing, a judgment never
// sends, the judged never knows the judge, and only cli knows everybody.
var mayImport = map[string][]string{
	"scim":              {},
	"scim/schema":       {"scim"},
	"scim/filter":       {"scim", "scim/schema"},
	"scim/patch":        {"scim", "scim/filter", "scim/schema"},
	"shape":             {},
	"document":          {"shape"},
	"clock":             {},
	"crash":             {},
	"assertion":         {},
	"signon":            {},
	"requirement":       {"document", "shape"},
	"verdict":           {"requirement"},
	"exchange":          {},
	"jq":                {},
	"client":            {"exchange", "scim"},
	"chaos":             {"exchange"},
	"directory":         {},
	"profile":           {"document", "shape", "scim", "scim/filter", "scim/schema", "requirement"},
	"target":            {"document", "jq", "shape", "requirement", "profile", "scim", "scim/filter", "scim/schema"},
	"foreign":           {"client", "exchange", "scim", "verdict"},
	"observe":           {"client", "exchange", "jq", "target"},
	"scenario":          {"document", "shape", "directory", "profile", "scim/filter"},
	"check":             {"exchange", "scim", "scim/filter", "scim/schema", "requirement", "verdict", "profile", "shape"},
	"provision/expr":    {},
	"provision/dialect": {"scim", "scim/filter"},
	"provision":         {"clock", "crash", "directory", "profile", "provision/dialect", "provision/expr", "scim"},
	"refserver/account": {"clock", "profile", "scim"},
	"refserver/defect":  {"refserver/account", "requirement", "scim", "scim/schema"},
	"refserver":         {"assertion", "clock", "profile", "refserver/account", "refserver/defect", "scim", "scim/filter", "scim/patch", "scim/schema"},
	"simulate": {
		"check", "client", "clock", "crash", "directory", "exchange", "foreign", "observe", "profile", "provision", "provision/dialect", "requirement",
		"scenario", "scim", "scim/filter", "scim/patch", "scim/schema", "signon", "target", "verdict",
	},
	"certify/steps": {"client", "crash", "exchange", "observe", "profile", "provision", "requirement", "scenario", "scim", "scim/filter", "scim/schema", "shape", "signon", "simulate", "verdict"},
	"certify": {
		"certify/steps", "check", "client", "crash", "document", "exchange", "foreign", "profile", "requirement", "scim", "scim/schema", "shape", "verdict",
	},
	"resume": {"client", "exchange", "scim", "scim/patch", "scim/schema", "sweep"},
	"sweep":  {"client", "exchange", "provision/dialect", "scim", "verdict"},
	"report": {"exchange", "requirement", "verdict"},
	// A statement is YAML with a schema, and says what the reports say.
	"bundle": {"document", "report", "requirement", "shape", "verdict"},
	"cli": {
		"assertion", "bundle", "certify", "certify/steps", "chaos", "check", "client", "clock", "directory", "document", "exchange", "observe", "profile", "provision/dialect", "provision/expr", "refserver", "refserver/defect",
		"report", "requirement", "resume", "scenario", "scim", "scim/schema", "shape", "simulate", "sweep", "target", "verdict",
	},
}

// onlyIn are modules that one package alone may import, so that a move is one
// line.
var onlyIn = map[string]string{
	"gopkg.in/yaml.v3":                         "document",
	"github.com/santhosh-tekuri/jsonschema/v5": "shape",
	"github.com/go-resty/resty/v2":             "client",
	"golang.org/x/oauth2":                      "client",
	"github.com/spf13/cobra":                   "cli",
	"github.com/itchyny/gojq":                  "jq",
	"github.com/secure-systems-lab":            "bundle",
}

func TestImportsPointOneWay(t *testing.T) {
	for folder, imports := range importsByFolder(t, false) {
		allowed, known := mayImport[folder]
		if !known {
			t.Errorf("internal/%s is not in the list of packages: say what it may import", folder)
			continue
		}
		for _, imported := range imports {
			inner, ours := strings.CutPrefix(imported, module+"internal/")
			if ours && !slices.Contains(allowed, inner) {
				t.Errorf("internal/%s must not import internal/%s", folder, inner)
			}
			if strings.HasPrefix(imported, module) && !ours && folder != "cli" {
				t.Errorf("internal/%s must not import %s: only cli hands data folders down", folder, imported)
			}
			for outside, home := range onlyIn {
				if strings.HasPrefix(imported, outside) && folder != home {
					t.Errorf("internal/%s must not import %s: that is for internal/%s", folder, imported, home)
				}
			}
		}
	}
}

// Only cli touches arguments, environment, files and signals.
func TestOnlyCliTouchesTheProcess(t *testing.T) {
	for folder, imports := range importsByFolder(t, false) {
		for _, imported := range imports {
			if folder != "cli" && slices.Contains([]string{"os", "os/signal", "os/exec", "flag"}, imported) {
				t.Errorf("internal/%s must not import %s: that is for internal/cli", folder, imported)
			}
		}
	}
}

// The listed packages exist: a list that names ghosts holds nothing.
func TestListedPackagesExist(t *testing.T) {
	found := importsByFolder(t, false)
	for folder := range mayImport {
		if _, exists := found[folder]; !exists {
			t.Errorf("internal/%s is listed but has no Go files", folder)
		}
	}
}

// The top level holds nothing but what the README explains.
func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	allowed := []string{"cmd", "scenarios", "features", "schemas", "reports", "internal", "go.mod", "go.sum", "README.md", "LICENSE"}
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), ".") && !slices.Contains(allowed, entry.Name()) {
			t.Errorf("%s does not belong at the top level", entry.Name())
		}
	}
}

// importsByFolder reads the imports of every package below internal.
func importsByFolder(t *testing.T, tests bool) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "testdata" || entry.Name() == "interop") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") != tests {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		folder := path.Dir(filepath.ToSlash(file))
		found[folder] = append(found[folder], nil...)
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			found[folder] = append(found[folder], imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
