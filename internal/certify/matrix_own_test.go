package certify_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/refserver/defect"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// What is kept is only as good as what says that it is stale.

const codeOfDefects = `package defect

import "strings"

// one is a defect.
func one() Defect { return Defect{Name: "list-one", Install: onLists(cut)} }

func both() []Defect {
	return []Defect{named("first", cut), named("second", keep)}
}

func named(name string, change func(string) string) Defect { return Defect{Name: "list-" + name, Install: onLists(change)} }

func listDefects() []Defect { return append(both(), one()) }

func cut(text string) string { return strings.TrimSpace(text) }

func keep(text string) string { return text }
`

// A defect is changed by what it uses, and by nothing else.
func TestDefectDigests(t *testing.T) {
	defects := []defect.Defect{{Name: "list-one"}, {Name: "list-first"}}
	digests := func(old, changed string, defects []defect.Defect) map[string]string {
		t.Helper()
		code := strings.Replace(codeOfDefects, old, changed, 1)
		if old != "" && code == codeOfDefects {
			t.Fatalf("the code has no %q", old)
		}
		found, err := defectDigests(fstest.MapFS{"internal/refserver/defect/all.go": {Data: []byte(code)}}, defects)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	before := digests("", "", defects)
	for name, row := range map[string]struct {
		old, changed string
		one, first   bool // whether they are others
	}{
		"a comment":                   {"// one is a defect.", "// one is a fault.", false, false},
		"a gap":                       {"{ return text }", "{\n\n\treturn text\n}", false, false},
		"what both use":               {"TrimSpace(text)", "ToLower(text)", true, true},
		"what only the first uses":    {"keep(text string) string { return text }", `keep(text string) string { return "" }`, false, true},
		"its own function":            {"onLists(cut)", "onLists(keep)", true, false},
		"the list it stands in":       {"append(both(), one())", "append([]Defect{one()}, both()...)", false, false},
		"a function that nobody uses": {"func keep(", "func unused() {}\n\nfunc keep(", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			after := digests(row.old, row.changed, defects)
			if got := after["list-one"] != before["list-one"]; got != row.one {
				t.Errorf("list-one is another: %v, expected %v", got, row.one)
			}
			if got := after["list-first"] != before["list-first"]; got != row.first {
				t.Errorf("list-first is another: %v, expected %v", got, row.first)
			}
		})
	}
	t.Run("what it declares", func(t *testing.T) {
		declared := slices.Clone(defects)
		declared[0].Breaks = []requirement.ID{"RFC7644-3.4.2-R01"}
		if digests("", "", declared)["list-one"] == before["list-one"] {
			t.Error("a defect that breaks something else has the same digest")
		}
	})
	t.Run("a defect that no function makes", func(t *testing.T) {
		_, err := defectDigests(fstest.MapFS{"internal/refserver/defect/all.go": {Data: []byte(codeOfDefects)}}, []defect.Defect{{Name: "bulk-odd"}})
		if err == nil || !strings.Contains(err.Error(), "bulk-odd") {
			t.Errorf("error %v, expected one that names it", err)
		}
	})
}

// Each defect has one function that makes it, so that its digest is about it; the
// digests of today can be taken.
func TestDefectsAreMadeInOnePlace(t *testing.T) {
	code, err := readPackage(os.DirFS("../.."), "internal/refserver/defect")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range defect.All() {
		if makers := code.making(d); len(makers) != 1 {
			t.Errorf("%s seems to be made by %q: let one function name it, or the end of its name", d.Name, makers)
		}
	}
}

const feature = `@RFC7644-3.3-R01
Feature: creating

  Background:
    Given a user "anna"

  # the first
  Scenario: one
    When she is read
    Then the status is 200

  # the second
  @x-tag
  Scenario Outline: two
    When she is read as "<type>"

    Examples:
      | type |
      | a    |
`

