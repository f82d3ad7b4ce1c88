package dialect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// adscim is the invalid schema of groups that legacy jobs send (E-5.40).
const adscim = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"

// Assignment is one attribute of a resource to be created.
type Assignment struct {
	Target Target
	Value  any    // string, bool, int64, time.Time, []string or Roles
	Text   string // of a boolean as the mapping spelled it; "" means True or False
}

// CreateUser is the body of POST /Users (E-5.10): both schema URIs, no manager,
// an empty roles array, booleans as JSON booleans.
func (d Dialect) CreateUser(assignments []Assignment) []byte {
	body := d.body(assignments)
	if d.form.validator {
		return ordered(body, d.userSchemas(has(body, scim.URNEnterpriseUser)))
	}
	if _, mapped := body["roles"]; !mapped {
		body["roles"] = []any{} // E-5.11
	}
	body["meta"] = map[string]any{"resourceType": "User"}
	return ordered(body, d.userSchemas(d.options.Enterprise || !d.options.MappedOnly))
}

func has(body map[string]any, name string) bool {
	_, there := body[name]
	return there
}

// userSchemas: the URN of a custom extension is never listed (E-5.13).
func (d Dialect) userSchemas(enterprise bool) []string {
	if enterprise {
		return []string{scim.URNUser, scim.URNEnterpriseUser}
	}
	return []string{scim.URNUser}
}

// CreateGroup is the body of POST /Groups (E-5.37): never with members.
func (d Dialect) CreateGroup(assignments []Assignment) []byte {
	body := d.body(assignments)
	if d.options.EmptyMembers {
		body["members"] = []any{}
	}
	return d.group(body)
}

// ReplaceGroup is the body of PUT /Groups/{id}, the whole group (E-5.49; the
// body is inferred).
func (d Dialect) ReplaceGroup(id string, assignments []Assignment, members []string) []byte {
	body := d.body(assignments)
	body["id"], body["members"] = id, d.memberList(members)
	return d.group(body)
}

func (d Dialect) group(body map[string]any) []byte {
	if !d.form.validator {
		body["meta"] = map[string]any{"resourceType": "Group"}
	}
	if d.form.legacy {
		return ordered(body, []string{scim.URNGroup, adscim})
	}
	return ordered(body, []string{scim.URNGroup})
}

func (d Dialect) body(assignments []Assignment) map[string]any {
	body := map[string]any{}
	for _, assignment := range assignments {
		switch value := assignment.Value.(type) {
		case Roles:
			d.putRoles(body, assignment.Target, value)
		case bool:
			d.put(body, assignment.Target, d.created(value, assignment.Text))
		default:
			d.put(body, assignment.Target, assignment.Value)
		}
	}
	return body
}

// created is a boolean in POST (E-5.15).
func (d Dialect) created(value bool, text string) any {
	if d.options.CreateText {
		return spelled(value, text)
	}
	return value
}

// put writes a value for the target into the body of a create request.
func (d Dialect) put(body map[string]any, t Target, value any) {
	holder := body
	if t.URN != "" {
		holder = child(body, t.URN)
	}
	switch {
	case t.Key != "":
		d.putElement(holder, t, value)
	case t.Sub != "":
		child(holder, t.Name)[t.Sub] = value
	default:
		holder[t.Name] = value
	}
}

func child(holder map[string]any, name string) map[string]any {
	if object, ok := holder[name].(map[string]any); ok {
		return object
	}
	object := map[string]any{}
	holder[name] = object
	return object
}

// putElement fills the element that carries the key; the work address of
// e-mails is created as the primary one (E-5.11).
func (d Dialect) putElement(holder map[string]any, t Target, value any) {
	list, _ := holder[t.Name].([]any)
	element, _ := t.element(list).(map[string]any)
	if element == nil {
		element = map[string]any{t.Key: d.operand(t.Value)}
		if t.Name == "emails" && t.Value == "work" && !d.form.validator {
			element["primary"] = true
		}
		holder[t.Name] = append(list, element)
	}
	element[t.Sub] = value
}

// operand turns the text of a mapping into the value it stands for; the
// validator leaves it a text.
func (d Dialect) operand(text string) any {
	switch {
	case d.form.validator:
		return text
	case strings.EqualFold(text, "true"):
		return true
	case strings.EqualFold(text, "false"):
		return false
	}
	return text
}

// usualSize is what most bodies need, in bytes.
const usualSize = 1 << 10

// ordered encodes a body with schemas first, as Entra does.
func ordered(body map[string]any, schemas []string) []byte {
	b := append(make([]byte, 0, usualSize), `{"schemas":`...)
	b = appendList(b, schemas)
	end := len(b)
	b = appendObject(b, body)
	b[end] = ',' // in the place of the brace
	return b
}
