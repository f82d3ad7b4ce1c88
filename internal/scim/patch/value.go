package patch

import (
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// next is the value that the target's attribute has after the operation; nil
// when it is unassigned.
func (c change) next(t target, old, value any) (any, error) {
	if t.attribute.MultiValued {
		return c.many(t, listOf(old), value)
	}
	next, err := c.single(t, old, value)
	// E-5.27: "" as the value of a manager means none.
	if text, ok := valueOf(next).(string); ok && text == "" && c.Mode == Tolerant {
		return nil, err
	}
	return next, err
}

// valueOf is the sub-attribute "value" of a complex value.
func valueOf(value any) any {
	found, _ := scim.AsObject(value).Get("value")
	return found
}

func listOf(value any) []any {
	if list, ok := value.([]any); ok {
		return list
	}
	if unassigned(value) {
		return nil
	}
	return []any{value}
}

// single is the next value of an attribute that has one.
func (c change) single(t target, old, value any) (any, error) {
	switch {
	case t.filter != nil: // Tolerant: as if it had many
		list, err := c.selected(t, listOf(old), value)
		if err != nil || len(list) == 0 {
			return nil, err
		}
		return list[len(list)-1], nil
	case t.sub != nil:
		return c.within(t.sub, old, value)
	case c.op == Remove || value == nil: // RFC 7644 §3.5.2.2; RFC 7643 §2.5
		return nil, nil
	case t.attribute.Type == "complex":
		return c.merge(t.attribute, old, value)
	}
	return c.simple(t.attribute, value) // §3.5.2.1, §3.5.2.3: the value is replaced
}

// within changes one sub-attribute of a complex value.
func (c change) within(sub *schema.Attribute, old, value any) (any, error) {
	object := partsOf(old)
	var next any
	if c.op != Remove {
		var err error
		if next, err = c.part(sub, value); err != nil {
			return nil, err
		}
	}
	was, _ := object.Get(sub.Name)
	if err := c.permits(sub, was, next); err != nil {
		return nil, err
	}
	put(object, sub.Name, next)
	return orNil(object), nil
}

// merge gives a complex value the sub-attributes that an object names; others
// stay as they are (RFC 7644 §3.5.2.3), and null takes one away. Names of the
// schema are spelled as there.
func (c change) merge(attribute *schema.Attribute, old, value any) (any, error) {
	object, bare, err := c.object(attribute, value)
	if err != nil {
		return nil, err
	}
	merged := partsOf(old)
	if bare { // an id that stands alone takes nothing over from the one before
		merged = scim.Resource{}
	}
	for _, name := range names(object) {
		sub := subOf(attribute, name)
		if sub == nil {
			put(merged, name, scim.Clone(object[name]))
			continue
		}
		if err := c.mergePart(merged, attribute, sub, object[name]); err != nil {
			return nil, err
		}
	}
	return orNil(merged), nil
}

func (c change) mergePart(merged scim.Resource, attribute, sub *schema.Attribute, value any) error {
	next, err := c.part(sub, value)
	if err != nil {
		return err
	}
	// Of an attribute that is read-only itself, the whole value is compared.
	if attribute.Mutability != "readOnly" {
		if sub.Mutability == "readOnly" && c.Mode == Tolerant {
			return nil // ignored, as in other requests (RFC 7644 §3.3, §3.5.1)
		}
		was, _ := merged.Get(sub.Name)
		if err := c.permits(sub, was, next); err != nil {
			return err
		}
	}
	put(merged, sub.Name, next)
	return nil
}

// partsOf is a copy of a complex value; one that is bare has its "value" only.
func partsOf(value any) scim.Resource {
	if scim.AsObject(value) == nil && value != nil {
		return scim.Resource{"value": value}
	}
	return copyOf(value)
}

// object reads a complex value. RFC 7644 §3.5.2.1, §3.5.2.3: a set of
// sub-attributes SHALL be specified. Entra sends a manager as a bare id (E-5.24)
// or as an array of one (E-5.26).
func (c change) object(attribute *schema.Attribute, value any) (object scim.Resource, bare bool, err error) {
	if c.Mode == Tolerant {
		value = unwrap(value)
		if text, ok := value.(string); ok && subOf(attribute, "value") != nil {
			return scim.Resource{"value": text}, true, nil
		}
	}
	object = scim.AsObject(value)
	if object == nil {
		return nil, false, scim.InvalidValue(c.about(attribute) + " is complex: an object with its sub-attributes is expected")
	}
	if name := twin(object); name != "" {
		return nil, false, scim.InvalidValue(c.about(attribute) + ": " + name + " is there twice, in different cases")
	}
	return object, false, nil
}

// part reads the value of a sub-attribute; nil when it is unassigned.
func (c change) part(sub *schema.Attribute, value any) (any, error) {
	if sub.MultiValued && unassigned(value) {
		return nil, nil
	}
	if sub.MultiValued || sub.Type == "complex" {
		return scim.Clone(value), nil
	}
	return c.simple(sub, value)
}

// simple reads one simple value.
func (c change) simple(attribute *schema.Attribute, value any) (any, error) {
	if c.Mode == Tolerant {
		value = plain(attribute, value)
	}
	if _, ok := value.([]any); ok || scim.AsObject(value) != nil {
		return nil, scim.InvalidValue(c.about(attribute) + " is of type " + attribute.Type + ": a single simple value is expected")
	}
	return value, nil
}

// plain reads a simple value as Entra writes it: booleans as text (E-5.20), and
// by old jobs any value as an array of one object (E-5.46).
func plain(attribute *schema.Attribute, value any) any {
	value = unwrap(value)
	if object := scim.AsObject(value); object != nil {
		if inner, ok := object.Get("value"); ok {
			value = inner
		}
	}
	text, ok := value.(string)
	switch {
	case !ok || attribute.Type != "boolean":
		return value
	case strings.EqualFold(text, "true"):
		return true
	case strings.EqualFold(text, "false"):
		return false
	}
	return value
}

// unwrap takes the value out of an array of one.
func unwrap(value any) any {
	if list, ok := value.([]any); ok && len(list) == 1 {
		return list[0]
	}
	return value
}
