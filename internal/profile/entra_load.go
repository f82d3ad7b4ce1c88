package profile

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/document"
)

// loadExported makes a profile of an exported schema (E-3.30). Mistakes are told at
// their places in that file.
func loadExported(file string, data []byte, d *document.Document, l *loader, regex func(string) error) (*Profile, error) {
	misspelled(d, nil, d.Value())
	if err := d.Err(); err != nil {
		return nil, err
	}
	var s synchronization
	if err := d.Decode(&s); err != nil {
		return nil, err
	}
	p := &Profile{APIVersion: document.APIVersion, Kind: "Profile", Name: slug(file), Exported: data}
	at, users := s.find("User")
	if users == nil || !users.enabled() {
		d.Fault(document.At("synchronizationRules"), "no rule provisions Entra's users: an objectMapping with sourceObjectName User is expected, enabled (E-2.3)")
		return nil, d.Err()
	}
	p.Title = s.Rules[at.rule].TargetDirectory
	p.Users = l.exported(&s, at, users, true)
	p.Scope.Filters = users.Scope.filters("")
	l.scope(d, at, users.Scope, p.Scope.Filters, regex)
	if at, groups := s.find("Group"); groups != nil && groups.enabled() {
		mapping := l.exported(&s, at, groups, false)
		filters := groups.Scope.filters("groups")
		p.Groups, p.Scope.Filters = &mapping, append(p.Scope.Filters, filters...)
		l.scope(d, at, groups.Scope, filters, regex)
	}
	return p, d.Err()
}

// keys are the member names that are read of an exported schema.
func keys() []string {
	return []string{
		"directories", "objects", "attributes", "multivalued", "required", "caseExact", "synchronizationRules", "sourceDirectoryName", "targetDirectoryName",
		"objectMappings", "enabled", "flowTypes", "sourceObjectName", "targetObjectName", "scope", "groups", "inputFilterGroups", "categoryFilterGroups", "clauses",
		"sourceOperandName", "operatorName", "targetOperand", "values", "attributeMappings", "targetAttributeName", "matchingPriority", "flowType", "flowBehavior",
		"defaultValue", "source", "type", "name", "expression", "parameters", "value",
	}
}

// misspelled refuses names that differ from the known ones in case only: Entra has
// one spelling, and two of one name would be read as one and written as another.
// What stands in metadata is not read.
func misspelled(d *document.Document, at document.Path, value any) {
	switch v := value.(type) {
	case []any:
		for i, element := range v {
			misspelled(d, at.Then(i), element)
		}
	case map[string]any:
		for name, below := range v {
			for _, known := range keys() {
				if name != known && strings.EqualFold(name, known) {
					d.KeyFault(at.Then(name), "unknown key %q (did you mean %q?)", name, known)
				}
			}
			if name != "metadata" {
				misspelled(d, at.Then(name), below)
			}
		}
	}
}

// slug is a name made of that of a file.
func slug(file string) string {
	name := path.Base(strings.ReplaceAll(file, `\`, "/"))
	name = strings.TrimSuffix(name, path.Ext(name))
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	if len(words) == 0 {
		return "entra-schema"
	}
	return strings.Join(words, "-")
}

// exported reads one mapping and judges it as one of a profile.
func (l *loader) exported(s *synchronization, at place, m *schemaMapping, users bool) Mapping {
	mapping, origins := s.imported(at, m)
	judged := &loader{expression: l.expression, document: translated{l.document, func(p document.Path) document.Path { return entryPath(at, origins, p) }}}
	if len(mapping.Actions) == 0 {
		l.document.Fault(at.path().Then("flowTypes"), "flowTypes: at least one of Add, Update and Delete is expected (E-3.19)")
	}
	judged.mapping(nil, &mapping, users)
	return mapping
}

// scope judges the filters of one mapping.
func (l *loader) scope(d *document.Document, at place, scope schemaScope, filters []Filter, regex func(string) error) {
	counts := map[string]int{}
	for i, filter := range filters {
		kind := filter.Kind
		if kind == "" {
			kind = ScopeGroups
		}
		group := at.path().Then("scope", kind, counts[kind])
		counts[kind]++
		l.operators(d, group, filter)
		CheckScope(translated{d, func(p document.Path) document.Path { return clausePath(group, p) }}, nil, Scope{Filters: filters[i : i+1]}, regex)
	}
}

// operators refuses what is no comparison of a filter (E-2.11), and an operand of
// several values.
func (l *loader) operators(d *document.Document, group document.Path, filter Filter) {
	for i, clause := range filter.Clauses {
		place := group.Then("clauses", i)
		if !slices.Contains(operatorNames(), clause.Operator) {
			d.Fault(place.Then("operatorName"), "operatorName: %q is not one of %s (E-2.11)", clause.Operator, strings.Join(operatorNames(), ", "))
		}
		if d.Has(place.Then("targetOperand", "values", 1)) {
			d.Fault(place.Then("targetOperand", "values", 1), "a clause with several operands is not played: give one value (E-2.16)")
		}
	}
}

func operatorNames() []string {
	return []string{
		"EQUALS", "NOT EQUALS", "ENDS_WITH", "Includes", "REGEX MATCH", "NOT REGEX MATCH", "Greater_Than", "Greater_Than_OR_EQUALS",
		"IS TRUE", "IS FALSE", "IS NULL", "IS NOT NULL", "&", "!&",
	}
}

// translated tells mistakes of a profile at their places in an exported schema.
type translated struct {
	notes
	place func(document.Path) document.Path
}

func (t translated) Fault(p document.Path, format string, args ...any) {
	t.notes.Fault(t.place(p), format, args...)
}

func (t translated) KeyFault(p document.Path, format string, args ...any) {
	t.notes.KeyFault(t.place(p), format, args...)
}

func (t translated) FaultInside(p document.Path, offset int, format string, args ...any) {
	t.notes.FaultInside(t.place(p), offset, format, args...)
}

func (t translated) Has(p document.Path) bool { return t.notes.Has(t.place(p)) }

// entryPath is the place of attributes[i].key of a profile's mapping.
func entryPath(at place, origins []int, p document.Path) document.Path {
	whole := at.path().Then("attributeMappings")
	if len(p) < 2 {
		return whole
	}
	entry := whole.Then(origins[index(p[1])])
	if len(p) == 2 {
		return entry
	}
	switch p[2] {
	case "target", "type", "multiValued":
		return entry.Then("targetAttributeName")
	case "source", "expression", "constant":
		return entry.Then("source", "expression")
	case "matching":
		return entry.Then("matchingPriority")
	case "apply":
		return entry.Then("flowType")
	}
	return entry
}

// clausePath is the place of filters[0].clauses[k].key of a profile's scope.
func clausePath(group, p document.Path) document.Path {
	if len(p) < 4 {
		return group
	}
	clause := group.Then("clauses", p[3])
	if len(p) == 4 {
		return clause
	}
	switch p[4] {
	case "attribute":
		return clause.Then("sourceOperandName")
	case "value":
		return clause.Then("targetOperand", "values", 0)
	}
	return clause
}

// index reads an index of a path, which has been made of one.
func index(part string) int {
	n, _ := strconv.Atoi(part)
	return n
}
