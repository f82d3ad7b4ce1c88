package steps

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim/schema"
)

// The matrix is every attribute that a client may write, of every resource type
// that the target announces, its sub-attributes among them: each is left without
// a value, spelled in capital letters, and given a value of another type. A row
// carries whole bodies, since each type demands others:
//
//	type, endpoint       of the resource: Device, /Devices
//	attribute            path of the attribute, for the name of the check
//	holder               path of the attribute that a resource shows: name of name.givenName
//	shown                path of the very value: emails[0].display
//	first, second        bodies with one value and with another
//	newFirst             the first of another resource
//	without              a body without the attribute
//	unset, newUnset      a body in which it is null or []; of another resource
//	nothing              null or []
//	capital, newCapital  the second body with the name in capitals; the first, of another resource
//	wrong, newWrong      bodies in which it has a value of another type
//	path, capitalPath    as a PATCH names it
//	member               a pathless value of a PATCH, in capitals, with the second value
//	other, wrongValue    values as a PATCH gives them
//	held, heldOther      what the holder contains with one value and with the other
//	text                 null as a text, where the attribute is one
//	lacking, newLacking  bodies without it, though it is required
//	json                 the JSON type that its definition demands
func matrixKinds() map[string]func(c cell) bool {
	return map[string]func(c cell) bool{
		"writable attribute":           func(c cell) bool { return !c.inner },
		"writable attribute by a path": func(c cell) bool { return !c.inner && c.addressable() },
		"writable value":               func(c cell) bool { return true },
		"writable value by a path":     func(c cell) bool { return c.addressable() },
	}
}

// unsetKinds are rows that leave an attribute without a value: two of a
// multi-valued one, by null and by an empty array (RFC 7643 §2.5).
func unsetKinds() map[string]func(c cell) bool {
	return map[string]func(c cell) bool{
		"clearable attribute":           func(c cell) bool { return !c.inner && c.clearable() },
		"clearable attribute by a path": func(c cell) bool { return !c.inner && c.clearable() && c.addressable() },
	}
}

// ruledKinds are rows of attributes that a client may not write, or has to.
func ruledKinds() map[string]func(a attributeOf) bool {
	return map[string]func(a attributeOf) bool{
		"read-only attribute of a type": func(a attributeOf) bool {
			return a.Mutability == "readOnly" && a.shown() && !a.guessable() && (a.Type != "complex" || len(sampleObject(a.Attribute, false)) > 0)
		},
		"required attribute of a type": func(a attributeOf) bool { return a.Required && a.Mutability != "readOnly" },
	}
}

// matrixCases makes the rows of one kind of the matrix.
func matrixCases(kind string, facts *Facts) (cases []Case, known bool) {
	wanted, writes := matrixKinds()[kind]
	clears, unsets := unsetKinds()[kind]
	ruled, rules := ruledKinds()[kind]
	for _, a := range facts.every() {
		if rules && ruled(a) {
			cases = append(cases, cell{attributeOf: a, facts: facts}.row("null"))
		}
	}
	for _, c := range facts.cells() {
		switch {
		case writes && wanted(c):
			cases = append(cases, c.row("null"))
		case unsets && clears(c):
			cases = append(cases, c.row("null"))
			if c.sub == nil && c.MultiValued {
				cases = append(cases, c.row("[]"))
			}
		}
	}
	return cases, writes || unsets || rules
}

// cell is an attribute of the matrix; sub is nil where it stands for itself. What
// is inner is an element of a multi-valued attribute, or the value of one: it may
// be of another type, and cannot be without a value.
type cell struct {
	attributeOf
	sub   *schema.Attribute
	inner bool
	facts *Facts
}

// every is each attribute of each resource type, but for those with rules of their
// own, which are left to checks of their own.
func (f *Facts) every() []attributeOf {
	if f == nil {
		return nil
	}
	var all []attributeOf
	for _, t := range f.Types {
		for _, urn := range append([]string{t.Schema}, t.Extensions...) {
			one := f.schema(urn)
			if one == nil {
				continue
			}
			for i := range one.Attributes {
				if a := (attributeOf{&one.Attributes[i], t, one.ID, urn != t.Schema}); !a.apart() {
					all = append(all, a)
				}
			}
		}
	}
	return all
}

// cells are the attributes that a client may write. Values that nobody else may
// have are left to checks of their own: two rows would be in each other's way.
func (f *Facts) cells() []cell {
	var all []cell
	for _, a := range f.every() {
		all = append(all, f.cellsOf(a)...)
	}
	return all
}

