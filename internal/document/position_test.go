package document

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

const placed = `# a comment
name: it
users:
  - {id: ana, "tags": [x, y]}
  - id: bo
    tags:
      - z
shared: &s
  key: value
again: *s
`

func TestPositions(t *testing.T) {
	d, err := Read("f.yaml", []byte(placed))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		path       Path
		value, key string
	}{
		{At(), "2:1", "2:1"},
		{At("name"), "2:7", "2:1"},
		{At("users"), "4:3", "3:1"},
		{At("users", 0), "4:5", "4:5"},
		{At("users", 0, "id"), "4:10", "4:6"},
		{At("users", 0, "tags", 1), "4:27", "4:27"},
		{At("users", 1, "tags", 0), "7:9", "7:9"},
		{At("again", "key"), "9:8", "9:3"},     // where the anchor stands
		{At("users", 1, "name"), "5:5", "5:5"}, // not there: the object around it
		{At("users", 7, "id"), "4:3", "4:3"},   // not there: the list
		{At("name", "first"), "2:7", "2:7"},    // not an object
		{At("users", "ana"), "4:3", "4:3"},     // not an index
		{At("users", -1), "4:3", "4:3"},        // not an index
		{At("users", 1, "tags"), "7:7", "6:5"}, // a block list begins at its first dash
		{At("nobody", "here"), "2:1", "2:1"},   // nothing on the way
		{At("users", 0, "tags"), "4:23", "4:15"} /* a quoted key */} {
		line, column := d.Position(row.path)
		if got := fmt.Sprintf("%d:%d", line, column); got != row.value {
			t.Errorf("value at %s: %s, want %s", row.path, got, row.value)
		}
		line, column = d.keyPosition(row.path)
		if got := fmt.Sprintf("%d:%d", line, column); got != row.key {
			t.Errorf("key at %s: %s, want %s", row.path, got, row.key)
		}
	}
}

// The place within a text is told to the character where the text stands on one
// line as it is; else the message counts.
func TestFaultInside(t *testing.T) {
	for _, row := range []struct {
		name, text string
		offset     int
		want       string
	}{
		{"plain", "e: Join(x)\n", 5, "f.yaml:1:9: bad"},
		{"plain after other characters", "é: Jöin(x)\n", 6, "f.yaml:1:9: bad"},
		{"double quoted", "e: \"Join(x)\"\n", 5, "f.yaml:1:10: bad"},
		{"single quoted", "e: 'Join(x)'\n", 5, "f.yaml:1:10: bad"},
		{"doubled quotes before it", "e: 'It''s x'\n", 5, "f.yaml:1:11: bad"},
		{"in a flow", "a: {e: Join(x), f: 1}\n", 5, "f.yaml:1:13: bad"},
		{"at the end", "e: ab\n", 2, "f.yaml:1:6: bad"},
		{"beyond the end", "e: ab\n", 99, "f.yaml:1:6: bad"},
		{"before the beginning", "e: ab\n", -1, "f.yaml:1:4: bad"},
		{"escapes", "e: \"a\\tb\"\n", 2, "f.yaml:1:4: bad (at character 3)"},
		{"several lines", "e: |\n  one\n  two\n", 5, "f.yaml:1:4: bad (at character 6)"},
		{"folded", "e: one\n  two\n", 4, "f.yaml:1:4: bad (at character 5)"},
		{"after a byte order mark", "\ufeffe: ab\n", 1, "f.yaml:1:5: bad"},
		{"windows line ends", "d: 1\r\ne: ab\r\n", 1, "f.yaml:2:5: bad"},
		{"not a text", "e: [a]\n", 1, "f.yaml:1:4: bad"},
	} {
		t.Run(row.name, func(t *testing.T) {
			d, err := Read("f.yaml", []byte(row.text))
			if err != nil {
				t.Fatal(err)
			}
			path := At("e")
			for _, key := range []string{"é", "a"} {
				if d.Has(At(key)) {
					path = At(key)
				}
			}
			if d.Has(At("a", "e")) {
				path = At("a", "e")
			}
			d.FaultInside(path, row.offset, "bad")
			if got := d.Err().Error(); got != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
		})
	}
}

func TestPath(t *testing.T) {
	path := At("users", "attributes", 2)
	longer, other := path.Then("target"), path.Then("source")
	if got := longer.String(); got != "users.attributes[2].target" {
		t.Errorf("got %s", got)
	}
	if got := other.String(); got != "users.attributes[2].source" {
		t.Errorf("a path changed with its sibling: %s", got)
	}
	if got := At().String(); got != "" {
		t.Errorf("the root is %q", got)
	}
}

