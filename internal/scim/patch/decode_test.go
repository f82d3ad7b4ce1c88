package patch_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/patch"
)

func TestDecode(t *testing.T) {
	raw := `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
		{"op":"add","path":"nickName","value":"Babs"},
		{"op":"replace","value":{"active":false}},
		{"op":"replace","path":"title","value":null},
		{"op":"remove","path":"emails[type eq \"work\"]"},
		{"op":"add","path":null,"value":{"x":7},"name":"unknown members are ignored"}]}`
	want := []patch.Operation{
		{Op: patch.Add, Path: "nickName", Value: "Babs", HasValue: true},
		{Op: patch.Replace, Value: map[string]any{"active": false}, HasValue: true},
		{Op: patch.Replace, Path: "title", HasValue: true},
		{Op: patch.Remove, Path: `emails[type eq "work"]`},
		{Op: patch.Add, Value: map[string]any{"x": json.Number("7")}, HasValue: true},
	}
	for name, mode := range modes {
		got, err := patch.Decode([]byte(raw), mode)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: (want -, got +)\n%s", name, diff)
		}
	}
}

// Accepted is the empty keyword. Refusals are of RFC 7644 §3.5.2 and table 9.
func TestDecodeJudges(t *testing.T) {
	one := func(operation string) string { return string(message(operation)) }
	tests := []struct {
		name, raw        string
		strict, tolerant string
	}{
		{"the usual", one(`{"op":"add","path":"title","value":"x"}`), "", ""},
		// RFC 7643 §2.1: attribute names are case insensitive.
		{"names in other cases", `{"Schemas":["` + scim.URNPatchOp + `"],"operations":[{"Op":"add","PATH":"title","Value":"x"}]}`, "", ""},
		{"URI in another case", `{"schemas":["` + strings.ToUpper(scim.URNPatchOp) + `"],"Operations":[{"op":"remove","path":"title"}]}`, "", ""},
		{"one more schema", `{"schemas":["urn:example:x","` + scim.URNPatchOp + `"],"Operations":[{"op":"remove","path":"title"}]}`, "", ""},
		{"cut off", `{"schemas":`, "invalidSyntax", "invalidSyntax"},
		{"empty", ``, "invalidSyntax", "invalidSyntax"},
		{"array", `[]`, "invalidSyntax", "invalidSyntax"},
		{"null", `null`, "invalidSyntax", "invalidSyntax"},
		// §3.5.2: the body MUST contain schemas with the URI of PatchOp.
		{"no schemas", `{"Operations":[{"op":"remove","path":"title"}]}`, "invalidSyntax", "invalidSyntax"},
		{"another schema", `{"schemas":["` + scim.URNUser + `"],"Operations":[{"op":"remove","path":"title"}]}`, "invalidSyntax", "invalidSyntax"},
		{"schemas no array", `{"schemas":"` + scim.URNPatchOp + `","Operations":[{"op":"remove","path":"title"}]}`, "invalidSyntax", "invalidSyntax"},
		// §3.5.2: Operations MUST be there, an array of one or more.
		{"no operations", `{"schemas":["` + scim.URNPatchOp + `"]}`, "invalidSyntax", "invalidSyntax"},
		{"operations no array", `{"schemas":["` + scim.URNPatchOp + `"],"Operations":{"op":"remove","path":"title"}}`, "invalidSyntax", "invalidSyntax"},
		{"operations null", `{"schemas":["` + scim.URNPatchOp + `"],"Operations":null}`, "invalidSyntax", "invalidSyntax"},
		{"operations twice", `{"schemas":["` + scim.URNPatchOp + `"],"Operations":[],"operations":[]}`, "invalidSyntax", "invalidSyntax"},
		{"operations empty (E-12.6)", one(``), "invalidSyntax", ""},
		{"operation no object", one(`"add"`), "invalidSyntax", "invalidSyntax"},
		// §3.5.2: exactly one op, add, remove or replace.
		{"no op", one(`{"path":"title","value":"x"}`), "invalidSyntax", "invalidSyntax"},
		{"op twice", one(`{"op":"add","OP":"remove","path":"title","value":"x"}`), "invalidSyntax", "invalidSyntax"},
		{"op of JSON Patch", one(`{"op":"move","path":"title","value":"x"}`), "invalidSyntax", "invalidSyntax"},
		{"op no text", one(`{"op":1,"path":"title","value":"x"}`), "invalidSyntax", "invalidSyntax"},
		{"op empty", one(`{"op":"","path":"title","value":"x"}`), "invalidSyntax", "invalidSyntax"},
		{"op capitalised (E-6.13)", one(`{"op":"Add","path":"title","value":"x"}`), "invalidSyntax", ""},
		{"op in capitals (E-6.13)", one(`{"op":"REMOVE","path":"title"}`), "invalidSyntax", ""},
		{"op with a blank", one(`{"op":"add ","path":"title","value":"x"}`), "invalidSyntax", "invalidSyntax"},
		// Table 9: the path attribute was invalid or malformed.
		{"path empty", one(`{"op":"add","path":"","value":"x"}`), "invalidPath", "invalidPath"},
		{"path no text", one(`{"op":"add","path":["title"],"value":"x"}`), "invalidPath", "invalidPath"},
		// §3.5.2.2: noTarget.
		{"remove without path", one(`{"op":"remove"}`), "noTarget", "noTarget"},
		{"remove with a value only", one(`{"op":"remove","value":{"title":"x"}}`), "noTarget", "noTarget"},
		{"remove with path null", one(`{"op":"remove","path":null}`), "noTarget", "noTarget"},
		// Table 9: a required value was missing.
		{"add without value", one(`{"op":"add","path":"title"}`), "invalidValue", "invalidValue"},
		{"replace without value", one(`{"op":"replace","path":"title"}`), "invalidValue", "invalidValue"},
		{"second of two", string(message(`{"op":"remove","path":"title"}`, `{"op":"add","path":"title"}`)), "invalidValue", "invalidValue"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for name, mode := range modes {
				want := map[string]string{"strict": test.strict, "tolerant": test.tolerant}[name]
				operations, err := patch.Decode([]byte(test.raw), mode)
				if (err == nil) != (want == "") || scimType(err) != want {
					t.Errorf("%s: got %v, want %q", name, err, want)
				}
				if err != nil && operations != nil {
					t.Errorf("%s: operations beside an error", name)
				}
			}
		})
	}
}

