// Package dialect holds the wire forms of Entra's provisioning client: how one
// and the same change looks as a request, depending on the kind of job and the
// flag in the Tenant URL (E-5). A dialect is a value; the engine above it
// decides what is sent, the dialect only how.
package dialect

import (
	"net/url"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// Dialect is one wire form.
type Dialect struct {
	Name    string
	Summary string
	// compliant is the behaviour of the flag aadOptscim062020 (E-5.21 – E-5.23):
	// lower-case op, real booleans, path-less replace, removal by path filter.
	compliant bool
}

// All lists the dialects in the order of the design.
func All() []Dialect {
	return []Dialect{
		{Name: "entra", Summary: "custom application, no flag: capitalised op, one operation per attribute, booleans as strings in PATCH"},
		{Name: "entra-optscim", Summary: "Tenant URL with the flag aadOptscim062020: lower-case op, real booleans, path-less replace", compliant: true},
	}
}

// Lookup finds a dialect by name.
func Lookup(name string) (Dialect, bool) {
	for _, dialect := range All() {
		if dialect.Name == name {
			return dialect, true
		}
	}
	return Dialect{}, false
}

// Op is what happens to an attribute; the dialect decides its spelling.
type Op int

// The operations of RFC 7644 §3.5.2.
const (
	Add Op = iota
	Replace
	Remove
)

func (d Dialect) op(op Op) string {
	name := [...]string{"Add", "Replace", "Remove"}[op]
	if d.compliant {
		return strings.ToLower(name)
	}
	return name
}

// Assignment is one attribute of a resource to be created.
type Assignment struct {
	Target Target
	Value  any // string or bool
}

// Change is one attribute of a resource to be changed.
type Change struct {
	Op     Op
	Target Target
	Value  any // string or bool
}

// MatchQuery is the raw query of a match (E-5.5, E-5.7, E-5.34): blanks as "+",
// quotes and "@" percent-encoded, excludedAttributes before filter.
func MatchQuery(target Target, value, excluded string) string {
	query := "filter=" + url.QueryEscape(target.Text+" eq "+quote(value))
	if excluded == "" {
		return query
	}
	return "excludedAttributes=" + excluded + "&" + query
}

// quote writes a filter operand: a JSON string (RFC 7644 §3.4.2.2) without the
// HTML escapes that encoding/json would add.
func quote(value string) string {
	return string(encode(value))
}

// CreateUser is the body of POST /Users (E-5.10): both schema URIs, no manager,
// an empty roles array, booleans as JSON booleans.
func (d Dialect) CreateUser(assignments []Assignment) []byte {
	body := map[string]any{}
	for _, assignment := range assignments {
		assignment.Target.put(body, assignment.Value)
	}
	if _, mapped := body["roles"]; !mapped {
		body["roles"] = []any{} // E-5.11
	}
	body["meta"] = map[string]any{"resourceType": "User"}
	return ordered(body, []string{scim.URNUser, scim.URNEnterpriseUser})
}

// CreateGroup is the body of POST /Groups (E-5.37): never with members.
func (d Dialect) CreateGroup(assignments []Assignment) []byte {
	body := map[string]any{}
	for _, assignment := range assignments {
		assignment.Target.put(body, assignment.Value)
	}
	body["meta"] = map[string]any{"resourceType": "Group"}
	return ordered(body, []string{scim.URNGroup})
}

// ordered encodes a body with schemas first, as Entra does.
func ordered(body map[string]any, schemas []string) []byte {
	b := appendValue([]byte(`{"schemas":`), schemas)
	end := len(b)
	b = appendObject(b, body)
	b[end] = ',' // in the place of the brace
	return b
}

// operation is one operation of a PATCH; a path of "" and a value of nil are left
// out.
type operation struct {
	Op    string
	Path  string
	Value any
}

func patch(operations ...operation) []byte {
	b := append([]byte(`{"schemas":["`), scim.URNPatchOp...)
	b = append(b, `"],"Operations":[`...)
	for i, o := range operations {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(append(b, `{"op":`...), o.Op)
		if o.Path != "" {
			b = appendText(append(b, `,"path":`...), o.Path)
		}
		if o.Value != nil {
			b = appendValue(append(b, `,"value":`...), o.Value)
		}
		b = append(b, '}')
	}
	return append(b, `]}`...)
}

// Update is the body of a PATCH that carries every changed attribute (E-5.16,
// E-5.21).
func (d Dialect) Update(changes []Change) []byte {
	if d.compliant {
		return patch(d.grouped(changes)...)
	}
	operations := make([]operation, 0, len(changes))
	for _, change := range changes {
		operations = append(operations, operation{d.op(change.Op), change.Target.Text, stringly(change.Value)})
	}
	return patch(operations...)
}

// stringly writes booleans as "True" and "False" (E-5.20).
func stringly(value any) any {
	boolean, ok := value.(bool)
	if !ok {
		return value
	}
	if boolean {
		return "True"
	}
	return "False"
}

// grouped keeps filtered paths, additions and active as operations of their
// own, filtered ones first; all other replaced attributes share one path-less
// operation behind them, whose keys are full attribute names (E-5.21, E-5.22).
func (d Dialect) grouped(changes []Change) []operation {
	var filtered, single []operation
	together := map[string]any{}
	for _, change := range changes {
		switch {
		case change.Target.MultiValued():
			filtered = append(filtered, operation{d.op(change.Op), change.Target.Text, change.Value})
		case change.Op != Replace || change.Target.Name == "active":
			single = append(single, operation{d.op(change.Op), change.Target.Text, change.Value})
		default:
			together[change.Target.Text] = change.Value
		}
	}
	operations := filtered
	if len(together) > 0 {
		operations = append(operations, operation{Op: d.op(Replace), Value: together})
	}
	return append(operations, single...)
}

// SetReference is the PATCH that sets or changes a reference such as manager:
// the target id as a bare string (E-5.24, E-5.25).
func (d Dialect) SetReference(op Op, target Target, id string) []byte {
	return patch(operation{d.op(op), target.Text, id})
}

// ClearReference is the PATCH that removes a reference (E-5.27, the form of
// Microsoft's validation suite): replaced by the empty string.
func (d Dialect) ClearReference(target Target) []byte {
	return patch(operation{d.op(Replace), target.Text, ""})
}

// AddMember is the PATCH that puts one member into a group (E-5.41, E-5.43).
func (d Dialect) AddMember(id string) []byte {
	return patch(operation{d.op(Add), "members", memberList(id)})
}

// RemoveMember is the PATCH that takes one member out of a group: by value list
// without the flag, by path filter with it (E-5.41).
func (d Dialect) RemoveMember(id string) []byte {
	if d.compliant {
		return patch(operation{Op: d.op(Remove), Path: "members[value eq " + quote(id) + "]"})
	}
	return patch(operation{d.op(Remove), "members", memberList(id)})
}

func memberList(id string) []any {
	return []any{map[string]any{"value": id}}
}
