package features_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/requirement"
)

// The shares that the rules about the client in sections 1 to 10 have to reach.
const (
	mostNotApplicable = 15 // percent of all of them
	leastPlayed       = 95 // percent of those that apply
)

// Every rule about Entra's client says what the simulator makes of it. For rules
// about targets checks answer; they may say it where the engine acts on them, too.
func TestEveryRuleOfTheClientHasAStatus(t *testing.T) {
	for _, entry := range load(t).All() {
		client := entry.Source == "ENTRA" && entry.Judges != "target"
		if client && entry.Status == "" && section(entry) <= 10 {
			t.Errorf("%s: no status: implement it, or say why it does not apply", entry.ID)
		}
		if entry.Source != "ENTRA" && entry.Status != "" {
			t.Errorf("%s: status %s is for rules of Entra's client", entry.ID, entry.Status)
		}
	}
}

// What is said to be played is named by a test or a story. That the test holds
// the engine to the rule has to be read there; a rule that nobody names is not
// tested for certain.
func TestPlayedRulesAreNamedByTests(t *testing.T) {
	named := namedRules(t)
	for _, entry := range load(t).All() {
		if played(entry) && !named[string(entry.ID)] {
			t.Errorf("%s is said to be %s, and no *_test.go and no scenario's covers name it", entry.ID, entry.Status)
		}
	}
}

// Not to apply is the exception, and has a reason in a sentence; an option has
// its name.
func TestReasonsOfStatuses(t *testing.T) {
	for _, entry := range load(t).All() {
		switch {
		case entry.Status == requirement.NotApplicable && (len(entry.Reason) < 50 || !strings.HasSuffix(entry.Reason, ".")):
			t.Errorf("%s: %q is no reason", entry.ID, entry.Reason)
		case entry.Status == requirement.Optional && len(entry.Reason) < 10:
			t.Errorf("%s: %q names no option", entry.ID, entry.Reason)
		}
	}
}

func TestSharesOfStatuses(t *testing.T) {
	all, away, done := 0, 0, 0
	var missing []requirement.ID
	for _, entry := range load(t).All() {
		if entry.Source != "ENTRA" || entry.Judges == "target" || section(entry) > 10 {
			continue
		}
		all++
		switch {
		case entry.Status == requirement.NotApplicable:
			away++
		case played(entry):
			done++
		default:
			missing = append(missing, entry.ID)
		}
	}
	if away*100 > mostNotApplicable*all {
		t.Errorf("%d of %d rules do not apply, more than %d %%", away, all, mostNotApplicable)
	}
	if done*100 < leastPlayed*(all-away) {
		t.Errorf("%d of %d rules that apply are played, fewer than %d %%; missing: %v", done, all-away, leastPlayed, missing)
	}
	t.Logf("%d rules: %d played, %d not applicable, %d missing %v", all, done, away, len(missing), missing)
}

func played(entry requirement.Requirement) bool {
	return entry.Status == requirement.Implemented || entry.Status == requirement.Optional
}

// section is 5 for E-5.41.
func section(entry requirement.Requirement) int {
	number, _, _ := strings.Cut(strings.TrimPrefix(string(entry.ID), "E-"), ".")
	n, _ := strconv.Atoi(number)
	return n
}

// rule finds the ids of rules as whole words: E-5.41 does not name E-5.4.
var rule = regexp.MustCompile(`\bE-\d+\.\d+\b`)

func TestRulesAreWholeWords(t *testing.T) {
	got := rule.FindAllString("E-5.41, (E-6.4), E-1.2. XE-1.1 and E-5.4x; E-7.2–E-7.3", -1)
	want := []string{"E-5.41", "E-6.4", "E-1.2", "E-7.2", "E-7.3"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// namedRules are the rules that the tests of the packages and the stories name.
func namedRules(t *testing.T) map[string]bool {
	t.Helper()
	named := map[string]bool{}
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (name == "features" || name != "." && strings.HasPrefix(entry.Name(), ".")):
			return fs.SkipDir
		case strings.HasSuffix(name, "_test.go"), path.Dir(name) == "scenarios" && path.Ext(name) == ".yaml":
			return gather(root, name, named)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return named
}

func gather(root fs.FS, name string, named map[string]bool) error {
	data, err := fs.ReadFile(root, name)
	if err != nil {
		return err
	}
	text := string(data)
	if path.Ext(name) == ".yaml" {
		if text, err = covers(name, data); err != nil {
			return err
		}
	}
	for _, id := range rule.FindAllString(text, -1) {
		named[id] = true
	}
	return nil
}

// covers are the requirements that a story says it stages.
func covers(name string, data []byte) (string, error) {
	story, err := document.Read(name, data)
	if err != nil {
		return "", err
	}
	object, _ := story.Value().(map[string]any)
	list, _ := object["covers"].([]any)
	var ids []string
	for _, id := range list {
		if text, ok := id.(string); ok {
			ids = append(ids, text)
		}
	}
	return strings.Join(ids, " "), nil
}