func TestCheckDigests(t *testing.T) {
	of := func(old, changed string) map[string]string {
		t.Helper()
		text := strings.Replace(feature, old, changed, 1)
		if old != "" && text == feature {
			t.Fatalf("the feature has no %q", old)
		}
		root := fstest.MapFS{"features/rfc7644/3.3.feature": {Data: []byte(text)}}
		source, err := certify.Load(certify.Source{Root: "features", FS: fstest.MapFS{"rfc7644/3.3.feature": {Data: []byte(text)}}})
		if err != nil {
			t.Fatal(err)
		}
		checks, err := source.Checks(nil)
		if err != nil {
			t.Fatal(err)
		}
		digests, err := checkDigests(root, checks)
		if err != nil {
			t.Fatal(err)
		}
		return digests
	}
	before := of("", "")
	if len(before) != 2 {
		t.Fatalf("%d checks, expected 2: %v", len(before), before)
	}
	for name, row := range map[string]struct {
		old, changed string
		one, two     bool // whether they are others
	}{
		"the background":               {`"anna"`, `"ben"`, true, true},
		"a tag of the feature":         {"R01", "R02", true, true},
		"the title of the feature":     {"creating", "making", false, false},
		"a step of the first":          {"200", "201", true, false},
		"a comment before the second":  {"# the second", "# the other", false, false},
		"a tag of the second":          {"@x-tag", "@x-other", false, true},
		"a row of the second":          {"| a    |", "| b    |", false, true},
		"a gap between the two":        {"  # the second", "\n\n  # the second", false, false},
		"a row more of the second":     {"| a    |", "| a    |\n      | b    |", false, true},
		"a comment before the feature": {"@RFC7644-3.3-R01", "# all\n@RFC7644-3.3-R01", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			after := of(row.old, row.changed)
			for id, expected := range map[string]bool{"rfc7644/3.3/one": row.one, "rfc7644/3.3/two": row.two} {
				if got := after[id] != before[id]; got != expected {
					t.Errorf("%s is another: %v, expected %v", id, got, expected)
				}
			}
		})
	}
}

func TestServerDigest(t *testing.T) {
	root := fstest.MapFS{}
	for _, folder := range serverParts {
		root[folder+"/code.go"] = &fstest.MapFile{Data: []byte("package code\n\nfunc answer() int { return 200 }\n")}
	}
	for _, file := range serverData {
		root[file] = &fstest.MapFile{Data: []byte("name: x\n")}
	}
	root["internal/refserver/defect/all.go"] = &fstest.MapFile{Data: []byte("package defect\n\ntype Layer struct{}\n\nfunc one() Defect { return Defect{} }\n")}
	before, err := serverDigest(root)
	if err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		file, text string
		another    bool
	}{
		"the server":                  {"internal/refserver/code.go", "package code\n\nfunc answer() int { return 500 }\n", true},
		"the words of SCIM":           {"internal/scim/patch/code.go", "package code\n\nfunc answer() int { return 500 }\n", true},
		"a comment":                   {"internal/refserver/code.go", "package code\n\n// answer is OK.\nfunc answer() int { return 200 }\n", false},
		"a test":                      {"internal/refserver/code_test.go", "package code\n\nfunc other() {}\n", false},
		"a defect":                    {"internal/refserver/defect/all.go", "package defect\n\ntype Layer struct{}\n\nfunc two() Defect { return Defect{} }\n", false},
		"what puts defects before it": {"internal/refserver/defect/all.go", "package defect\n\ntype Layer struct{ hooks []Hooks }\n", true},
		"a profile":                   {"scenarios/profiles/ideo.yaml", "name: y\n", true},
	} {
		t.Run(name, func(t *testing.T) {
			changed := fstest.MapFS{}
			for file, content := range root {
				changed[file] = content
			}
			changed[row.file] = &fstest.MapFile{Data: []byte(row.text)}
			after, err := serverDigest(changed)
			if err != nil {
				t.Fatal(err)
			}
			if got := after != before; got != row.another {
				t.Errorf("the server is another: %v, expected %v", got, row.another)
			}
		})
	}
}

// keptBefore is a matrix as it was kept: three checks, two defects.
func keptBefore() matrix {
	return matrix{
		checks: map[string]string{"a": "1", "b": "1", "end": "1"},
		defects: map[string]keptDefect{
			"loud":  {Defect: "loud", Digest: "d", Server: "s", Declared: []string{"a"}, Collateral: []string{"b"}},
			"quiet": {Defect: "quiet", Digest: "d", Server: "s"},
		},
	}
}