// Faults of another file keep their file; any other error gets the place.
func TestInclude(t *testing.T) {
	other, _ := Read("a.yaml", []byte("x: 1\n"))
	other.Fault(At("x"), "wrong")
	d, _ := Read("b.yaml", []byte("profile: a.yaml\n"))
	d.Include(At("profile"), fmt.Errorf("not loaded: %w", other.Err()))
	d.Include(At("profile"), errors.New("no such file"))
	want := "a.yaml:1:4: wrong\nb.yaml:1:10: no such file"
	if got := d.Err().Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestErrHasEachFaultOnce(t *testing.T) {
	d, _ := Read("f.yaml", []byte("a: 1\n"))
	if d.Err() != nil {
		t.Fatal(d.Err())
	}
	d.Fault(At("a"), "wrong")
	d.Fault(At("a"), "wrong")
	d.NotOneOf(At("a"), "a", "fsat", []string{"fast", "slow"})
	d.UnknownKey(At("a"), []string{"b"})
	d.Unknown(At("a"), "user", "an", []string{"ana"})
	want := `f.yaml:1:1: unknown key "a"
f.yaml:1:4: wrong
f.yaml:1:4: a: "fsat" is not one of fast, slow (did you mean "fast"?)
f.yaml:1:4: there is no user "an" (did you mean "ana"?)`
	if got := d.Err().Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestSuggest(t *testing.T) {
	for _, row := range []struct {
		name  string
		known []string
		want  string
	}{
		{"autodsk", []string{"autodesk", "ideo"}, "autodesk"}, // one letter missing
		{"autodesk-lif", []string{"autodesk", "autodesk-life"}, "autodesk-life"},
		{"entr", []string{"entra", "entra-optscim"}, "entra"},
		{"username", []string{"userName"}, "userName"},      // case does not count
		{"acitve", []string{"actions", "active"}, "active"}, // two neighbours swapped
		{"anna", []string{"ana", "bo"}, "ana"},              // one letter too many
		{"bo", []string{"cy", "design"}, ""},                // nothing in common
		{"a", []string{"b"}, ""},                            // all letters replaced
		{"", []string{"a"}, ""},                             // nothing was said
		{"zzzzzz", []string{"active", "target"}, ""},        // far from all
		{"tost", []string{"test", "toast"}, "test"},         // of equals the first
		{"größe", []string{"grösse", "grüße"}, "grüße"},     // letters, not bytes
		{"x", nil, ""}, // nothing is known
		{"patch", []string{"put", "batch", "patch"}, "patch"}, // itself
		{"expresion", []string{"source", "expression"}, "expression"} /* long names bear more */} {
		if got := Suggest(row.name, row.known); got != row.want {
			t.Errorf("Suggest(%q, %q) = %q, want %q", row.name, row.known, got, row.want)
		}
	}
}

// distance is a distance: zero for equals only, the same both ways, and never
// more than the longer text.
func TestDistance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.StringOfN(rapid.RuneFrom([]rune("abé")), 0, 8, -1).Draw(t, "a")
		b := rapid.StringOfN(rapid.RuneFrom([]rune("abé")), 0, 8, -1).Draw(t, "b")
		d := distance(a, b)
		if (d == 0) != (a == b) || d != distance(b, a) || d > max(len([]rune(a)), len([]rune(b))) {
			t.Fatalf("distance(%q, %q) = %d, back %d", a, b, d, distance(b, a))
		}
	})
}

// Whatever the bytes, reading ends with a document or with faults that have a
// place.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{placed, "a: &a [*a]\n", "? [x]\n: 1\n", "a: 1\n---\nb", "<<: {a: 1}", "a: !!binary x", "%YAML 1.1\n---\na: 012", "\ufeffa: 1", "- - - -"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read("f.yaml", data)
		if err == nil {
			if d.Err() != nil {
				t.Fatal("a document with faults was given out")
			}
			return
		}
		var faults Faults
		if !errors.As(err, &faults) || len(faults) == 0 {
			t.Fatalf("an error without a place: %v", err)
		}
		for _, fault := range faults {
			if fault.Line < 1 || fault.Column < 1 || fault.Message == "" {
				t.Fatalf("a fault without a place or words: %+v", fault)
			}
		}
	})
}
