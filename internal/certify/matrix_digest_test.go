package certify_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	position "go/token"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/refserver/defect"
)

// A digest says that something is as it was. Digests of code are of what it says
// to the compiler: comments and gaps do not count, so that a comment that is made
// clearer costs nobody an hour.

// digestOf shortens a hash to what tells thousands of things apart.
func digestOf(parts ...string) string {
	sum := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(sum, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(sum.Sum(nil))[:12]
}

// declaration is one function, type, variable or constant of a package.
type declaration struct {
	text  string   // without comments
	names []string // every name in it, once
	texts []string // every literal text in it
}

// declarations are those of a package by name; methods stand under theirs, beside
// those of other types that are called the same.
type declarations map[string][]declaration

// readPackage reads the declarations of the package in a folder, without its tests.
func readPackage(root fs.FS, folder string) (declarations, error) {
	files, err := fs.Glob(root, path.Join(folder, "*.go"))
	if err != nil {
		return nil, err
	}
	all := declarations{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := fs.ReadFile(root, file)
		if err != nil {
			return nil, err
		}
		if err := all.read(file, text); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (all declarations) read(file string, text []byte) error {
	parsed, err := parser.ParseFile(position.NewFileSet(), file, text, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	for _, d := range parsed.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			err = all.add(d.Name.Name, d)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					err = all.add(spec.Name.Name, spec)
				case *ast.ValueSpec:
					for _, name := range spec.Names {
						err = all.add(name.Name, d) // the whole group: what iota counts depends on it
					}
				}
			}
		}
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return nil
}

func (all declarations) add(name string, node ast.Node) error {
	var text bytes.Buffer
	// A new file set knows no gaps: what is printed depends on the tokens only.
	if err := printer.Fprint(&text, position.NewFileSet(), bare(node)); err != nil {
		return err
	}
	one := declaration{text: text.String()}
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			one.names = append(one.names, n.Name)
		case *ast.BasicLit:
			if literal, err := strconv.Unquote(n.Value); err == nil && n.Kind == position.STRING {
				one.texts = append(one.texts, literal)
			}
		}
		return true
	})
	slices.Sort(one.names)
	one.names = slices.Compact(one.names)
	all[name] = append(all[name], one)
	return nil
}

// bare takes the comments from a declaration that the parser tied to it.
func bare(node ast.Node) ast.Node {
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			n.Doc = nil
		case *ast.GenDecl:
			n.Doc = nil
		case *ast.TypeSpec:
			n.Doc, n.Comment = nil, nil
		case *ast.ValueSpec:
			n.Doc, n.Comment = nil, nil
		case *ast.Field:
			n.Doc, n.Comment = nil, nil
		}
		return true
	})
	return node
}

// text is everything that the package declares.
func (all declarations) text() string {
	return all.reach(slices.Collect(maps.Keys(all)), nil)
}

// reach is the text of some declarations with all that they use, directly or not.
// Names are taken for what is called so, whatever it belongs to: too much is
// reached rather than too little.
func (all declarations) reach(roots []string, stop func(name string) bool) string {
	seen := map[string]bool{}
	open := slices.Clone(roots)
	for len(open) > 0 {
		name := open[len(open)-1]
		open = open[:len(open)-1]
		if seen[name] || all[name] == nil || stop != nil && stop(name) {
			continue
		}
		seen[name] = true
		for _, one := range all[name] {
			open = append(open, one.names...)
		}
	}
	var texts []string
	for _, name := range slices.Sorted(maps.Keys(seen)) {
		for _, one := range all[name] {
			texts = append(texts, one.text)
		}
	}
	return strings.Join(texts, "\n")
}

// making are the functions that may make a defect: those that name it, or the
// longest piece of its name where that is put together.
func (all declarations) making(d defect.Defect) []string {
	longest, names := 0, []string(nil)
	for name, found := range all {
		for _, one := range found {
			switch n := longestPiece(d.Name, one.texts); {
			case n == 0 || n < longest:
			case n > longest:
				longest, names = n, []string{name}
			default:
				names = append(names, name)
			}
		}
	}
	return names
}

// longestPiece is the length of the longest text that a name begins or ends with.
func longestPiece(name string, texts []string) int {
	longest := 0
	for _, text := range texts {
		if len(text) > longest && isPiece(name, text) {
			longest = len(text)
		}
	}
	return longest
}

