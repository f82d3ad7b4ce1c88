package shape

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// Whatever the bytes of a schema, and of what it judges: the folder is refused, or
// judging ends, passes nothing that the library refuses and refuses nothing that it
// passes, and every violation has words and a place in the value.
func FuzzValidate(f *testing.F) {
	for _, name := range []string{"user", "error", "list-response", "patch-op"} {
		text, err := os.ReadFile("../../schemas/scim/" + name + ".schema.json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text), `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1","userName":"ana"}`)
		f.Add(string(text), `{"schemas":[7],"status":"400","Operations":[{"op":"Add","path":"title","value":null}]}`)
	}
	const head = `{"$schema":"` + draft + `",`
	for _, rest := range []string{
		`"type":["string","null"],"minLength":1}`, `"$ref":"#"}`, `"$ref":"https://example.com/other.json"}`, `"not":{"not":{"type":"integer","minimum":0}}}`, `"items":{"enum":["a",1,null]},"uniqueItems":true,"contains":{"const":"a"}}`,
		`"properties":{"a":{"$ref":"#/$defs/b"}},"$defs":{"b":{"required":["a"],"pattern":"("}}}`, `"pattern":"^(a+)+$","format":"date-time"}`, `"$id":"other","$dynamicRef":"#x","$dynamicAnchor":"x"}`, `"type":7}`, `"oneOf":[{},{}]}`,
	} {
		f.Add(head+rest, `{"a":{"a":1}}`)
		f.Add(head+rest, `["a","a",1.0,1]`)
		f.Add(head+rest, `-0`)
	}
	f.Fuzz(func(t *testing.T, text, value string) {
		decoder := json.NewDecoder(strings.NewReader(value))
		decoder.UseNumber()
		var decoded any
		if decoder.Decode(&decoded) != nil {
			return
		}
		set, err := Compile(fstest.MapFS{"one.schema.json": {Data: []byte(text)}})
		if err != nil {
			if err.Error() == "" {
				t.Fatal("refused without words")
			}
			return
		}
		found := set.Validate("one", decoded)
		for _, v := range found {
			if v.Message == "" && v.Keyword == "" {
				t.Fatalf("a violation without words: %+v", v)
			}
		}
		if one, err := set.compiled("one"); err == nil {
			agrees(t, one.root, decoded, len(found) == 0)
		} else if len(found) == 0 {
			t.Fatalf("a schema that is wrong passes everything: %v", err)
		}
	})
}

// agrees holds the answer against that of the library.
func agrees(t *testing.T, schema *jsonschema.Schema, value any, passes bool) {
	t.Helper()
	if err := schema.Validate(value); (err == nil) != passes {
		t.Fatalf("passes: %t; the library says %v", passes, err)
	}
}
