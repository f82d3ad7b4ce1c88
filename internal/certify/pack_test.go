package certify_test

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/shape"
	"github.com/scimulator/scimulator/internal/verdict"
	"github.com/scimulator/scimulator/schemas"
)

// loadPacks reads the packs as they stand on disk.
func loadPacks(t *testing.T) []certify.Pack {
	t.Helper()
	packs, err := certify.LoadPacks(os.DirFS("../../features/packs"), formats(t))
	if err != nil {
		t.Fatal(err)
	}
	return packs
}

func formats(t testing.TB) *shape.Set {
	t.Helper()
	folder, err := fs.Sub(schemas.FS, "format")
	if err != nil {
		t.Fatal(err)
	}
	set, err := shape.Compile(folder)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// No test of another suite is left out, and none is there twice.
func TestPacksAreWhole(t *testing.T) {
	tests := map[string]struct{ all, optional int }{
		"scim-validator": {all: 31, optional: 7}, // E-12.5: 24 and 7 in preview
		"entra-gallery":  {all: 25, optional: 4}, // E-12.10, E-12.17
		"okta-spec":      {all: 12, optional: 1}, // R1 to R12; R10 is optional
	}
	packs := loadPacks(t)
	if len(packs) != len(tests) {
		t.Errorf("%d packs, expected %d", len(packs), len(tests))
	}
	for _, p := range packs {
		names, optional := map[string]bool{}, 0
		for _, test := range p.Tests {
			if names[test.Test] {
				t.Errorf("%s: %s is there twice", p.Name, test.Test)
			}
			names[test.Test] = true
			if test.Optional {
				optional++
			}
			if len(test.Checks) == 0 && test.Story == "" && test.Declined == "" {
				t.Errorf("%s: %s has neither checks nor a story nor a reason", p.Name, test.Test)
			}
		}
		if want := tests[p.Name]; len(p.Tests) != want.all || optional != want.optional {
			t.Errorf("%s has %d tests, %d of them optional; expected %d and %d", p.Name, len(p.Tests), optional, want.all, want.optional)
		}
	}
}

// Every check and every story that a pack names is there.
func TestPacksNameWhatExists(t *testing.T) {
	// Whatever -only says, ids are looked up in all features.
	all := checksOf(t, certify.Source{Root: "features", FS: os.DirFS("../../features")})
	for _, p := range loadPacks(t) {
		for _, id := range p.Checks() {
			if !slices.ContainsFunc(all, func(one certify.Check) bool { return one.ID == id }) {
				t.Errorf("%s: no check is called %s", p.Name, id)
			}
		}
		for _, name := range p.Stories() {
			if _, err := os.Stat("../../scenarios/" + name + ".yaml"); err != nil {
				t.Errorf("%s: no story is called %s", p.Name, name)
			}
		}
	}
}

// On the correct server every test of a pack that checks rehearse passes, and
// each line of the rehearsal says that it is no certification.
func TestPacksPassOnTheCleanServer(t *testing.T) {
	if *only != "" {
		t.Skip("-only leaves out checks of the packs")
	}
	c := newCourt(t)
	for _, p := range loadPacks(t) {
		t.Run(p.Name, func(t *testing.T) {
			run, err := c.try(t, service{suite: certify.SuiteFull}, certify.Choice{Only: p.Checks()})
			if err != nil {
				t.Fatal(err)
			}
			run.Command, run.Pack, run.Rehearsal = "certify", p.Name, p.Rehearse(run.Checks, played(p))
			if len(run.Rehearsal) != len(p.Tests) {
				t.Fatalf("%d lines for %d tests", len(run.Rehearsal), len(p.Tests))
			}
			for i, line := range run.Rehearsal {
				want := verdict.Pass
				if p.Tests[i].Declined != "" {
					want = verdict.Skipped
				}
				if line.Outcome != want {
					t.Errorf("%s: %s, expected %s: %s", line.Test, line.Outcome, want, line.Reason)
				}
			}
			carryNotice(t, p, run)
		})
	}
}

// played are the stories of a pack, all of them well.
func played(p certify.Pack) map[string]verdict.Check {
	stories := map[string]verdict.Check{}
	for _, name := range p.Stories() {
		stories[name] = verdict.Check{ID: "story/" + name, Outcome: verdict.Pass}
	}
	return stories
}

func carryNotice(t *testing.T, p certify.Pack, run verdict.Run) {
	t.Helper()
	if notice := p.Notice(); !strings.Contains(notice, "not a certification by "+p.Owner) {
		t.Errorf("the notice %q does not say whose certification it is not", notice)
	}
	var out strings.Builder
	report.NewConsole(&out, report.NewPalette(false), false).Tell(run, "")
	lines := 0
	for line := range strings.Lines(out.String()) {
		if !strings.Contains(line, "rehearsal of "+p.Name+": ") {
			continue
		}
		lines++
		if !strings.Contains(line, "not a certification") {
			t.Errorf("the line has no notice: %s", line)
		}
	}
	if lines != len(p.Tests) {
		t.Errorf("%d lines of the rehearsal are told, expected %d", lines, len(p.Tests))
	}
}

// A test comes to the worst of its checks, and to no verdict where one did not run.
func TestRehearse(t *testing.T) {
	checks := []verdict.Check{{ID: "a", Outcome: verdict.Pass}, {ID: "b", Outcome: verdict.Fail, Reason: "it broke"}, {ID: "c[1]", Outcome: verdict.Pass}}
	stories := map[string]verdict.Check{"life": {Outcome: verdict.Fail, Reason: "nobody came"}}
	tests := []struct {
		name    string
		test    certify.PackTest
		outcome verdict.Outcome
		reason  string
	}{
		{"a check that passes", certify.PackTest{Checks: []string{"a"}}, verdict.Pass, ""},
		{"one of two fails", certify.PackTest{Checks: []string{"a", "b"}}, verdict.Fail, "it broke"},
		{"a row of an outline", certify.PackTest{Checks: []string{"c"}}, verdict.Pass, ""},
		{"a check that did not run", certify.PackTest{Checks: []string{"a", "d"}}, verdict.Skipped, "the check d did not run"},
		{"a story", certify.PackTest{Story: "life"}, verdict.Fail, "nobody came"},
		{"an optional test", certify.PackTest{Checks: []string{"b"}, Optional: true}, verdict.Fail, "it broke; there, its failure is a warning only"},
		{"a declined test", certify.PackTest{Declined: "it cannot be done"}, verdict.Skipped, "it cannot be done"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			line := certify.Pack{Tests: []certify.PackTest{test.test}}.Rehearse(checks, stories)[0]
			if line.Outcome != test.outcome || line.Reason != test.reason {
				t.Errorf("%s %q, expected %s %q", line.Outcome, line.Reason, test.outcome, test.reason)
			}
		})
	}
}

// What is wrong with a pack is said with its place.
func TestPacksAreRefused(t *testing.T) {
	head := "apiVersion: scimulator/v1\nkind: Pack\nname: mine\ntitle: Mine\nowner: Me\ntests:\n"
	tests := []struct{ name, file, text, want string }{
		{"another name", "other.yaml", head + "  - {test: T, checks: [a]}\n", "name is mine, but the file is other.yaml"},
		{"a test without anything", "mine.yaml", head + "  - {test: T}\n", "mine.yaml:7"},
		{"a test with a story and a reason", "mine.yaml", head + "  - {test: T, story: life, declined: we do not}\n", "mine.yaml:7"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := certify.LoadPacks(fstest.MapFS{test.file: {Data: []byte(test.text)}}, formats(t))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, expected one with %q", err, test.want)
			}
		})
	}
}
