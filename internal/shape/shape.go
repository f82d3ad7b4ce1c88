// Package shape checks decoded JSON against JSON Schemas (draft 2020-12) and
// says in plain words what is wrong and where. It loads nothing by itself: the
// schemas come from the folder it is given, and a reference out of it is an
// error.
package shape

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

const (
	suffix = ".schema.json"
	draft  = "https://json-schema.org/draft/2020-12/schema"
	// home is where schemas without $id live, so that they can refer to each
	// other by file name. Nothing is ever fetched from there.
	home = "https://scimulator.example/schemas/"
)

// Set holds schemas by name. It may be used by several goroutines at once.
//
// A schema is compiled when it is first needed: most of the time goes into
// judging the schemas themselves, and a command needs few of them.
type Set struct {
	schemas map[string]*schema

	mu       sync.Mutex // the compiler is for one goroutine at a time
	compiler *jsonschema.Compiler
}

// schema is one schema of a set.
type schema struct {
	url    string
	once   sync.Once
	root   *jsonschema.Schema
	places map[string]*jsonschema.Schema // every subschema, by its absolute location
	quick  quick
	err    error
}

// Compile reads all *.schema.json of a folder. The name of a schema is its file
// name without the suffix. Schemas may refer to each other by $id, or by file
// name where they have none. What is wrong within a schema is found when it is
// first needed, or by Sound.
func Compile(folder fs.FS) (*Set, error) {
	files, err := fs.Glob(folder, "*"+suffix)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, errors.New("the folder holds no *" + suffix)
	}
	set := &Set{schemas: map[string]*schema{}, compiler: newCompiler()}
	for _, file := range files {
		url, err := register(set.compiler, folder, file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		set.schemas[strings.TrimSuffix(file, suffix)] = &schema{url: url}
	}
	return set, nil
}

// Has says whether there is a schema of that name.
func (s *Set) Has(name string) bool { return s.schemas[name] != nil }

// Names are the names of all schemas, sorted.
func (s *Set) Names() []string { return slices.Sorted(maps.Keys(s.schemas)) }

// Sound compiles all schemas and says what is wrong with them.
func (s *Set) Sound() error {
	var wrong []error
	for _, name := range s.Names() {
		if _, err := s.compiled(name); err != nil {
			wrong = append(wrong, err)
		}
	}
	return errors.Join(wrong...)
}

// compiled gives a schema ready for use.
func (s *Set) compiled(name string) (*schema, error) {
	one := s.schemas[name]
	if one == nil {
		return nil, fmt.Errorf("there is no schema %q", name)
	}
	one.once.Do(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if one.root, one.err = s.compiler.Compile(one.url); one.err != nil {
			one.err = fmt.Errorf("the schema %q is wrong: %w", name, one.err)
			return
		}
		one.places = map[string]*jsonschema.Schema{}
		note(one.places, one.root)
		one.quick = newQuick(one.places)
	})
	return one, one.err
}

func newCompiler() *jsonschema.Compiler {
	compiler := jsonschema.NewCompiler()
	compiler.Draft = jsonschema.Draft2020
	compiler.AssertFormat = true // else 2020-12 takes formats as annotations
	compiler.ExtractAnnotations = true
	compiler.LoadURL = func(url string) (io.ReadCloser, error) {
		return nil, fmt.Errorf("%s is not in the folder, and nothing is loaded from elsewhere", url)
	}
	return compiler
}

// register hands one file to the compiler and gives the URL it is known by.
func register(compiler *jsonschema.Compiler, folder fs.FS, file string) (string, error) {
	data, err := fs.ReadFile(folder, file)
	if err != nil {
		return "", err
	}
	var head struct {
		Schema string `json:"$schema"`
		ID     string `json:"$id"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return "", err
	}
	if head.Schema != draft {
		return "", fmt.Errorf("$schema is %q, expected %q", head.Schema, draft)
	}
	if head.ID == "" {
		head.ID = home + file
	}
	return head.ID, compiler.AddResource(head.ID, bytes.NewReader(data))
}

// Validate judges a value against the schema of that name: decoded JSON, that is
// map[string]any, []any, string, json.Number (or float64), bool and nil. The
// violations are leaves only, in a stable order: by path, then by keyword. None
// means that the value is as it should be. A name without schema, a schema that
// is wrong and a value that is not decoded JSON are violations too, so that
// nothing passes unjudged.
func (s *Set) Validate(name string, value any) []Violation {
	one, err := s.compiled(name)
	if err != nil {
		return []Violation{{Message: "it cannot be judged: " + err.Error()}}
	}
	if one.quick.look(one.root, value) == sound {
		return nil
	}
	err = one.root.Validate(value)
	if err == nil {
		return nil
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return []Violation{{Message: "it cannot be judged: " + err.Error()}}
	}
	return sorted(reader{one.places, value}.leaves(invalid))
}
