package patch

import (
	"maps"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// Applier applies operations to resources of one type.
type Applier struct {
	Set  *schema.Set // of the resource type; not nil
	Mode Mode
}

// Apply applies operations in order, each to the result of those before it, and
// says whether the resource is another one now. The resource must not be nil. It
// is changed in place, by all operations or, on an error, by none (RFC 7644
// §3.5.2: a PATCH request SHALL be treated as atomic). Errors are of type
// *scim.Error. Operations keep their values: nothing of them becomes part of the
// resource.
//
// Judged are paths, mutability, required attributes, and whether a value is
// simple, an object or an array. The types of simple values, unknown
// sub-attributes and uniqueness are left to the caller, who sees the whole.
func (a Applier) Apply(resource scim.Resource, operations []Operation) (changed bool, err error) {
	work := copyAll(resource)
	for i, operation := range operations {
		if err := a.apply(work, operation); err != nil {
			return false, numbered(i, err)
		}
	}
	if equal(resource, work) {
		return false, nil
	}
	clear(resource)
	maps.Copy(resource, work)
	return true, nil
}

func copyAll(resource scim.Resource) scim.Resource {
	return scim.AsObject(scim.Clone(resource))
}

func (a Applier) apply(resource scim.Resource, operation Operation) error {
	c := change{a, operation.Op, operation.Path}
	if operation.Path == "" {
		return c.resource(resource, operation.Value)
	}
	t, err := a.target(operation.Path)
	if err != nil {
		return err
	}
	return c.at(resource, t, operation.Value)
}

// change is one operation at work.
type change struct {
	Applier
	op    Op
	where string // the path or the name in a path-less value, for errors
}

// resource applies an operation without a path: its value has the attributes to
// be added (RFC 7644 §3.5.2.1) or replaced (§3.5.2.3), others stay.
func (c change) resource(resource scim.Resource, value any) error {
	if c.op == Remove {
		return scim.NoTarget("remove needs a path: say what to remove")
	}
	object := scim.AsObject(value)
	if object == nil {
		return scim.InvalidValue("without a path the value has to be an object with the attributes to " + string(c.op))
	}
	if len(object) == 0 && c.op == Replace && c.Mode == Strict { // §3.5.2.3: a list of one or more attributes
		return scim.InvalidValue("the value names no attribute to replace")
	}
	return c.each(resource, nil, object)
}

// each applies the operation to every attribute that an object names.
func (c change) each(resource scim.Resource, extension *schema.Schema, object scim.Resource) error {
	if name := twin(object); name != "" {
		return scim.InvalidValue(name + " is there twice: names that differ only in case are the same attribute")
	}
	for _, name := range names(object) {
		t, err := c.member(extension, name)
		if err != nil {
			return err
		}
		part := c
		part.where = name
		if err := part.at(resource, t, object[name]); err != nil {
			return err
		}
	}
	return nil
}

// member finds what a name in an object refers to: an attribute, or on the top
// level an extension. Entra's names are whole paths (E-5.21).
func (c change) member(extension *schema.Schema, name string) (target, error) {
	prefix := ""
	if extension != nil {
		prefix = extension.ID
	}
	if attribute := c.Set.Attribute(prefix, name); attribute != nil {
		return target{extension: extension, attribute: attribute}, nil
	}
	if whole := c.Set.Extension(name); whole != nil && extension == nil {
		return target{extension: whole}, nil
	}
	if prefix != "" {
		prefix += ":"
	}
	if c.Mode == Tolerant {
		if t, err := c.target(prefix + name); err == nil {
			return t, nil
		}
	}
	// RFC 7644 table 9: the value is not compatible with the resource schema.
	return target{}, scim.InvalidValue("there is no attribute " + prefix + name + ": see /Schemas for those there are")
}

// extension applies the operation to all that an extension has, as to a complex
// attribute: what the value does not name stays.
func (c change) extension(resource scim.Resource, extension *schema.Schema, value any) error {
	if c.op != Remove && value != nil {
		object := scim.AsObject(value)
		if object == nil {
			return scim.InvalidValue(extension.ID + " is an extension: an object with its attributes is expected")
		}
		return c.each(resource, extension, object)
	}
	for i := range extension.Attributes {
		t := target{extension: extension, attribute: &extension.Attributes[i]}
		if unassigned(t.read(resource)) {
			continue
		}
		if err := c.at(resource, t, nil); err != nil {
			return err
		}
	}
	put(resource, extension.ID, nil)
	return nil
}

// at applies the operation to its target.
func (c change) at(resource scim.Resource, t target, value any) error {
	if t.attribute == nil {
		return c.extension(resource, t.extension, value)
	}
	old := t.read(resource)
	next, err := c.next(t, old, value)
	if locked(t) && (err != nil || c.op == Remove || !equal(old, next)) {
		return scim.Mutability(c.where + " is read-only: the service provider alone changes it")
	}
	if err != nil {
		return err
	}
	if err := c.permits(t.attribute, old, next); err != nil {
		return err
	}
	if !equal(old, next) {
		t.write(resource, next)
	}
	return nil
}

// locked says whether the target is read-only (RFC 7644 §3.5.2). To give it the
// value that it has is no modification; to remove it is refused in any case
// (§3.5.2.2), since a resource may show a read-only attribute that it does not
// hold.
func locked(t target) bool {
	return t.attribute.Mutability == "readOnly" || t.sub != nil && t.sub.Mutability == "readOnly"
}

// permits says why an attribute may not go from one value to another.
func (c change) permits(attribute *schema.Attribute, old, next any) error {
	switch {
	case equal(old, next):
		return nil
	case attribute.Mutability == "readOnly":
		return scim.Mutability(c.about(attribute) + " is read-only: the service provider alone changes it")
	case attribute.Mutability == "immutable" && !unassigned(old):
		// RFC 7644 §3.5.2: only while it had no previous value.
		return scim.Mutability(c.about(attribute) + " is immutable and has a value: it cannot be changed")
	case !attribute.Required || !unassigned(next):
		return nil
	case c.op == Remove: // §3.5.2.2: if it becomes unassigned and is required
		return scim.Mutability(c.about(attribute) + " is required: it cannot be removed")
	}
	return scim.InvalidValue(c.about(attribute) + " is required: send a value")
}

// about names an attribute in an error, and the path where it was met.
func (c change) about(attribute *schema.Attribute) string {
	if c.where == attribute.Name || c.where == "" {
		return attribute.Name
	}
	return attribute.Name + " (" + c.where + ")"
}