func today() digests {
	return digests{server: "s", checks: map[string]string{"a": "1", "b": "1", "end": "1"}, defects: map[string]string{"loud": "d", "quiet": "d"}}
}

func TestStalePairs(t *testing.T) {
	for name, row := range map[string]struct {
		change func(*digests)
		want   []task
	}{
		"nothing changed":                     {func(*digests) {}, nil},
		"the server changed":                  {func(now *digests) { now.server = "t" }, []task{{"loud", nil}, {"quiet", nil}}},
		"a defect changed":                    {func(now *digests) { now.defects["quiet"] = "e" }, []task{{"quiet", nil}}},
		"a defect is new":                     {func(now *digests) { now.defects["more"] = "d" }, []task{{"more", nil}}},
		"a defect is gone":                    {func(now *digests) { delete(now.defects, "loud") }, nil},
		"a check changed":                     {func(now *digests) { now.checks["b"] = "2" }, []task{{"loud", []string{"b"}}, {"quiet", []string{"b"}}}},
		"a check is new":                      {func(now *digests) { now.checks["c"] = "1" }, []task{{"loud", []string{"c"}}, {"quiet", []string{"c"}}}},
		"a check is gone":                     {func(now *digests) { delete(now.checks, "b") }, nil},
		"a check that looks back at all":      {func(now *digests) { now.checks["end"] = "2" }, []task{{"loud", nil}, {"quiet", nil}}},
		"a check and one of the defects both": {func(now *digests) { now.checks["a"], now.defects["loud"] = "2", "e" }, []task{{"loud", nil}, {"quiet", []string{"a"}}}},
		"a defect is narrow now":              {func(now *digests) { now.narrow = map[string][]string{"quiet": {"a"}} }, []task{{"quiet", nil}}},
	} {
		t.Run(name, func(t *testing.T) {
			kept, now := keptBefore(), today()
			row.change(&now)
			kept.meet(now)
			got := kept.stale(now, func(check string) bool { return check == "end" })
			if diff := cmp.Diff(row.want, got, cmp.AllowUnexported(task{})); diff != "" {
				t.Errorf("stale (-expected +seen):\n%s", diff)
			}
		})
	}
}

// A defect that is narrow is not asked about the other checks.
func TestNarrowStaysNarrow(t *testing.T) {
	kept, now := keptBefore(), today()
	now.narrow = map[string][]string{"quiet": {"a"}}
	kept.put(task{"quiet", nil}, toll{}, now)
	now.checks["b"] = "2"
	kept.meet(now)
	if diff := cmp.Diff([]task{{"loud", []string{"b"}}}, kept.stale(now, func(string) bool { return false }), cmp.AllowUnexported(task{})); diff != "" {
		t.Errorf("stale (-expected +seen):\n%s", diff)
	}
}

// A check that changed stays stale under the defects that an update did not come
// to, whatever else changes, and so does a check that changes once more.
func TestUpdateGoesOn(t *testing.T) {
	file := filepath.Join(t.TempDir(), "matrix.ndjson")
	kept, now := keptBefore(), today()
	now.checks["b"] = "2"
	kept.meet(now)
	kept.put(task{"loud", []string{"b"}}, toll{failed: map[string]bool{"b": true}}, now)
	if err := kept.write(file); err != nil { // and here it ends
		t.Fatal(err)
	}
	kept, err := readMatrix(file)
	if err != nil {
		t.Fatal(err)
	}
	kept.meet(now)
	never := func(string) bool { return false }
	if diff := cmp.Diff([]task{{"quiet", []string{"b"}}}, kept.stale(now, never), cmp.AllowUnexported(task{})); diff != "" {
		t.Errorf("stale after the half of an update (-expected +seen):\n%s", diff)
	}
	want := keptDefect{Defect: "loud", Digest: "d", Server: "s", Declared: []string{"a", "b"}}
	if diff := cmp.Diff(want, kept.defects["loud"]); diff != "" {
		t.Errorf("loud (-expected +seen):\n%s", diff)
	}
	kept.put(task{"quiet", []string{"b"}}, toll{failed: map[string]bool{}}, now)
	if left := kept.stale(now, never); left != nil {
		t.Errorf("still stale: %v", left)
	}
}

