package document

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/shape"
)

// Plain scalars mean what they look like; YAML 1.1 would make something else of
// many of them.
func TestScalars(t *testing.T) {
	for _, row := range []struct {
		text string
		want any
	}{
		{"plain words", "plain words"},
		{"true", true}, {"True", true}, {"FALSE", false},
		{"yes", "yes"}, {"No", "No"}, {"on", "on"}, {"off", "off"}, {"y", "y"},
		{"null", nil}, {"~", nil}, {"", nil}, {"Null", nil}, {"none", "none"},
		{"0", json.Number("0")}, {"40", json.Number("40")}, {"-3", json.Number("-3")}, {"1.50", json.Number("1.50")}, {"2.0", json.Number("2")},
		{"123456789012345678901234567890", json.Number("123456789012345678901234567890")},
		{"012", "012"}, {"0x1F", "0x1F"}, {"0o17", "0o17"}, {"1_000", "1_000"}, {"+46", "+46"}, {"1e3", "1e3"}, {".5", ".5"}, {"1.", "1."}, {".inf", ".inf"}, {".nan", ".nan"},
		{"2026-01-05", "2026-01-05"}, {"2026-01-05T08:00:00Z", "2026-01-05T08:00:00Z"}, {"12:30:00", "12:30:00"}, {"=", "="},
		{`"40"`, "40"}, {"'true'", "true"}, {`""`, ""}, {`"a\u00e9\n"`, "aé\n"}, {"'O''Neill'", "O'Neill"},
		{"!!str 40", "40"}, {"!!str true", "true"}, {`!!str "x"`, "x"},
		{"|\n  one\n  two", "one\ntwo\n"}, {">\n  one\n  two", "one two\n"},
		{"[1, a, [b]]", []any{json.Number("1"), "a", []any{"b"}}},
		{"{yes: 1, 2: b}", map[string]any{"yes": json.Number("1"), "2": "b"}},
		{"[]", []any{}}, {"{}", map[string]any{}},
	} {
		t.Run(row.text, func(t *testing.T) {
			d, err := Read("f.yaml", []byte("key: "+row.text+"\n"))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(map[string]any{"key": row.want}, d.Value()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestAliasesAreCopied(t *testing.T) {
	d, err := Read("f.yaml", []byte("a: &one {x: 1}\nb: *one\n"))
	if err != nil {
		t.Fatal(err)
	}
	one := map[string]any{"x": json.Number("1")}
	if diff := cmp.Diff(map[string]any{"a": one, "b": one}, d.Value()); diff != "" {
		t.Error(diff)
	}
}

// What is no document of ours, by the exact words and places.
func TestBadDocuments(t *testing.T) {
	for _, row := range []struct {
		name, text, want string
	}{
		{"empty", "", "f.yaml:1:1: the file is empty"},
		{"only a comment", "# nothing\n", "f.yaml:1:1: the file is empty"},
		{"syntax", "a: 1\n  b: 2\n", "f.yaml:2:3: the file is not YAML: mapping values are not allowed in this context"},
		{"unclosed list", "a: [1,\nb: 2\n", "f.yaml:2:1: the file is not YAML: did not find expected ',' or ']'"},
		{"tab", "a:\n\tb: 1\n", "f.yaml:2:2: the file is not YAML: found character that cannot start any token"},
		{"unknown anchor", "a: 1\nb: *nobody\n", "f.yaml:1:1: the file is not YAML: unknown anchor 'nobody' referenced"},
		{"second document", "a: 1\n---\nb: 2\n", "f.yaml:2:1: a second document begins here: a file holds one"},
		{"second document with a mistake", "a: 1\n---\nb: [\n", "f.yaml:3:1: the file is not YAML: did not find expected node content"},
		{"key twice", "a: 1\nb: 2\na: 3\n", `f.yaml:3:1: the key "a" is there twice (first on line 1)`},
		{"key twice in a flow", "list:\n  - {x: 1, y: 2, x: 3}\n", `f.yaml:2:18: the key "x" is there twice (first on line 2)`},
		{"keys that are the same text", "\"1\": a\n1: b\n", `f.yaml:2:1: the key "1" is there twice (first on line 1)`},
		{"no plain key", "? [a]\n: 1\n", "f.yaml:1:3: a key must be a plain text"},
		{"merge key", "a: &x {b: 1}\nc:\n  <<: *x\n", "f.yaml:3:3: merge keys (<<) are not read: write the values out"},
		{"tag", "a: !!int 5\n", "f.yaml:1:4: the tag !!int is not read here: leave it out"},
		{"own tag", "a: !mine {b: 1}\n", "f.yaml:1:4: the tag !mine is not read here: leave it out"},
		{"binary", "a: !!binary aGVsbG8=\n", "f.yaml:1:4: the tag !!binary is not read here: leave it out"},
		{"no UTF-8", "a: 1\nb: \xff\n", "f.yaml:2:4: this is not UTF-8 text (byte 0xFF)"},
		{"UTF-16", "\xff\xfea\x00", "f.yaml:1:1: this is not UTF-8 text (byte 0xFF)"},
		{"control character", "a: é\x07\n", "f.yaml:1:5: there is a control character (U+0007) in the file"},
		{"endless alias", "a: &a [*a]\n", "f.yaml:1:8: the alias *a stands inside its own anchor"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if _, err := Read("f.yaml", []byte(row.text)); err == nil || err.Error() != row.want {
				t.Errorf("got  %v\nwant %s", err, row.want)
			}
		})
	}
}

func TestSeveralFaultsInOrder(t *testing.T) {
	_, err := Read("f.yaml", []byte("b: !!int 5\na: {x: 1, x: 2}\nb: 1\n"))
	want := `f.yaml:1:4: the tag !!int is not read here: leave it out
f.yaml:2:11: the key "x" is there twice (first on line 2)
f.yaml:3:1: the key "b" is there twice (first on line 1)`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

// Aliases that multiply are refused before they fill the memory.
func TestAliasBomb(t *testing.T) {
	var text strings.Builder
	text.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 10; i++ {
		digit := string(rune('0' + i))
		before := "*a" + string(rune('0'+i-1))
		text.WriteString("a" + digit + ": &a" + digit + " [" + strings.Repeat(before+", ", 9) + before + "]\n")
	}
	_, err := Read("f.yaml", []byte(text.String()))
	if err == nil || !strings.Contains(err.Error(), "aliases multiply the document beyond its size") {
		t.Errorf("got %v", err)
	}
}

func TestDepthAndSize(t *testing.T) {
	deep := strings.Repeat("[", depthLimit+2) + strings.Repeat("]", depthLimit+2)
	if _, err := Read("f.yaml", []byte(deep)); err == nil || !strings.HasSuffix(err.Error(), "this is nested too deeply") {
		t.Errorf("deep: %v", err)
	}
	if _, err := Read("f.yaml", make([]byte, sizeLimit+1)); err == nil || err.Error() != "f.yaml:1:1: the file has 8388609 bytes, more than the 8388608 that are read" {
		t.Errorf("large: %v", err)
	}
}

// thing is a small format, to see how a schema's objections are told.
func thing(t testing.TB) *shape.Set {
	t.Helper()
	set, err := shape.Compile(fstest.MapFS{"thing.schema.json": {Data: []byte(`{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "additionalProperties": false, "required": ["name"],
		"properties": {
			"apiVersion": {}, "kind": {}, "name": {"type": "string", "minLength": 2}, "active": {"type": "boolean"},
			"size": {"type": "integer", "maximum": 100}, "count": {"type": "integer"}, "mode": {"enum": ["fast", "slow"]},
			"when": {"type": "string", "pattern": "^[0-9]+m$", "examples": ["12m"]},
			"list": {"type": "array", "items": {"type": "string"}},
			"deep": {"additionalProperties": false, "required": ["inner"], "properties": {"inner": {"type": "string"}, "never": false}},
			"counts": {"propertyNames": {"enum": ["GET /Users", "GET /Groups"]}}
		}}`)}})
	if err != nil {
		t.Fatal(err)
	}
	return set
}

type aThing struct {
	Name   string   `json:"name"`
	Active bool     `json:"active"`
	Size   int      `json:"size"`
	Count  int      `json:"count"`
	List   []string `json:"list"`
	When   string   `json:"when"`
}

const head = "apiVersion: scimulator/v1\nkind: Thing\n"

func TestLoad(t *testing.T) {
	var got aThing
	d, err := Load("f.yaml", []byte(head+"name: it\nactive: true\nsize: 7\nlist: [a, b]\n"), thing(t), "Thing", &got)
	if err != nil || d.Err() != nil {
		t.Fatal(err, d.Err())
	}
	if diff := cmp.Diff(aThing{Name: "it", Active: true, Size: 7, List: []string{"a", "b"}}, got); diff != "" {
		t.Error(diff)
	}
}

// Every objection of a schema stands at its place: an unknown key at the key, a
// bad value at the value, something missing at the object that lacks it.
func TestLoadFaults(t *testing.T) {
	for _, row := range []struct {
		name, text, want string
	}{
		{"not an object", "- a\n", "f.yaml:1:1: the file should hold an object with apiVersion: scimulator/v1 and kind: Thing"},
		{"no head", "name: it\n", "f.yaml:1:1: \"apiVersion\" is missing: expected apiVersion: scimulator/v1\nf.yaml:1:1: \"kind\" is missing: expected kind: Thing"},
		{"another kind", "apiVersion: scimulator/v1\nkind: Profile\nfoo: 1\n", `f.yaml:2:7: kind is "Profile", expected Thing`},
		{"another version", "apiVersion: scimulator/v2\nkind: Thing\n", `f.yaml:1:13: apiVersion is "scimulator/v2", expected scimulator/v1`},
		{"unknown key", head + "name: it\nactve: true\n", `f.yaml:4:1: unknown key "actve" (did you mean "active"?)`},
		{"unknown key without a near one", head + "name: it\nzzz: true\n", `f.yaml:4:1: unknown key "zzz"`},
		{"missing key", head + "size: 1\n", `f.yaml:1:1: "name" is missing`},
		{"missing key inside", head + "name: it\ndeep:\n  # here\n  {}\n", `f.yaml:6:3: "inner" is missing in deep`},
		{"wrong type", head + "name: [it]\n", "f.yaml:3:7: name: should be a string, not a list"},
		{"number for a text", head + "name: 40\n", `f.yaml:3:7: name: should be a string, not a number (write "40")`},
		{"yes for a boolean", head + "name: it\nactive: yes\n", "f.yaml:4:9: active: should be a boolean, not a string (write true or false)"},
		{"text for a boolean", head + "name: it\nactive: 'yes'\n", "f.yaml:4:9: active: should be a boolean, not a string"},
		{"element of a list", head + "name: it\nlist:\n  - a\n  - {b: 1}\n", "f.yaml:6:5: list: should be a string, not an object"},
		{"not in a list of words", head + "name: it\nmode: fsat\n", `f.yaml:4:7: mode: "fsat" is not one of fast, slow (did you mean "fast"?)`},
		{"wrong form", head + "name: it\nwhen: 5 minutes\n", `f.yaml:4:7: when: "5 minutes" does not have the right form (for example 12m)`},
		{"out of bounds", head + "name: it\nsize: 101\n", "f.yaml:4:7: size: must be 100 or less, is 101"},
		{"too short", head + "name: x\n", "f.yaml:3:7: name: must have at least 2 characters, has 1"},
		{"must not be there", head + "name: it\ndeep: {inner: a, never: 1}\n", `f.yaml:4:18: "never" is not allowed here`},
		{"name of a key", head + "name: it\ncounts: {GET /User: 1}\n", `f.yaml:4:10: "GET /User" is not one of GET /Users, GET /Groups (did you mean "GET /Users"?)`},
		{"in an alias", head + "name: it\ndeep: &d {innr: a, inner: b}\n", `f.yaml:4:11: unknown key "innr" (did you mean "inner"?)`},
	} {
		t.Run(row.name, func(t *testing.T) {
			d, err := Load("f.yaml", []byte(row.text), thing(t), "Thing", &aThing{})
			if err == nil {
				err = d.Err()
			}
			if err == nil || err.Error() != row.want {
				t.Errorf("got  %v\nwant %s", err, row.want)
			}
		})
	}
}

// A mistake in one place does not hide another, also one that a loader finds
// after the schema; what was refused is not decoded.
func TestMistakesDoNotHideOthers(t *testing.T) {
	got := aThing{}
	d, err := Load("f.yaml", []byte(head+"nam: it\nactive: maybe\nsize: 1.5\nlist: [1, b]\nwhen: soon\n"), thing(t), "Thing", &got)
	if err != nil {
		t.Fatal(err)
	}
	if d.Has(At("when")) || d.Has(At("list", 7)) || !d.Has(At("list", 1)) {
		t.Error("what was refused is still there, or what was not is gone")
	}
	d.Fault(At("list", 1), "b is not liked")
	want := `f.yaml:1:1: "name" is missing
f.yaml:3:1: unknown key "nam" (did you mean "name"?)
f.yaml:4:9: active: should be a boolean, not a string
f.yaml:5:7: size: should be a whole number, not a number
f.yaml:6:8: list: should be a string, not a number (write "1")
f.yaml:6:11: b is not liked
f.yaml:7:7: when: "soon" does not have the right form (for example 12m)`
	if diff := cmp.Diff(want, d.Err().Error()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(aThing{List: []string{"", "b"}}, got); diff != "" {
		t.Error(diff)
	}
}

// A number that the schema allows and the type cannot hold is our gap, and still
// a fault of the file, not a panic or a wrong value.
func TestNumberTooLarge(t *testing.T) {
	_, err := Load("f.yaml", []byte(head+"name: it\ncount: 99999999999999999999\n"), thing(t), "Thing", &aThing{})
	if err == nil || !strings.HasPrefix(err.Error(), "f.yaml:1:1: the file does not fit its format: ") {
		t.Errorf("got %v", err)
	}
}
