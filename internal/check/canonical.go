package check

import (
	"maps"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// canonical is a resource as its JSON Schema can judge it: names and schema URIs
// spelled as the definitions do, since SCIM folds their case (RFC 7643 §2.1,
// RFC 7644 §3.10) and JSON Schema does not; members that are null left out, since
// they are unassigned (RFC 7643 §2.5). What is canonical already, as nearly all
// of it is, is not copied: the result is for reading.
func canonical(resource scim.Resource, set *schema.Set) map[string]any {
	plain, _ := spelled(resource, func(name string, value any) (string, any, bool) {
		if attribute := set.Attribute("", name); attribute != nil {
			return ofCore(attribute, value, set)
		}
		if extension := set.Extension(name); extension != nil {
			twin, changed := inside(value, extension.Attribute)
			return extension.ID, twin, changed
		}
		return name, value, false
	})
	return plain
}

func ofCore(attribute *schema.Attribute, value any, set *schema.Set) (string, any, bool) {
	if attribute.Name == "schemas" {
		twin, changed := uris(value, set)
		return "schemas", twin, changed
	}
	twin, changed := inside(value, attribute.Sub)
	return attribute.Name, twin, changed
}

// spelled is an object without what is null, every member as the function spells
// it; the object itself, and false, where nothing changes.
func spelled(object map[string]any, spell func(name string, value any) (string, any, bool)) (plain map[string]any, copied bool) {
	plain = object
	for name, value := range object {
		wanted, twin, changed := name, value, value == nil
		if value != nil {
			wanted, twin, changed = spell(name, value)
		}
		if !changed && wanted == name {
			continue
		}
		if !copied {
			plain, copied = maps.Clone(object), true
		}
		delete(plain, name)
		if value != nil {
			plain[wanted] = twin
		}
	}
	return plain, copied
}

// inside canonicalises the members of an object, or of each object in an array,
// and says whether anything changed.
func inside(value any, find func(string) *schema.Attribute) (any, bool) {
	if list, ok := value.([]any); ok {
		return each(list, func(element any) (any, bool) { return inside(element, find) })
	}
	object := scim.AsObject(value)
	if object == nil {
		return value, false
	}
	return spelled(object, func(name string, inner any) (string, any, bool) {
		attribute := find(name)
		if attribute == nil {
			return name, inner, false
		}
		twin, changed := inside(inner, attribute.Sub)
		return attribute.Name, twin, changed
	})
}

// each canonicalises the elements of an array, which is copied only if one of
// them changes.
func each(list []any, element func(any) (any, bool)) (any, bool) {
	copied := false
	for i := range list {
		twin, changed := element(list[i])
		if !changed {
			continue
		}
		if !copied {
			list, copied = slices.Clone(list), true
		}
		list[i] = twin
	}
	return list, copied
}

// uris spells the schema URIs as the definitions do.
func uris(value any, set *schema.Set) (any, bool) {
	list, ok := value.([]any)
	if !ok {
		return value, false
	}
	return each(list, func(element any) (any, bool) {
		uri, _ := element.(string)
		switch extension := set.Extension(uri); {
		case uri == "":
		case extension != nil:
			return extension.ID, extension.ID != uri
		case strings.EqualFold(uri, set.Core().ID):
			return set.Core().ID, set.Core().ID != uri
		}
		return element, false
	})
}

// canonicalMessage does the same for a message whose attributes have these names, and whose
// schema has this URI.
func canonicalMessage(body scim.Resource, uri string, names ...string) map[string]any {
	plain := map[string]any{}
	for name, value := range body {
		if value == nil {
			continue
		}
		for _, known := range names {
			if strings.EqualFold(name, known) {
				name = known
			}
		}
		plain[name] = value
	}
	if list, ok := plain["schemas"].([]any); ok {
		twin := make([]any, len(list))
		for i := range list {
			twin[i] = list[i]
			if given, _ := list[i].(string); strings.EqualFold(given, uri) {
				twin[i] = uri
			}
		}
		plain["schemas"] = twin
	}
	return plain
}
