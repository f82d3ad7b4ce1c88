package schemas_test

import (
	"encoding/json"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/shape"
	"github.com/scimulator/scimulator/schemas"
)

func compile(t *testing.T, folder string) *shape.Set {
	t.Helper()
	sub, err := fs.Sub(schemas.FS, folder)
	if err != nil {
		t.Fatal(err)
	}
	set, err := shape.Compile(sub)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// Every schema is one by the rules of its draft, and names itself after its file.
func TestSchemasAreSound(t *testing.T) {
	for _, folder := range []string{"format", "scim"} {
		if err := compile(t, folder).Sound(); err != nil {
			t.Errorf("%s: %v", folder, err)
		}
		files, err := fs.Glob(schemas.FS, folder+"/*.json")
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		for _, file := range files {
			if id, _ := read(t, file)["$id"].(string); id != "" && path.Base(id) != path.Base(file) {
				t.Errorf("%s has the $id %s", file, id)
			}
		}
	}
}

func read(t *testing.T, file string) map[string]any {
	t.Helper()
	text, err := fs.ReadFile(schemas.FS, file)
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return schema
}

// Editors complete from the schemas of files that people write: each has a title,
// and each key says what it is for.
func TestKeysAreDescribed(t *testing.T) {
	for _, name := range []string{"profile", "scenario", "target", "baseline", "catalogue"} {
		schema := read(t, "format/"+name+".schema.json")
		if schema["title"] == nil || schema["description"] == nil {
			t.Errorf("%s: the format has no title or no description", name)
		}
		described(t, schema, name, schema)
	}
}

func described(t *testing.T, root map[string]any, place string, schema any) {
	switch schema := schema.(type) {
	case []any:
		for _, below := range schema {
			described(t, root, place, below)
		}
	case map[string]any:
		properties, _ := schema["properties"].(map[string]any)
		for key, property := range properties {
			object, isObject := property.(map[string]any)
			silent := object["description"] == nil && resolved(root, object)["description"] == nil
			if isObject && silent && !strings.HasSuffix(place, ".if") {
				t.Errorf("%s.%s has no description", place, key)
			}
		}
		for key, below := range schema {
			described(t, root, place+"."+key, below)
		}
	}
}

// Objects are closed, so that a misspelt key is found.
func TestObjectsAreClosed(t *testing.T) {
	files, err := fs.Glob(schemas.FS, "format/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		closed(t, file, read(t, file))
	}
}

func closed(t *testing.T, place string, schema any) {
	switch schema := schema.(type) {
	case []any:
		for _, below := range schema {
			closed(t, place, below)
		}
	case map[string]any:
		open := schema["additionalProperties"] == nil && schema["propertyNames"] == nil
		if schema["type"] == "object" && schema["properties"] != nil && open {
			t.Errorf("%s is an object with any keys", place)
		}
		for key, below := range schema {
			closed(t, place+"."+key, below)
		}
	}
}

// A key that is required is one that is known: else nothing could be sound.
func TestRequiredKeysExist(t *testing.T) {
	files, err := fs.Glob(schemas.FS, "format/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		requiredExist(t, file, read(t, file))
	}
}

func requiredExist(t *testing.T, place string, schema any) {
	switch schema := schema.(type) {
	case []any:
		for _, below := range schema {
			requiredExist(t, place, below)
		}
	case map[string]any:
		properties, closed := schema["properties"].(map[string]any)
		required, _ := schema["required"].([]any)
		for _, name := range required {
			text, _ := name.(string)
			if _, known := properties[text]; closed && !known {
				t.Errorf("%s requires %q, which is no key of it", place, text)
			}
		}
		for key, below := range schema {
			if !slices.Contains([]string{"if", "then", "else", "oneOf", "anyOf"}, key) {
				requiredExist(t, place+"."+key, below)
			}
		}
	}
}

func resolved(root, schema map[string]any) map[string]any {
	reference, _ := schema["$ref"].(string)
	name, local := strings.CutPrefix(reference, "#/$defs/")
	if !local {
		return schema
	}
	definitions, _ := root["$defs"].(map[string]any)
	definition, _ := definitions[name].(map[string]any)
	return definition
}
