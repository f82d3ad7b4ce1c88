package profile

import (
	"unicode/utf8"

	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/shape"
)

// expressionLimit is the longest expression in characters (E-3.15).
const expressionLimit = 10_000

// Load reads a profile. checkExpression judges one expression: what is wrong
// with it and at which byte, or ok; checkRegex judges the regex of a scoping
// filter. Every mistake is told at once, as file:line:column (document.Faults).
// Entra's own exported schema is taken as well (E-3.30).
func Load(file string, data []byte, formats *shape.Set, checkExpression func(text string) (message string, offset int, ok bool), checkRegex func(text string) error) (*Profile, error) {
	d, err := document.Read(file, data)
	if err != nil {
		return nil, err
	}
	l := &loader{document: d, expression: checkExpression}
	if isExported(d) {
		return loadExported(file, data, d, l, checkRegex)
	}
	p := &Profile{}
	if d, err = document.Load(file, data, formats, "Profile", p); err != nil {
		return nil, err
	}
	l.document = d
	l.mapping(document.At("users"), &p.Users, true)
	if p.Groups != nil {
		l.mapping(document.At("groups"), p.Groups, false)
	}
	for i, effect := range p.Effects {
		l.effect(document.At("effects", i), effect)
	}
	CheckScope(d, document.At("scope"), p.Scope, checkRegex)
	if err := d.Err(); err != nil {
		return nil, err
	}
	return p, nil
}

// loader judges what a schema cannot.
type loader struct {
	document   notes
	expression func(string) (string, int, bool)
}

// notes takes mistakes at places of a file; a document.Document does.
type notes interface {
	Fault(path document.Path, format string, args ...any)
	KeyFault(path document.Path, format string, args ...any)
	FaultInside(path document.Path, offset int, format string, args ...any)
	Has(path document.Path) bool
}

// mapping checks what concerns several attributes of one mapping.
func (l *loader) mapping(path document.Path, m *Mapping, users bool) {
	path = path.Then("attributes")
	targets, priorities := map[string]string{}, map[int]string{}
	for i, attribute := range m.Attributes {
		place := path.Then(i)
		l.origin(place, attribute)
		l.kind(place, attribute, users)
		if key, ok := l.target(place.Then("target"), attribute, users); ok {
			if first, twice := targets[key]; twice {
				l.document.Fault(place.Then("target"), "%s is mapped twice (first as %s)", attribute.Target, first)
			} else {
				targets[key] = attribute.Target
			}
		}
		if attribute.Matching == 0 {
			continue
		}
		if first, twice := priorities[attribute.Matching]; twice {
			l.document.Fault(place.Then("matching"), "the matching priority %d belongs to %s already: attributes are tried one at a time (E-3.8)", attribute.Matching, first)
			continue
		}
		priorities[attribute.Matching] = attribute.Target
	}
	l.complexes(path, m.Attributes)
	if len(priorities) == 0 && len(m.Attributes) > 0 {
		l.document.Fault(path, "no attribute has `matching: 1`: without a matching attribute no account can be found (E-3.10)")
	}
}

func (l *loader) checkExpression(path document.Path, text string) {
	if length := utf8.RuneCountInString(text); length > expressionLimit {
		l.document.Fault(path, "the expression has %d characters, more than the %d that Entra takes (E-3.15)", length, expressionLimit)
		return
	}
	if message, offset, ok := l.expression(text); !ok {
		l.document.FaultInside(path, offset, "%s", message)
	}
}

func named(a Attribute) string {
	if a.Target == "" {
		return "this attribute"
	}
	return a.Target
}

// effect checks words that exclude each other.
func (l *loader) effect(path document.Path, e Effect) {
	for i, word := range e.Then {
		if (word == "nothing" || word == "refuse") && len(e.Then) > 1 {
			l.document.Fault(path.Then("then", i), "%s stands alone: with it nothing else happens", word)
		}
	}
}
