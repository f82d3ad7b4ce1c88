package defect

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// step is one operation of a PATCH, as a defect reads it.
type step scim.Resource

func (s step) op() string { return strings.ToLower(scim.Resource(s).String("op")) }

func (s step) is(ops ...string) bool { return slices.Contains(ops, s.op()) }

func (s step) path() string { return scim.Resource(s).String("path") }

func (s step) value() any {
	value, _ := scim.Resource(s).Get("value")
	return value
}

// text is the value when it is a text, else "".
func (s step) text() string { return scim.Resource(s).String("value") }

// object is the value when it is an object, else nil.
func (s step) object() scim.Resource { return scim.AsObject(s.value()) }

// values are the values for a multi-valued attribute: those of an array, or one
// that stands alone (RFC 7644 §3.5.2.1).
func (s step) values() []any {
	list, many := s.value().([]any)
	if !many && s.value() != nil {
		return []any{s.value()}
	}
	return list
}

// pathless says whether the value holds the attributes itself.
func (s step) pathless() bool { return s.path() == "" && s.object() != nil }

// with is the operation with another member; nil takes it away.
func (s step) with(name string, value any) step {
	other := step{}
	for key, old := range s {
		if !strings.EqualFold(key, name) {
			other[key] = old
		}
	}
	if value != nil {
		other[name] = value
	}
	return other
}

// doing is a new operation.
func doing(op, path string, value any) step {
	return step{"op": op}.with("path", pathOrNone(path)).with("value", value)
}

func pathOrNone(path string) any {
	if path == "" {
		return nil
	}
	return path
}

// nothing is an operation without effect: the answer is that of a success.
func nothing() step { return doing("add", "", scim.Resource{}) }

// place is a path taken apart, no closer than a fault needs it; what is
// malformed stays so, and the correct server refuses it.
type place struct {
	urn    string // of an extension; "" for the core schemas
	name   string // "" for a whole extension
	filter string // what stands in brackets
	sub    string
}

func (s step) place() place { return placeOf(s.path()) }

func placeOf(path string) place {
	var p place
	if open, end := strings.IndexByte(path, '['), strings.LastIndexByte(path, ']'); open >= 0 && end > open {
		p.filter, p.sub = path[open+1:end], strings.TrimPrefix(path[end+1:], ".")
		path = path[:open]
	}
	p.urn, p.name = cutURN(path)
	if p.filter == "" {
		p.name, p.sub, _ = strings.Cut(p.name, ".")
	}
	return p
}

// cutURN takes the URN off a path. That of a core schema says nothing.
func cutURN(path string) (urn, rest string) {
	for _, known := range []string{scim.URNUser, scim.URNGroup, scim.URNEnterpriseUser} {
		rest, found := cutFold(path, known)
		switch {
		case !found || rest != "" && rest[0] != ':':
		case rest != "" && known != scim.URNEnterpriseUser:
			return "", rest[1:]
		default:
			return known, strings.TrimPrefix(rest, ":")
		}
	}
	if _, found := cutFold(path, "urn:"); !found {
		return "", path
	}
	cut := strings.LastIndexByte(path, ':')
	return path[:cut], path[cut+1:]
}

func cutFold(text, prefix string) (rest string, found bool) {
	if len(text) < len(prefix) || !strings.EqualFold(text[:len(prefix)], prefix) {
		return text, false
	}
	return text[len(prefix):], true
}

func (p place) String() string {
	text := p.name
	if p.urn != "" {
		text = strings.TrimSuffix(p.urn+":"+p.name, ":")
	}
	if p.filter != "" {
		text += "[" + p.filter + "]"
	}
	if p.sub != "" {
		text += "." + p.sub
	}
	return text
}

// whole is the place of the attribute itself.
func (p place) whole() place { return place{urn: p.urn, name: p.name} }

// core says whether the path names this attribute of a core schema.
func (p place) core(name string) bool { return p.urn == "" && strings.EqualFold(p.name, name) }

// enterprise says whether the path names this attribute of EnterpriseUser.
func (p place) enterprise(name string) bool {
	return p.urn == scim.URNEnterpriseUser && strings.EqualFold(p.name, name)
}

// attribute is the definition of the attribute, nil when the RFC defines none.
func (p place) attribute() *schema.Attribute {
	if p.urn == scim.URNEnterpriseUser {
		return schema.EnterpriseUser().Attribute(p.name)
	}
	if p.urn != "" {
		return nil
	}
	if found := schema.User().Attribute(p.name); found != nil {
		return found
	}
	return schema.Group().Attribute(p.name)
}

// many says whether the attribute is multi-valued.
func (p place) many() bool { return p.attribute() != nil && p.attribute().MultiValued }

// complex says whether the attribute has one value with sub-attributes.
func (p place) complex() bool {
	return p.attribute() != nil && !p.many() && p.attribute().Type == "complex"
}

// single says whether the attribute has one simple value.
func (p place) single() bool {
	return p.core("externalId") || p.attribute() != nil && !p.many() && p.attribute().Type != "complex"
}

// in is the value that a resource has there, whatever filter and sub-attribute
// say.
func (p place) in(resource scim.Resource) any {
	if p.urn != "" {
		resource = resource.Object(p.urn)
	}
	value, _ := resource.Get(p.name)
	return value
}

// list are the values of a multi-valued attribute.
func (p place) list(resource scim.Resource) []any {
	list, _ := p.in(resource).([]any)
	return list
}

// selected are the values that the filter selects. Read are filters of one
// comparison with eq; others select nothing.
func (p place) selected(resource scim.Resource) []scim.Resource {
	tokens := tokensOf(p.filter)
	c, size := comparisonAt(tokens, p.name)
	operand, _ := c.text()
	var chosen []scim.Resource
	for _, value := range p.list(resource) {
		object := scim.AsObject(value)
		if size > 0 && size == len(tokens) && c.operator == "eq" && strings.EqualFold(object.String(c.attribute), operand) {
			chosen = append(chosen, object)
		}
	}
	return chosen
}

// only is the place of one of the values: its filter names all texts in it.
func (p place) only(value scim.Resource) place {
	var terms []string
	for name, part := range value {
		if _, isText := part.(string); isText {
			terms = append(terms, name+" eq "+string(encode(part)))
		}
	}
	slices.Sort(terms)
	p.filter = strings.Join(terms, " and ")
	return p
}
