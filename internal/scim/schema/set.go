package schema

import "strings"

// Set is the schemas of one resource type: its core schema, the common
// attributes of RFC 7643 §3.1, and its extensions. It finds attributes without
// searching. A Set may be used by several goroutines as long as nobody changes
// the schemas.
type Set struct {
	core       *Schema
	extensions []*Schema
	own        table            // core and common attributes
	byURN      map[string]*part // extensions, by URN as spelled and folded
	parts      []*part          // the same, in order
}

// part is an extension with its attributes.
type part struct {
	schema *Schema
	table  table
}

// NewSet gathers the schemas of a resource type. It keeps the schemas, it does
// not copy them. Where the core schema lists common attributes, the definitions
// of RFC 7643 §3.1 take precedence.
func NewSet(core *Schema, extensions ...*Schema) *Set {
	s := &Set{core: core, extensions: extensions, own: table{}, byURN: map[string]*part{}}
	s.own.add(common())
	s.own.add(core.Attributes)
	for _, extension := range extensions {
		p := &part{schema: extension, table: table{}}
		p.table.add(extension.Attributes)
		s.parts = append(s.parts, p)
		s.byURN[extension.ID], s.byURN[Fold(extension.ID)] = p, p
	}
	return s
}

// Core is the core schema of the resource type.
func (s *Set) Core() *Schema { return s.core }

// Extensions are the schema extensions, in the order they were given.
func (s *Set) Extensions() []*Schema { return s.extensions }

// Extension finds an extension by its URN, whatever the case (RFC 7644 §3.10);
// nil when there is none.
func (s *Set) Extension(urn string) *Schema {
	if p := s.part(urn); p != nil {
		return p.schema
	}
	return nil
}

// Attribute finds an attribute by the URN of its schema and its name, whatever
// the case; nil when there is none. With the URN "" or that of the core schema
// it looks among the core and the common attributes.
func (s *Set) Attribute(urn, name string) *Attribute {
	if s == nil {
		return nil
	}
	if urn == "" || strings.EqualFold(urn, s.core.ID) {
		return s.own.find(name)
	}
	if p := s.part(urn); p != nil {
		return p.table.find(name)
	}
	return nil
}

// Locate is Attribute for names as clients write them: without a URN it goes on
// to the extensions, in order, since the URN of an extended attribute SHOULD be
// there but need not (RFC 7644 §3.10). The extension is nil for core and common
// attributes; both are nil when there is no such attribute.
func (s *Set) Locate(urn, name string) (extension *Schema, attribute *Attribute) {
	if attribute = s.Attribute(urn, name); attribute != nil {
		return s.Extension(urn), attribute
	}
	if s == nil || urn != "" {
		return nil, nil
	}
	for _, p := range s.parts {
		if attribute = p.table.find(name); attribute != nil {
			return p.schema, attribute
		}
	}
	return nil, nil
}

func (s *Set) part(urn string) *part {
	if s == nil || urn == "" {
		return nil
	}
	if p := s.byURN[urn]; p != nil {
		return p
	}
	return s.byURN[Fold(urn)]
}

// table finds attributes by name: as the schema spells it, and folded.
type table map[string]*Attribute

func (t table) add(attributes []Attribute) {
	for i := range attributes {
		for _, key := range []string{attributes[i].Name, Fold(attributes[i].Name)} {
			if t[key] == nil {
				t[key] = &attributes[i]
			}
		}
	}
}

func (t table) find(name string) *Attribute {
	if attribute := t[name]; attribute != nil {
		return attribute
	}
	return t[Fold(name)]
}
