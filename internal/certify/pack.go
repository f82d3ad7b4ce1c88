package certify

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/shape"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Pack carries other people's names over our checks, so that a vendor sees before
// what will fail there. It is a rehearsal, never their certification.
type Pack struct {
	Name  string     `json:"name"`
	Title string     `json:"title"`
	Owner string     `json:"owner"` // whose certification it is not
	Tests []PackTest `json:"tests"`
}

// PackTest is one of their tests: our checks, a story that the engine plays, or
// the reason why there is neither.
type PackTest struct {
	Test     string   `json:"test"`
	Checks   []string `json:"checks"`
	Story    string   `json:"story"`
	Declined string   `json:"declined"`
	Optional bool     `json:"optional"` // there, its failure is a warning
}

// LoadPacks reads every pack of a folder, in the order of their names.
func LoadPacks(folder fs.FS, formats *shape.Set) ([]Pack, error) {
	files, err := fs.Glob(folder, "*.yaml")
	if err != nil {
		return nil, err
	}
	var packs []Pack
	for _, name := range files {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		var p Pack
		d, err := document.Load("packs/"+name, text, formats, "Pack", &p)
		if err != nil {
			return nil, err
		}
		if p.Name+".yaml" != path.Base(name) {
			d.Fault(document.At("name"), "name is %s, but the file is %s", p.Name, name)
		}
		if err := d.Err(); err != nil {
			return nil, err
		}
		packs = append(packs, p)
	}
	return packs, nil
}

// Checks are the ids of all checks of the pack.
func (p Pack) Checks() []string {
	var ids []string
	for _, test := range p.Tests {
		ids = append(ids, test.Checks...)
	}
	return ids
}

// Stories are the names of all stories of the pack, each once.
func (p Pack) Stories() []string {
	var names []string
	seen := map[string]bool{}
	for _, test := range p.Tests {
		if test.Story != "" && !seen[test.Story] {
			seen[test.Story] = true
			names = append(names, test.Story)
		}
	}
	return names
}

// Notice is what every line of a rehearsal says.
func (p Pack) Notice() string {
	return fmt.Sprintf("rehearsal by scimulator, not a certification by %s", p.Owner)
}

// Rehearse tells what each test of the pack came to. stories are the outcomes of
// the pack's stories, by name.
func (p Pack) Rehearse(checks []verdict.Check, stories map[string]verdict.Check) []verdict.Rehearsed {
	var lines []verdict.Rehearsed
	for _, test := range p.Tests {
		line := verdict.Rehearsed{Test: test.Test, Checks: test.Checks}
		switch {
		case test.Declined != "":
			line.Outcome, line.Reason = verdict.Skipped, test.Declined
		case test.Story != "":
			told := stories[test.Story]
			line.Outcome, line.Reason, line.Checks = told.Outcome, told.Reason, []string{"story " + test.Story}
		default:
			line.Outcome, line.Reason = worst(test.Checks, checks)
		}
		if test.Optional {
			line.Reason = strings.TrimPrefix(line.Reason+"; there, its failure is a warning only", "; ")
		}
		lines = append(lines, line)
	}
	return lines
}

// worst is the highest outcome of some checks. One that did not run leaves its
// test without a verdict.
func worst(ids []string, checks []verdict.Check) (verdict.Outcome, string) {
	outcome, reason := verdict.NotRun, ""
	for _, id := range ids {
		found := false
		for _, one := range checks {
			if one.ID != id && !strings.HasPrefix(one.ID, id+"[") {
				continue
			}
			found = true
			if one.Outcome > outcome {
				outcome, reason = one.Outcome, one.Reason
			}
		}
		if !found {
			return verdict.Skipped, "the check " + id + " did not run"
		}
	}
	return outcome, reason
}
