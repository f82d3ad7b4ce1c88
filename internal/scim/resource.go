package scim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Resource is a decoded SCIM object. Member names keep the spelling they had
// on the wire (attribute names are case-insensitive, RFC 7643 §2.1), numbers
// are json.Number, unknown members are kept.
type Resource map[string]any

// Decode reads exactly one JSON object.
func Decode(raw []byte) (Resource, error) {
	if resource, ok := Clean(raw); ok {
		return resource, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var resource Resource
	if err := decoder.Decode(&resource); err != nil {
		return nil, err
	}
	if resource == nil {
		return nil, fmt.Errorf("a JSON object is expected, found null")
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, fmt.Errorf("there is something after the JSON object")
	}
	return resource, nil
}

// Get finds a member by its name, whatever the case (RFC 7643 §2.1).
func (r Resource) Get(name string) (any, bool) {
	if value, ok := r[name]; ok {
		return value, true
	}
	for key, value := range r {
		if strings.EqualFold(key, name) {
			return value, true
		}
	}
	return nil, false
}

// String is the member's value when it is a string, else "".
func (r Resource) String(name string) string {
	value, _ := r.Get(name)
	text, _ := value.(string)
	return text
}

// ID is the service provider's identifier of the resource, "" when absent.
func (r Resource) ID() string { return r.String("id") }

// Object is the member's value as an object, nil when it is something else.
func (r Resource) Object(name string) Resource {
	value, _ := r.Get(name)
	return AsObject(value)
}

// List is the member's value as an array, nil when it is something else.
func (r Resource) List(name string) []any {
	value, _ := r.Get(name)
	list, _ := value.([]any)
	return list
}

// AsObject sees a decoded JSON value as an object, nil when it is none.
func AsObject(value any) Resource {
	switch object := value.(type) {
	case map[string]any:
		return object
	case Resource:
		return object
	}
	return nil
}

// Clone copies a decoded JSON value deeply.
func Clone(value any) any {
	switch v := value.(type) {
	case map[string]any:
		return cloneMap(v)
	case Resource:
		return Resource(cloneMap(v))
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = Clone(v[i])
		}
		return list
	}
	return value
}

func cloneMap(object map[string]any) map[string]any {
	twin := make(map[string]any, len(object))
	for key, value := range object {
		twin[key] = Clone(value)
	}
	return twin
}
