package directory

import (
	"encoding/json"
	"fmt"
	"slices"
)

// AppRoles is the source attribute that lists the app roles of a user, one JSON
// object each (E-3.28).
const AppRoles = "appRoleAssignments"

// Role is an app role of the application.
type Role struct {
	ID          string `json:"id"`
	Value       string `json:"value"`
	DisplayName string `json:"displayName"`
}

// Role is the app role with this value; it gets an id of its own, which is the
// same whenever the role is asked for.
func (d *Directory) Role(value string) Role {
	role, known := d.appRoles[value]
	if !known {
		role = Role{ID: newGUID(d.random), Value: value, DisplayName: value}
		d.DefineRole(role)
	}
	return role
}

// DefineRole gives an app role an id and a display name of the story's choice.
func (d *Directory) DefineRole(role Role) {
	if d.appRoles == nil {
		d.appRoles = map[string]Role{}
	}
	d.appRoles[role.Value] = role
}

// AssignRole assigns a user or group to the application with a role; members of
// a group have the roles of the group. Who has a role already gets one more.
func (d *Directory) AssignRole(id, role string) error {
	if role == "" {
		return d.Assign(id)
	}
	if err := d.Assign(id); err != nil {
		return err
	}
	return d.changeRoles(id, func(roles []Role) []Role { return append(roles, d.Role(role)) })
}

// UnassignRole takes one role back; the last one ends the assignment.
func (d *Directory) UnassignRole(id, role string) error {
	if role == "" {
		return d.Unassign(id)
	}
	held := d.rolesOf(id)
	if !slices.ContainsFunc(held, func(r Role) bool { return r.Value == role }) {
		return fmt.Errorf("%q does not have the role %q by an assignment of its own, so it cannot be taken back", id, role)
	}
	if len(held) == 1 {
		return d.Unassign(id)
	}
	return d.changeRoles(id, func(roles []Role) []Role {
		return slices.DeleteFunc(slices.Clone(roles), func(r Role) bool { return r.Value == role })
	})
}

// rolesOf are the roles that an object is assigned with itself.
func (d *Directory) rolesOf(id string) []Role {
	if user := d.users.by[id]; user != nil {
		return user.roles
	}
	if group := d.groups.by[id]; group != nil {
		return group.roles
	}
	return nil
}

// changeRoles is news about the user, or about every direct member of the group.
func (d *Directory) changeRoles(id string, change func([]Role) []Role) error {
	if user := d.users.by[id]; user != nil {
		user.roles = change(user.roles)
		d.feed.touch(id)
		return nil
	}
	group, err := d.group(id)
	if err != nil {
		return err
	}
	group.roles = change(group.roles)
	for member := range group.Members() {
		if d.users.by[member] != nil {
			d.feed.touch(member)
		}
	}
	return nil
}

// appRoles are the roles of a user as values of the source attribute, each once.
func (u *User) appRoles() []string {
	roles := slices.Clone(u.roles)
	for _, group := range u.groups {
		if group.scopes() {
			roles = append(roles, group.roles...)
		}
	}
	var texts []string
	for _, role := range roles {
		raw, err := json.Marshal(role)
		if text := string(raw); err == nil && !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	return texts
}

// forgetRoles takes the roles of a group back, which its members notice even
// where another assignment keeps them in scope.
func (d *Directory) forgetRoles(group *Group) {
	if len(group.roles) > 0 {
		_ = d.changeRoles(group.ID, func([]Role) []Role { return nil }) // the group is there
	}
}
