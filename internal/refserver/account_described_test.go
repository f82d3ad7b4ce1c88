package refserver_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"gopkg.in/yaml.v3"
)

// description is the published description of the account side.
type description struct {
	paths    map[string]map[string]any
	compiler *jsonschema.Compiler
	mu       sync.Mutex
}

func readDescription() (*description, error) {
	text, err := os.ReadFile("../../schemas/account.openapi.yaml")
	if err != nil {
		return nil, err
	}
	var parsed any
	if err := yaml.Unmarshal(text, &parsed); err != nil {
		return nil, err
	}
	raw, err := json.Marshal(parsed)
	if err != nil {
		return nil, err
	}
	var document struct{ Paths map[string]map[string]any }
	if err := json.Unmarshal(raw, &document); err != nil {
		return nil, err
	}
	d := &description{paths: document.Paths, compiler: jsonschema.NewCompiler()}
	d.compiler.AssertFormat = true
	return d, d.compiler.AddResource("account.json", bytes.NewReader(raw))
}

// published is read once: it is the same for all tests.
var published = sync.OnceValues(readDescription)

// template is the described path that a request goes to, "" when there is none.
func (d *description) template(path string) string {
	path, _, _ = strings.Cut(path, "?")
	best := ""
	for template := range d.paths {
		if fits(template, path) && (best == "" || strings.Count(template, "{") < strings.Count(best, "{")) {
			best = template
		}
	}
	return best
}

func fits(template, path string) bool {
	names, segments := strings.Split(template, "/"), strings.Split(path, "/")
	if len(names) != len(segments) {
		return false
	}
	for i, name := range names {
		if !strings.HasPrefix(name, "{") && name != segments[i] {
			return false
		}
	}
	return true
}

// judge holds an answer to its description.
func (d *description) judge(t *testing.T, method, path string, status int, body any) {
	t.Helper()
	template := d.template(path)
	operation, _ := d.paths[template][strings.ToLower(method)].(map[string]any)
	if operation == nil {
		if status < 300 {
			t.Errorf("%s %s is served, and not described", method, path)
		}
		return
	}
	responses, _ := operation["responses"].(map[string]any)
	response, _ := responses[strconv.Itoa(status)].(map[string]any)
	if response == nil {
		t.Errorf("%s %s: %d is not described", method, path, status)
		return
	}
	place := "#/paths/" + strings.ReplaceAll(template, "/", "~1") + "/" + strings.ToLower(method) + "/responses/" + strconv.Itoa(status)
	if reference, ok := response["$ref"].(string); ok {
		place = reference
	} else if response["content"] == nil {
		if body != nil {
			t.Errorf("%s %s: a body that is not described: %v", method, path, body)
		}
		return
	}
	d.mu.Lock()
	schema, err := d.compiler.Compile("account.json" + place + "/content/application~1json/schema")
	d.mu.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(body); err != nil {
		t.Errorf("%s %s: %d %v: %v", method, path, status, body, err)
	}
}
