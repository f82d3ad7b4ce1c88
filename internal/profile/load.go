package profile

import (
	"strings"
	"unicode/utf8"

	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/shape"
)

// expressionLimit is the longest expression in characters (E-3.15).
const expressionLimit = 10_000

// Load reads a profile. checkExpression judges one expression: what is wrong
// with it and at which byte, or ok. Every mistake is told at once, as
// file:line:column (document.Faults).
func Load(file string, data []byte, formats *shape.Set, checkExpression func(text string) (message string, offset int, ok bool)) (*Profile, error) {
	p := &Profile{}
	d, err := document.Load(file, data, formats, "Profile", p)
	if err != nil {
		return nil, exported(data, err)
	}
	l := &loader{document: d, expression: checkExpression}
	l.mapping(document.At("users"), &p.Users, true)
	if p.Groups != nil {
		l.mapping(document.At("groups"), p.Groups, false)
	}
	for i, effect := range p.Effects {
		l.effect(document.At("effects", i), effect)
	}
	l.notYet(p)
	if err := d.Err(); err != nil {
		return nil, err
	}
	return p, nil
}

// exported says so when somebody brings Entra's own synchronization schema.
func exported(data []byte, err error) error {
	faults, ok := err.(document.Faults)
	if ok && strings.Contains(string(data), `"synchronizationRules"`) {
		faults[0].Message = "this looks like Entra's exported synchronization schema (E-3.30), which is not supported yet: write a profile with kind: Profile"
		return faults[:1]
	}
	return err
}

// loader judges what a schema cannot.
type loader struct {
	document   *document.Document
	expression func(string) (string, int, bool)
}

// notYet refuses what the format knows and the engine does not play: to ignore
// it would mean a wrong verdict.
func (l *loader) notYet(p *Profile) {
	if len(p.Scope.Filters) > 0 {
		l.document.KeyFault(document.At("scope", "filters"), "not supported yet: attribute scoping filters (E-2.8)")
	}
	if p.NestedGroups == "flatten" {
		l.document.Fault(document.At("nestedGroups"), "not supported yet: flatten (SYNC-15); direct is what Entra sends (E-2.2)")
	}
	if p.Options.GroupWrite == "put" {
		l.document.Fault(document.At("options", "groupWrite"), "not supported yet: put (E-5.49); patch is what Entra sends")
	}
}

// mapping checks what concerns several attributes of one mapping.
func (l *loader) mapping(path document.Path, m *Mapping, users bool) {
	path = path.Then("attributes")
	targets, priorities := map[string]string{}, map[int]string{}
	for i, attribute := range m.Attributes {
		place := path.Then(i)
		l.origin(place, attribute)
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
	if len(priorities) == 0 && len(m.Attributes) > 0 {
		l.document.Fault(path, "no attribute has `matching: 1`: without a matching attribute no account can be found (E-3.10)")
	}
}

// origin checks where the value of an attribute comes from.
func (l *loader) origin(path document.Path, a Attribute) {
	var given []string
	for _, way := range []struct {
		key string
		set bool
	}{{"source", a.Source != ""}, {"expression", a.Expression != ""}, {"constant", a.Constant != nil}} {
		if way.set {
			given = append(given, way.key)
		}
	}
	switch {
	case len(given) == 0:
		l.document.Fault(path, "%s has no value: give exactly one of source, expression and constant", named(a))
	case len(given) > 1:
		l.document.KeyFault(path.Then(given[1]), "%s has %s: give exactly one of source, expression and constant", named(a), strings.Join(given, " and "))
	}
	if a.Matching > 0 && a.Constant != nil {
		l.document.KeyFault(path.Then("matching"), "%s cannot be a matching attribute: its value is the same for everybody", named(a))
	}
	if a.Expression != "" {
		l.checkExpression(path.Then("expression"), a.Expression)
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
