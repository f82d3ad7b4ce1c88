package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// Expected is what one resource should hold.
type Expected struct {
	Type     string        // User or Group
	Resource scim.Resource // without the members of a group; nil when nothing is known
	Gone     []Gone        // values that were removed
	// Members are the ids of a group's members; nil when they are not known.
	Members map[string]bool
	// MayHold says of an id whether the group may or may not have it; nil for
	// never.
	MayHold func(id string) bool
}

// Gone is one value that was removed, such as one member.
type Gone struct {
	Attribute string // path: members, urn:…:2.0:User:manager
	Value     string
}

// Compare says what a resource shows that it should not, and the other way
// round, by the schemas of its type (design §6a), sorted by attribute.
//
// Not compared is what the model cannot know: attributes that the target added
// or that no schema of the set defines, what only the service provider writes
// (readOnly), and what it need not show (returned never or request).
func Compare(expected Expected, seen scim.Resource, set *schema.Set) []Difference {
	c := comparison{set: set, seen: seen}
	c.resource(expected.Resource)
	if strings.EqualFold(expected.Type, "Group") && expected.Members != nil {
		c.members(expected)
	}
	c.gone(expected)
	slices.SortStableFunc(c.found, func(a, b Difference) int { return cmp.Compare(a.Attribute, b.Attribute) })
	return c.found
}

// comparison gathers the differences of one resource.
type comparison struct {
	set   *schema.Set
	seen  scim.Resource
	found []Difference
}

func (c *comparison) note(kind Kind, path string, want, got any) {
	c.found = append(c.found, Difference{Attribute: path, Kind: kind, Expected: shown(want), Seen: shown(got)})
}

// resource compares the core attributes and those of the extensions.
func (c *comparison) resource(want scim.Resource) {
	for name, value := range want {
		if extension := c.set.Extension(name); extension != nil {
			c.extension(extension, scim.AsObject(value))
			continue
		}
		attribute := c.set.Attribute("", name)
		if attribute == nil || !isCompared(attribute) || apart(attribute.Name) {
			continue
		}
		got, _ := c.seen.Get(name)
		if attribute.Name == "displayName" && computedName(want, c.seen) {
			c.name(attribute, value, got)
			continue
		}
		c.attribute(attribute.Name, attribute, value, got)
	}
}

func (c *comparison) extension(extension *schema.Schema, want scim.Resource) {
	seen := c.seen.Object(extension.ID)
	for name, value := range want {
		attribute := extension.Attribute(name)
		if attribute == nil || !isCompared(attribute) {
			continue
		}
		got, _ := seen.Get(name)
		c.attribute(extension.ID+":"+attribute.Name, attribute, value, got)
	}
}

// isCompared says whether the model can know what the target shows.
func isCompared(attribute *schema.Attribute) bool {
	switch {
	case attribute.Mutability == "readOnly", attribute.Mutability == "writeOnly":
		return false
	case attribute.Returned == "never", attribute.Returned == "request":
		return false
	}
	return true
}

// apart are the core attributes that are not compared as such: what the service
// provider alone gives (RFC 7643 §3.1), and members, which are a set of ids.
func apart(name string) bool {
	return name == "schemas" || name == "id" || name == "meta" || name == "members"
}

// attribute compares the values of one attribute.
func (c *comparison) attribute(path string, attribute *schema.Attribute, want, got any) {
	switch {
	case unassigned(want):
	case attribute.MultiValued:
		c.values(path, attribute, elements(want), elements(got))
	case attribute.Type == "complex":
		c.complex(path, attribute, object(want), object(got))
	default:
		c.simple(path, nil, attribute, want, got)
	}
}

// simple compares one simple value.
func (c *comparison) simple(path string, parent, attribute *schema.Attribute, want, got any) {
	if unassigned(got) {
		c.note(Lost, path, want, got)
		return
	}
	switch relate(parent, attribute, want, got) {
	case different:
		c.note(Lost, path, want, got)
	case normalised:
		c.note(Drift, path, want, got)
	}
}

// complex compares the sub-attributes of one complex value.
func (c *comparison) complex(path string, attribute *schema.Attribute, want, got scim.Resource) {
	for name, value := range want {
		sub := attribute.Sub(name)
		if sub == nil || !isComparedSub(attribute, sub) || unassigned(value) {
			continue
		}
		other, _ := got.Get(name)
		if derivable(attribute, sub, want, got) || notPrimary(sub, value) && unassigned(other) {
			continue
		}
		c.simple(path+"."+sub.Name, attribute, sub, value, other)
	}
}

// isComparedSub leaves out the sub-attributes that targets work out themselves:
// the address of what is referred to, and the label of a value (RFC 7643 §2.4).
func isComparedSub(attribute, sub *schema.Attribute) bool {
	switch {
	case sub.Name == "$ref" && attribute.Sub("value") != nil:
		return false
	case sub.Name == "display" && attribute.MultiValued:
		return false
	}
	return isCompared(sub)
}

// notPrimary: a value without primary counts as one with primary false
// (RFC 7643 §2.4).
func notPrimary(sub *schema.Attribute, value any) bool {
	return sub.Name == "primary" && sub.Type == "boolean" && strings.EqualFold(text(value), "false")
}

// object sees a complex value as an object: the client writes a reference as
// the bare id too (E-5.24).
func object(value any) scim.Resource {
	if text, ok := value.(string); ok && text != "" {
		return scim.Resource{"value": text}
	}
	return scim.AsObject(value)
}

// elements sees the value of a multi-valued attribute as a list; a target that
// shows a single one without the array is another judgment.
func elements(value any) []any {
	if list, ok := value.([]any); ok {
		return list
	}
	if unassigned(value) {
		return nil
	}
	return []any{value}
}
