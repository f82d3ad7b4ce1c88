package defect

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/scimulator/scimulator/internal/scim"
)

// onShown makes hooks that edit each resource of a type, named by the URI of its
// core schema, wherever an answer shows it: alone or in a list.
func onShown(urn string, edit func(c *Call, resource scim.Resource)) func() Hooks {
	return func() Hooks { return Hooks{After: whenShown(urn, edit)} }
}

func whenShown(urn string, edit func(c *Call, resource scim.Resource)) func(*Call, *Answer) {
	return func(c *Call, a *Answer) {
		if !(asked{c}).concerns() {
			return
		}
		a.Each(func(resource scim.Resource) {
			if hasSchema(resource, urn) {
				edit(c, resource)
			}
		})
	}
}

// onBoth is onShown for users and groups.
func onBoth(edit func(c *Call, resource scim.Resource)) func() Hooks {
	return func() Hooks {
		users, groups := whenShown(scim.URNUser, edit), whenShown(scim.URNGroup, edit)
		return Hooks{After: func(c *Call, a *Answer) { users(c, a); groups(c, a) }}
	}
}

func hasSchema(resource scim.Resource, urn string) bool {
	return slices.ContainsFunc(resource.List("schemas"), func(one any) bool { return strings.EqualFold(asText(one), urn) })
}

// projected says whether the request names the attributes it wants, or those it
// does not want.
func projected(c *Call) bool {
	q := asked{c}
	return len(q.names("attributes"))+len(q.names("excludedAttributes")) > 0
}

// manyOf are the values of a multi-valued attribute as objects, not copies.
func manyOf(resource scim.Resource, name string) []scim.Resource {
	var objects []scim.Resource
	for _, element := range resource.List(name) {
		if object := scim.AsObject(element); object != nil {
			objects = append(objects, object)
		}
	}
	return objects
}

// onWritten makes hooks that see what a client writes to resources of a type:
// the attributes of a POST or PUT, or those of each operation of a PATCH that
// adds or replaces. Attributes without a path go by their names, others by the
// path. The edit may change them, take them away, or answer in the server's
// place.
func onWritten(urn string, edit func(c *Call, values scim.Resource) *Answer) func() Hooks {
	return func() Hooks { return Hooks{Before: whenWritten(urn, edit)} }
}

func whenWritten(urn string, edit func(c *Call, values scim.Resource) *Answer) func(*Call) *Answer {
	return func(c *Call) *Answer {
		body := c.Body()
		if body == nil || !writesTo(c, urn) {
			return nil
		}
		was := encode(body)
		change := edit
		if c.Method == http.MethodPatch {
			change = func(c *Call, body scim.Resource) *Answer { return editOperations(c, body, edit) }
		}
		answer := change(c, body)
		if is := encode(body); answer == nil && !bytes.Equal(was, is) {
			c.Raw = is // else as it came, with whatever is wrong with it
		}
		return answer
	}
}

// onPosted is onWritten for representations only: POST and PUT.
func onPosted(urn string, edit func(c *Call, values scim.Resource) *Answer) func() Hooks {
	return onWritten(urn, func(c *Call, values scim.Resource) *Answer {
		if c.Method == http.MethodPatch {
			return nil
		}
		return edit(c, values)
	})
}

func writesTo(c *Call, urn string) bool {
	kind := "Users"
	if urn == scim.URNGroup {
		kind = "Groups"
	}
	if kind == "Users" && c.Kind() == "Me" {
		return c.Method == http.MethodPost || c.Method == http.MethodPut || c.Method == http.MethodPatch
	}
	return c.Is(http.MethodPost, kind) || c.Is(http.MethodPut, kind) || c.Is(http.MethodPatch, kind)
}

// editOperations shows the operations of a PATCH to edit. When it leaves nothing
// of them, the answer is the resource as it is.
func editOperations(c *Call, body scim.Resource, edit func(c *Call, values scim.Resource) *Answer) *Answer {
	kept := []any{}
	for _, element := range body.List("Operations") {
		operation := scim.AsObject(element)
		stays, answer := editOperation(c, operation, edit)
		if answer != nil {
			return answer
		}
		if stays {
			kept = append(kept, element)
		}
	}
	if len(kept) == 0 && len(body.List("Operations")) > 0 {
		return asItIs(c)
	}
	if len(kept) > 0 {
		setMember(body, "Operations", kept)
	}
	return nil
}

