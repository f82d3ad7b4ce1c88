package shape

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"
)

// The schemas of SCIM messages and one that has every keyword the quick look
// knows and some that it leaves to the validator.
func quickSets(t *testing.T) []*Set {
	t.Helper()
	messages, err := Compile(os.DirFS("../../schemas/scim"))
	if err != nil {
		t.Fatal(err)
	}
	own, err := Compile(fstest.MapFS{
		"own.schema.json": {Data: []byte(`{"$schema": "` + draft + `", "type": "object", "required": ["id"],
		"properties": {
			"id": {"type": "string", "minLength": 2, "not": {"pattern": "^x"}},
			"schemas": {"type": "array", "items": {"type": "string"}, "uniqueItems": true, "contains": {"const": "a"}},
			"meta": {"type": "object", "required": ["id"], "properties": {"id": {"enum": ["a", "bb"]}, "meta": {"$ref": "#"}}},
			"members": {"type": "array", "items": {"$ref": "#/properties/meta"}},
			"totalResults": {"type": "integer", "minimum": 0},
			"password": {"not": {}},
			"active": {"type": "boolean"},
			"title": {"anyOf": [{"type": "string"}, {"type": "boolean"}]},
			"groups": {"type": "array", "minItems": 1},
			"extra": {"const": null}
		}}`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return []*Set{messages, own}
}

// anyValue draws decoded JSON whose names and texts are often those that the
// schemas speak of.
func anyValue() *rapid.Generator[any] {
	texts := rapid.SampledFrom([]any{
		"", "a", "bb", "x1", "true", "2819c223", "User", "2026-01-05T08:00:00Z", "https://example.com/v2/Users/1", "bulkId:1",
		"urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:api:messages:2.0:ListResponse",
	})
	plain := rapid.OneOf(texts, texts, rapid.SampledFrom([]any{
		nil, true, false, json.Number("0"), json.Number("12"), json.Number("-1"), json.Number("1.5"), json.Number("1e3"), 3.5, 7,
	}))
	names := rapid.SampledFrom([]string{
		"id", "schemas", "meta", "userName", "active", "members", "emails", "value", "type", "primary", "password", "title", "groups", "extra",
		"resourceType", "created", "lastModified", "location", "totalResults", "Resources", "name",
	})
	return rapid.Deferred(func() *rapid.Generator[any] {
		return rapid.OneOf(plain, plain,
			rapid.Map(rapid.SliceOfN(anyValue(), 0, 3), func(list []any) any { return list }),
			rapid.Map(rapid.MapOfN(names, anyValue(), 0, 6), func(object map[string]any) any { return object }),
		)
	})
}

// What the quick look is sure of, the validator says, too: it must never pass a
// value that is wrong, nor be sure of the contrary.
func TestQuickLookAgreesWithTheValidator(t *testing.T) {
	for _, set := range quickSets(t) {
		for _, name := range set.Names() {
			one, err := set.compiled(name)
			if err != nil {
				t.Fatal(err)
			}
			rapid.Check(t, func(t *rapid.T) {
				value := anyValue().Draw(t, "value")
				for place, schema := range one.places {
					got, verdict := one.quick.look(schema, value), schema.Validate(value)
					if got == sound && verdict != nil || got == faulty && verdict == nil {
						t.Fatalf("%s: the quick look says %d of %#v, the validator %v", place, got, value, verdict)
					}
				}
			})
		}
	}
}

// The usual messages need no validator: otherwise the quick look is for nothing.
func TestQuickLookKnowsTheUsualMessages(t *testing.T) {
	messages := quickSets(t)[0]
	for name, raw := range map[string]string{
		"user": `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"2819","userName":"ana@fabrikam.example","active":true,
			"emails":[{"type":"work","value":"ana@fabrikam.example","primary":true}],"meta":{"resourceType":"User","version":"W/\"1\"",
			"created":"2026-01-05T08:00:00Z","lastModified":"2026-01-05T08:00:00.5+01:00","location":"https://example.com/v2/Users/2819"},
			"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Design","manager":{"value":"1"}}}`,
		"group": `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"1","displayName":"Design","members":[{"value":"2819"}],
			"meta":{"resourceType":"Group","created":"2026-01-05T08:00:00Z","lastModified":"2026-01-05T08:00:00Z","location":"/Groups/1"}}`,
		"list-response": `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]}`,
	} {
		t.Run(name, func(t *testing.T) {
			decoder := json.NewDecoder(bytes.NewReader([]byte(raw)))
			decoder.UseNumber()
			var value any
			if err := decoder.Decode(&value); err != nil {
				t.Fatal(err)
			}
			one, err := messages.compiled(name)
			if err != nil {
				t.Fatal(err)
			}
			if got := one.quick.look(one.root, value); got != sound {
				t.Errorf("the quick look is not sure of a sound %s (%d)", name, got)
			}
			delete(value.(map[string]any), "schemas")
			if violations := messages.Validate(name, value); len(violations) != 1 || !strings.Contains(violations[0].Message, "schemas") {
				t.Errorf("without schemas: %v", violations)
			}
		})
	}
}

// A schema that refers to itself without end is for the validator, which says so.
func TestQuickLookDoesNotGoInCircles(t *testing.T) {
	set, err := Compile(fstest.MapFS{"loop.schema.json": {Data: []byte(`{"$schema": "` + draft + `", "$ref": "#/$defs/a",
		"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"not": {"$ref": "#/$defs/a"}}}}`)}})
	if err != nil {
		t.Fatal(err)
	}
	if violations := set.Validate("loop", "x"); len(violations) == 0 {
		t.Error("an endless reference passes")
	}
}
