package refserver

import (
	"slices"
	"sort"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// intake judges what a client sends against the schemas of a resource type and
// makes a clean resource of it: names spelled as the schema spells them,
// unassigned and read-only attributes left out (RFC 7643 §2.5, RFC 7644 §3.3).
type intake struct {
	kind     *kind
	tolerant bool
}

// resource cleans a whole representation. The result has neither schemas, id
// nor meta: the server writes those.
func (in intake) resource(raw scim.Resource) (scim.Resource, *scim.Error) {
	clean := scim.Resource{}
	for _, name := range sortedNames(raw) {
		if fault := in.member(clean, name, raw[name]); fault != nil {
			return nil, fault
		}
	}
	if fault := required(in.kind.core, clean, ""); fault != nil {
		return nil, fault
	}
	return clean, in.extensions(clean)
}

// extensions holds the extensions to what they require, and the type to the
// extensions it requires (RFC 7643 §6, schemaExtensions).
func (in intake) extensions(clean scim.Resource) *scim.Error {
	for _, extension := range in.kind.extensions {
		part := clean.Object(extension.ID)
		if part == nil {
			if slices.Contains(in.kind.required, extension.ID) {
				return scim.InvalidValue("the extension " + extension.ID + " is required for a " + in.kind.name)
			}
			continue
		}
		if fault := required(extension, part, extension.ID+":"); fault != nil {
			return fault
		}
	}
	return nil
}

func sortedNames(object scim.Resource) []string {
	names := make([]string, 0, len(object))
	for name := range object {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// member cleans one top-level member of a resource.
func (in intake) member(clean scim.Resource, name string, value any) *scim.Error {
	switch strings.ToLower(name) {
	case "schemas", "id", "meta":
		return nil // read-only, or checked on its own
	}
	if extension := in.kind.extension(name); extension != nil {
		return in.extension(clean, extension, value)
	}
	attribute := in.kind.attribute(name)
	if attribute == nil {
		return unknown(in.kind.name, name)
	}
	return in.assign(clean, attribute, value, attribute.Name)
}

func (in intake) extension(clean scim.Resource, extension *schema.Schema, value any) *scim.Error {
	if value == nil {
		return nil
	}
	object := scim.AsObject(value)
	if object == nil {
		return scim.InvalidValue(extension.ID + " has to be an object")
	}
	if _, twice := clean[extension.ID]; twice {
		return twin(extension.ID)
	}
	part := scim.Resource{}
	for _, name := range sortedNames(object) {
		attribute := extension.Attribute(name)
		if attribute == nil {
			return unknown(extension.ID, name)
		}
		if fault := in.assign(part, attribute, object[name], extension.ID+":"+attribute.Name); fault != nil {
			return fault
		}
	}
	if len(part) > 0 {
		clean[extension.ID] = part
	}
	return nil
}

// assign puts the clean value of an attribute into an object; an unassigned or
// read-only one is left out.
func (in intake) assign(object scim.Resource, attribute *schema.Attribute, value any, path string) *scim.Error {
	if attribute.Mutability == "readOnly" {
		return nil // RFC 7644 §3.3, §3.5.1: SHALL be ignored
	}
	if _, twice := object[attribute.Name]; twice {
		return twin(path)
	}
	var clean any
	var fault *scim.Error
	if attribute.MultiValued {
		clean, fault = in.values(attribute, value, path)
	} else {
		clean, fault = in.value(attribute, value, path)
	}
	if fault == nil && clean != nil {
		object[attribute.Name] = clean
	}
	return fault
}

// values cleans a multi-valued attribute; nil when no value is left.
func (in intake) values(attribute *schema.Attribute, value any, path string) (any, *scim.Error) {
	if value == nil {
		return nil, nil
	}
	list, ok := value.([]any)
	if !ok {
		return nil, scim.InvalidValue(path + " is multi-valued: an array is expected")
	}
	clean := make([]any, 0, len(list))
	for _, element := range list {
		one, fault := in.value(attribute, element, path)
		if fault != nil {
			return nil, fault
		}
		if one != nil {
			clean = append(clean, one)
		}
	}
	if len(clean) == 0 {
		return nil, nil
	}
	return clean, onePrimary(clean, path)
}

// onePrimary holds RFC 7643 §2.4: the primary value true MUST appear no more
// than once.
func onePrimary(list []any, path string) *scim.Error {
	primaries := 0
	for _, element := range list {
		if object := scim.AsObject(element); object != nil && object["primary"] == true {
			primaries++
		}
	}
	if primaries > 1 {
		return scim.InvalidValue(path + ": at most one value can be primary")
	}
	return nil
}

// value cleans a single value; nil when it is unassigned.
func (in intake) value(attribute *schema.Attribute, value any, path string) (any, *scim.Error) {
	if value == nil {
		return nil, nil
	}
	if attribute.Type != "complex" {
		return simple(attribute, value, path, in.tolerant)
	}
	object := scim.AsObject(value)
	if object == nil && in.tolerant {
		object = bare(attribute, value)
	}
	if object == nil {
		return nil, scim.InvalidValue(path + " is complex: an object is expected")
	}
	return in.complex(attribute, object, path)
}

// bare reads "manager": "51aa" as {"value": "51aa"} (E-5.14, E-5.24); "" is
// unassigned (E-5.27).
func bare(attribute *schema.Attribute, value any) scim.Resource {
	text, ok := value.(string)
	if !ok || attribute.Sub("value") == nil {
		return nil
	}
	return scim.Resource{"value": text}
}

func (in intake) complex(attribute *schema.Attribute, object scim.Resource, path string) (any, *scim.Error) {
	clean := scim.Resource{}
	for _, name := range sortedNames(object) {
		sub := attribute.Sub(name)
		if sub == nil {
			if in.tolerant || object[name] == nil || attribute.MultiValued && strings.EqualFold(name, "display") {
				continue // observed: displayName in a member; EID 6011: members.display, published or not
			}
			return nil, unknown(path, name)
		}
		if fault := in.assign(clean, sub, object[name], path+"."+sub.Name); fault != nil {
			return nil, fault
		}
	}
	if in.tolerant && !attribute.MultiValued && clean["value"] == "" {
		return nil, nil // E-5.27: {"value": ""} clears the manager
	}
	if len(clean) == 0 {
		return nil, nil
	}
	return clean, requiredSubs(attribute, clean, path)
}

func required(s *schema.Schema, object scim.Resource, prefix string) *scim.Error {
	for i := range s.Attributes {
		attribute := &s.Attributes[i]
		if attribute.Required && attribute.Mutability != "readOnly" && empty(object[attribute.Name]) {
			return scim.InvalidValue(prefix + attribute.Name + " is required: send a value")
		}
	}
	return nil
}

func requiredSubs(attribute *schema.Attribute, object scim.Resource, path string) *scim.Error {
	for i := range attribute.SubAttributes {
		sub := &attribute.SubAttributes[i]
		if sub.Required && sub.Mutability != "readOnly" && empty(object[sub.Name]) {
			return scim.InvalidValue(path + "." + sub.Name + " is required: send a value")
		}
	}
	return nil
}

func empty(value any) bool {
	text, ok := value.(string)
	return value == nil || ok && strings.TrimSpace(text) == ""
}

func unknown(where, name string) *scim.Error {
	return scim.InvalidSyntax(where + " has no attribute " + name + ": see /Schemas for those it has")
}

func twin(path string) *scim.Error {
	return scim.InvalidSyntax(path + " is there twice: names that differ only in case are the same attribute")
}
