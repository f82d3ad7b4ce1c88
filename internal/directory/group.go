package directory

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"
)

// Group is a group of the tenant. Callers read; changes go through Directory.
type Group struct {
	ID          string // alias by which the story speaks of the group
	ObjectID    string // GUID
	DisplayName string // with the marker
	Deleted     bool   // gone from the directory, but restorable

	values    attributes
	members   map[string]int // direct members by alias, in the order of joining
	joins     int
	groups    []*Group // that it is nested into
	assigned  bool
	roles     []Role // of the assignment
	deletedAt time.Time
}

// Value is the value of a single-valued source attribute.
func (g *Group) Value(name string) (string, bool) {
	switch name {
	case "objectId":
		return g.ObjectID, true
	case "displayName":
		return g.DisplayName, g.DisplayName != ""
	}
	return g.values.value(name)
}

// Attribute are the values of a source attribute; a single value is a list of one.
func (g *Group) Attribute(name string) ([]string, bool) {
	if text, ok := g.Value(name); ok {
		return []string{text}, true
	}
	return g.values.values(name)
}

// Members are the aliases of the direct members, users and nested groups, in
// the order in which they joined.
func (g *Group) Members() iter.Seq[string] {
	return slices.Values(slices.SortedFunc(maps.Keys(g.members), func(a, b string) int { return g.members[a] - g.members[b] }))
}

// HasMember says whether a user or group is a direct member.
func (g *Group) HasMember(member string) bool {
	_, found := g.members[member]
	return found
}

// scopes says whether the group brings its direct members into scope (E-2.2).
func (g *Group) scopes() bool { return g.assigned && !g.Deleted }

// AddGroup adds a group. The keys are source attributes, and besides: id (the
// alias, required), objectId (else drawn), members (aliases).
func (d *Directory) AddGroup(values map[string]any) error {
	id, _ := values["id"].(string)
	if err := d.free(id); err != nil {
		return err
	}
	members, err := d.initialMembers(id, values["members"])
	if err != nil {
		return err
	}
	group := &Group{ID: id}
	group.ObjectID, _ = values["objectId"].(string)
	attributes := draft{}
	if err := d.editGroup(group, attributes, without(values, "id", "objectId", "members")); err != nil {
		return err
	}
	d.found(group, attributes)
	for _, member := range members {
		if err := d.AddMember(id, member); err != nil {
			return err
		}
	}
	return nil
}

// initialMembers reads the members of a new group and looks that all are there.
func (d *Directory) initialMembers(id string, raw any) ([]string, error) {
	if raw == nil {
		return nil, nil
	}
	v, err := parse("members", raw)
	if err != nil || !v.many {
		return nil, fmt.Errorf("the members of %q must be a list of ids", id)
	}
	for _, member := range v.texts {
		if d.users.by[member] == nil && d.groups.by[member] == nil {
			return nil, fmt.Errorf("group %q: %w", id, d.unknown("user or group", member))
		}
	}
	return v.texts, nil
}

// found brings a complete group into the directory.
func (d *Directory) found(group *Group, values draft) {
	if group.ObjectID == "" {
		group.ObjectID = newGUID(d.random)
	}
	group.members = map[string]int{}
	d.nameGroup(group, values)
	d.groups.add(group.ID, group)
	d.feed.change(group.ID)
}

func (d *Directory) nameGroup(group *Group, values draft) {
	group.DisplayName = values.text("displayName")
	delete(values, "displayName")
	group.values = d.pack(values)
}

func (d *Directory) editGroup(group *Group, attributes draft, values map[string]any) error {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		switch name {
		case "id", "objectId":
			return fmt.Errorf("%s of %q cannot change: it is what identifies the object", name, group.ID)
		case "members":
			return fmt.Errorf("the members of %q change by addMember and removeMember", group.ID)
		}
		v, err := parse(name, values[name])
		if err != nil {
			return fmt.Errorf("group %q: %w", group.ID, err)
		}
		attributes.put(name, d.mark(kindGroup, name, v))
	}
	return nil
}

func (d *Directory) updateGroup(group *Group, values map[string]any) error {
	attributes := group.values.draft()
	attributes.put("displayName", single(group.DisplayName))
	if err := d.editGroup(group, attributes, values); err != nil {
		return err
	}
	twin := *group
	d.nameGroup(&twin, attributes)
	if twin.DisplayName == group.DisplayName && twin.values == group.values {
		return nil
	}
	group.DisplayName, group.values = twin.DisplayName, twin.values
	d.feed.change(group.ID)
	return nil
}