func (f *Facts) cellsOf(a attributeOf) []cell {
	if !isPlain(a.Attribute) || a.Type == "complex" && len(sampleObject(a.Attribute, false)) == 0 {
		return nil
	}
	all := []cell{{a, nil, false, f}}
	if a.MultiValued {
		all = append(all, cell{a, nil, true, f})
	}
	for i := range a.SubAttributes {
		sub := &a.SubAttributes[i]
		value := a.MultiValued && sub.Name == "value"
		if isPlain(sub) && (value || !isSpecial(sub.Name)) && !sub.MultiValued && sub.Type != "complex" {
			all = append(all, cell{a, sub, value, f})
		}
	}
	return all
}

// isPlain says whether a client may write an attribute and see it again.
func isPlain(a *schema.Attribute) bool {
	return a.Mutability == "readWrite" && a.Returned != "never" && a.Returned != "request" && (a.Uniqueness == "" || a.Uniqueness == "none")
}

// isSpecial says of a sub-attribute that it says which value it is, or that
// servers make it up themselves (RFC 7643 §2.4: display; §4.1.1: formatted).
func isSpecial(name string) bool {
	return contains([]string{"value", "type", "primary", "display", "$ref", "formatted"}, name)
}

// clearable says whether the attribute may be without a value. What active is
// then, is the server's to say.
func (c cell) clearable() bool {
	if c.sub != nil {
		return !c.sub.Required
	}
	return !c.Required && c.Name != "active"
}

// addressable says whether a path without a filter leads to the attribute.
func (c cell) addressable() bool { return c.sub == nil || !c.MultiValued }

// whole is the attribute's own definition.
func (c cell) whole() *schema.Attribute {
	if c.sub != nil {
		return c.sub
	}
	return c.Attribute
}

// own is a value of the attribute itself.
func (c cell) own(other bool) any {
	switch {
	case c.sub != nil && c.inner:
		return sampleValue(c.Name, c.sub, other)
	case c.sub != nil:
		return sample(c.sub, other)
	}
	return c.sample(other)
}

// within is the value of the holder in which the attribute has this value, under
// a name as it is spelled.
func (c cell) within(name string, value any) any {
	if c.sub == nil {
		return value
	}
	object := map[string]any{}
	for key, member := range sampleObject(c.Attribute, false) {
		if !strings.EqualFold(key, c.sub.Name) {
			object[key] = member
		}
	}
	object[name] = value
	if c.MultiValued {
		return []any{object}
	}
	return object
}

// wrong is a value of another JSON type, which does not mean one of the right
// type either, however generously it is read.
func (c cell) wrong() any {
	a := c.whole()
	switch {
	case c.isElement() && c.Type == "complex":
		return []any{42} // a text could be read as the value alone
	case c.isElement():
		one := *c.Attribute
		one.MultiValued = false
		return []any{cell{attributeOf: attributeOf{Attribute: &one}}.wrong()}
	case a.MultiValued:
		return 42
	case a.Type == "complex":
		return "no object"
	case a.Type == "boolean":
		return "perhaps"
	case a.Type == "integer" || a.Type == "decimal":
		return "seven"
	}
	return map[string]any{"a": 1}
}

// isElement says whether it is about an element of a multi-valued attribute.
func (c cell) isElement() bool { return c.inner && c.sub == nil }

// json is the JSON type of RFC 7643 §2.3, table 1.
func (c cell) json() string {
	a := c.whole()
	switch {
	case a.MultiValued && !c.inner:
		return "array"
	case a.Type == "complex":
		return "object"
	case a.Type == "boolean":
		return "boolean"
	case a.Type == "integer" || a.Type == "decimal":
		return "number"
	}
	return "text"
}

