package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
)

// members compares the members of a group as a set of ids. However many are
// wrong, they are one difference of a kind.
func (c *comparison) members(expected Expected) {
	seen, twice := memberIDs(c.seen)
	var lost, kept, foreign []string
	for id := range expected.Members {
		if !seen[id] && !expected.mayHold(id) {
			lost = append(lost, id)
		}
	}
	for id := range seen {
		switch {
		case expected.Members[id] || expected.mayHold(id):
		case slices.Contains(expected.Gone, Gone{"members", id}):
			kept = append(kept, id)
		default:
			foreign = append(foreign, id)
		}
	}
	c.noteMembers(Lost, lost, "members "+listed(lost), counted(len(seen)))
	c.noteMembers(Kept, kept, "without "+listed(kept), "members "+listed(kept))
	c.noteMembers(Foreign, foreign, "only the members that were added", "members "+listed(foreign))
	c.noteMembers(Twice, twice, "each member once", listed(twice)+" more than once")
}

func (e Expected) mayHold(id string) bool { return e.MayHold != nil && e.MayHold(id) }

// memberIDs are the ids of a group's members, and those that are there more than
// once.
func memberIDs(group scim.Resource) (ids map[string]bool, twice []string) {
	ids = map[string]bool{}
	for _, member := range group.List("members") {
		id := text(valueOf(member))
		if ids[id] && !slices.Contains(twice, id) {
			twice = append(twice, id)
		}
		if id != "" {
			ids[id] = true
		}
	}
	return ids, twice
}

func (c *comparison) noteMembers(kind Kind, ids []string, expected, seen string) {
	if len(ids) > 0 {
		c.found = append(c.found, Difference{Attribute: "members", Kind: kind, Expected: expected, Seen: seen})
	}
}

func counted(n int) string {
	switch n {
	case 0:
		return "no members"
	case 1:
		return "1 member"
	}
	return fmt.Sprintf("%d members", n)
}

// shownIDs is how many ids a finding names.
const shownIDs = 5

// listed names some ids, in order.
func listed(ids []string) string {
	ids = slices.Sorted(slices.Values(ids))
	if len(ids) <= shownIDs {
		return strings.Join(ids, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(ids[:shownIDs], ", "), len(ids)-shownIDs)
}

// gone looks for values that were removed and are still there, and that nothing
// has written again. Members are compared as a whole where they are known.
func (c *comparison) gone(expected Expected) {
	for i, gone := range expected.Gone {
		if gone.Attribute == "members" && expected.Members != nil || slices.Contains(expected.Gone[:i], gone) {
			continue
		}
		path, err := filter.ParsePath(gone.Attribute)
		if err != nil || c.holds(expected.Resource, path, gone.Value) || !c.holds(c.seen, path, gone.Value) {
			continue
		}
		c.found = append(c.found, Difference{Attribute: gone.Attribute, Kind: Kept, Expected: none, Seen: gone.Value})
	}
}

// holds says whether a resource has a value at a path.
func (c *comparison) holds(resource scim.Resource, path filter.Path, value string) bool {
	expression, ok := equality(path, value)
	return ok && filter.Match(expression, resource, c.set)
}

// equality is the filter that asks for a value at a path; false for a path that
// names a whole extension.
func equality(path filter.Path, value string) (filter.Expr, bool) {
	switch {
	case path.Name == "":
		return nil, false
	case path.Filter == nil:
		return filter.Compare{Path: path.Attr(), Op: filter.Eq, Value: value}, true
	}
	sub := path.Sub
	if sub == "" {
		sub = "value"
	}
	inner := filter.Compare{Path: filter.AttrPath{Name: sub}, Op: filter.Eq, Value: value}
	return filter.ValuePath{Path: filter.AttrPath{URN: path.URN, Name: path.Name}, Filter: filter.And{Left: path.Filter, Right: inner}}, true
}
