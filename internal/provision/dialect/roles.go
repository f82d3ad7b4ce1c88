package dialect

import (
	"cmp"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// roleType is the type that the service gives to every role; it cannot be
// mapped away (E-5.30).
const roleType = "WindowsAzureActiveDirectoryRole"

// Role is an app role that is assigned to a user. As JSON it is the text that
// the PATCH of E-5.29 carries within its value.
type Role struct {
	ID          string `json:"id"`
	Value       string `json:"value"`
	DisplayName string `json:"displayName"`
}

// Name is what the service calls the role: its value, or else its display name.
func (r Role) Name() string { return cmp.Or(r.Value, r.DisplayName) }

// RoleForm is which role function gave the roles (E-3.28).
type RoleForm int

// The forms of E-3.28.
const (
	SingleRole   RoleForm = iota // SingleAppRoleAssignment
	AddRoles                     // AppRoleAssignmentsComplex: only ever added
	ReplaceRoles                 // AssertiveAppRoleAssignmentsComplex: replace those of the target
)

// Roles is the value of a role attribute.
type Roles struct {
	Form RoleForm
	List []Role
}

// String names the roles, for the provisioning log.
func (r Roles) String() string {
	names := make([]string, len(r.List))
	for i, role := range r.List {
		names[i] = role.Name()
	}
	return strings.Join(names, ", ")
}

// putRoles writes roles into the body of a creation (E-3.28, E-5.30). A role
// that several mappings take apart, to .value and .display, stays one element.
func (d Dialect) putRoles(body map[string]any, t Target, roles Roles) {
	holder := body
	if t.URN != "" {
		holder = child(body, t.URN)
	}
	if roles.Form == SingleRole {
		holder[t.Name] = d.single(holder[t.Name], t, roles.List[0])
		return
	}
	holder[t.Name] = d.complex(roles)
}

// single is the one element of SingleAppRoleAssignment; a mapping of the type
// alone leaves the role without a value (observed).
func (d Dialect) single(before any, t Target, role Role) []any {
	list, _ := before.([]any)
	if len(list) == 0 {
		list = []any{map[string]any{"primary": true, "type": roleType}}
	}
	if element, ok := list[0].(map[string]any); ok && t.Sub != "type" {
		element[cmp.Or(t.Sub, "value")] = role.Name()
	}
	return list
}

func (d Dialect) complex(roles Roles) []any {
	list := make([]any, 0, len(roles.List))
	for _, role := range roles.List {
		element := map[string]any{"primary": false, "value": role.Name()}
		name := cmp.Or(role.DisplayName, role.Value)
		switch {
		case roles.Form == ReplaceRoles:
			element["display"] = name
		case d.options.RoleDisplay:
			element["display"], element["type"] = name, roleType
		default:
			element["displayName"] = name
		}
		list = append(list, element)
	}
	return list
}

// splitRoles takes the roles out of changes and gives the operations for them,
// one for each attribute: the op is Add, or replace for the assertive function,
// which the document prints in lower case (E-5.30).
func (d Dialect) splitRoles(changes []Change) (rest []Change, operations []operation) {
	merged := map[string]any{}
	place := map[string]int{}
	for _, change := range changes {
		roles, ok := change.Value.(Roles)
		if !ok {
			rest = append(rest, change)
			continue
		}
		path := change.Target.whole()
		if _, known := place[path]; !known {
			place[path] = len(operations)
			operations = append(operations, operation{Op: d.op(Add), Path: path})
		}
		at := &operations[place[path]]
		if roles.Form == ReplaceRoles {
			at.Op = "replace"
		}
		at.Value = d.patched(merged, change.Target, roles)
	}
	return rest, operations
}

// patched is the value of a role operation: with the flag, and for the assertive
// function, the same as in POST (E-3.28, E-5.23); else each role as a JSON text
// within the value (E-5.29).
func (d Dialect) patched(merged map[string]any, t Target, roles Roles) any {
	if d.form.compliant || roles.Form == ReplaceRoles {
		d.putRoles(merged, t, roles)
		if t.URN != "" {
			return child(merged, t.URN)[t.Name]
		}
		return merged[t.Name]
	}
	list := make([]map[string]string, len(roles.List))
	for i, role := range roles.List {
		list[i] = map[string]string{"value": string(encode(role))}
	}
	return list
}

// Missing are the roles that a target's elements do not show. An element is a
// role by its value, by the JSON text of E-5.29, or where one of its parts is
// mapped by that part; of the type alone nothing but its presence is known.
func (t Target) Missing(shown []any, roles Roles) []Role {
	var missing []Role
	for _, role := range roles.List {
		if !t.shows(shown, role) {
			missing = append(missing, role)
		}
	}
	return missing
}

func (t Target) shows(shown []any, role Role) bool {
	for _, element := range shown {
		if t.isRole(element, role) {
			return true
		}
	}
	return false
}

func (t Target) isRole(element any, role Role) bool {
	text, bare := element.(string)
	if !bare {
		object := scim.AsObject(element)
		text = object.String("value")
		switch {
		case t.Sub == "type" && object.String("type") == roleType:
			return true
		case t.Sub != "" && t.Sub != "value" && strings.EqualFold(object.String(t.Sub), role.Name()):
			return true
		}
	}
	if strings.EqualFold(text, role.Name()) {
		return true
	}
	packed, err := scim.Decode([]byte(text))
	return err == nil && strings.EqualFold(Role{Value: packed.String("value"), DisplayName: packed.String("displayName")}.Name(), role.Name())
}