func TestDecodeSpellsOpInLowerCase(t *testing.T) {
	got, err := patch.Decode(message(`{"op":"Replace","path":"active","value":"False"}`), patch.Tolerant)
	want := []patch.Operation{{Op: patch.Replace, Path: "active", Value: "False", HasValue: true}}
	if err != nil || cmp.Diff(want, got) != "" {
		t.Errorf("got %v, %v", got, err)
	}
}

// An error says which operation it is about.
func TestErrorsNameTheOperation(t *testing.T) {
	raw := message(`{"op":"remove","path":"title"}`, `{"op":"remove","path":"nickName"}`, `{"op":"remove","path":"shoeSize"}`)
	operations, err := patch.Decode(raw, patch.Strict)
	if err != nil {
		t.Fatal(err)
	}
	_, err = patch.Applier{Set: users()}.Apply(scim.Resource{}, operations)
	var fault *scim.Error
	if !errors.As(err, &fault) || !strings.HasPrefix(fault.Detail, "Operations[2]: ") || !strings.Contains(fault.Detail, "shoeSize") {
		t.Errorf("got %v", err)
	}
	_, err = patch.Decode(message(`{"op":"remove","path":"title"}`, `{"op":"nothing"}`), patch.Strict)
	if !errors.As(err, &fault) || !strings.HasPrefix(fault.Detail, "Operations[1]: ") {
		t.Errorf("got %v", err)
	}
}

func TestDecodeBoundsOperations(t *testing.T) {
	many := func(n int) []byte {
		return message(strings.TrimSuffix(strings.Repeat(`{"op":"remove","path":"title"},`, n), ","))
	}
	if got, err := patch.Decode(many(10_000), patch.Strict); err != nil || len(got) != 10_000 {
		t.Errorf("%d operations, %v", len(got), err)
	}
	_, err := patch.Decode(many(10_001), patch.Strict)
	var fault *scim.Error
	if !errors.As(err, &fault) || fault.Status != 413 {
		t.Errorf("got %v, want 413", err)
	}
}
