package directory

import "fmt"

// Assigned says whether a user is assigned to the application, itself or as a
// direct member of an assigned group; groups count when they are assigned
// themselves, and nested groups are not expanded (E-2.2).
func (d *Directory) Assigned(id string) bool {
	if user := d.users.by[id]; user != nil {
		return user.entitled()
	}
	group := d.groups.by[id]
	return group != nil && group.assigned
}

// Assign assigns a user or group to the application.
func (d *Directory) Assign(id string) error {
	if user := d.users.by[id]; user != nil {
		d.entitle(user, true)
		return nil
	}
	group := d.groups.by[id]
	if group == nil {
		return d.unknown("user or group", id)
	}
	d.allot(group, true)
	return nil
}

// Unassign takes the assignment of a user or group back. A user that is
// assigned through a group only cannot be unassigned.
func (d *Directory) Unassign(id string) error {
	user, group := d.users.by[id], d.groups.by[id]
	switch {
	case user == nil && group == nil:
		return d.unknown("user or group", id)
	case user != nil && !user.assigned && user.reach > 0:
		return fmt.Errorf("%q is assigned through a group only: remove it from the group, or unassign the group", id)
	case user != nil && !user.assigned || group != nil && !group.assigned:
		return fmt.Errorf("%q is not assigned, so it cannot be unassigned", id)
	case user != nil:
		d.entitle(user, false)
	default:
		d.allot(group, false)
	}
	return nil
}

// entitle assigns a user itself; it is news only if the user was not assigned
// otherwise.
func (d *Directory) entitle(user *User, assigned bool) {
	before := user.entitled()
	user.assigned = assigned
	if !assigned {
		user.roles = nil
	}
	if user.entitled() != before {
		d.feed.touch(user.ID)
	}
}

// allot assigns a group.
func (d *Directory) allot(group *Group, assigned bool) {
	if group.assigned == assigned {
		return
	}
	if !assigned {
		d.forgetRoles(group)
	}
	d.rescope(group, func() { group.assigned = assigned })
	d.feed.change(group.ID)
}

// rescope carries out a change that may bring the direct members of a group
// into scope or out of it, and puts those who are affected into the feed.
func (d *Directory) rescope(group *Group, change func()) {
	before := group.scopes()
	change()
	if group.scopes() == before {
		return
	}
	step := int32(1)
	if before {
		step = -1
	}
	for member := range group.Members() {
		if user := d.users.by[member]; user != nil {
			d.lean(user, step)
		}
	}
}

// lean counts the assigned groups a user is a direct member of.
func (d *Directory) lean(user *User, step int32) {
	before := user.entitled()
	user.reach += step
	if user.entitled() != before {
		d.feed.touch(user.ID)
	}
}
