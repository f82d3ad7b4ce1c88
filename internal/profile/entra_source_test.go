package profile

import (
	"encoding/json"
	"testing"
)

// E-3.31: parameters appear as key and value, and constants, even numbers, are
// strings; where the expression is not given they make it up.
func TestSourceOfParameters(t *testing.T) {
	for _, test := range []struct{ name, source, want string }{
		{"a constant number is a string", `{"type": "Constant", "name": "8"}`, `"8"`},
		{"a constant with quotes", `{"type": "Constant", "name": "a\"b"}`, `"a\"b"`},
		{"an attribute", `{"type": "Attribute", "name": "mail"}`, `[mail]`},
		{"a function of both", `{"type": "Function", "name": "Left", "parameters": [
			{"key": "source", "value": {"type": "Attribute", "name": "mail"}}, {"key": "numChars", "value": {"type": "Constant", "name": "8"}}]}`, `Left([mail], "8")`},
		{"the expression wins", `{"type": "Function", "name": "Left", "expression": "Not([IsSoftDeleted])", "parameters": []}`, `Not([IsSoftDeleted])`},
	} {
		var source schemaSource
		if err := json.Unmarshal([]byte(test.source), &source); err != nil {
			t.Fatal(err)
		}
		if got := source.text(); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}
