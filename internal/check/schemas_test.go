package check

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/shape"
)

const schemaFolder = "../../schemas/scim"

// fixtures are the values of one schema: what it accepts, and changes of the
// first of them that it refuses.
type fixtures struct {
	Accept []struct {
		Name  string
		Value any
	}
	Refuse []refusal
}

// refusal changes the first accepted value at each place in turn.
type refusal struct {
	Name, Source, Keyword string
	At                    []string // JSON Pointers
	Value                 any      // put there …
	Drop                  bool     // … or the member is taken away
	Also                  []string // keywords that the same change breaks as well
}

func loadFixtures(t *testing.T, name string) fixtures {
	t.Helper()
	file, err := os.Open("testdata/scim/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	decoder := json.NewDecoder(file)
	decoder.UseNumber()
	decoder.DisallowUnknownFields()
	var f fixtures
	if err := decoder.Decode(&f); err != nil {
		t.Fatal(err)
	}
	return f
}

func schemaNames(t *testing.T) []string {
	t.Helper()
	files, err := fs.Glob(os.DirFS(schemaFolder), "*.schema.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no schemas in %s (%v)", schemaFolder, err)
	}
	for i := range files {
		files[i] = strings.TrimSuffix(files[i], ".schema.json")
	}
	return files
}

func compiled(t *testing.T, folder fs.FS) *shape.Set {
	t.Helper()
	set, err := shape.Compile(folder)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// Every message has its schema, and every schema its fixtures.
func TestEveryMessageHasASchema(t *testing.T) {
	want := []string{
		"bulk-request", "bulk-response", "enterprise-user", "error", "group", "list-response", "patch-op", "resource-type",
		"schema", "search-request", "service-provider-config", "user",
	}
	if got := schemaNames(t); !slices.Equal(got, want) {
		t.Errorf("schemas %v, want %v", got, want)
	}
}

func TestSchemasAccept(t *testing.T) {
	set := compiled(t, os.DirFS(schemaFolder))
	for _, name := range schemaNames(t) {
		for _, row := range loadFixtures(t, name).Accept {
			if got := set.Validate(name, row.Value); len(got) > 0 {
				t.Errorf("%s, %s: %v", name, row.Name, got)
			}
		}
	}
}

func TestSchemasRefuse(t *testing.T) {
	set := compiled(t, os.DirFS(schemaFolder))
	for _, name := range schemaNames(t) {
		f := loadFixtures(t, name)
		for _, row := range f.Refuse {
			if len(row.At) == 0 || row.Source == "" {
				t.Errorf("%s, %s: the row has no place or no source", name, row.Name)
			}
			for _, at := range row.At {
				if !row.refused(set.Validate(name, row.apply(t, f.Accept[0].Value, at)), at) {
					t.Errorf("%s, %s (%s): %s at %q is not refused so: %v", name, row.Name, row.Source, row.Keyword, at,
						set.Validate(name, row.apply(t, f.Accept[0].Value, at)))
				}
			}
		}
	}
}

// apply gives a copy of a value with the change at one place.
func (r refusal) apply(t *testing.T, value any, at string) any {
	t.Helper()
	if at == "" {
		return r.Value
	}
	root := scim.Clone(value)
	parts := strings.Split(strings.TrimPrefix(at, "/"), "/")
	holder := root
	for _, part := range parts[:len(parts)-1] {
		holder = below(holder, unescape(part))
	}
	last := unescape(parts[len(parts)-1])
	switch holder := holder.(type) {
	case map[string]any:
		if _, there := holder[last]; r.Drop && !there {
			t.Fatalf("%s: there is nothing at %s to take away", r.Name, at)
		}
		holder[last] = r.Value
		if r.Drop {
			delete(holder, last)
		}
	case []any:
		i, err := strconv.Atoi(last)
		if err != nil || i >= len(holder) {
			t.Fatalf("%s: there is no element %s", r.Name, at)
		}
		holder[i] = r.Value
	default:
		t.Fatalf("%s: there is nothing at %s", r.Name, at)
	}
	return root
}

func unescape(part string) string { return strings.NewReplacer("~1", "/", "~0", "~").Replace(part) }

// refused says whether the expected violation is there, and none that the row
// does not name.
func (r refusal) refused(violations []shape.Violation, at string) bool {
	found := false
	for _, v := range violations {
		place := v.Pointer()
		if v.Keyword == "required" {
			place += "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(v.Member)
		}
		switch {
		case v.Keyword == r.Keyword && place == at:
			found = true
		case !slices.Contains(r.Also, v.Keyword):
			return false
		}
	}
	return found
}

// Every constraint of every schema is proved by a fixture: with the constraint
// taken away, at least one value that has to be refused passes.
func TestEveryConstraintIsProved(t *testing.T) {
	files := map[string]map[string]any{}
	for _, name := range schemaNames(t) {
		files[name] = readSchema(t, name)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, all := loadFixtures(t, name), constraints(t, files[name])
			if len(all) == 0 {
				t.Fatal("the schema demands nothing")
			}
			for _, c := range all {
				weaker := scim.Clone(files[name]).(map[string]any)
				c.remove(weaker)
				if !f.passes(t, compiled(t, folderWith(t, files, name, weaker)), name, c.keyword) {
					t.Errorf("nothing proves %s", c)
				}
			}
		})
	}
}

