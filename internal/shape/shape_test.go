package shape

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// folder is a folder with schemas, by file name; $schema is put in front.
func folder(schemas map[string]string) fstest.MapFS {
	files := fstest.MapFS{}
	for name, text := range schemas {
		head := strings.Replace(`{"$schema": "`+draft+`", `+strings.TrimPrefix(text, "{"), ", }", "}", 1)
		files[name+suffix] = &fstest.MapFile{Data: []byte(head)}
	}
	return files
}

func compile(t testing.TB, schemas map[string]string) *Set {
	t.Helper()
	set, err := Compile(folder(schemas))
	if err != nil {
		t.Fatal(err)
	}
	if err := set.Sound(); err != nil {
		t.Fatal(err)
	}
	return set
}

func decode(t testing.TB, text string) any {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

// told is a violation as a test writes it down.
func told(list []Violation) []string {
	var lines []string
	for _, v := range list {
		line := v.Pointer() + " " + v.Keyword + ": " + v.Message
		if v.Known != nil {
			line += fmt.Sprintf(" %s of %v", v.Member, v.Known)
		}
		lines = append(lines, line)
	}
	return lines
}

// Every keyword that our schemas use, by the words of JSON Schema 2020-12 (core
// §10, validation §6): what it refuses, where, and in which words.
func TestValidate(t *testing.T) {
	for _, row := range []struct {
		name, schema, value string
		want                []string
	}{
		{"sound", `{"type": "object"}`, `{}`, nil},
		{"type", `{"type": "string"}`, `5`, []string{" type: should be a string, not a number"}},
		{"type of null", `{"properties": {"a": {"type": "array"}}}`, `{"a": null}`, []string{"/a type: should be a list, not null"}},
		{"several types", `{"type": ["string", "null"]}`, `true`, []string{" type: should be a string or null, not a boolean"}},
		{"whole number", `{"type": "integer"}`, `1.5`, []string{" type: should be a whole number, not a number"}},
		{"large whole number", `{"type": "integer"}`, `123456789012345678901234567890`, nil},
		{"const", `{"const": "a"}`, `"b"`, []string{` const: must be "a", not "b" b of [a]`}},
		{"enum", `{"enum": ["put", "patch"]}`, `"pach"`, []string{` enum: "pach" is not one of put, patch pach of [patch put]`}},
		{"enum of other types", `{"enum": [1, true, ""]}`, `2`, []string{` enum: 2 is not one of 1, true, ""`}},
		{"pattern", `{"pattern": "^a+$"}`, `"b"`, []string{` pattern: "b" does not have the right form (^a+$)`}},
		{"pattern with examples", `{"pattern": "^[0-9]+m$", "examples": ["5m", "12m"]}`, `"b"`, []string{` pattern: "b" does not have the right form (for example 5m, 12m)`}},
		{"format", `{"format": "date"}`, `"2026-13-01"`, []string{` format: "2026-13-01" is not a valid date`}},
		{"minLength", `{"minLength": 1}`, `""`, []string{" minLength: must not be empty"}},
		{"maxLength counts characters", `{"maxLength": 2}`, `"äöü"`, []string{" maxLength: must have at most 2 characters, has 3"}},
		{"minItems", `{"minItems": 2}`, `[1]`, []string{" minItems: must have at least 2 elements, has 1"}},
		{"maxItems", `{"maxItems": 1}`, `[1, 2]`, []string{" maxItems: must have at most 1 element, has 2"}},
		{"minProperties", `{"minProperties": 1}`, `{}`, []string{" minProperties: must not be empty"}},
		{"maxProperties", `{"maxProperties": 1}`, `{"a": 1, "b": 2}`, []string{" maxProperties: must have at most 1 member, has 2"}},
		{"minimum", `{"minimum": 0}`, `-1`, []string{" minimum: must be 0 or more, is -1"}},
		{"maximum", `{"maximum": 0.5}`, `1`, []string{" maximum: must be 0.5 or less, is 1"}},
		{"exclusiveMinimum", `{"exclusiveMinimum": 0}`, `0`, []string{" exclusiveMinimum: must be more than 0, is 0"}},
		{"exclusiveMaximum", `{"exclusiveMaximum": 1}`, `1`, []string{" exclusiveMaximum: must be less than 1, is 1"}},
		{"uniqueItems", `{"uniqueItems": true}`, `["a", "b", "a"]`, []string{" uniqueItems: holds the same element twice (the elements 1 and 3)"}},
		{"contains", `{"contains": {"const": "a"}}`, `["b"]`, []string{" contains: holds none of the elements that it must hold"}},
		{"not", `{"properties": {"id": {"not": {"const": "bulkId"}}}}`, `{"id": "bulkId"}`, []string{"/id not: has a value that is not allowed here"}},
		{"required", `{"required": ["a", "b", "c"]}`, `{"b": 1}`, []string{` required: "a" is missing`, ` required: "c" is missing`}},
		{
			"unknown members", `{"additionalProperties": false, "properties": {"title": {}, "name": {}}, "patternProperties": {"^x-": {}}}`,
			`{"nmae": 1, "x-y": 1, "b": 2}`,
			[]string{`/b additionalProperties: unknown key "b" b of [name title]`, `/nmae additionalProperties: unknown key "nmae" nmae of [name title]`},
		},
		{
			"unknown members of a composed object", `{"unevaluatedProperties": false, "allOf": [{"$ref": "#/$defs/named"}], "properties": {"b": {}}, "$defs": {"named": {"properties": {"a": {}}}}}`,
			`{"a": 1, "b": 1, "c": 1}`, []string{`/c additionalProperties: unknown key "c" c of [a b]`},
		},
		{"member that must not be there", `{"properties": {"id": false}}`, `{"id": 1}`, []string{`/id false: "id" is not allowed here`}},
		{
			"names of members", `{"propertyNames": {"$ref": "#/$defs/name"}, "$defs": {"name": {"enum": ["GET /Users"]}}}`, `{"GET /User": 1}`,
			[]string{`/GET ~1User propertyNames: "GET /User" is not one of GET /Users GET /User of [GET /Users]`},
		},
		{"a member called propertyNames", `{"properties": {"propertyNames": {"properties": {"a": {"const": 1}}}}}`, `{"propertyNames": {"a": 2}}`, []string{`/propertyNames/a const: must be 1, not 2`}},
		{"additional members by schema", `{"additionalProperties": {"type": "string"}}`, `{"a": 1}`, []string{"/a type: should be a string, not a number"}},
		{"if and then", `{"if": {"required": ["a"]}, "then": {"required": ["b"]}}`, `{"a": 1}`, []string{` required: "b" is missing`}},
		{
			"dependentRequired", `{"dependentRequired": {"status": ["response"]}}`, `{"status": 1}`,
			[]string{" dependentRequired: property 'response' is required, if 'status' property exists"},
		},
		{"through references", `{"properties": {"a": {"$ref": "#/$defs/b"}}, "$defs": {"b": {"type": "boolean"}}}`, `{"a": "yes"}`, []string{"/a type: should be a boolean, not a string"}},
		{
			"escapes in names", `{"additionalProperties": {"type": "string"}}`, `{"a/b~c d%e": 1}`,
			[]string{"/a~1b~0c d%e type: should be a string, not a number"},
		},
		{
			"indexes are ordered as numbers", `{"items": {"type": "string"}}`, `["", "", 1, "", "", "", "", "", "", "", 2]`,
			[]string{"/2 type: should be a string, not a number", "/10 type: should be a string, not a number"},
		},
		{"long values are cut", `{"const": 1}`, `"` + strings.Repeat("é", 60) + `"`, []string{` const: must be 1, not "` + strings.Repeat("é", 29) + "…"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			set := compile(t, map[string]string{"it": row.schema})
			if diff := cmp.Diff(row.want, told(set.Validate("it", decode(t, row.value)))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// Of alternatives, only the one that was meant is told about.
func TestAlternatives(t *testing.T) {
	const wordOrObject = `{"anyOf": [{"enum": ["absent", "present"]}, {"type": "object", "additionalProperties": {"type": "boolean"}}]}`
	const kinds = `{"oneOf": [
		{"properties": {"kind": {"const": "a"}, "size": {"type": "integer"}}, "required": ["kind"]},
		{"properties": {"kind": {"const": "b"}, "size": {"type": "string"}, "more": {"type": "string"}}, "required": ["kind"]}]}`
	for _, row := range []struct {
		name, schema, value string
		want                []string
	}{
		{"another word", wordOrObject, `"abesnt"`, []string{` enum: "abesnt" is not one of absent, present abesnt of [absent present]`}},
		{"an object with a mistake", wordOrObject, `{"active": "yes"}`, []string{"/active type: should be a boolean, not a string"}},
		{"no alternative has the type", `{"anyOf": [{"type": "string"}, {"type": "array"}]}`, `5`, []string{" type: should be a string or a list, not a number"}},
		{"the kind decides", kinds, `{"kind": "b", "size": 1, "more": 2}`, []string{"/more type: should be a string, not a number", "/size type: should be a string, not a number"}},
		{"no kind", kinds, `{"size": 1}`, []string{` required: "kind" is missing`}},
		{"several fit", `{"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}`, `{"a": 1, "b": 1}`, []string{" oneOf: fits more than one of several forms that exclude each other"}},
		{"alternatives by reference", `{"anyOf": [{"$ref": "#/$defs/x"}, {"type": "null"}], "$defs": {"x": {"type": "string"}}}`, `5`, []string{" type: should be a string or null, not a number"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			set := compile(t, map[string]string{"it": row.schema})
			if diff := cmp.Diff(row.want, told(set.Validate("it", decode(t, row.value)))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// The validator walks maps: what it finds comes in any order, what we tell in one.
func TestOrderIsStable(t *testing.T) {
	set := compile(t, map[string]string{"it": `{"additionalProperties": {"type": "string", "minLength": 2, "pattern": "x"}}`})
	value := decode(t, `{"c": "", "a": "", "b": 1, "d": "", "e": 1, "f": ""}`)
	first := told(set.Validate("it", value))
	if len(first) != 10 {
		t.Fatalf("%d violations, want 10: %q", len(first), first)
	}
	for range 50 {
		if diff := cmp.Diff(first, told(set.Validate("it", value))); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestReferencesBetweenFiles(t *testing.T) {
	set := compile(t, map[string]string{
		"by-name": `{"$ref": "other.schema.json#/$defs/x"}`,
		"other":   `{"$defs": {"x": {"type": "string"}}}`,
		"by-id":   `{"$id": "https://scimulator.example/a/by-id.schema.json", "$ref": "named.schema.json"}`,
		"named":   `{"$id": "https://scimulator.example/a/named.schema.json", "type": "boolean"}`,
	})
	if diff := cmp.Diff([]string{" type: should be a string, not a number"}, told(set.Validate("by-name", decode(t, "1")))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{" type: should be a boolean, not a number"}, told(set.Validate("by-id", decode(t, "1")))); diff != "" {
		t.Error(diff)
	}
}

// Nothing is loaded from outside the folder, neither from files nor from the
// network.
func TestNothingIsLoaded(t *testing.T) {
	for _, reference := range []string{"file:///etc/hostname", "https://scimulator.example/elsewhere.json", "missing.schema.json"} {
		set, err := Compile(folder(map[string]string{"it": `{"$ref": "` + reference + `"}`}))
		if err != nil {
			t.Fatal(err)
		}
		if err := set.Sound(); err == nil || !strings.Contains(err.Error(), "nothing is loaded from elsewhere") {
			t.Errorf("%s: %v", reference, err)
		}
		if found := set.Validate("it", "x"); len(found) != 1 || !strings.Contains(found[0].Message, "cannot be judged") {
			t.Errorf("%s: a value passes a schema that is not there: %v", reference, found)
		}
	}
}

func TestBadFolders(t *testing.T) {
	for _, row := range []struct {
		name  string
		files fstest.MapFS
		want  string
	}{
		{"empty", fstest.MapFS{}, "no *.schema.json"},
		{"no JSON", fstest.MapFS{"a.schema.json": {Data: []byte("{")}}, "a.schema.json: "},
		{"another draft", fstest.MapFS{"a.schema.json": {Data: []byte(`{"$schema": "http://json-schema.org/draft-07/schema#"}`)}}, `$schema is "http://json-schema.org/draft-07/schema#"`},
		{"no draft", fstest.MapFS{"a.schema.json": {Data: []byte(`{}`)}}, `$schema is ""`},
	} {
		t.Run(row.name, func(t *testing.T) {
			if _, err := Compile(row.files); err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("got %v, want %q", err, row.want)
			}
		})
	}
}

// A schema that is no schema judges nothing.
func TestUnsoundSchema(t *testing.T) {
	set, err := Compile(folder(map[string]string{"it": `{"type": "text"}`, "other": `{}`}))
	if err != nil {
		t.Fatal(err)
	}
	if err := set.Sound(); err == nil || !strings.Contains(err.Error(), `the schema "it" is wrong`) || strings.Contains(err.Error(), `"other"`) {
		t.Errorf("Sound: %v", err)
	}
	if len(set.Validate("it", "x")) != 1 {
		t.Error("a value passes a schema that is wrong")
	}
}

func TestNothingPassesUnjudged(t *testing.T) {
	set := compile(t, map[string]string{"it": `{"type": "object"}`})
	for _, row := range []struct {
		name, schema string
		value        any
	}{
		{"no such schema", "its", map[string]any{}},
		{"no JSON value", "it", map[string]int{"a": 1}},
		{"no JSON value inside", "it", struct{}{}},
	} {
		if found := set.Validate(row.schema, row.value); len(found) != 1 || !strings.HasPrefix(found[0].Message, "it cannot be judged") {
			t.Errorf("%s: %v", row.name, found)
		}
	}
}

func TestNames(t *testing.T) {
	set := compile(t, map[string]string{"b": `{}`, "a": `{}`})
	if diff := cmp.Diff([]string{"a", "b"}, set.Names()); diff != "" {
		t.Error(diff)
	}
	if !set.Has("a") || set.Has("c") {
		t.Error("Has does not know what the set holds")
	}
}

// A set is used by many workers at once, from its first use on.
func TestConcurrentUse(t *testing.T) {
	set, err := Compile(folder(map[string]string{"a": `{"type": "string"}`, "b": `{"$ref": "a.schema.json"}`}))
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for i := range 16 {
		wait.Go(func() {
			name := []string{"a", "b"}[i%2]
			for range 20 {
				if len(set.Validate(name, true)) != 1 || len(set.Validate(name, "x")) != 0 {
					t.Error("wrong judgment")
				}
			}
		})
	}
	wait.Wait()
}
