package filter

import (
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// Match says whether a resource satisfies a filter (RFC 7644 §3.4.2.2). The set
// is the schemas of its resource type. It judges filters that Check would
// refuse, too; a comparison that has no meaning does not match.
//
//   - Of a multi-valued attribute, one value has to match. A complex attribute
//     without a sub-attribute is compared by its sub-attribute "value".
//   - An extended attribute is found with and without its URN (§3.10).
//   - An attribute that the resource type does not have has no value (§3.4.2.1).
//   - null, an empty array and an absent attribute are the same (RFC 7643 §2.5):
//     "eq null" matches when the attribute has no value at all, "ne null" when
//     it has one.
//   - "ne" matches when one value differs, or when there is no value. The RFC
//     leaves the latter open; since no value is the same as null, and null is an
//     operand that is not identical to any other, it is not equal.
//   - "pr" does not match the empty string and objects without a value (table 3).
func Match(e Expr, resource scim.Resource, set *schema.Set) bool {
	return match(e, whole{resource, set})
}

// MatchValue says whether one value of an attribute satisfies the filter of a
// value path. The value of a simple attribute is named "value".
func MatchValue(e Expr, value any, attribute *schema.Attribute) bool {
	return match(e, element{value, attribute})
}

// scope is what the names of a filter refer to.
type scope interface {
	// lookup finds the value of an attribute, without regard to the
	// sub-attribute, and its definition. Both may be nil.
	lookup(path AttrPath) (value any, attribute *schema.Attribute)
}

// whole is a resource with the schemas of its type.
type whole struct {
	resource scim.Resource
	set      *schema.Set
}

func (w whole) lookup(path AttrPath) (any, *schema.Attribute) {
	extension, attribute := w.set.Locate(path.URN, path.Name)
	if attribute == nil {
		return nil, nil
	}
	holder := w.resource
	if extension != nil {
		holder = w.resource.Object(extension.ID)
	}
	value, _ := holder.Get(path.Name)
	return value, attribute
}

// element is one value of an attribute.
type element struct {
	value     any
	attribute *schema.Attribute
}

func (v element) lookup(path AttrPath) (any, *schema.Attribute) {
	if path.URN != "" {
		return nil, nil
	}
	if object := scim.AsObject(v.value); object != nil {
		value, _ := object.Get(path.Name)
		return value, v.attribute.Sub(path.Name)
	}
	if strings.EqualFold(path.Name, "value") {
		return significant(v.value, v.attribute)
	}
	return nil, nil
}

func match(e Expr, s scope) bool {
	switch e := e.(type) {
	case And:
		return match(e.Left, s) && match(e.Right, s)
	case Or:
		return match(e.Left, s) || match(e.Right, s)
	case Not:
		return !match(e.Inner, s)
	case Present:
		return some(s, e.Path, func(value any, _ *schema.Attribute) bool { return filled(value) })
	case Compare:
		return matchCompare(e, s)
	case ValuePath:
		return some(s, e.Path, func(value any, attribute *schema.Attribute) bool {
			return match(e.Filter, element{value, attribute})
		})
	}
	return false
}

func matchCompare(e Compare, s scope) bool {
	if e.Value == nil {
		assigned := some(s, e.Path, func(value any, _ *schema.Attribute) bool { return assigned(value) })
		return e.Op == Eq && !assigned || e.Op == Ne && assigned
	}
	valued := false
	matched := some(s, e.Path, func(value any, attribute *schema.Attribute) bool {
		value, attribute = significant(value, attribute)
		valued = valued || value != nil
		return value != nil && compare(e.Op, value, e.Value, attribute)
	})
	return matched || e.Op == Ne && !valued
}

// visit looks at one value and its definition, which may be nil.
type visit func(value any, attribute *schema.Attribute) bool

// some visits the values that a path names until a visit succeeds.
func some(s scope, path AttrPath, see visit) bool {
	value, attribute := s.lookup(path)
	if path.Sub == "" {
		return someOf(value, attribute, see)
	}
	return someOf(value, attribute, func(value any, attribute *schema.Attribute) bool {
		sub, _ := scim.AsObject(value).Get(path.Sub)
		return someOf(sub, attribute.Sub(path.Sub), see)
	})
}

func someOf(value any, attribute *schema.Attribute, see visit) bool {
	list, ok := value.([]any)
	if !ok {
		return value != nil && see(value, attribute)
	}
	for _, one := range list {
		if one != nil && see(one, attribute) {
			return true
		}
	}
	return false
}

// significant is the value that a complex value is compared by, nil when it has
// none. A complex attribute with a bare value counts as having just that
// (E-5.24).
func significant(value any, attribute *schema.Attribute) (any, *schema.Attribute) {
	if object := scim.AsObject(value); object != nil {
		value, _ = object.Get("value")
		return value, attribute.Sub("value")
	}
	if attribute != nil && attribute.Type == "complex" {
		attribute = attribute.Sub("value")
	}
	return value, attribute
}

// filled says whether a value is present in the sense of "pr".
func filled(value any) bool {
	if text, ok := value.(string); ok {
		return text != ""
	}
	return anyWithin(value, filled)
}

// assigned says whether a value is anything but null (RFC 7643 §2.5).
func assigned(value any) bool { return anyWithin(value, assigned) }

// anyWithin asks the members of an object and the elements of an array; null is
// nothing, and any other value is something.
func anyWithin(value any, is func(any) bool) bool {
	if list, ok := value.([]any); ok {
		for _, one := range list {
			if is(one) {
				return true
			}
		}
		return false
	}
	object := scim.AsObject(value)
	for _, one := range object {
		if is(one) {
			return true
		}
	}
	return object == nil && value != nil
}