// passes says whether a value that should be refused for a keyword is not refused
// as its row says.
func (f fixtures) passes(t *testing.T, set *shape.Set, name, keyword string) bool {
	t.Helper()
	for _, row := range f.Refuse {
		if row.Keyword != keyword {
			continue
		}
		for _, at := range row.At {
			if !row.refused(set.Validate(name, row.apply(t, f.Accept[0].Value, at)), at) {
				return true
			}
		}
	}
	return false
}

// constraint is one keyword of a schema, or one name of its required.
type constraint struct {
	path    []string // to the subschema
	keyword string
	member  string // of required
}

func (c constraint) String() string {
	return strings.TrimSpace(fmt.Sprintf("%s of /%s %s", c.keyword, strings.Join(c.path, "/"), c.member))
}

func (c constraint) remove(root map[string]any) {
	var at any = root
	for _, part := range c.path {
		at = below(at, part)
	}
	schema := at.(map[string]any)
	if c.member == "" {
		delete(schema, c.keyword)
		return
	}
	names := schema["required"].([]any)
	schema["required"] = slices.DeleteFunc(slices.Clone(names), func(name any) bool { return name == c.member })
}

// constraints lists what a schema demands. Conditions are no demands, and what
// stands within contains and not is part of them.
func constraints(t *testing.T, root map[string]any) []constraint {
	t.Helper()
	var list []constraint
	var walk func(path []string, schema map[string]any)
	inner := func(path []string, value any) {
		if schema, ok := value.(map[string]any); ok {
			walk(path, schema)
		}
	}
	walk = func(path []string, schema map[string]any) {
		for _, keyword := range slices.Sorted(maps.Keys(schema)) {
			here := append(slices.Clone(path), keyword)
			switch keyword {
			case "$schema", "title", "description", "examples", "if", "$ref":
			case "type", "const", "enum", "pattern", "format", "minLength", "minItems", "minimum", "uniqueItems", "contains", "not":
				list = append(list, constraint{path: path, keyword: keyword})
			case "required":
				for _, name := range schema[keyword].([]any) {
					list = append(list, constraint{path, keyword, name.(string)})
				}
			case "items", "then":
				inner(here, schema[keyword])
			case "properties", "$defs":
				for _, name := range slices.Sorted(maps.Keys(schema[keyword].(map[string]any))) {
					inner(append(slices.Clone(here), name), schema[keyword].(map[string]any)[name])
				}
			case "allOf":
				for i, part := range schema[keyword].([]any) {
					inner(append(slices.Clone(here), strconv.Itoa(i)), part)
				}
			default:
				t.Errorf("/%s: the keyword is not known to this test, so nothing proves it", strings.Join(here, "/"))
			}
		}
	}
	walk(nil, root)
	return list
}

func readSchema(t *testing.T, name string) map[string]any {
	t.Helper()
	data, err := os.ReadFile(schemaFolder + "/" + name + ".schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	return schema
}

// folderWith is a folder with one schema changed and those that it refers to.
func folderWith(t *testing.T, files map[string]map[string]any, name string, changed map[string]any) fs.FS {
	t.Helper()
	folder := fstest.MapFS{}
	put := func(name string, schema map[string]any) {
		data, err := json.Marshal(schema)
		if err != nil {
			t.Fatal(err)
		}
		folder[name+".schema.json"] = &fstest.MapFile{Data: data}
	}
	put("enterprise-user", files["enterprise-user"])
	put(name, changed)
	return folder
}