func (c cell) row(nothing string) Case {
	var empty any
	if nothing == "[]" {
		empty = []any{}
	}
	name, upper := c.whole().Name, strings.ToUpper(c.whole().Name)
	path, capital, shown := c.path(), c.prefix()+strings.ToUpper(c.Name), c.path()
	held, heldOther := c.held(c.own(false)), c.held(c.own(true))
	if c.sub != nil {
		capital += "." + upper
		shown = path + "." + name
		if c.MultiValued {
			shown = path + "[0]." + name
		}
		path += "." + name
	}
	label := path
	if c.isElement() {
		label, shown = "an element of "+path, path+"[0]"
	}
	return Case{
		"type": c.of.Name, "endpoint": c.of.Endpoint, "attribute": label, "holder": c.path(), "shown": shown, "nothing": nothing,
		"first": c.body("x", name, c.own(false)), "second": c.body("x", name, c.own(true)), "without": compact(c.base("x")),
		"unset": c.body("x", name, empty), "newUnset": c.body("y", name, empty),
		"capital": c.body("x", upper, c.own(true)), "newCapital": c.body("y", upper, c.own(false)),
		"wrong": c.body("x", name, c.wrong()), "newWrong": c.body("y", name, c.wrong()),
		"lacking": c.lacking("x"), "newLacking": c.lacking("y"), "newFirst": c.body("y", name, c.own(false)),
		"path": path, "capitalPath": capital, "member": "{" + c.capitalMember() + "}",
		"other": compact(c.own(true)), "wrongValue": compact(c.wrong()), "held": compact(held), "heldOther": compact(heldOther),
		"text": compact(c.held("null")), "json": c.json(),
	}
}

func (c cell) prefix() string { return strings.TrimSuffix(c.path(), c.Name) }

// held is what the holder contains where the attribute has this value.
func (c cell) held(value any) any {
	if list, isList := value.([]any); isList && len(list) == 1 {
		value = list[0]
	}
	if c.sub != nil {
		return map[string]any{c.sub.Name: value}
	}
	return value
}

// capitalMember is the attribute, with its second value, as a member of what a
// PATCH without a path gives.
func (c cell) capitalMember() string {
	name := strings.ToUpper(c.Name)
	value := c.own(true)
	if c.sub != nil {
		value = map[string]any{strings.ToUpper(c.sub.Name): value}
	}
	if c.extension {
		return compact(c.urn) + ":" + compact(map[string]any{name: value})
	}
	return compact(name) + ":" + compact(value)
}

// body is a resource in which the attribute has a value, under a name as it is
// spelled; whose tells resources apart.
func (c cell) body(whose, name string, value any) string {
	body := c.base(whose)
	inner := body
	if c.extension {
		inner, _ = body[c.urn].(map[string]any)
		if inner == nil {
			inner = map[string]any{}
		}
		body[c.urn] = inner
		if schemas := body["schemas"].([]any); !slices.Contains(schemas, any(c.urn)) {
			body["schemas"] = append(schemas, c.urn)
		}
	}
	delete(inner, c.Name)
	if c.sub == nil {
		inner[name] = value
		return compact(body)
	}
	key := c.Name
	if name != c.sub.Name {
		key = strings.ToUpper(key)
	}
	inner[key] = c.within(name, value)
	return compact(body)
}

// lacking is a resource without the attribute, required or not.
func (c cell) lacking(whose string) string {
	body := c.base(whose)
	delete(body, c.Name)
	if inner, isObject := body[c.urn].(map[string]any); isObject && c.extension {
		delete(inner, c.Name)
	}
	return compact(body)
}

// base is what every resource of the type needs: its schemas, what names it, and
// what is required of it.
func (c cell) base(whose string) map[string]any {
	body := map[string]any{}
	schemas := []any{c.of.Schema}
	c.require(body, c.of.Schema, whose)
	for _, urn := range c.of.Required {
		extension := map[string]any{}
		c.require(extension, urn, whose)
		body[urn] = extension
		schemas = append(schemas, urn)
	}
	body["schemas"] = schemas
	switch {
	case strings.EqualFold(c.of.Name, "User"):
		body["userName"] = "{name:" + whose + "}"
	case strings.EqualFold(c.of.Name, "Group"):
		body["displayName"] = "{name:" + whose + "}"
	}
	return body
}

// require gives a value to each attribute that a schema requires; one that nobody
// else may have is made for the resource.
func (c cell) require(body map[string]any, urn, whose string) {
	holder := c.facts.schema(urn)
	if holder == nil {
		return
	}
	for i := range holder.Attributes {
		a := &holder.Attributes[i]
		switch {
		case !a.Required || a.Mutability == "readOnly":
		case a.Type == "string" && !a.MultiValued && len(a.CanonicalValues) == 0 && a.Uniqueness != "" && a.Uniqueness != "none":
			body[a.Name] = "{name:" + whose + "}"
		default:
			body[a.Name] = one(a)
		}
	}
}
