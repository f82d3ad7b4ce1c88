package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/refserver/defect"
)

// The page over the kept matrix is made anew from what is kept; nothing is played.
//
//go:generate go test . -count=1 -run TestPublishedMatrix -update

// keptMatrix is what internal/certify keeps of every defect against every check.
type keptMatrix struct {
	checks  int
	defects []keptDefect
}

// keptDefect holds the checks that fail under a defect.
type keptDefect struct {
	Defect      string
	Declared    []string // they judge what the defect says it breaks
	Collateral  []string // the others
	Unreachable []string // trials in which the target had no verdict at all
	Stale       []string // checks that are not played anew yet
	Together    bool     // what it declares shows only where checks are played side by side
	Narrow      []string // the only checks that it is played against; all where there are none
}

func readKept(t *testing.T, text string) keptMatrix {
	t.Helper()
	var m keptMatrix
	lines := bufio.NewScanner(strings.NewReader(text))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line struct {
			keptDefect
			Check string
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		if line.Check != "" {
			m.checks++
		} else {
			m.defects = append(m.defects, line.keptDefect)
		}
	}
	return m
}

// figures are the totals of a matrix.
type figures struct{ judged, declared, collateral, alone int }

func (m keptMatrix) figures() figures {
	var f figures
	for _, one := range m.defects {
		f.judged += one.against(m.checks) - len(one.Stale)
		f.declared += len(one.Declared)
		f.collateral += len(one.Collateral)
		if len(one.Collateral) == 0 {
			f.alone++
		}
	}
	return f
}

// against is how many checks a defect is played against, of so many.
func (d keptDefect) against(all int) int {
	if d.Narrow != nil {
		return len(d.Narrow)
	}
	return all
}

// sentence is what the README says of it.
func (m keptMatrix) sentence(defects, checks int) string {
	f := m.figures()
	played := "Every defect is played"
	if len(m.defects) < defects {
		played = fmt.Sprintf("%d defects are played so far, each", len(m.defects))
	}
	return fmt.Sprintf("%s against every check: of %d pairs, %d are judged; in %d the check fails\nas the defect declares, in %d beside what it declares ([reports/matrix.md](reports/matrix.md)).\n",
		played, defects*checks, f.judged, f.declared, f.collateral)
}

// shownWhole is how many checks the page names one by one.
const shownWhole = 12

// page shows what each defect does beside what it declares.
func (m keptMatrix) page() string {
	var b strings.Builder
	f := m.figures()
	b.WriteString("# Every defect against every check\n\nMade from `internal/certify/testdata/matrix.ndjson` by `go generate ./internal/cli`; a test fails when it is stale.\n\n")
	b.WriteString("A check fails as *declared* when it judges a requirement that the defect says it breaks. All others that fail\nare *collateral*: they need what is broken in order to judge something else, or they see it in passing.\n\n")
	if missing := len(defect.All()) - len(m.defects); missing > 0 {
		fmt.Fprintf(&b, "%d defects are not played yet.\n\n", missing)
	}
	fmt.Fprintf(&b, "| defects | checks | pairs judged | declared | collateral | defects without collateral |\n| --- | --- | --- | --- | --- | --- |\n| %d | %d | %d | %d | %d | %d |\n\n",
		len(m.defects), m.checks, f.judged, f.declared, f.collateral, f.alone)
	b.WriteString("| defect | declared | collateral | which |\n| --- | --- | --- | --- |\n")
	for _, one := range m.defects {
		fmt.Fprintf(&b, "| `%s` | %d | %d | %s |\n", one.Defect, len(one.Declared), len(one.Collateral), one.which())
	}
	return b.String()
}

