package dialect

import (
	"bytes"
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

// Bodies are what encoding/json writes, but for its HTML escapes.
func TestEncode(t *testing.T) {
	texts := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "ana", `"`, `\`, "<&>", "\n\x00\x7f", "Zoë", "\u2028", "no UTF-8 \xff"}))
	var values func(depth int) *rapid.Generator[any]
	values = func(depth int) *rapid.Generator[any] {
		plain := rapid.OneOf(rapid.Map(texts, func(s string) any { return s }), rapid.Map(rapid.Bool(), func(b bool) any { return b }), rapid.Just(any(nil)), rapid.Just(any(7)),
			rapid.SampledFrom([]any{[]any(nil), []string(nil), map[string]any(nil), []map[string]string{{"value": "1"}}}))
		if depth == 0 {
			return plain
		}
		return rapid.OneOf(plain,
			rapid.Map(rapid.SliceOfN(values(depth-1), 0, 3), func(l []any) any { return l }),
			rapid.Map(rapid.SliceOfN(texts, 0, 3), func(l []string) any { return l }),
			rapid.Map(rapid.MapOfN(texts, values(depth-1), 0, 30), func(m map[string]any) any { return m }),
		)
	}
	rapid.Check(t, func(t *rapid.T) {
		value := values(2).Draw(t, "value")
		var want bytes.Buffer
		encoder := json.NewEncoder(&want)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(value); err != nil {
			t.Fatal(err)
		}
		if got := encode(value); string(got)+"\n" != want.String() {
			t.Fatalf("%s, want %s", got, want.String())
		}
	})
}

// A PATCH leaves out what it has nothing for: a path of "", a value of nil. The
// empty text is a value (E-5.27).
func TestPatchBody(t *testing.T) {
	const schemas = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[`
	for _, test := range []struct {
		name string
		body []byte
		want string
	}{
		{"all", patch(operation{"Add", `emails[type eq "work"].value`, "a<b"}), `{"op":"Add","path":"emails[type eq \"work\"].value","value":"a<b"}]}`},
		{"no path", patch(operation{Op: "replace", Value: map[string]any{"b": false, "a": "x"}}), `{"op":"replace","value":{"a":"x","b":false}}]}`},
		{"no value", patch(operation{Op: "remove", Path: "members"}), `{"op":"remove","path":"members"}]}`},
		{"empty text", patch(operation{"Replace", "manager", ""}), `{"op":"Replace","path":"manager","value":""}]}`},
		{"two", patch(operation{"Add", "a", "1"}, operation{"Add", "b", "2"}), `{"op":"Add","path":"a","value":"1"},{"op":"Add","path":"b","value":"2"}]}`},
		{"none", patch(), `]}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := string(test.body); got != schemas+test.want {
				t.Errorf("%s, want %s", got, schemas+test.want)
			}
		})
	}
}
