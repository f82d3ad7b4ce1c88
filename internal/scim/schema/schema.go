// Package schema describes attributes: their types and characteristics
// (RFC 7643 §2.2, §2.3, §7), the schemas that the RFC defines, and the set of
// schemas that one resource type has. It judges no resource.
package schema

import "strings"

// Schema is the definition of the attributes of one schema URI. As JSON it is
// the representation of RFC 7643 §7, without the common attributes schemas and
// meta. A schema that was read from elsewhere has the defaults of RFC 7643 §2.2
// where it said nothing.
type Schema struct {
	ID          string      `json:"id"` // the schema URI
	Name        string      `json:"name,omitempty"`
	Description string      `json:"description,omitempty"`
	Attributes  []Attribute `json:"attributes"`
}

// Attribute finds an attribute by its name, whatever the case (RFC 7643 §2.1);
// nil when there is none. The result is part of the schema, not a copy.
func (s *Schema) Attribute(name string) *Attribute {
	if s == nil {
		return nil
	}
	return named(s.Attributes, name)
}

// Attribute is the definition of an attribute or sub-attribute. The keywords
// are those of RFC 7643 §7, spelled as there.
type Attribute struct {
	Name            string      `json:"name"`
	Type            string      `json:"type"`                     // string, boolean, decimal, integer, dateTime, binary, reference, complex
	ReferenceTypes  []string    `json:"referenceTypes,omitempty"` // of type reference only: resource types, external, uri
	MultiValued     bool        `json:"multiValued"`
	Description     string      `json:"description"`
	Required        bool        `json:"required"`
	SubAttributes   []Attribute `json:"subAttributes,omitempty"` // of type complex only
	CanonicalValues []string    `json:"canonicalValues,omitempty"`
	CaseExact       bool        `json:"caseExact"`
	Mutability      string      `json:"mutability"` // readOnly, readWrite, immutable, writeOnly
	Returned        string      `json:"returned"`   // always, never, default, request
	Uniqueness      string      `json:"uniqueness"` // none, server, global
}

// Sub finds a sub-attribute by its name, whatever the case; nil when there is
// none.
func (a *Attribute) Sub(name string) *Attribute {
	if a == nil {
		return nil
	}
	return named(a.SubAttributes, name)
}

func named(attributes []Attribute, name string) *Attribute {
	for i := range attributes {
		if attributes[i].Name == name { // nearly always
			return &attributes[i]
		}
	}
	for i := range attributes {
		if strings.EqualFold(attributes[i].Name, name) {
			return &attributes[i]
		}
	}
	return nil
}
