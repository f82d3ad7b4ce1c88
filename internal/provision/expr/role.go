package expr

import (
	"cmp"
	"encoding/json"
)

// roleNames is the source attribute of the role functions (E-3.28).
const roleNames = "appRoleAssignments"

// Role is an app role that is assigned to a user. As JSON it is the text that
// the PATCH of E-5.29 carries within its value.
type Role struct {
	ID          string `json:"id"`
	Value       string `json:"value"`
	DisplayName string `json:"displayName"`
}

// Name is what the service calls the role: its value, or else its display name.
func (r Role) Name() string { return cmp.Or(r.Value, r.DisplayName) }

// RoleForm is which role function gave the roles, and so how they are written.
type RoleForm int

// The forms of E-3.28.
const (
	// SingleRole (SingleAppRoleAssignment): List has one role, and the value is
	// the text of its name. Created as
	// {"primary": true, "type": "WindowsAzureActiveDirectoryRole", "value": Name} (E-5.30),
	// added as E-5.29.
	SingleRole RoleForm = iota
	// AddRoles (AppRoleAssignmentsComplex): elements
	// {"primary": false, "displayName": …, "value": …} (E-5.30), only ever added.
	AddRoles
	// ReplaceRoles (AssertiveAppRoleAssignmentsComplex): elements
	// {"primary": false, "display": …, "value": …} that replace all roles of the
	// target (E-5.30).
	ReplaceRoles
)

// Roles are the roles behind a value.
type Roles struct {
	Form RoleForm
	List []Role // in the order of the source attribute
}

// singleRole is E-4.47. Which of several roles is chosen is not specified; the
// first one is, so that the value does not change from cycle to cycle.
func singleRole(a *arguments) Value {
	list := a.roles()
	if len(list) == 0 {
		return Null()
	}
	value := Text(list[0].Name())
	value.roles = &Roles{SingleRole, list[:1]}
	return value
}

// rolesComplex is E-4.11.
func rolesComplex(a *arguments) Value { return complexRoles(AddRoles, a.roles()) }

// rolesAssertive is E-4.12.
func rolesAssertive(a *arguments) Value { return complexRoles(ReplaceRoles, a.roles()) }

func complexRoles(form RoleForm, list []Role) Value {
	if len(list) == 0 {
		return Null()
	}
	return Value{kind: KindRoles, roles: &Roles{form, list}}
}

// roles reads [appRoleAssignments].
func (a *arguments) roles() []Role {
	var list []Role
	for i, text := range a.list(0) {
		var role Role
		if err := json.Unmarshal([]byte(text), &role); err != nil || role.Name() == "" {
			a.fail(BadValue, `role %d of [%s] must be a JSON object such as {"id": "…", "value": "Editor", "displayName": "Editor"}`, i+1, roleNames)
			return nil
		}
		list = append(list, role)
	}
	return list
}
