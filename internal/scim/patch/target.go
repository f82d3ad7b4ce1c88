package patch

import (
	"errors"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// target is what a path refers to under the schemas of a resource type.
type target struct {
	extension *schema.Schema    // nil for core and common attributes
	attribute *schema.Attribute // nil for the whole extension
	filter    filter.Expr       // nil without a value filter
	sub       *schema.Attribute // nil without a sub-attribute
}

// target finds what a path refers to (RFC 7644 §3.5.2, figure 7). An attribute
// of an extension is found without its URN, too, which SHOULD be there (§3.10).
func (a Applier) target(text string) (target, error) {
	t, err := a.exact(text)
	if err != nil && a.Mode == Tolerant {
		if path, old := a.modern(text); old {
			return a.exact(path)
		}
	}
	return t, err
}

func (a Applier) exact(text string) (target, error) {
	path, err := filter.ParsePath(text)
	if err != nil {
		return target{}, malformed(text, err)
	}
	path = path.Resolve(a.Set)
	if path.Name == "" {
		return a.whole(path.URN)
	}
	extension, attribute := a.Set.Locate(path.URN, path.Name)
	if attribute == nil {
		return target{}, scim.InvalidPath("there is no attribute " + filter.AttrPath{URN: path.URN, Name: path.Name}.String() + ": see /Schemas for those there are")
	}
	t := target{extension: extension, attribute: attribute, filter: path.Filter}
	if err := a.selectable(t); err != nil {
		return target{}, err
	}
	if path.Sub == "" {
		return t, nil
	}
	t.sub = subOf(attribute, path.Sub)
	if t.sub == nil {
		return target{}, scim.InvalidPath(attribute.Name + " has no sub-attribute " + path.Sub + ": see /Schemas for those it has")
	}
	return t, nil
}

// malformed tells a bad filter from a bad path (RFC 7644 table 9).
func malformed(text string, err error) error {
	var syntax *filter.SyntaxError
	open, closed := strings.IndexByte(text, '['), strings.LastIndexByte(text, ']')
	if !errors.As(err, &syntax) || open < 0 || syntax.Pos <= open || syntax.Pos > closed {
		return scim.InvalidPath("the path cannot be read: " + err.Error())
	}
	if strings.Trim(text[open+1:closed], "0123456789") == "" { // RFC 7644 §3.5.2
		return scim.InvalidPath("SCIM knows no array indexing: select values by a filter, such as emails[type eq \"work\"]")
	}
	return scim.InvalidFilter("the filter in the path cannot be read: " + err.Error())
}

func (a Applier) whole(urn string) (target, error) {
	if extension := a.Set.Extension(urn); extension != nil {
		return target{extension: extension}, nil
	}
	return target{}, scim.InvalidPath(urn + " names no extension of this resource type: see /ResourceTypes for those it has")
}

// selectable refuses a value filter that has nothing to select from. RFC 7644
// §3.5.2: it allows specific values of a complex multi-valued attribute to be
// selected, and by §3.5.2.2 those of a simple one by "value". Entra removes a
// manager by manager[value eq "…"], too (E-5.27).
func (a Applier) selectable(t target) error {
	if t.filter == nil {
		return nil
	}
	if !t.attribute.MultiValued && (a.Mode == Strict || t.attribute.Type != "complex") {
		return scim.InvalidPath(t.attribute.Name + " has one value: a value filter selects among many")
	}
	if err := a.Mode.filters().CheckValue(t.filter, t.attribute); err != nil {
		return scim.InvalidFilter(err.Error())
	}
	return nil
}

// filters is the mode in which the filters of paths are checked.
func (m Mode) filters() filter.Mode {
	if m == Strict {
		return filter.Strict
	}
	return filter.Tolerant
}

// subOf finds a sub-attribute. Multi-valued attributes have the usual ones
// unless defined otherwise (RFC 7643 §2.4); the printed schema of Group leaves
// out members.display (EID 6011). Nil when there is none.
func subOf(attribute *schema.Attribute, name string) *schema.Attribute {
	if sub := attribute.Sub(name); sub != nil {
		return sub
	}
	if !attribute.MultiValued || attribute.Type != "complex" {
		return nil
	}
	switch strings.ToLower(name) {
	case "value", "type":
		return &schema.Attribute{Name: strings.ToLower(name), Type: "string", Mutability: "readWrite"}
	case "display":
		return &schema.Attribute{Name: "display", Type: "string", Mutability: "immutable"}
	case "primary":
		return &schema.Attribute{Name: "primary", Type: "boolean", Mutability: "readWrite"}
	case "$ref":
		return &schema.Attribute{Name: "$ref", Type: "reference", Mutability: "readWrite"}
	}
	return nil
}

// read is the value of the target's attribute, nil when there is none.
func (t target) read(resource scim.Resource) any {
	if t.extension != nil {
		resource = resource.Object(t.extension.ID)
	}
	value, _ := resource.Get(t.attribute.Name)
	return value
}

// write gives the target's attribute a value; nil makes it unassigned. An
// extension is there as long as it holds something.
func (t target) write(resource scim.Resource, value any) {
	if t.extension == nil {
		put(resource, t.attribute.Name, value)
		return
	}
	part := copyOf(resource.Object(t.extension.ID))
	put(part, t.attribute.Name, value)
	if len(part) == 0 {
		put(resource, t.extension.ID, nil)
		return
	}
	put(resource, t.extension.ID, map[string]any(part))
	declare(resource, t.extension.ID)
}

// declare adds the URN of an extension to schemas (RFC 7644 §3.5.2: adding an
// attribute of it does so automatically). A resource without schemas stays so:
// its holder keeps them elsewhere.
func declare(resource scim.Resource, urn string) {
	listed := resource.List("schemas")
	for _, one := range listed {
		if text, ok := one.(string); ok && strings.EqualFold(text, urn) {
			return
		}
	}
	if len(listed) > 0 {
		put(resource, "schemas", append(listed[:len(listed):len(listed)], urn))
	}
}
