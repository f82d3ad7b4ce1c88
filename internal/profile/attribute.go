package profile

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// origin checks where the value of an attribute comes from. A default alone is a
// mapping of kind None: it fills what is empty (E-3.4).
func (l *loader) origin(path document.Path, a Attribute) {
	given := a.origins()
	switch {
	case len(given) == 0 && a.Default == "":
		l.document.Fault(path, "%s has no value: give exactly one of source, expression and constant", named(a))
	case len(given) > 1:
		l.document.KeyFault(path.Then(given[1]), "%s has %s: give exactly one of source, expression and constant", named(a), strings.Join(given, " and "))
	}
	switch {
	case a.Matching > 0 && a.Constant != nil:
		l.document.KeyFault(path.Then("matching"), "%s cannot be a matching attribute: its value is the same for everybody", named(a))
	case a.Matching > 0 && len(given) == 0 && a.Default != "":
		l.document.KeyFault(path.Then("matching"), "%s cannot be a matching attribute: it has no source (E-3.4)", named(a))
	}
	if problem := Unavailable(a.Source); problem != "" {
		l.document.Fault(path.Then("source"), "%s", problem)
	}
	if a.Source == "appRoleAssignments" {
		l.document.Fault(path.Then("source"), "appRoleAssignments has to go through a function: SingleAppRoleAssignment, AppRoleAssignmentsComplex or AssertiveAppRoleAssignmentsComplex (E-3.28)")
	}
	if a.Expression != "" {
		l.checkExpression(path.Then("expression"), a.Expression)
	}
}

// origins are the keys that say where the value comes from.
func (a Attribute) origins() []string {
	var given []string
	for _, way := range []struct {
		key string
		set bool
	}{{"source", a.Source != ""}, {"expression", a.Expression != ""}, {"constant", a.Constant != nil}} {
		if way.set {
			given = append(given, way.key)
		}
	}
	return given
}

// kind checks what depends on the type of the attribute.
func (l *loader) kind(path document.Path, a Attribute, users bool) {
	if a.Apply == "additions" && !a.manyValued() {
		l.document.Fault(path.Then("apply"), "%s has one value: additions is for multi-valued attributes (E-3.6)", named(a))
	}
	if a.Type != "reference" {
		return
	}
	if !users {
		l.document.Fault(path.Then("type"), "%s: the only reference of a group is members, which needs no type (E-3.26)", named(a))
	}
	if at := mentions(a.Expression, "Switch"); at >= 0 {
		l.document.FaultInside(path.Then("expression"), at, "Switch cannot give the value of a reference attribute (E-4.50)")
	}
	if a.Matching > 0 {
		l.document.KeyFault(path.Then("matching"), "%s cannot be a matching attribute: it is a reference", named(a))
	}
}

// manyValued: an element of a list, a list of simple values, or roles.
func (a Attribute) manyValued() bool {
	parsed, err := filter.ParsePath(a.Target)
	return err != nil || a.Many || parsed.Filter != nil || strings.EqualFold(parsed.Name, "roles")
}

// mentions finds a call of a function in an expression, outside of its texts; -1
// when there is none.
func mentions(expression, function string) int {
	quoted := false
	for i := 0; i < len(expression); i++ {
		switch {
		case quoted && expression[i] == '\\':
			i++
		case expression[i] == '"':
			quoted = !quoted
		case !quoted && strings.HasPrefix(expression[i:], function+"("):
			return i
		}
	}
	return -1
}

// complexes refuses what Entra cannot fill: complex values of an extension with
// three or more sub-attributes (E-3.23). The addresses of the core schema have
// more, and are in its default mapping (E-3.24).
func (l *loader) complexes(path document.Path, attributes []Attribute) {
	parts := map[string][]string{}
	for i, a := range attributes {
		parsed, err := filter.ParsePath(a.Target)
		if err != nil || parsed.Sub == "" || plain(parsed).URN == "" || strings.EqualFold(parsed.URN, scim.URNEnterpriseUser) {
			continue
		}
		whole := filter.Path{URN: parsed.URN, Name: parsed.Name, Filter: parsed.Filter}.String()
		key, sub := schema.Fold(whole), schema.Fold(parsed.Sub)
		if !slices.Contains(parts[key], sub) {
			parts[key] = append(parts[key], sub)
		}
		if len(parts[key]) == 3 {
			l.document.Fault(path.Then(i, "target"), "%s would be a complex value with three sub-attributes, which Entra cannot fill (E-3.23)", whole)
		}
	}
}
