package directory

import (
	"fmt"
	"slices"
)

// AddMember puts a user or a group into a group as a direct member. A member
// that is there already is no change.
func (d *Directory) AddMember(groupID, member string) error {
	group, err := d.group(groupID)
	if err != nil {
		return err
	}
	if user := d.users.by[member]; user != nil {
		d.join(group, user)
		return nil
	}
	inner := d.groups.by[member]
	if inner == nil {
		return d.unknown("user or group", member)
	}
	if inner == group || inner.holds(group) {
		return fmt.Errorf("%q cannot be a member of %q: the groups would contain each other", member, groupID)
	}
	d.nest(group, inner)
	return nil
}

// holds says whether inner is nested into the group, however deep.
func (g *Group) holds(inner *Group) bool {
	return slices.ContainsFunc(inner.groups, func(outer *Group) bool { return outer == g || g.holds(outer) })
}

func (d *Directory) join(group *Group, user *User) {
	if group.HasMember(user.ID) {
		return
	}
	group.take(user.ID)
	user.groups = append(user.groups, group)
	if group.scopes() {
		d.lean(user, 1)
	}
	d.feed.member(group.ID, user.ID, true)
}

func (d *Directory) nest(group, inner *Group) {
	if group.HasMember(inner.ID) {
		return
	}
	group.take(inner.ID)
	inner.groups = append(inner.groups, group)
	d.feed.member(group.ID, inner.ID, true)
}

func (g *Group) take(member string) {
	g.joins++
	g.members[member] = g.joins
}

// RemoveMember takes a direct member out of a group.
func (d *Directory) RemoveMember(groupID, member string) error {
	group, err := d.group(groupID)
	if err != nil {
		return err
	}
	if !group.HasMember(member) {
		return fmt.Errorf("%q is not a direct member of %q, so it cannot be removed", member, groupID)
	}
	if user := d.users.by[member]; user != nil {
		d.leave(group, user)
		return nil
	}
	d.unnest(group, d.groups.by[member])
	return nil
}

func (d *Directory) leave(group *Group, user *User) {
	delete(group.members, user.ID)
	user.groups = slices.DeleteFunc(user.groups, func(other *Group) bool { return other == group })
	if group.scopes() {
		d.lean(user, -1)
	}
	d.feed.member(group.ID, user.ID, false)
}

func (d *Directory) unnest(group, inner *Group) {
	delete(group.members, inner.ID)
	inner.groups = slices.DeleteFunc(inner.groups, func(other *Group) bool { return other == group })
	d.feed.member(group.ID, inner.ID, false)
}
