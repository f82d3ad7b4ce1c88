package steps

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// demanded adds to a resource what the target demands of every one of its type (by
// its target file, or as required in /Schemas), where the check says nothing of it. A check that needs a value that the target
// does not take does not apply: the target has said so (target file, data).
func (w *World) demanded(r request) (string, error) {
	kind := w.stage.Facts.kindOf(endpointOf(r.path))
	if strings.EqualFold(endpointOf(r.path), "/Bulk") {
		return w.demandedInBulk(r)
	}
	rules := w.stage.Demands[kind]
	if kind == "" || r.method != http.MethodPost && r.method != http.MethodPut {
		return r.body, nil
	}
	body, err := scim.Decode([]byte(r.body))
	if err != nil {
		return r.body, nil
	}
	if err := w.allowed(kind, rules, body); err != nil || r.plain {
		return r.body, err
	}
	added := false
	for _, path := range rules.Required {
		if _, there, err := lookup(body, path); err == nil && !there {
			assign(body, path, rules.value(path))
			added = true
		}
	}
	for _, attribute := range w.stage.Facts.required(kind) {
		if _, there := body.Get(attribute.Name); !there {
			body[attribute.Name] = one(attribute)
			added = true
		}
	}
	if !added {
		return r.body, nil // as the check writes it, byte by byte
	}
	w.nameSchemas(body)
	return compact(map[string]any(body)), nil
}

// demandedInBulk does the same for each operation of a bulk request.
func (w *World) demandedInBulk(r request) (string, error) {
	body, err := scim.Decode([]byte(r.body))
	if err != nil {
		return r.body, nil
	}
	changed := false
	for _, element := range body.List("Operations") {
		operation := scim.AsObject(element)
		data, there := operation.Get("data")
		if _, isObject := data.(map[string]any); !there || !isObject {
			continue
		}
		before := compact(data)
		after, err := w.demanded(request{method: operation.String("method"), path: operation.String("path"), body: before, plain: r.plain})
		if err != nil {
			return r.body, err
		}
		if filled, err := scim.Decode([]byte(after)); err == nil && after != before {
			operation["data"], changed = map[string]any(filled), true
		}
	}
	if !changed {
		return r.body, nil
	}
	return compact(map[string]any(body)), nil
}

func (w *World) allowed(kind string, rules Demands, body scim.Resource) error {
	for _, path := range slices.Sorted(maps.Keys(rules.Allowed)) {
		value, there, err := lookup(body, path)
		if err == nil && there && !slices.Contains(rules.Allowed[path], bare(value)) {
			return w.excuse("of a %s, the target takes as %s only %s", kind, path, strings.Join(rules.Allowed[path], ", "))
		}
	}
	return nil
}

// one is a value of an attribute, in a list where it has several.
func one(a *schema.Attribute) any {
	if a.MultiValued {
		return []any{sample(a, false)}
	}
	return sample(a, false)
}

// value is one that the target takes.
func (d Demands) value(path string) any {
	if list := d.Allowed[path]; len(list) > 0 {
		return list[0]
	}
	name := path[strings.LastIndexAny(path, ".:")+1:]
	return sampleText(name, false)
}

// assign sets the value at a path: name, name.sub, URN:name, URN:name.sub.
func assign(body scim.Resource, path string, value any) {
	if strings.HasPrefix(strings.ToLower(path), "urn:") {
		at := strings.LastIndexByte(path, ':')
		body, path = inside(body, path[:at]), path[at+1:]
	}
	if name, sub, nested := strings.Cut(path, "."); nested {
		body, path = inside(body, name), sub
	}
	body[path] = value
}

// inside is the object under a name, made where there is none.
func inside(body scim.Resource, name string) scim.Resource {
	if object := body.Object(name); object != nil {
		return object
	}
	object := map[string]any{}
	body[name] = object
	return object
}
