package schemas_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"gopkg.in/yaml.v3"

	"github.com/scimulator/scimulator/internal/refserver/account"
)

const accountFile = "account.openapi.yaml"

// accountAPI reads the description of the account side as JSON has it.
func accountAPI(t *testing.T) (document map[string]any, raw []byte) {
	t.Helper()
	text, err := os.ReadFile(accountFile)
	if err != nil {
		t.Fatal(err)
	}
	var parsed any
	if err := yaml.Unmarshal(text, &parsed); err != nil {
		t.Fatal(err)
	}
	if raw, err = json.Marshal(parsed); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &document); err != nil {
		t.Fatal(err)
	}
	return document, raw
}

// below is what a document has at a place.
func below(value any, names ...string) map[string]any {
	for _, name := range names {
		object, _ := value.(map[string]any)
		value = object[name]
	}
	object, _ := value.(map[string]any)
	return object
}

// The description is one by the rules of OpenAPI 3.1.
func TestAccountDescriptionIsSound(t *testing.T) {
	text, err := os.ReadFile("testdata/openapi-3.1.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("openapi.json", bytes.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	document, _ := accountAPI(t)
	if err := schema.Validate(document); err != nil {
		t.Errorf("%#v", err)
	}
	document["paths"] = "nothing"
	if schema.Validate(document) == nil {
		t.Error("a description without paths is sound, too: the schema judges nothing")
	}
}

// What is described is served, and the other way round.
func TestAccountDescriptionIsComplete(t *testing.T) {
	document, _ := accountAPI(t)
	var described []string
	for path, item := range below(document, "paths") {
		for method := range below(item) {
			if method != "parameters" {
				described = append(described, strings.ToUpper(method)+" "+path)
			}
		}
	}
	served := account.Operations()
	slices.Sort(described)
	slices.Sort(served)
	if !slices.Equal(described, served) {
		t.Errorf("described:\n%s\nserved:\n%s", strings.Join(described, "\n"), strings.Join(served, "\n"))
	}
}

// Each body is described with an example that is what its schema says.
func TestAccountExamples(t *testing.T) {
	document, raw := accountAPI(t)
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat = true
	if err := compiler.AddResource("account.json", bytes.NewReader(raw)); err != nil {
		t.Fatal(err)
	}
	count := 0
	for path, item := range below(document, "paths") {
		for method, operation := range below(item) {
			count += judgeExamples(t, compiler, operation, "#/paths/"+escape(path)+"/"+method)
		}
	}
	for name, response := range below(document, "components", "responses") {
		count += judgeExamples(t, compiler, response, "#/components/responses/"+name)
	}
	if count < len(account.Operations()) {
		t.Errorf("only %d examples", count)
	}
}

func escape(name string) string { return strings.ReplaceAll(name, "/", "~1") }

// judgeExamples judges the examples of all bodies below a place.
func judgeExamples(t *testing.T, compiler *jsonschema.Compiler, value any, place string) (count int) {
	t.Helper()
	object, isObject := value.(map[string]any)
	if !isObject {
		return 0
	}
	media := below(object, "content", "application/json")
	if media == nil && object["content"] != nil {
		t.Errorf("%s: a body that is no JSON", place)
	}
	if media != nil {
		at := place + "/content/application~1json/schema"
		schema, err := compiler.Compile("account.json" + at)
		if err != nil {
			t.Fatalf("%s: %v", at, err)
		}
		if err := schema.Validate(media["example"]); err != nil {
			t.Errorf("%s: the example %v: %v", at, media["example"], err)
		}
		return 1
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		count += judgeExamples(t, compiler, object[name], place+"/"+escape(name))
	}
	return count
}
