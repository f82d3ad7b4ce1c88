package requirement

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/shape"
)

const head = "apiVersion: scimulator/v1\nkind: Catalogue\nrequirements:\n"

const sound = head + `  - id: RFC7644-3.5.2.1-R01
    source: RFC 7644 §3.5.2.1
    level: MUST_NOT
    subject: patch
    needs: patch
    text: Adding a value that is there already does not change the time of modification.
    observable: "yes"
    how: add the same value twice
    negative: the second time moves meta.lastModified
    lines: [2003, 2005]
    opposes: [SYNC-06]
  - {id: E-1.20, source: ENTRA, level: implied, force: reads, text: 'Nothing is reverted.', judges: client, status: option, reason: profile option E-1.20}
`

const other = head + `  - {id: SYNC-06, source: "004", level: stated, text: The user leaves all groups., for: [autodesk], note: see there, exempt: needs an observer}
`

// load reads files in the order of their names.
func load(texts ...string) (*Catalogue, error) {
	folder := fstest.MapFS{}
	for i, text := range texts {
		folder[string(rune('a'+i))+".yaml"] = &fstest.MapFile{Data: []byte(text)}
	}
	return Load(folder)
}

func TestLoad(t *testing.T) {
	c, err := load(sound, other)
	if err != nil {
		t.Fatal(err)
	}
	want := []Requirement{
		{
			ID: "RFC7644-3.5.2.1-R01", Source: "RFC 7644 §3.5.2.1", Level: "MUST_NOT", Subject: "patch", Needs: "patch",
			Text:       "Adding a value that is there already does not change the time of modification.",
			Observable: "yes", How: "add the same value twice", Negative: "the second time moves meta.lastModified",
			Lines: []int{2003, 2005}, Opposes: []ID{"SYNC-06"},
		},
		{ID: "E-1.20", Source: "ENTRA", Level: "implied", Force: "reads", Text: "Nothing is reverted.", Judges: "client", Status: Optional, Reason: "profile option E-1.20"},
		{ID: "SYNC-06", Source: "004", Level: "stated", Text: "The user leaves all groups.", For: []string{"autodesk"}, Note: "see there", Exempt: "needs an observer"},
	}
	if diff := cmp.Diff(want, c.All()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got, ok := c.Get("E-1.20"); !ok || got.Text != "Nothing is reverted." {
		t.Errorf("E-1.20: %v, %v", got, ok)
	}
	if got, ok := c.Get("E-1.21"); ok || got.ID != "" {
		t.Errorf("E-1.21 is not there, and Get gives %v", got)
	}
	c.All()[0].ID = "changed"
	if c.All()[0].ID != "RFC7644-3.5.2.1-R01" {
		t.Error("a caller of All has changed the catalogue")
	}
}

func TestMatches(t *testing.T) {
	for _, row := range []struct {
		id      ID
		pattern string
		want    bool
	}{
		{"SYNC-06", "SYNC-06", true},
		{"SYNC-06", "SYNC-*", true},
		{"SYNC-06b", "SYNC-06", false},
		{"SYNC-06b", "SYNC-06*", true},
		{"SSO-06", "SYNC-*", false},
		{"E-6.1", "E-6.*", true},
		{"E-61.1", "E-6.*", false},
		{"SYNC-06", "sync-*", false},
		{"SYNC-06", "", false},
	} {
		if got := row.id.Matches(row.pattern); got != row.want {
			t.Errorf("%s matches %q: %v, want %v", row.id, row.pattern, got, row.want)
		}
	}
}

// entry is one requirement with a line changed or added.
func entry(line string) string {
	key, _, _ := strings.Cut(line, ":")
	text := head + "  - id: SYNC-06\n    source: \"004\"\n    level: stated\n    text: A demand.\n"
	lines := strings.SplitAfter(text, "\n")
	for i, one := range lines {
		if strings.HasPrefix(strings.TrimLeft(one, " -"), key+":") {
			lines[i] = one[:4] + line + "\n"
			return strings.Join(lines, "")
		}
	}
	return text + "    " + line + "\n"
}

// mistakes are what a catalogue must not have. Our own reading and the published
// schema refuse the same, but for what concerns several entries.
func mistakes() []mistake {
	return []mistake{
		{"unknown key", entry("lvl: MUST"), `a.yaml:8:5: unknown key "lvl"`, true},
		{"misspelt key", entry("observabel: partly"), `a.yaml:8:5: unknown key "observabel" (did you mean "observable"?)`, true},
		{"unknown level", entry("level: MUST NOT"), `a.yaml:6:12: level: "MUST NOT" is not one of MUST, MUST_NOT, SHOULD, SHOULD_NOT, MAY, implied, documented, observed, inferred, stated, house (did you mean "MUST_NOT"?)`, true},
		{"implied without force", entry("level: implied"), "a.yaml:4:5: force is missing in SYNC-06: an implied requirement says whether a definition says so (defines) or we read it so (reads)", true},
		{"force without implied", entry("force: reads"), "a.yaml:8:12: force belongs to implied requirements only, and this one is stated", true},
		{"unknown force", strings.Replace(entry("force: read"), "stated", "implied", 1), `a.yaml:8:12: force: "read" is not one of defines, reads (did you mean "reads"?)`, true},
		{"bad id", entry("id: sync 6"), `a.yaml:4:9: "sync 6" is no id: expected capitals, a hyphen and a number, such as SYNC-06 or RFC7644-3.5.2-R07`, true},
		{"id of another type", entry("id: 6"), "a.yaml:4:9: id should be a text", true},
		{"no id", head + "  - {source: x, level: MUST, text: y}\n", "a.yaml:4:5: id is missing in a requirement", true},
		{"nothing in it", head + "  - {id: X-1}\n", "a.yaml:4:5: source is missing in X-1\na.yaml:4:5: text is missing in X-1\na.yaml:4:5: level is missing in X-1", true},
		{"empty text", entry("text: ' '"), "a.yaml:7:11: text must not be empty: leave it out", true},
		{"null", entry("how:"), "a.yaml:8:9: how should be a text", true},
		{"unknown feature", entry("needs: ptach"), `a.yaml:8:12: needs: "ptach" is not one of none, filter, sort, patch, bulk, etag, changePassword, cursor, async, events (did you mean "patch"?)`, true},
		{"unknown judge", entry("judges: server"), `a.yaml:8:13: judges: "server" is not one of target, account, client`, true},
		{"unknown observable", entry("observable: maybe"), `a.yaml:8:17: observable: "maybe" is not one of yes, partly, no`, true},
		{"unknown status", entry("status: done"), `a.yaml:8:13: status: "done" is not one of implemented, option, not-applicable`, true},
		{"option without a name", entry("status: option"), "a.yaml:4:5: reason is missing in SYNC-06: status option says which option it is, or why the rule does not apply", true},
		{"not applicable without a reason", entry("status: not-applicable"), "a.yaml:4:5: reason is missing in SYNC-06: status not-applicable says which option it is, or why the rule does not apply", true},
		{"reason of what is implemented", entry("status: implemented\n    reason: no"), "a.yaml:9:13: reason belongs to status option or not-applicable only", true},
		{"reason without status", entry("reason: no"), "a.yaml:8:13: reason belongs to status option or not-applicable only", true},
		{"no list", entry("for: autodesk"), "a.yaml:8:10: for should be a list of at least one element", true},
		{"empty list", entry("opposes: []"), "a.yaml:8:14: opposes should be a list of at least one element", true},
		{"list of other things", entry("for: [1]"), "a.yaml:8:11: for should hold texts", true},
		{"line 0", entry("lines: [12, 0]"), "a.yaml:8:17: lines should hold line numbers, from 1", true},
		{"line that is no number", entry("lines: [twelve]"), "a.yaml:8:13: lines should hold line numbers, from 1", true},
		{"opposes nobody", entry("opposes: [SYNC-60]"), `a.yaml:8:15: there is no requirement "SYNC-60" (did you mean "SYNC-06"?)`, false},
		{"opposes itself", entry("opposes: [SYNC-06]"), "a.yaml:8:15: SYNC-06 cannot oppose itself", false},
		{"id twice", head + "  - {id: A-1, source: x, level: MUST, text: y}\n  - {id: A-1, source: x, level: MAY, text: z}\n", "a.yaml:5:10: the id A-1 is there twice: it stands in a.yaml already", false},
		{"no entry", "apiVersion: scimulator/v1\nkind: Catalogue\nrequirements: []\n", "a.yaml:3:15: requirements: there should be a list of at least one requirement", true},
		{"no list of entries", "apiVersion: scimulator/v1\nkind: Catalogue\n", "a.yaml:1:1: requirements: there should be a list of at least one requirement", true},
		{"an entry that is a text", head + "  - SYNC-06\n", "a.yaml:4:5: a requirement should be an object with id, source, level and text", true},
		{"unknown key of the file", "extra: 1\n" + other, `a.yaml:1:1: unknown key "extra"`, true},
		{"another kind", "apiVersion: scimulator/v1\nkind: Profile\n", `a.yaml:2:7: kind is "Profile", expected Catalogue`, true},
	}
}

type mistake struct {
	name, text, want string
	bySchema         bool
}

func TestMistakes(t *testing.T) {
	for _, row := range mistakes() {
		t.Run(row.name, func(t *testing.T) {
			_, err := load(row.text)
			if err == nil || err.Error() != row.want {
				t.Errorf("got  %v\nwant %s", err, row.want)
			}
			var faults document.Faults
			if !errors.As(err, &faults) {
				t.Error("the error has no places")
			}
		})
	}
}

// The published schema and the loader agree on every mistake above and on what
// is sound.
func TestSchemaAgrees(t *testing.T) {
	formats, err := shape.Compile(os.DirFS("../../schemas/format"))
	if err != nil {
		t.Fatal(err)
	}
	value := func(text string) any {
		d, err := document.Read("a.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return d.Value()
	}
	for _, row := range mistakes() {
		if refused := len(formats.Validate("catalogue", value(row.text))) > 0; refused != row.bySchema {
			t.Errorf("%s: refused by the schema: %v, want %v", row.name, refused, row.bySchema)
		}
	}
	for _, text := range []string{sound, other} {
		for _, violation := range formats.Validate("catalogue", value(text)) {
			t.Errorf("the schema refuses what is sound: %s: %s", violation.Pointer(), violation.Message)
		}
	}
}

// All mistakes of all files are told at once; an id is known across files.
func TestMistakesAcrossFiles(t *testing.T) {
	_, err := load(
		head+"  - {id: A-1, source: x, level: MUST, text: y, opposes: [B-1, C-1]}\n",
		head+"  - {id: B-1, source: x, level: Must, text: y}\n  - {id: A-1, source: x, level: MUST, text: y}\n",
		"a: [\n",
	)
	want := `a.yaml:4:63: there is no requirement "C-1" (did you mean "A-1"?)
b.yaml:4:33: level: "Must" is not one of MUST, MUST_NOT, SHOULD, SHOULD_NOT, MAY, implied, documented, observed, inferred, stated, house (did you mean "MUST"?)
b.yaml:5:10: the id A-1 is there twice: it stands in a.yaml already
c.yaml:1:1: the file is not YAML: did not find expected node content`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestEmptyFolder(t *testing.T) {
	if _, err := load(); err == nil || err.Error() != "the catalogue of requirements holds no *.yaml file" {
		t.Errorf("got %v", err)
	}
}

// A breach is as bad as the entry allows (design §6).
func TestCeiling(t *testing.T) {
	for _, row := range []struct {
		level, force, judges string
		want                 Ceiling
	}{
		{"MUST", "", "", CanFail}, {"MUST_NOT", "", "target", CanFail}, {"documented", "", "", CanFail}, {"stated", "", "account", CanFail}, {"house", "", "", CanFail},
		{"implied", "defines", "", CanFail}, {"implied", "reads", "", CanAdvise},
		{"SHOULD", "", "", CanAdvise}, {"SHOULD_NOT", "", "", CanAdvise}, {"observed", "", "", CanAdvise}, {"inferred", "", "", CanAdvise},
		{"MAY", "", "", CannotJudge}, {"MUST", "", "client", CannotJudge}, {"", "", "", CannotJudge},
	} {
		if got := (Requirement{Level: row.level, Force: row.force, Judges: row.judges}).Ceiling(); got != row.want {
			t.Errorf("%s %s judged on %s: %v, want %v", row.level, row.force, row.judges, got, row.want)
		}
	}
}

// BenchmarkLoad reads a catalogue of the size of ours: this is paid at the start
// of every command.
func BenchmarkLoad(b *testing.B) {
	folder := fstest.MapFS{}
	for file := range 4 {
		text := head
		for i := range 250 {
			one, _, _ := strings.Cut(strings.TrimPrefix(sound, head), "    opposes")
			text += strings.Replace(one, "3.5.2.1-R01", fmt.Sprintf("%d-R%d", file, i), 1)
		}
		folder[fmt.Sprintf("%d.yaml", file)] = &fstest.MapFile{Data: []byte(text)}
	}
	for b.Loop() {
		if _, err := Load(folder); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzLoad(f *testing.F) {
	for _, row := range mistakes() {
		f.Add([]byte(row.text))
	}
	f.Add([]byte(sound))
	f.Add([]byte(other))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Load(fstest.MapFS{"a.yaml": {Data: data}})
		var faults document.Faults
		if err != nil && (!errors.As(err, &faults) || len(faults) == 0) {
			t.Fatalf("an error without a place: %v", err)
		}
		if err != nil {
			return
		}
		for _, one := range c.All() {
			if one.ID == "" || one.Text == "" || one.Source == "" || one.Level == "" {
				t.Fatalf("an entry that lacks something was let in: %+v", one)
			}
		}
	})
}
