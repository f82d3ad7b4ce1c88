package patch

import (
	"slices"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// many is the next value of a multi-valued attribute.
func (c change) many(t target, list []any, value any) (any, error) {
	next, err := c.values(t, list, value)
	if err != nil || len(next) == 0 {
		return nil, err // RFC 7644 §3.5.2.2: without values it is unassigned
	}
	return next, nil
}

func (c change) values(t target, list []any, value any) ([]any, error) {
	if t.filter != nil || t.sub != nil {
		return c.selected(t, list, value)
	}
	if c.op == Remove && (c.Mode == Strict || value == nil) {
		return nil, nil // §3.5.2.2: the attribute and all values are removed
	}
	items, err := c.items(t.attribute, value)
	if err != nil {
		return nil, err
	}
	switch c.op {
	case Add:
		return c.join(t.attribute, list, items)
	case Replace:
		return c.renew(items)
	}
	// E-5.42: only what is listed.
	return slices.DeleteFunc(slices.Clone(list), newIndex(items).means), nil
}

// items reads the values for a multi-valued attribute; unassigned ones are none.
// RFC 7644 §3.5.2.1: what is added may be one value.
func (c change) items(attribute *schema.Attribute, value any) ([]any, error) {
	list, ok := value.([]any)
	if !ok && value != nil {
		if c.op == Replace && c.Mode == Strict {
			return nil, scim.InvalidValue(c.about(attribute) + " is multi-valued: an array is expected")
		}
		list = []any{value}
	}
	items := make([]any, 0, len(list))
	for _, one := range list {
		item, err := c.item(attribute, one)
		if err != nil {
			return nil, err
		}
		if item != nil {
			items = append(items, item)
		}
	}
	return items, nil
}

// item reads one value of a multi-valued attribute.
func (c change) item(attribute *schema.Attribute, value any) (any, error) {
	if value == nil {
		return nil, nil
	}
	if attribute.Type == "complex" {
		return c.merge(attribute, nil, value)
	}
	return c.simple(attribute, value)
}

// join adds values that are not there yet (RFC 7644 §3.5.2.1). A value that is
// there with other sub-attributes gets those that are new: the same (type,
// value) combination SHOULD NOT be there twice (RFC 7643 §2.4). Where the value
// is immutable it says which one is meant, and having it is enough: a member
// that was one already changes nothing.
func (c change) join(attribute *schema.Attribute, list, items []any) ([]any, error) {
	known := newIndex(list)
	value := attribute.Sub("value")
	fixed := value != nil && value.Mutability == "immutable"
	var elected []int
	for _, item := range items {
		place, whole := known.find(item)
		switch {
		case place < 0:
			place = known.add(item)
		case !whole && !fixed:
			merged, err := c.merge(attribute, known.list[place], item)
			if err != nil {
				return nil, err
			}
			known.list[place] = merged
		}
		if isPrimary(item) {
			elected = append(elected, place)
		}
	}
	return c.onePrimary(known.list, elected)
}

// renew is a list of new values; one that is there twice counts once.
func (c change) renew(items []any) ([]any, error) {
	known := newIndex(nil)
	var elected []int
	for _, item := range items {
		if known.has(item) {
			continue
		}
		place := known.add(item)
		if isPrimary(item) {
			elected = append(elected, place)
		}
	}
	return c.onePrimary(known.list, elected)
}

// onePrimary takes "primary" from the values that were not elected, once one was
// (RFC 7644 §3.5.2: the server SHALL set it to false for any other values). More
// than one cannot be primary (RFC 7643 §2.4).
func (c change) onePrimary(list []any, elected []int) ([]any, error) {
	slices.Sort(elected)
	elected = slices.Compact(elected)
	if len(elected) > 1 {
		return nil, scim.InvalidValue(c.where + ": at most one value can be primary")
	}
	if len(elected) == 0 {
		return list, nil
	}
	for i, value := range list {
		if i != elected[0] && isPrimary(value) {
			other := copyOf(value)
			put(other, "primary", false)
			list[i] = map[string]any(other)
		}
	}
	return list, nil
}

func isPrimary(value any) bool {
	primary, _ := scim.AsObject(value).Get("primary")
	return primary == true
}
