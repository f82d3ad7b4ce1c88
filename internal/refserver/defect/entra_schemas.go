package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// entraSchemas: E-6.16: how /Schemas describes attributes.
func entraSchemas() []Defect {
	shows := Demo{Request: `GET /Schemas/` + scim.URNGroup, Control: `GET /ResourceTypes`}
	return []Defect{{
		Name:     "entra-schemas-in-pascal-case",
		Sentence: "Writes the keywords of mutability, returned and uniqueness in /Schemas with a capital letter.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"E-6.16"},
		Harm:     Annoyance,
		Shows:    shows,
		Install: onDescribed(func(attribute scim.Resource) {
			for _, name := range []string{"mutability", "returned", "uniqueness"} {
				if word := attribute.String(name); word != "" {
					attribute[name] = strings.ToUpper(word[:1]) + word[1:]
				}
			}
		}),
	}, {
		Name:     "entra-schemas-with-null",
		Sentence: "Writes null in /Schemas for what an attribute does not have, such as its subAttributes.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"E-6.16"},
		Harm:     Annoyance,
		Shows:    shows,
		Install: onDescribed(func(attribute scim.Resource) {
			for _, name := range []string{"subAttributes", "canonicalValues", "referenceTypes"} {
				if _, has := attribute[name]; !has {
					attribute[name] = nil
				}
			}
		}),
	}}
}

// onDescribed makes hooks that edit the description of each attribute and
// sub-attribute.
func onDescribed(edit func(attribute scim.Resource)) func() Hooks {
	return func() Hooks {
		return Hooks{After: func(c *Call, a *Answer) {
			if c.Kind() != "Schemas" {
				return
			}
			a.Each(func(schema scim.Resource) { describe(manyOf(schema, "attributes"), edit) })
		}}
	}
}

func describe(attributes []scim.Resource, edit func(attribute scim.Resource)) {
	for _, attribute := range attributes {
		describe(manyOf(attribute, "subAttributes"), edit)
		edit(attribute)
	}
}
