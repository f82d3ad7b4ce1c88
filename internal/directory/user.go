package directory

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// The kinds of objects, in words.
const (
	kindUser  = "user"
	kindGroup = "group"
)

// User is a person of the tenant. Callers read; changes go through Directory.
type User struct {
	ID          string    // alias by which the story speaks of the user
	ObjectID    string    // GUID
	Enabled     bool      // accountEnabled: sign-in is not blocked
	SoftDeleted time.Time // virtual; zero unless in the recycle bin
	Manager     string    // alias, "" for none

	values   attributes
	groups   []*Group // that hold the user as a direct member
	reach    int32    // how many of them are assigned and not deleted
	assigned bool     // itself
	roles    []Role   // of the assignment of its own
}

// Value is the value of a single-valued source attribute.
func (u *User) Value(name string) (string, bool) {
	switch name {
	case "objectId":
		return u.ObjectID, true
	case "accountEnabled":
		return truth(u.Enabled), true
	}
	return u.values.value(name)
}

// Attribute are the values of a source attribute, such as proxyAddresses; a
// single value is a list of one.
func (u *User) Attribute(name string) ([]string, bool) {
	if name == AppRoles {
		roles := u.appRoles()
		return roles, len(roles) > 0
	}
	if text, ok := u.Value(name); ok {
		return []string{text}, true
	}
	return u.values.values(name)
}

// entitled says whether the user is assigned, itself or through a group (E-2.2).
func (u *User) entitled() bool { return u.assigned || u.reach > 0 }

// AddUser adds a user. The keys are source attributes, and besides: id (the
// alias, required), objectId (else drawn), enabled or accountEnabled (default
// true), manager (an alias). What Entra demands of every user is filled in where
// the story leaves it out: displayName and mailNickname.
func (d *Directory) AddUser(values map[string]any) error {
	id, _ := values["id"].(string)
	if err := d.free(id); err != nil {
		return err
	}
	edit := userEdit{user: &User{ID: id, Enabled: true}, values: draft{}}
	edit.user.ObjectID, _ = values["objectId"].(string)
	if err := d.editUser(&edit, complete(without(values, "id", "objectId"))); err != nil {
		return err
	}
	if err := d.claim(id, "", edit.values.text("userPrincipalName")); err != nil {
		return err
	}
	d.enroll(edit.user, edit.values)
	d.manage(edit.user, edit.manager)
	return nil
}

// enroll brings a complete user into the directory.
func (d *Directory) enroll(user *User, values draft) {
	if user.ObjectID == "" {
		user.ObjectID = newGUID(d.random)
	}
	user.values = d.pack(values)
	d.users.add(user.ID, user)
	d.feed.touch(user.ID)
}

// complete fills in what no user of Entra is without.
func complete(values map[string]any) map[string]any {
	text := func(name string) string { text, _ := values[name].(string); return text }
	if _, named := values["displayName"]; !named {
		values["displayName"] = strings.TrimSpace(text("givenName") + " " + text("surname"))
	}
	if _, named := values["mailNickname"]; !named {
		values["mailNickname"], _, _ = strings.Cut(text("userPrincipalName"), "@")
	}
	return values
}

// userEdit is a change of a user that is not yet carried out.
type userEdit struct {
	user    *User // a copy
	values  draft
	manager string
}

// editUser applies the values of a story to an edit; nothing in the directory
// changes before all of them were understood.
func (d *Directory) editUser(edit *userEdit, values map[string]any) error {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		switch raw := values[name]; name {
		case "enabled", "accountEnabled":
			enabled, ok := raw.(bool)
			if !ok {
				return fmt.Errorf("%s of %q must be true or false", name, edit.user.ID)
			}
			edit.user.Enabled = enabled
		case "manager":
			if err := d.editManager(edit, raw); err != nil {
				return err
			}
		case "id", "objectId":
			return fmt.Errorf("%s of %q cannot change: it is what identifies the object", name, edit.user.ID)
		default:
			v, err := parse(name, raw)
			if err != nil {
				return fmt.Errorf("user %q: %w", edit.user.ID, err)
			}
			edit.values.put(name, d.mark(kindUser, name, v))
		}
	}
	return nil
}

func (d *Directory) editManager(edit *userEdit, raw any) error {
	manager, ok := raw.(string)
	if raw != nil && !ok {
		return fmt.Errorf("the manager of %q must be the id of a user", edit.user.ID)
	}
	if err := d.mayManage(manager, edit.user.ID); err != nil {
		return err
	}
	edit.manager = manager
	return nil
}

// Update changes attributes of a user or a group: values as in AddUser and
// AddGroup, null for none. An update that changes nothing is no change.
func (d *Directory) Update(id string, values map[string]any) error {
	if group := d.groups.by[id]; group != nil {
		return d.updateGroup(group, values)
	}
	user, err := d.user(id)
	if err != nil {
		return err
	}
	return d.updateUser(user, values)
}

func (d *Directory) updateUser(user *User, values map[string]any) error {
	twin := *user
	edit := userEdit{user: &twin, values: user.values.draft(), manager: user.Manager}
	name := edit.values.text("userPrincipalName")
	if err := d.editUser(&edit, values); err != nil {
		return err
	}
	if user.SoftDeleted.IsZero() {
		if err := d.claim(user.ID, name, edit.values.text("userPrincipalName")); err != nil {
			return err
		}
	}
	packed := d.pack(edit.values)
	if packed != user.values || twin.Enabled != user.Enabled {
		user.values, user.Enabled = packed, twin.Enabled
		d.feed.touch(user.ID)
	}
	d.manage(user, edit.manager)
	return nil
}

// claim gives a userPrincipalName to its new owner: Entra lets no two users
// have the same. Those in the recycle bin have lost theirs.
func (d *Directory) claim(id, old, name string) error {
	key := strings.ToLower(name)
	if owner, taken := d.owners[key]; taken && owner != id {
		return fmt.Errorf("%q cannot have the userPrincipalName %s: %q has it", id, name, owner)
	}
	d.disclaim(id, old)
	if key != "" {
		d.owners[key] = id
	}
	return nil
}

func (d *Directory) disclaim(id, name string) {
	if key := strings.ToLower(name); d.owners[key] == id {
		delete(d.owners, key)
	}
}

func without(values map[string]any, names ...string) map[string]any {
	rest := maps.Clone(values)
	for _, name := range names {
		delete(rest, name)
	}
	return rest
}
