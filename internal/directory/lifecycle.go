package directory

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// retention is how long a deleted object can be restored (E-11.9).
const retention = 30 * 24 * time.Hour

// discarded is one entry of the recycle bin, oldest first. It is stale when the
// object was restored or deleted for good since.
type discarded struct {
	id string
	at time.Time
}

// Disable blocks the sign-in of a user.
func (d *Directory) Disable(id string) error { return d.enable(id, false) }

// Enable allows the sign-in of a user again.
func (d *Directory) Enable(id string) error { return d.enable(id, true) }

func (d *Directory) enable(id string, enabled bool) error {
	user, err := d.user(id)
	if err != nil {
		return err
	}
	if user.Enabled != enabled {
		user.Enabled = enabled
		d.feed.touch(id)
	}
	return nil
}

// Delete puts a user into the recycle bin: for 30 days it can be restored, with
// memberships and assignments (E-11.9). A deleted group is gone for everybody
// at once, its members lose the assignment they had through it; it, too, can be
// restored.
func (d *Directory) Delete(id string) error {
	if group := d.groups.by[id]; group != nil {
		return d.deleteGroup(group)
	}
	user, err := d.user(id)
	if err != nil {
		return err
	}
	if !user.SoftDeleted.IsZero() {
		return fmt.Errorf("%q is deleted already: restore or purge it", id)
	}
	user.SoftDeleted = d.now
	name, _ := user.Value("userPrincipalName")
	d.disclaim(id, name)
	d.bin = append(d.bin, discarded{user.ID, d.now})
	d.feed.touch(user.ID)
	return nil
}

func (d *Directory) deleteGroup(group *Group) error {
	if group.Deleted {
		return fmt.Errorf("%q is deleted already: restore or purge it", group.ID)
	}
	d.rescope(group, func() { group.Deleted = true })
	group.deletedAt = d.now
	d.bin = append(d.bin, discarded{group.ID, d.now})
	d.feed.change(group.ID)
	return nil
}

// Restore takes a user or group out of the recycle bin.
func (d *Directory) Restore(id string) error {
	if group := d.groups.by[id]; group != nil {
		return d.restoreGroup(group)
	}
	user, err := d.user(id)
	if err != nil {
		return err
	}
	if user.SoftDeleted.IsZero() {
		return fmt.Errorf("%q is not deleted, so it cannot be restored", id)
	}
	name, _ := user.Value("userPrincipalName")
	if err := d.claim(id, "", name); err != nil {
		return err
	}
	user.SoftDeleted = time.Time{}
	d.feed.touch(id)
	return nil
}

func (d *Directory) restoreGroup(group *Group) error {
	if !group.Deleted {
		return fmt.Errorf("%q is not deleted, so it cannot be restored", group.ID)
	}
	d.rescope(group, func() { group.Deleted = false })
	d.feed.change(group.ID)
	return nil
}

// Purge deletes a user or group for good, whether it was in the recycle bin or
// not. It leaves all groups, and nobody is managed by it any more.
func (d *Directory) Purge(id string) error {
	if user := d.users.by[id]; user != nil {
		d.purgeUser(user)
	} else if group := d.groups.by[id]; group != nil {
		d.purgeGroup(group)
	} else {
		return d.unknown("user or group", id)
	}
	return nil
}

func (d *Directory) purgeUser(user *User) {
	for _, group := range slices.Clone(user.groups) {
		d.leave(group, user)
	}
	d.manage(user, "")
	for _, report := range slices.Sorted(maps.Keys(d.reports[user.ID])) {
		d.manage(d.users.by[report], "")
	}
	name, _ := user.Value("userPrincipalName")
	d.disclaim(user.ID, name)
	d.users.remove(user.ID)
	d.gone[user.ID] = struct{}{}
	d.feed.touch(user.ID)
}

func (d *Directory) purgeGroup(group *Group) {
	d.rescope(group, func() { group.Deleted = true })
	for member := range group.members {
		if user := d.users.by[member]; user != nil {
			user.groups = slices.DeleteFunc(user.groups, func(other *Group) bool { return other == group })
		} else if inner := d.groups.by[member]; inner != nil {
			inner.groups = slices.DeleteFunc(inner.groups, func(other *Group) bool { return other == group })
		}
	}
	for _, outer := range slices.Clone(group.groups) {
		d.unnest(outer, group)
	}
	d.groups.remove(group.ID)
	d.gone[group.ID] = struct{}{}
	d.feed.change(group.ID)
}

// Tick lets virtual time pass until then: what has been in the recycle bin for
// 30 days is deleted for good (E-11.9).
func (d *Directory) Tick(until time.Time) {
	if until.After(d.now) {
		d.now = until
	}
	for len(d.bin) > 0 && !d.bin[0].at.Add(retention).After(d.now) {
		oldest := d.bin[0]
		d.bin = d.bin[1:]
		user, group := d.users.by[oldest.id], d.groups.by[oldest.id]
		switch {
		case user != nil && user.SoftDeleted.Equal(oldest.at):
			d.purgeUser(user)
		case group != nil && group.Deleted && group.deletedAt.Equal(oldest.at):
			d.purgeGroup(group)
		}
	}
}
