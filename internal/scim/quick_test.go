package scim

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// standard reads one JSON object as the standard library does.
func standard(raw []byte) (Resource, bool) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var resource Resource
	if decoder.Decode(&resource) != nil || resource == nil {
		return nil, false
	}
	_, err := decoder.Token()
	return resource, err == io.EOF
}

func TestClean(t *testing.T) {
	for _, test := range []struct {
		name, raw string
		clean     bool
	}{
		{"empty", `{}`, true},
		{"blanks", " \t\r\n{ \"a\" : [ ] , \"b\" : { } } \n", true},
		{"all values", `{"a":"x","b":true,"c":false,"d":null,"e":-0.5e+10,"f":[1,"2",{"g":[]}]}`, true},
		{"letters beyond ASCII", `{"name":"Zoë Ólafsdóttir"}`, true},
		{"a name beyond ASCII", `{"日本":"語"}`, false},
		{"escapes", `{"a\"b":"c\\d\/\n\u00e9\ud83d\ude00"}`, true},
		{"half of a pair is replaced", `{"a":"\ud83d"}`, true},
		{"a member twice", `{"a":1,"a":1}`, false},
		{"a member twice, escaped", `{"a":1,"\u0061":1}`, false},
		{"a member twice, within", `{"x":[{"a":1,"b":2,"a":1}]}`, false},
		{"names that differ in case", `{"a":1,"A":1}`, false},
		{"the same name in several objects", `{"a":{"b":[{"a":1},{"a":2}]},"b":{"a":3}}`, true},
		{"no UTF-8", "{\"a\":\"\xff\"}", false},
		{"a line break in a string", "{\"a\":\"\n\"}", false},
		{"unknown escape", `{"a":"\x"}`, false},
		{"something after it", `{} {}`, false},
		{"a NUL after it", "{}\x00", false},
		{"an array", `[]`, false},
		{"null", `null`, false},
		{"nothing", ``, false},
		{"torn", `{"a":{"b":"c`, false},
		{"torn behind a backslash", `{"a":"\`, false},
		{"a comma too many", `{"a":1,}`, false},
		{"a comma too many in an array", `{"a":[1,]}`, false},
		{"a comma too few", `{"a":1 "b":2}`, false},
		{"a colon too few", `{"a" 1}`, false},
		{"leading zero", `{"a":01}`, false},
		{"a point without digits", `{"a":1.}`, false},
		{"an exponent without digits", `{"a":1e}`, false},
		{"a plus", `{"a":+1}`, false},
		{"another word", `{"a":nul}`, false},
		{"a name without quotes", `{a:1}`, false},
		{"deep", `{"a":` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + `}`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, clean := Clean([]byte(test.raw))
			if clean != test.clean {
				t.Fatalf("clean is %t, want %t", clean, test.clean)
			}
			want, readable := standard([]byte(test.raw))
			if clean && (!readable || !reflect.DeepEqual(want, got)) {
				t.Errorf("-want +got:\n%s", cmp.Diff(want, got))
			}
			if decoded, err := Decode([]byte(test.raw)); (err == nil) != readable || readable && !reflect.DeepEqual(want, decoded) {
				t.Errorf("Decode gives %v, %v; the standard library %v", decoded, err, want)
			}
		})
	}
}

// Whatever Clean reads, the standard library reads in the same way; and what is
// written with usual names is clean.
func TestCleanIsTheStandard(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		usual := rapid.Bool().Draw(t, "usual")
		names := rapid.String()
		if usual {
			names = rapid.StringMatching(`[a-z$:.]{0,6}`)
		}
		object := Resource(rapid.MapOfN(names, someValue(names, 3), 0, 5).Draw(t, "object"))
		raw, err := json.Marshal(object)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := standard(raw)
		if got, clean := Clean(raw); clean && !reflect.DeepEqual(want, got) || usual && !clean {
			t.Fatalf("%s\nclean %t, -want +got:\n%s", raw, clean, cmp.Diff(want, got))
		}
		for range rapid.IntRange(1, 3).Draw(t, "damages") {
			at := rapid.IntRange(0, len(raw)-1).Draw(t, "at")
			raw[at] = rapid.SampledFrom([]byte("{}[]\",:\\0159.-+eEu tfn\x00\xff")).Draw(t, "byte")
		}
		want, readable := standard(raw)
		if got, clean := Clean(raw); clean && (!readable || !reflect.DeepEqual(want, got)) {
			t.Fatalf("%q\n-want +got:\n%s", raw, cmp.Diff(want, got))
		}
	})
}

func someValue(names *rapid.Generator[string], depth int) *rapid.Generator[any] {
	plain := rapid.OneOf(
		rapid.Map(rapid.String(), func(s string) any { return s }), rapid.Map(rapid.Bool(), func(b bool) any { return b }),
		rapid.Map(rapid.Float64(), func(f float64) any { return f }), rapid.Just(any(nil)),
	)
	if depth == 0 {
		return plain
	}
	return rapid.OneOf(plain,
		rapid.Map(rapid.SliceOfN(someValue(names, depth-1), 0, 3), func(l []any) any { return l }),
		rapid.Map(rapid.MapOfN(names, someValue(names, depth-1), 0, 3), func(m map[string]any) any { return m }),
	)
}
