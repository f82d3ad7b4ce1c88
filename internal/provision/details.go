package provision

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/provision/expr"
)

// Fact is a detail that the log shows: its name and its value.
type Fact [2]string

// imported is a source attribute that a mapping reads.
type imported struct {
	name    string
	redacts bool // the log must not show it (E-4.43)
}

// Imported are the source attributes that the mapping reads and that have a
// value, by name, as the import step of the log shows them (E-9.12). What a mapping
// redacts is hidden here, too (E-4.43). They are worked out when they are asked
// for, and must be asked for before the directory changes.
func (r *Record) Imported() []Fact {
	if r.origin == nil {
		return nil
	}
	facts := make([]Fact, 0, len(r.mapping.imports))
	for _, read := range r.mapping.imports {
		value := r.imported(read.name)
		switch {
		case value == "":
			continue
		case read.redacts:
			value = redactedValue
		}
		facts = append(facts, Fact{read.name, value})
	}
	return facts
}

func (r *Record) imported(name string) string {
	if name == softDeleted {
		return truth(!r.Scoping.In())
	}
	if value, ok := named(r.origin, name); ok {
		return value
	}
	values, _ := r.origin.Attribute(name)
	return strings.Join(values, ", ")
}

// reads notes what an attribute takes its value from.
func (m *mapping) reads(a *attribute) {
	hidden := redacting(a.expression)
	for _, name := range sources(a) {
		at, known := slices.BinarySearchFunc(m.imports, name, func(read imported, name string) int { return strings.Compare(read.name, name) })
		if !known {
			m.imports = slices.Insert(m.imports, at, imported{name: name})
		}
		m.imports[at].redacts = m.imports[at].redacts || hidden
	}
}

// sources are the source attributes that the attribute takes its value from.
func sources(a *attribute) []string {
	if a.expression == nil {
		if a.Source == "" {
			return nil
		}
		return []string{a.Source}
	}
	var names []string
	for _, mention := range a.expression.Mentions() {
		names = append(names, mention.Name)
	}
	return names
}

// redacting says of an expression, which may be nil, that the log must not show
// what it reads.
func redacting(e *expr.Expression) bool {
	return e != nil && strings.Contains(strings.ToLower(e.String()), "redact(")
}

// Sought are the matching attributes by which the target was asked, in order: up
// to the one that matched, or all of them (E-3.8).
func (r *Record) Sought() []string {
	if r.origin == nil {
		return nil
	}
	var names []string
	for i := range r.mapping.matching {
		attribute := &r.mapping.matching[i]
		if attribute.Source != "" && r.imported(attribute.Source) == "" {
			continue // without a value nobody is asked for
		}
		names = append(names, attribute.Target)
		if attribute.Target == r.Matched {
			break
		}
	}
	return names
}
