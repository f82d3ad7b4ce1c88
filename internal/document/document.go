// Package document reads the YAML files that people write for this program: one
// document a file, strict, with the place of every value kept, so that each
// mistake is told as file:line:column. It is the only package that knows YAML.
package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/scimulator/scimulator/internal/shape"
)

// APIVersion is the version of every file format of this program.
const APIVersion = "scimulator/v1"

// sizeLimit is the largest file that is read, in bytes: a story with tens of
// thousands of users fits, a wrong file does not fill the memory.
const sizeLimit = 8 << 20

// Document is one file as it was read: its value as decoded JSON, the place of
// everything in it, and what was found wrong so far.
type Document struct {
	file   string
	data   []byte
	root   *yaml.Node
	value  any
	faults Faults
}

// Read parses a file. The error is of type Faults: bad syntax, more than one
// document, a key that is there twice, aliases that multiply.
//
// Plain scalars are read by the rules of JSON: true and false are booleans,
// decimal numbers are numbers, null and nothing are null; everything else is
// text, also yes, 012, 0x1F and 2026-01-05, which YAML 1.1 would change.
func Read(file string, data []byte) (*Document, error) {
	d := &Document{file: file, data: data}
	if !d.check(data) {
		return nil, d.Err()
	}
	d.root = d.parse(data)
	if d.root != nil {
		converter := converter{document: d, budget: len(data) + aliasAllowance, open: map[*yaml.Node]bool{}}
		d.value = converter.value(d.root, 0)
	}
	if err := d.Err(); err != nil {
		return nil, err
	}
	return d, nil
}

// Load reads a file of one of our formats and decodes it: into is a pointer to
// the type with the format's json tags. The schema is the one named as the kind,
// in small letters. A wrong apiVersion or kind, bad syntax
// and a value that does not fit into its type end it; whatever else the schema
// objects to is noted in the document, so that a caller can go on to find more
// and ask for all of it with Err.
func Load(file string, data []byte, formats *shape.Set, kind string, into any) (*Document, error) {
	d, err := Read(file, data)
	if err != nil {
		return nil, err
	}
	if !d.Identify(kind) {
		return nil, d.Err()
	}
	d.Validate(formats, strings.ToLower(kind))
	if err := d.Decode(into); err != nil {
		return nil, d.Err()
	}
	return d, nil
}

// Value is the whole document as decoded JSON: map[string]any, []any, string,
// json.Number, bool or nil. It is not a copy.
func (d *Document) Value() any { return d.value }

// Has says whether there is a value at a path. What a schema refused for its
// type or form is not there.
func (d *Document) Has(path Path) bool {
	_, there := lookup(d.value, path)
	return there
}

// Validate judges the document by a schema and notes every violation. Values of
// a wrong type or form are dropped from the document, so that the rest can be
// decoded and judged further.
func (d *Document) Validate(formats *shape.Set, schema string) {
	violations := formats.Validate(schema, d.value)
	for _, violation := range violations {
		d.violation(violation)
	}
	for _, violation := range violations {
		if violation.Keyword == "type" || violation.Keyword == "pattern" {
			d.drop(Path(violation.Path))
		}
	}
}

// drop removes a member, or makes an element null so that the others keep their
// places.
func (d *Document) drop(path Path) {
	if len(path) == 0 {
		return
	}
	last := path[len(path)-1]
	holder, _ := lookup(d.value, path[:len(path)-1])
	switch holder := holder.(type) {
	case map[string]any:
		delete(holder, last)
	case []any:
		if i, err := strconv.Atoi(last); err == nil && i < len(holder) {
			holder[i] = nil
		}
	}
}

func lookup(value any, path Path) (any, bool) {
	for _, part := range path {
		switch holder := value.(type) {
		case map[string]any:
			member, there := holder[part]
			if !there {
				return nil, false
			}
			value = member
		case []any:
			i, err := strconv.Atoi(part)
			if err != nil || i < 0 || i >= len(holder) {
				return nil, false
			}
			value = holder[i]
		default:
			return nil, false
		}
	}
	return value, true
}

// Decode fills a value with json tags. If that fails the document has a fault
// already, or gets one.
func (d *Document) Decode(into any) error {
	raw, err := json.Marshal(d.value)
	if err != nil {
		return d.undecodable(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if err := decoder.Decode(into); err != nil {
		return d.undecodable(err)
	}
	return nil
}

func (d *Document) undecodable(err error) error {
	if len(d.faults) == 0 {
		d.Fault(nil, "the file does not fit its format: %v", err)
	}
	return d.Err()
}

// parse reads the one document of a file; nil when there is none.
func (d *Document) parse(data []byte) *yaml.Node {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var first, second yaml.Node
	switch err := decoder.Decode(&first); {
	case errors.Is(err, io.EOF):
		d.fault(1, 1, "the file is empty")
		return nil
	case err != nil:
		d.syntax(data, err)
		return nil
	}
	switch err := decoder.Decode(&second); {
	case errors.Is(err, io.EOF):
	case err != nil:
		d.syntax(data, err)
		return nil
	default:
		d.fault(second.Line, second.Column, "a second document begins here: a file holds one")
		return nil
	}
	return first.Content[0]
}

// Identify compares apiVersion and kind, before anything else: a file of another
// kind would be wrong everywhere. It says whether they are as expected.
func (d *Document) Identify(kind string) bool {
	object, ok := d.value.(map[string]any)
	if !ok {
		d.Fault(nil, "the file should hold an object with apiVersion: %s and kind: %s", APIVersion, kind)
		return false
	}
	sound := true
	for _, want := range []struct{ key, value string }{{"apiVersion", APIVersion}, {"kind", kind}} {
		got, there := object[want.key]
		switch {
		case !there:
			d.Fault(nil, "%q is missing: expected %s: %s", want.key, want.key, want.value)
		case got != want.value:
			d.Fault(At(want.key), "%s is %q, expected %s", want.key, fmt.Sprint(got), want.value)
		default:
			continue
		}
		sound = false
	}
	return sound
}
