package patch

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// index finds values of a multi-valued attribute by what is significant about
// them, so that many can be joined with many.
type index struct {
	list  []any
	keyed map[any][]int // places of values, by what is significant
	loose []int         // places of values without that
}

func newIndex(list []any) *index {
	x := &index{keyed: make(map[any][]int, len(list))}
	for _, value := range list {
		x.add(value)
	}
	return x
}

// add appends a value and gives its place.
func (x *index) add(value any) int {
	place := len(x.list)
	x.list = append(x.list, value)
	if key := significant(value); key != nil {
		x.keyed[key] = append(x.keyed[key], place)
	} else {
		x.loose = append(x.loose, place)
	}
	return place
}

// find gives the place of the value that an item means, -1 when there is none,
// and whether that value has all that the item has. An item that is not known by
// its "value", such as an address, means itself and nothing that has more.
func (x *index) find(item any) (place int, whole bool) {
	place = -1
	if significant(item) == nil {
		return slices.IndexFunc(x.list, func(value any) bool { return equal(value, item) }), true
	}
	for _, i := range x.keyed[significant(item)] {
		if holds(x.list[i], item) {
			return i, true
		}
		if place < 0 && alike(x.list[i], item) {
			place = i
		}
	}
	return place, false
}

// has says whether an item is there exactly.
func (x *index) has(item any) bool {
	places := x.loose
	if key := significant(item); key != nil {
		places = x.keyed[key]
	}
	return slices.ContainsFunc(places, func(i int) bool { return equal(x.list[i], item) })
}

// means says whether one of the indexed items means a value.
func (x *index) means(value any) bool {
	meant := func(i int) bool { return holds(value, x.list[i]) || alike(value, x.list[i]) }
	key := significant(value)
	return key != nil && slices.ContainsFunc(x.keyed[key], meant) || slices.ContainsFunc(x.loose, meant)
}

// significant is a simple value, or the "value" of a complex one, as a key; nil
// when there is none.
func significant(value any) any {
	if scim.AsObject(value) != nil {
		value = valueOf(value)
	}
	switch value := value.(type) {
	case string, bool, json.Number:
		return value
	}
	return nil
}

// holds says whether a value has all that an item has.
func holds(value, item any) bool {
	object, part := scim.AsObject(value), scim.AsObject(item)
	if object == nil || part == nil {
		return equal(value, item)
	}
	return contains(object, part)
}

// alike says whether two complex values have the same "value", and no different
// "type" (RFC 7643 §2.4). The value is compared in its case, as that of members
// is an id.
func alike(a, b any) bool {
	left, right := scim.AsObject(a), scim.AsObject(b)
	key := significant(a)
	if left == nil || right == nil || key == nil || key != significant(b) {
		return false
	}
	one, other := left.String("type"), right.String("type")
	return one == "" || other == "" || strings.EqualFold(one, other)
}