func TestDifferences(t *testing.T) {
	for name, row := range map[string]struct {
		one  task
		got  toll
		want []string
	}{
		"the same":                      {task{"loud", nil}, toll{failed: map[string]bool{"a": true, "b": false}}, nil},
		"one fails no more":             {task{"loud", nil}, toll{failed: map[string]bool{"a": true}}, []string{"b is kept as failing, collateral"}},
		"one fails now":                 {task{"quiet", nil}, toll{failed: map[string]bool{"a": false}}, []string{"a fails, collateral"}},
		"one fails as declared now":     {task{"loud", nil}, toll{failed: map[string]bool{"a": true, "b": true}}, []string{"b fails, declared", "b is kept as failing, collateral"}},
		"one of which nothing is asked": {task{"loud", []string{"a"}}, toll{failed: map[string]bool{"a": true}}, nil},
		"one that was asked":            {task{"loud", []string{"b"}}, toll{failed: map[string]bool{}}, []string{"b is kept as failing, collateral"}},
		"a defect that is not kept":     {task{"more", nil}, toll{}, []string{"nothing is kept of it"}},
		"it shows only side by side":    {task{"quiet", nil}, toll{together: true}, []string{"what it declares shows only side by side: true, kept is false"}},
		"no verdict": {task{"quiet", nil}, toll{failed: map[string]bool{}, unreachable: []string{"rfc not @slow"}},
			[]string{`no verdict in the trials ["rfc not @slow"], kept are []`}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(row.want, keptBefore().differences(row.one, row.got)); diff != "" {
				t.Errorf("differences (-expected +seen):\n%s", diff)
			}
		})
	}
}

// What fails is declared by the tags of its check, or by what it found.
func TestTollIsSplit(t *testing.T) {
	checks := []certify.Check{{ID: "f/tagged", Rules: []requirement.ID{"E-1"}}, {ID: "f/house", Rules: []requirement.ID{"E-2"}}, {ID: "f/other", Rules: []requirement.ID{"E-2"}}, {ID: "f/rows", Rules: []requirement.ID{"E-1"}}}
	b := &bench{checks: checks, byID: map[string]*certify.Check{}, bySite: map[string]string{"f.feature:9": "f/rows"}}
	for i := range checks {
		b.byID[checks[i].ID] = &checks[i]
	}
	run := verdict.Run{
		Checks: []verdict.Check{
			{ID: "f/tagged", Outcome: verdict.Advice}, {ID: "f/house", Outcome: verdict.Fail}, {ID: "f/other", Outcome: verdict.Broken},
			{ID: "f/row-of-user", Source: "f.feature:9", Outcome: verdict.Pass}, {ID: "f/row-of-group", Source: "f.feature:9", Outcome: verdict.Fail},
			{ID: "run/foreign-data", Outcome: verdict.Fail},
		},
		Findings: []verdict.Finding{{Check: "f/house", Requirement: "HOUSE-01", Outcome: verdict.Fail}, {Check: "f/other", Requirement: "HOUSE-01", Outcome: verdict.Overruled}},
	}
	got := toll{failed: map[string]bool{}}
	b.add(&got, defect.Defect{Breaks: []requirement.ID{"E-1", "HOUSE-01"}}, run, nil)
	declared, collateral := got.split()
	if diff := cmp.Diff([]string{"f/house", "f/rows", "f/tagged"}, declared); diff != "" {
		t.Errorf("declared (-expected +seen):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"f/other"}, collateral); diff != "" {
		t.Errorf("collateral (-expected +seen):\n%s", diff)
	}
}

// What depends on luck has a reason, and is about a defect and a check of today.
func TestDoubtsAreKnown(t *testing.T) {
	known := map[string]bool{}
	for _, one := range load(t) {
		known[one.ID] = true
	}
	for name, checks := range readDoubts(t) {
		if _, found := defect.Lookup(name); !found {
			t.Errorf("testdata/sometimes.txt: there is no defect %s", name)
		}
		for check := range checks {
			if !known[check] {
				t.Errorf("testdata/sometimes.txt: there is no check %s", check)
			}
		}
	}
}