// which names the collateral, by its features where it is much; trials in which
// nothing could be judged come first.
func (d keptDefect) which() string {
	var parts []string
	for _, trial := range d.Unreachable {
		parts = append(parts, "no verdict at all ("+trial+")")
	}
	if d.Together {
		parts = append(parts, "shows only where checks are played side by side")
	}
	if d.Narrow != nil {
		parts = append(parts, fmt.Sprintf("played against %d checks only", len(d.Narrow)))
	}
	if len(d.Collateral) <= shownWhole {
		for _, id := range d.Collateral {
			parts = append(parts, "`"+id+"`")
		}
		return strings.Join(parts, ", ")
	}
	counts := map[string]int{}
	var folders []string
	for _, id := range d.Collateral {
		folder := path.Dir(id)
		if counts[folder]++; counts[folder] == 1 {
			folders = append(folders, folder)
		}
	}
	slices.Sort(folders)
	for _, folder := range folders {
		parts = append(parts, fmt.Sprintf("`%s` (%d)", folder, counts[folder]))
	}
	return strings.Join(parts, ", ")
}

// The page says what is kept.
func TestPublishedMatrix(t *testing.T) {
	kept := readKept(t, mustRead(t, "../certify/testdata/matrix.ndjson"))
	publish(t, filepath.Join(published, "matrix.md"), []byte(kept.page()))
	for _, one := range kept.defects {
		if _, known := defect.Lookup(one.Defect); !known {
			t.Errorf("the kept matrix has %s, which is no defect any more", one.Defect)
		}
	}
}

func TestKeptMatrixFigures(t *testing.T) {
	kept := readKept(t, `{"check":"rfc7644/3.3/a","digest":"1"}
{"check":"rfc7644/3.3/b","digest":"2"}
{"check":"rfc7644/3.4/c","digest":"3"}
{"defect":"quiet","digest":"4","declared":["rfc7644/3.3/a"]}
{"defect":"loud","digest":"5","declared":["rfc7644/3.3/a"],"collateral":["rfc7644/3.3/b","rfc7644/3.4/c"]}
{"defect":"half","digest":"6","collateral":["rfc7644/3.4/c"],"stale":["rfc7644/3.3/a"]}
{"defect":"tired","digest":"7","declared":["rfc7644/3.3/a"],"narrow":["rfc7644/3.3/a"]}
`)
	if got, want := kept.figures(), (figures{judged: 9, declared: 3, collateral: 3, alone: 2}); got != want {
		t.Errorf("figures %+v, expected %+v", got, want)
	}
	page := kept.page()
	for _, want := range []string{
		"| 4 | 3 | 9 | 3 | 3 | 2 |", "| `quiet` | 1 | 0 |  |", "| `loud` | 1 | 2 | `rfc7644/3.3/b`, `rfc7644/3.4/c` |",
	} {
		if !strings.Contains(page, want+"\n") {
			t.Errorf("the page has no line %q:\n%s", want, page)
		}
	}
	if sentence := kept.sentence(4, 3); !strings.Contains(sentence, "of 12 pairs, 9 are judged; in 3 the check fails\nas the defect declares, in 3 beside") {
		t.Errorf("the README would say %q", sentence)
	}
}

func TestKeptCollateralIsShown(t *testing.T) {
	var many []string
	for i := range shownWhole + 1 {
		many = append(many, fmt.Sprintf("rfc7644/3.%d/check-%d", 3+i%2, i))
	}
	for name, row := range map[string]struct {
		defect keptDefect
		want   string
	}{
		"none":              {keptDefect{}, ""},
		"few by id":         {keptDefect{Collateral: []string{"entra/6/a", "entra/6/b"}}, "`entra/6/a`, `entra/6/b`"},
		"many by feature":   {keptDefect{Collateral: many}, "`rfc7644/3.3` (7), `rfc7644/3.4` (6)"},
		"only side by side": {keptDefect{Together: true}, "shows only where checks are played side by side"},
		"narrow":            {keptDefect{Narrow: []string{"entra/6/a"}}, "played against 1 checks only"},
		"no verdict first":  {keptDefect{Unreachable: []string{"rfc"}, Collateral: []string{"entra/6/a"}}, "no verdict at all (rfc), `entra/6/a`"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := row.defect.which(); got != row.want {
				t.Errorf("shown as %q, expected %q", got, row.want)
			}
		})
	}
}
