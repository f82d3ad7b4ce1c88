package refserver

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// projection is what a client wants to see (RFC 7644 §3.9). The zero value is
// the default set.
type projection struct {
	only    []string // attributes; nil: not asked
	without []string // excludedAttributes
}

// newProjection refuses both at once: they are mutually exclusive.
func newProjection(only, without []string) (projection, *scim.Error) {
	if len(only) > 0 && len(without) > 0 {
		return projection{}, scim.InvalidValue("attributes and excludedAttributes exclude each other (RFC 7644 §3.9): send one of them")
	}
	return projection{only: only, without: without}, nil
}

// parts are the computed parts that the projection leaves visible.
func (p projection) parts(k *kind) parts {
	return parts{members: p.shows(k, "members"), groups: p.shows(k, "groups")}
}

func (p projection) shows(k *kind, name string) bool {
	is := func(text string) bool { return strings.EqualFold(k.selector(text).name, name) }
	if len(p.only) > 0 {
		return slices.ContainsFunc(p.only, is)
	}
	return !slices.ContainsFunc(p.without, func(text string) bool { return is(text) && k.selector(text).sub == "" })
}

// whole says that the view needs no further cutting once the computed parts are
// left out, so that its bytes can be sent as they are.
func (p projection) whole(k *kind) bool {
	if !k.plain || len(p.only) > 0 {
		return false
	}
	return !slices.ContainsFunc(p.without, func(text string) bool {
		sel := k.selector(text)
		return sel.sub != "" || !strings.EqualFold(sel.name, "members") && !strings.EqualFold(sel.name, "groups")
	})
}

// appendTo writes a view as the projection shows it. The view has been taken
// with the projection's parts.
func (p projection) appendTo(b []byte, v *view, root string) []byte {
	start := len(b)
	b = v.appendTo(b, root)
	if p.whole(v.kind) {
		return b
	}
	resource, err := scim.Decode(b[start:])
	if err != nil {
		return b // our own bytes: they decode
	}
	return appendObject(b[:start], p.lens(v.kind).resource(resource))
}

// lens is a projection as one resource type sees it.
type lens struct {
	kind          *kind
	only, without []selector
}

func (p projection) lens(k *kind) lens {
	l := lens{kind: k}
	for _, text := range p.only {
		l.only = append(l.only, k.selector(text))
	}
	for _, text := range p.without {
		l.without = append(l.without, k.selector(text))
	}
	return l
}

// resource leaves the attributes that the lens shows; id and schemas always
// stay (RFC 7643 §3.1, §3).
func (l lens) resource(resource scim.Resource) scim.Resource {
	shown := scim.Resource{}
	for name, value := range resource {
		if extension := l.kind.extension(name); extension != nil {
			if part := l.extension(extension, scim.AsObject(value)); len(part) > 0 {
				shown[name] = part
			}
			continue
		}
		if part := l.attribute("", name, l.kind.attribute(name), value); part != nil {
			shown[name] = part
		}
	}
	shown["schemas"], shown["id"] = resource["schemas"], resource["id"]
	return shown
}

func (l lens) extension(s *schema.Schema, object scim.Resource) scim.Resource {
	shown := scim.Resource{}
	for name, value := range object {
		if part := l.attribute(s.ID, name, s.Attribute(name), value); part != nil {
			shown[name] = part
		}
	}
	return shown
}

// attribute is what remains of an attribute's value, nil for nothing.
func (l lens) attribute(urn, name string, attribute *schema.Attribute, value any) any {
	whole := l.shows(selector{urn, name, ""}, returnedOf(attribute))
	if !whole && !picksWithin(l.only, urn, name) {
		return nil
	}
	return trim(value, whole, func(sub string) bool {
		wanted := selector{urn, name, sub}
		switch returned := returnedOf(subOf(attribute, sub)); {
		case returned == "always":
			return true
		case returned == "request" || !whole:
			return picks(l.only, wanted)
		}
		return !picks(l.without, wanted)
	})
}

// shows says whether an attribute is shown as a whole (RFC 7643 §7, returned).
func (l lens) shows(wanted selector, returned string) bool {
	switch {
	case returned == "always":
		return true
	case len(l.only) > 0:
		return picks(l.only, wanted)
	}
	return returned != "request" && !picks(l.without, wanted)
}

// trim keeps the sub-attributes that keep names, in each value of a
// multi-valued attribute; a simple value stays when the whole is shown.
func trim(value any, whole bool, keep func(sub string) bool) any {
	if list, ok := value.([]any); ok {
		return trimList(list, whole, keep)
	}
	object := scim.AsObject(value)
	if object == nil {
		if whole {
			return value
		}
		return nil
	}
	shown := scim.Resource{}
	for name, part := range object {
		if keep(name) {
			shown[name] = part
		}
	}
	if len(shown) == 0 {
		return nil
	}
	return shown
}

func trimList(list []any, whole bool, keep func(sub string) bool) any {
	shown := make([]any, 0, len(list))
	for _, element := range list {
		if part := trim(element, whole, keep); part != nil {
			shown = append(shown, part)
		}
	}
	if len(shown) == 0 {
		return nil
	}
	return shown
}

func subOf(attribute *schema.Attribute, name string) *schema.Attribute {
	if attribute == nil {
		return nil
	}
	return attribute.Sub(name)
}

func returnedOf(attribute *schema.Attribute) string {
	if attribute == nil || attribute.Returned == "" {
		return "default"
	}
	return attribute.Returned
}
