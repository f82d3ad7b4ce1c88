package check

import (
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// canonical is a resource as its JSON Schema can judge it: names and schema URIs
// spelled as the definitions do, since SCIM folds their case (RFC 7643 §2.1,
// RFC 7644 §3.10) and JSON Schema does not; members that are null left out, since
// they are unassigned (RFC 7643 §2.5).
func canonical(resource scim.Resource, set *schema.Set) map[string]any {
	plain := map[string]any{}
	for name, value := range resource {
		if value == nil {
			continue
		}
		if extension := set.Extension(name); extension != nil {
			plain[extension.ID] = inside(value, extension.Attribute)
			continue
		}
		attribute := set.Attribute("", name)
		switch {
		case attribute == nil:
			plain[name] = value
		case attribute.Name == "schemas":
			plain["schemas"] = uris(value, set)
		default:
			plain[attribute.Name] = inside(value, attribute.Sub)
		}
	}
	return plain
}

// inside canonicalises the members of an object, or of each object in an array.
func inside(value any, find func(string) *schema.Attribute) any {
	if list, ok := value.([]any); ok {
		twin := make([]any, len(list))
		for i := range list {
			twin[i] = inside(list[i], find)
		}
		return twin
	}
	object := scim.AsObject(value)
	if object == nil {
		return value
	}
	plain := map[string]any{}
	for name, inner := range object {
		if inner == nil {
			continue
		}
		if attribute := find(name); attribute != nil {
			name, inner = attribute.Name, inside(inner, attribute.Sub)
		}
		plain[name] = inner
	}
	return plain
}

// uris spells the schema URIs as the definitions do.
func uris(value any, set *schema.Set) any {
	list, ok := value.([]any)
	if !ok {
		return value
	}
	twin := make([]any, len(list))
	for i := range list {
		twin[i] = list[i]
		uri, _ := list[i].(string)
		if extension := set.Extension(uri); extension != nil {
			twin[i] = extension.ID
		}
		if strings.EqualFold(uri, set.Core().ID) {
			twin[i] = set.Core().ID
		}
	}
	return twin
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
