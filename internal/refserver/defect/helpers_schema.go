package defect

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// enforcing makes hooks that change an attribute as the server treats it, and
// not what it announces; announcing does it the other way round.
func enforcing(urn, path string, edit func(a *schema.Attribute)) func() Hooks {
	return func() Hooks { return Hooks{Enforce: altering(urn, path, edit)} }
}

func announcing(urn, path string, edit func(a *schema.Attribute)) func() Hooks {
	return func() Hooks { return Hooks{Announce: altering(urn, path, edit)} }
}

// altering edits the definition of an attribute, or of a sub-attribute behind a
// dot, unless another defect has taken it away.
func altering(urn, path string, edit func(a *schema.Attribute)) func(s *schema.Schema) {
	name, sub, within := strings.Cut(path, ".")
	return func(s *schema.Schema) {
		if s.ID != urn {
			return
		}
		attribute := s.Attribute(name)
		if within {
			attribute = attribute.Sub(sub)
		}
		if attribute != nil {
			edit(attribute)
		}
	}
}

// without takes attributes out of a schema.
func without(urn string, names ...string) func(s *schema.Schema) {
	return func(s *schema.Schema) {
		if s.ID == urn {
			s.Attributes = slices.DeleteFunc(s.Attributes, func(a schema.Attribute) bool { return slices.Contains(names, a.Name) })
		}
	}
}

// onPublished makes hooks that edit the JSON of each schema that /Schemas shows,
// for what no schema.Schema can hold.
func onPublished(edit func(published scim.Resource)) func() Hooks {
	return func() Hooks {
		return Hooks{After: func(c *Call, a *Answer) {
			if c.Kind() == "Schemas" {
				a.Each(edit)
			}
		}}
	}
}

// definitions are the attributes that a published schema defines, each before
// its sub-attributes.
func definitions(published scim.Resource) []scim.Resource {
	var all []scim.Resource
	for _, attribute := range manyOf(published, "attributes") {
		all = append(all, attribute)
		all = append(all, manyOf(attribute, "subAttributes")...)
	}
	return all
}

// published is a demonstration that looks at one schema, and at another.
func published(urn, other string) Demo {
	return Demo{Request: `GET /Schemas/` + urn, Control: `GET /Schemas/` + other}
}
