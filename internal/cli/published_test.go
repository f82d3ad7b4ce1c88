package cli

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/refserver/defect"
	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// The published runs, and the page over them, are made anew by go generate; the
// independent server comes first, because the page reads what its test wrote.
//
//go:generate sh -c "cd ../interop && go test . -count=1 -run TestPublishedRun -update"
//go:generate go test . -count=1 -run TestPublished(Runs|Totals) -update

var update = flag.Bool("update", false, "write the published runs anew")

const published = "../../reports"

// publishedRuns are in the order of the page; the last is made by the interop
// module, where the independent server lives.
var publishedRuns = []struct {
	name, title string
	args        []string
}{
	{"embedded", "reference target", nil},
	{"embedded-defect", "reference target, broken", []string{"--defect", "members-entra-remove-list-empties-group"}},
	{"elimity", "elimity-com/scim", nil},
}

// What is published is what a run gives today, in canonical form.
func TestPublishedRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("whole certifications: left to the whole test")
	}
	var runs []report.Published
	for _, one := range publishedRuns {
		if one.name != "elimity" {
			got, run := certified(t, one.args...)
			if got.code == exitUsage {
				t.Fatalf("%s%s", got.stdout, got.stderr)
			}
			publish(t, filepath.Join(published, one.name+".json"), report.Canonical(run))
		}
		runs = append(runs, report.Published{Title: one.title, File: one.name + ".json", Run: readPublished(t, one.name)})
	}
	var page bytes.Buffer
	if err := report.Matrix(&page, runs); err != nil {
		t.Fatal(err)
	}
	publish(t, filepath.Join(published, "README.md"), page.Bytes())
}

// The README gives the figures of today; nothing is played for them.
func TestPublishedTotals(t *testing.T) {
	publish(t, "../../README.md", withTotals(t, mustRead(t, "../../README.md")))
}

// withTotals puts the figures of the program between their marks in the README:
// they are counted, never typed.
func withTotals(t *testing.T, text string) []byte {
	t.Helper()
	const begins, ends = "<!-- totals -->\n", "<!-- end of totals -->"
	before, rest, found := strings.Cut(text, begins)
	_, after, closed := strings.Cut(rest, ends)
	if !found || !closed {
		t.Fatal("the README has lost the marks of its totals")
	}
	return []byte(before + begins + totals(t) + ends + after)
}

func totals(t *testing.T) string {
	t.Helper()
	a, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	judged, pairs := map[requirement.ID]bool{}, 0
	for _, one := range a.checks() {
		for _, rule := range one.Rules {
			judged[rule] = true
		}
	}
	for _, d := range defect.All() {
		for _, rule := range d.Breaks {
			if judged[rule] {
				pairs++
			}
		}
	}
	survivors := 0
	for line := range strings.Lines(mustRead(t, "../certify/testdata/survivors.txt")) {
		if !strings.HasPrefix(line, "#") {
			survivors++
		}
	}
	kept := readKept(t, mustRead(t, "../certify/testdata/matrix.ndjson"))
	return fmt.Sprintf("%d requirements are judged by %d checks. The reference service can be broken in %d ways, which break\n%d times a requirement that a check judges: %d of them are found, %d are not.\n",
		len(judged), len(a.checks()), len(defect.All()), pairs, pairs-survivors, survivors) +
		kept.sentence(len(defect.All()), len(a.checks()))
}

func readPublished(t *testing.T, name string) verdict.Run {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(published, name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var run verdict.Run
	if err := json.Unmarshal(text, &run); err != nil {
		t.Fatal(err)
	}
	return run
}

// publish writes a file, or holds that it is not stale.
func publish(t *testing.T, file string, content []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, content, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	kept, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(kept, content) {
		t.Errorf("%s is stale (%v): go generate ./internal/cli", file, err)
	}
}