func editOperation(c *Call, operation scim.Resource, edit func(c *Call, values scim.Resource) *Answer) (stays bool, answer *Answer) {
	value, sent := operation.Get("value")
	if !sent || strings.EqualFold(operation.String("op"), "remove") {
		return true, nil
	}
	path := operation.String("path")
	values := scim.AsObject(value)
	if path != "" {
		values = scim.Resource{path: value}
	}
	had := len(values)
	answer = edit(c, values)
	if path != "" && len(values) > 0 {
		setMember(operation, "value", values[path])
	}
	return had == 0 || len(values) > 0, answer
}

// asItIs answers a PATCH without doing anything: as one that changes nothing.
func asItIs(c *Call) *Answer {
	answer := c.Ask(http.MethodGet, c.Path+"?"+c.Query.Encode(), nil)
	if answer.OK() && c.Kind() == "Groups" {
		answer.Status = http.StatusNoContent
		answer.SetBody(nil)
	}
	return answer
}

// setMember changes a member, however its name is spelled.
func setMember(object scim.Resource, name string, value any) {
	for member := range object {
		if strings.EqualFold(member, name) {
			object[member] = value
			return
		}
	}
	object[name] = value
}

// dropMember takes a member away, however its name is spelled.
func dropMember(object scim.Resource, name string) {
	for member := range object {
		if strings.EqualFold(member, name) {
			delete(object, member)
		}
	}
}

// pathOf splits a name in standard notation, perhaps with a value filter:
// urn:…:User:manager.value, emails[type eq "work"].value.
func pathOf(text string) (attribute, sub string) {
	for _, urn := range []string{scim.URNUser, scim.URNGroup, scim.URNEnterpriseUser} {
		if prefix := len(urn) + 1; len(text) > prefix && strings.EqualFold(text[:prefix], urn+":") {
			text = text[prefix:]
		}
	}
	if name, rest, filtered := strings.Cut(text, "["); filtered {
		return name, strings.TrimPrefix(rest[strings.LastIndex(rest, "]")+1:], ".")
	}
	attribute, sub, _ = strings.Cut(text, ".")
	return attribute, sub
}

// rewrite changes the texts of an attribute in what a client writes: the value
// itself, or the sub-attribute of its values.
func rewrite(values scim.Resource, attribute, sub string, change func(string) string) {
	for member, value := range values {
		if strings.EqualFold(member, scim.URNEnterpriseUser) {
			rewrite(scim.AsObject(value), attribute, sub, change)
			continue
		}
		name, part := pathOf(member)
		if strings.EqualFold(name, attribute) && (part == "" || strings.EqualFold(part, sub)) {
			values[member] = rewritten(value, sub, change)
		}
	}
}

func rewritten(value any, sub string, change func(string) string) any {
	switch v := value.(type) {
	case string:
		return change(v)
	case []any:
		for i := range v {
			v[i] = rewritten(v[i], sub, change)
		}
	default:
		if object := scim.AsObject(value); object.String(sub) != "" {
			setMember(object, sub, change(object.String(sub)))
		}
	}
	return value
}

// written finds a simple attribute in what a client writes, by its name or as
// the path of an operation.
func written(values scim.Resource, attribute string) (any, bool) {
	for member, value := range values {
		if name, sub := pathOf(member); sub == "" && strings.EqualFold(name, attribute) {
			return value, true
		}
	}
	return nil, false
}

// stored is the resource that the request goes to, as it is now; nil when there
// is none.
func stored(c *Call) scim.Resource {
	if c.ID() == "" && c.Kind() != "Me" {
		return nil
	}
	if answer := c.Ask(http.MethodGet, c.Path, nil); answer.OK() {
		return answer.Body()
	}
	return nil
}

// maxNotes bounds what a defect remembers of one server.
const maxNotes = 10_000

// notes are what a defect remembers of resources, by id.
type notes[V any] struct {
	mu   sync.Mutex
	byID map[string]V
}

func (n *notes[V]) put(id string, value V) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.byID == nil {
		n.byID = map[string]V{}
	}
	if _, known := n.byID[id]; known || len(n.byID) < maxNotes && id != "" {
		n.byID[id] = value
	}
}

func (n *notes[V]) get(id string) (V, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	value, ok := n.byID[id]
	return value, ok
}

func (n *notes[V]) forget(id string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.byID, id)
}

// patching is the line of a demonstration that changes a resource.
func patching(path string, operations ...string) string {
	return "PATCH " + path + ` {"schemas":["` + scim.URNPatchOp + `"],"Operations":[` + strings.Join(operations, ",") + "]}"
}

// replacing is the line of a demonstration that replaces a user.
func replacing(path, userName string, more ...string) string {
	return "PUT " + path + strings.TrimPrefix(hereUser(userName, more...), "POST /Users")
}