func isPiece(name, text string) bool {
	if before, ends := strings.CutSuffix(name, text); ends {
		return before == "" || strings.HasPrefix(text, "-") || strings.HasSuffix(before, "-")
	}
	return strings.HasSuffix(text, "-") && strings.HasPrefix(name, text)
}

// list says whether a function only lists defects: what it names is not what one
// of them is made of.
func list(name string) bool {
	return name == "All" || name == "Lookup" || strings.HasSuffix(name, "Defects")
}

// defectDigests are the digests of defects: of what they declare, and of the code
// that makes them with all that it uses.
func defectDigests(root fs.FS, defects []defect.Defect) (map[string]string, error) {
	code, err := readPackage(root, "internal/refserver/defect")
	if err != nil {
		return nil, err
	}
	digests := map[string]string{}
	for _, d := range defects {
		declared, err := json.Marshal(d)
		if err != nil {
			return nil, err
		}
		makers := code.making(d)
		if len(makers) == 0 {
			return nil, fmt.Errorf("internal/refserver/defect: no function names %s or an end of it: its digest cannot be taken", d.Name)
		}
		digests[d.Name] = digestOf(string(declared), code.reach(makers, list))
	}
	return digests, nil
}

// serverParts are the packages that answer in the place of a target, and the words
// they share with it.
var serverParts = []string{
	"internal/refserver", "internal/refserver/account", "internal/assertion", "internal/clock", "internal/scim", "internal/scim/schema", "internal/scim/filter", "internal/scim/patch",
}

// serverData are what trials give the server beside its code.
var serverData = []string{
	"scenarios/targets/embedded.yaml", "scenarios/profiles/autodesk.yaml", "scenarios/profiles/cloud-academy.yaml", "scenarios/profiles/ideo.yaml",
}

// serverDigest is the digest of the reference server, with the layer that puts
// defects before it and without the defects.
func serverDigest(root fs.FS) (string, error) {
	var parts []string
	for _, folder := range serverParts {
		code, err := readPackage(root, folder)
		if err != nil {
			return "", err
		}
		if len(code) == 0 {
			return "", fmt.Errorf("%s declares nothing: has it moved?", folder)
		}
		parts = append(parts, code.text())
	}
	layer, err := readPackage(root, "internal/refserver/defect")
	if err != nil {
		return "", err
	}
	parts = append(parts, layer.reach([]string{"Layer", "NewLayer", "Wrap", "Enforce", "Announce", "Account"}, list))
	for _, file := range serverData {
		text, err := fs.ReadFile(root, file)
		if err != nil {
			return "", err
		}
		parts = append(parts, string(text))
	}
	return digestOf(parts...), nil
}

// checkDigests are the digests of checks by id: of the text of the scenario, of
// the background before it, and of its tags.
func checkDigests(root fs.FS, checks []certify.Check) (map[string]string, error) {
	digests := map[string]string{}
	files := map[string][]string{}
	begins := map[string][]int{}
	for _, one := range checks {
		begins[one.File] = append(begins[one.File], one.Line)
	}
	for file := range begins {
		text, err := fs.ReadFile(root, file)
		if err != nil {
			return nil, err
		}
		files[file] = strings.Split(string(text), "\n")
		slices.Sort(begins[file])
	}
	for _, one := range checks {
		lines, starts := files[one.File], begins[one.File]
		end := len(lines)
		for _, start := range starts {
			if start > one.Line {
				end = start - 1
				break
			}
		}
		digests[one.ID] = digestOf(one.ID, strings.Join(one.Tags, " "), background(lines[:starts[0]-1]), scenarioText(lines[one.Line-1:end]))
	}
	return digests, nil
}

// background is what is done before each scenario of a feature.
func background(head []string) string {
	for i, line := range head {
		if strings.HasPrefix(strings.TrimSpace(line), "Background:") {
			return scenarioText(head[i:])
		}
	}
	return ""
}

// scenarioText is a scenario without the tags, comments and gaps that stand after
// it: they belong to the next.
func scenarioText(lines []string) string {
	for len(lines) > 0 {
		last := strings.TrimSpace(lines[len(lines)-1])
		if last != "" && !strings.HasPrefix(last, "#") && !strings.HasPrefix(last, "@") {
			break
		}
		lines = lines[:len(lines)-1]
	}
	return strings.Join(lines, "\n")
}
