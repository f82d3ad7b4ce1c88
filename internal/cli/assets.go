package cli

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/scimulator/scimulator/features"
	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/check"
	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision/expr"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/shape"
	"github.com/scimulator/scimulator/internal/target"
	"github.com/scimulator/scimulator/scenarios"
	"github.com/scimulator/scimulator/schemas"
)

// assets are the files that the program carries, compiled.
type assets struct {
	catalogue *requirement.Catalogue
	formats   *shape.Set // of our own files
	judge     *check.Judge
	embedded  target.Target // what the embedded target offers beyond SCIM
	features  func() (*certify.Features, error)
}

func loadAssets() (*assets, error) {
	a := &assets{features: sync.OnceValues(func() (*certify.Features, error) { return certify.Load(builtInFeatures()) })}
	formats, err := sub(schemas.FS, "format")
	if err != nil {
		return nil, err
	}
	messages, err := sub(schemas.FS, "scim")
	if err != nil {
		return nil, err
	}
	if a.formats, err = shape.Compile(formats); err != nil {
		return nil, err
	}
	catalogue, err := fs.Sub(features.FS, "catalogue")
	if err != nil {
		return nil, err
	}
	if a.catalogue, err = requirement.Load(catalogue); err != nil {
		return nil, err
	}
	compiled, err := shape.Compile(messages)
	if err != nil {
		return nil, err
	}
	if a.judge, err = check.New(a.catalogue, compiled); err != nil {
		return nil, err
	}
	a.embedded, err = a.accountSide()
	return a, err
}

func builtInFeatures() certify.Source { return certify.Source{Root: "features", FS: features.FS} }

func sub(fsys fs.FS, name string) (fs.FS, error) { return fs.Sub(fsys, name) }

// builtIn lists the names of the embedded files of a folder.
func builtIn(folder string) []string {
	entries, err := fs.ReadDir(scenarios.FS, folder)
	if err != nil {
		return nil
	}
	var names []string
	for _, entry := range entries {
		if name, yaml := strings.CutSuffix(entry.Name(), ".yaml"); yaml {
			names = append(names, name)
		}
	}
	return names
}

// read gives a file by its path, or an embedded one by its name.
func read(name, folder, what string) (file string, data []byte, err error) {
	if isPath(name) {
		data, err = os.ReadFile(name)
		if err != nil {
			return "", nil, usageError{err}
		}
		return name, data, nil
	}
	file = path.Join(folder, name+".yaml")
	data, err = fs.ReadFile(scenarios.FS, file)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil, unknown(what, name, builtIn(folder))
	}
	return file, data, err
}

func isPath(name string) bool {
	return strings.ContainsAny(name, `/\`) || strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml") || strings.HasSuffix(name, ".json")
}

// unknown says that there is no such thing, and what may have been meant.
func unknown(what, name string, known []string) error {
	slices.Sort(known)
	if near := document.Suggest(name, known); near != "" {
		return usage("there is no %s %q (did you mean %q?)", what, name, near)
	}
	return usage("there is no %s %q; there are: %s", what, name, strings.Join(known, ", "))
}

func (a *assets) profile(name string) (*profile.Profile, error) {
	file, data, err := read(name, "profiles", "profile")
	if err != nil {
		return nil, err
	}
	loaded, err := profile.Load(file, data, a.formats, checkExpression, checkRegex)
	if err != nil {
		return nil, usageError{err}
	}
	return loaded, nil
}

// checkExpression lets the profile loader judge expressions without knowing the
// expression language.
func checkExpression(text string) (message string, offset int, ok bool) {
	parsed, err := expr.Parse(text)
	var syntax *expr.SyntaxError
	switch {
	case err == nil:
		return checkMentions(parsed)
	case errors.As(err, &syntax):
		return syntax.Message, syntax.Pos, false
	}
	return err.Error(), 0, false
}

// checkMentions refuses attributes that are no source attributes (E-2.21).
func checkMentions(parsed *expr.Expression) (message string, offset int, ok bool) {
	for _, mention := range parsed.Mentions() {
		if problem := profile.Unavailable(mention.Name); problem != "" {
			return problem, mention.Pos, false
		}
	}
	return "", 0, true
}

// checkRegex judges the operand of a scoping filter.
func checkRegex(text string) error {
	_, err := expr.CompileRegex(text, false)
	return err
}

// scenario loads a story; a profile it names may stand beside it as a file.
func (a *assets) scenario(name string) (*scenario.Scenario, error) {
	file, data, err := read(name, ".", "scenario")
	if err != nil {
		return nil, err
	}
	loaded, err := scenario.Load(file, data, a.formats, func(wanted string) (*profile.Profile, error) {
		return a.profile(beside(name, wanted))
	})
	if err != nil {
		return nil, usageError{err}
	}
	return loaded, nil
}

func beside(scenarioFile, wanted string) string {
	if isPath(scenarioFile) && isPath(wanted) && !filepath.IsAbs(wanted) {
		return filepath.Join(filepath.Dir(scenarioFile), wanted)
	}
	return wanted
}

// accountSide reads what the embedded target offers beyond SCIM. Where that is, is
// known when it has started: everything in the file is beside the SCIM API.
func (a *assets) accountSide() (target.Target, error) {
	const file = "targets/embedded.yaml"
	text, err := fs.ReadFile(scenarios.FS, file)
	if err != nil {
		return target.Target{}, err
	}
	return target.Load(file, text, a.formats)
}

// target reads --target: a URL, or a target file.
func (a *assets) target(value string) (target.Target, error) {
	if strings.Contains(value, "://") {
		t, err := target.FromURL(value)
		if err != nil {
			return target.Target{}, usageError{err}
		}
		return t, nil
	}
	data, err := os.ReadFile(value)
	if err != nil {
		return target.Target{}, usageError{err}
	}
	t, err := target.Load(value, data, a.formats)
	if err != nil {
		return target.Target{}, usageError{err}
	}
	return t, nil
}
