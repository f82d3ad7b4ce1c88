package patch

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// put gives a member of an object a value, under the spelling that it has there
// already; nil takes it away, however it is spelled.
func put(object scim.Resource, name string, value any) {
	key := spelling(object, name)
	if value != nil {
		object[key] = value
		return
	}
	for _, there := object[key]; there; _, there = object[key] {
		delete(object, key)
		key = spelling(object, name)
	}
}

// spelling is the name under which an object has a member, the given one when it
// has none.
func spelling(object scim.Resource, name string) string {
	if _, there := object[name]; there {
		return name
	}
	key := name
	for other := range object {
		if strings.EqualFold(other, name) && (key == name || other < key) {
			key = other // the first of several, so that two runs do the same
		}
	}
	return key
}

// names are the names of an object's members, in order, so that two runs do the
// same.
func names(object scim.Resource) []string {
	return slices.Sorted(maps.Keys(object))
}

// twin is a member that is there twice in different cases, "" when none is.
func twin(object scim.Resource) string {
	seen := make(map[string]bool, len(object))
	for _, name := range names(object) {
		folded := schema.Fold(name)
		if seen[folded] {
			return name
		}
		seen[folded] = true
	}
	return ""
}

// unassigned says whether a value is none: null, an empty array (RFC 7643 §2.5),
// or an object that holds nothing else.
func unassigned(value any) bool {
	if list, ok := value.([]any); ok {
		return len(list) == 0
	}
	object := scim.AsObject(value)
	for _, one := range object {
		if !unassigned(one) {
			return false
		}
	}
	return value == nil || object != nil
}

// equal compares decoded JSON values. Members are named in any case and may be
// absent instead of unassigned; the order of values counts.
func equal(a, b any) bool {
	if unassigned(a) || unassigned(b) {
		return unassigned(a) && unassigned(b)
	}
	if left, right := scim.AsObject(a), scim.AsObject(b); left != nil && right != nil {
		return contains(left, right) && contains(right, left)
	}
	left, ok := a.([]any)
	right, also := b.([]any)
	if ok && also {
		return slices.EqualFunc(left, right, equal)
	}
	return reflect.DeepEqual(a, b)
}

// contains says whether an object has everything that another one has.
func contains(object, part scim.Resource) bool {
	for name, value := range part {
		if has, _ := object.Get(name); !equal(has, value) {
			return false
		}
	}
	return true
}

// orNil is the object as a decoded value, nil when it holds nothing.
func orNil(object scim.Resource) any {
	if unassigned(object) {
		return nil
	}
	return map[string]any(object)
}

// copyOf is a copy of an object that can be changed; its members are shared.
func copyOf(value any) scim.Resource {
	object := maps.Clone(scim.AsObject(value))
	if object == nil {
		return scim.Resource{}
	}
	return object
}
