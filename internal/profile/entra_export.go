package profile

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// EntraSchema is the profile as Entra's own schema (E-3.30). What an exported schema
// held beyond the profile is kept as it was, and one that nobody changed is given
// back byte by byte. Of functions only the expression is written, not the
// parameters that repeat it (E-3.31), and what Entra does not know is left out:
// effects, options, and what a document says.
func (p *Profile) EntraSchema() ([]byte, error) {
	raw := p.Exported
	if raw == nil {
		raw = p.skeleton()
	}
	var before any
	if err := decodeJSON(raw, &before); err != nil {
		return nil, err
	}
	e := &exporter{profile: p}
	if err := decodeJSON(raw, &e.tree); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(raw, &e.schema); err != nil {
		return nil, err
	}
	e.mapping("User", &p.Users)
	e.mapping("Group", p.Groups)
	if p.Exported != nil && reflect.DeepEqual(before, any(e.tree)) {
		return p.Exported, nil
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(e.tree)
	return text.Bytes(), err
}

// decodeJSON keeps numbers as they are written.
func decodeJSON(raw []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	return decoder.Decode(into)
}

// exporter writes a profile into a schema.
type exporter struct {
	profile *Profile
	schema  synchronization
	tree    map[string]any // the whole document
}

// mapping writes one mapping; nil switches it off (E-2.3).
func (e *exporter) mapping(source string, m *Mapping) {
	at, old := e.schema.find(source)
	switch {
	case m == nil && old == nil:
		return
	case m == nil:
		if old.enabled() {
			e.object(at)["enabled"] = false
		}
		return
	case old == nil:
		at, old = e.found(source)
	}
	object := e.object(at)
	if !old.enabled() {
		object["enabled"] = true
	}
	imported, origins := e.schema.imported(at, old)
	if !slices.Equal(imported.Actions, m.Actions) {
		object["flowTypes"] = flowTypes(m.Actions)
	}
	e.attributes(at, object, imported.Attributes, origins, m.Attributes)
	of := ""
	if source == "Group" {
		of = "groups"
	}
	if filters := e.profile.filtersOf(of); !reflect.DeepEqual(filters, old.Scope.filters(of)) {
		object["scope"] = scopeOf(filters)
	}
}

// found adds a mapping that the schema does not have yet to the first rule that
// reads Entra.
func (e *exporter) found(source string) (place, *schemaMapping) {
	for i := range e.schema.Rules {
		rule := &e.schema.Rules[i]
		if !isEntra(rule.SourceDirectory) {
			continue
		}
		fresh := schemaMapping{Source: source, Target: targetObject(source)}
		rule.Mappings = append(rule.Mappings, fresh)
		tree := member(e.tree, "synchronizationRules", i)
		list, _ := tree["objectMappings"].([]any)
		tree["objectMappings"] = append(list, emptyMapping(source))
		return place{i, len(rule.Mappings) - 1}, &rule.Mappings[len(rule.Mappings)-1]
	}
	return place{}, &schemaMapping{} // find has found a rule for users
}

// object is the mapping in the tree.
func (e *exporter) object(at place) map[string]any {
	return member(e.tree, "synchronizationRules", at.rule, "objectMappings", at.mapping)
}

// member walks down a tree.
func member(value any, path ...any) map[string]any {
	for _, part := range path {
		switch part := part.(type) {
		case string:
			value = value.(map[string]any)[part]
		case int:
			value = value.([]any)[part]
		}
	}
	object, _ := value.(map[string]any)
	return object
}

// attributes writes the attribute mappings: those that nobody changed stay as they
// are, and so do those that do nothing.
func (e *exporter) attributes(at place, object map[string]any, imported []Attribute, origins []int, wanted []Attribute) {
	list, _ := object["attributeMappings"].([]any)
	fresh := make([]any, 0, len(wanted))
	for _, attribute := range wanted {
		entry := map[string]any{"exportMissingReferences": false}
		if i := slices.IndexFunc(imported, func(a Attribute) bool { return a.Target == attribute.Target }); i >= 0 {
			entry, _ = list[origins[i]].(map[string]any)
			if reflect.DeepEqual(normal(imported[i]), normal(attribute)) {
				fresh = append(fresh, entry)
				continue
			}
		}
		attribute.into(entry)
		e.define(at, attribute)
		fresh = append(fresh, entry)
	}
	object["attributeMappings"] = e.idle(list, origins, fresh)
}

// idle puts the mappings that do nothing back to where they stood.
func (e *exporter) idle(list []any, origins []int, fresh []any) []any {
	for i, entry := range list {
		if !slices.Contains(origins, i) {
			fresh = slices.Insert(fresh, min(i, len(fresh)), entry)
		}
	}
	return fresh
}

// normal leaves out what the schema does not know, and what is the same without.
func normal(a Attribute) Attribute {
	a.Filterable = false
	if a.Apply == "always" {
		a.Apply = ""
	}
	if a.Flow == "whenChanged" {
		a.Flow = ""
	}
	if a.Type == "string" || a.Target == "active" && a.Type == "boolean" {
		a.Type = ""
	}
	return a
}

// into writes an attribute mapping.
func (a Attribute) into(entry map[string]any) {
	entry["targetAttributeName"], entry["matchingPriority"] = a.Target, a.Matching
	entry["flowType"] = map[string]string{"create": "ObjectAddOnly", "additions": "MultiValueAddOnly"}[a.Apply]
	if entry["flowType"] == "" {
		entry["flowType"] = "Always"
	}
	entry["flowBehavior"] = "FlowWhenChanged"
	if a.Flow == "always" {
		entry["flowBehavior"] = "FlowAlways"
	}
	entry["defaultValue"] = nil
	if a.Default != "" {
		entry["defaultValue"] = a.Default
	}
	entry["source"] = a.origin()
}

// origin is the source of an attribute mapping; null for the kind None (E-3.4).
func (a Attribute) origin() any {
	source := func(kind, name, expression string) any {
		return map[string]any{"type": kind, "name": name, "expression": expression, "parameters": []any{}}
	}
	switch {
	case a.Source != "":
		return source("Attribute", a.Source, "["+a.Source+"]")
	case a.Constant != nil:
		return source("Constant", *a.Constant, schemaSource{Type: "Constant", Name: *a.Constant}.text())
	case a.Expression != "":
		name, _, _ := strings.Cut(a.Expression, "(")
		return source("Function", name, a.Expression)
	}
	return nil
}

// define writes what the target's directory says of an attribute (E-3.16).
func (e *exporter) define(at place, a Attribute) {
	rule := e.schema.Rules[at.rule]
	for i, directory := range e.schema.Directories {
		for k, object := range directory.Objects {
			if directory.Name == rule.TargetDirectory && object.Name == rule.Mappings[at.mapping].Target {
				e.defineIn(member(e.tree, "directories", i, "objects", k), a)
				return
			}
		}
	}
}

func (e *exporter) defineIn(object map[string]any, a Attribute) {
	list, _ := object["attributes"].([]any)
	for _, one := range list {
		if definition := member(one); definition["name"] == a.Target {
			a.definition(definition)
			return
		}
	}
	definition := map[string]any{"name": a.Target}
	a.definition(definition)
	object["attributes"] = append(list, definition)
}

func (a Attribute) definition(into map[string]any) {
	into["type"], into["required"], into["caseExact"] = schemaType(a), a.Required, a.CaseExact
	into["multivalued"] = a.Many || a.isMembers()
}

// schemaType is the type of an attribute in the words of the schema.
func schemaType(a Attribute) string {
	switch {
	case a.Type == "dateTime":
		return "DateTime"
	case a.Source == "manager" || a.isMembers():
		return "Reference"
	case a.Type == "":
		return "String"
	}
	return strings.ToUpper(a.Type[:1]) + a.Type[1:]
}

func flowTypes(allowed []string) string {
	var words []string
	for _, word := range []string{"Add", "Update", "Delete"} {
		if slices.Contains(allowed, actions()[word]) {
			words = append(words, word)
		}
	}
	return strings.Join(words, ", ")
}

// filtersOf are the scoping filters of users (""), or of groups, as an import has
// them.
func (p *Profile) filtersOf(of string) []Filter {
	var filters []Filter
	for _, filter := range p.Scope.Filters {
		if filter.Of == "users" {
			filter.Of = ""
		}
		if filter.Kind == ScopeGroups {
			filter.Kind = ""
		}
		if filter.Of == of {
			filters = append(filters, filter)
		}
	}
	return filters
}

// scopeOf writes filters (E-2.16, E-2.17).
func scopeOf(filters []Filter) any {
	scope := map[string]any{ScopeGroups: []any{}, InputGroups: []any{}, CategoryGroups: []any{}}
	for _, filter := range filters {
		kind := filter.Kind
		if kind == "" {
			kind = ScopeGroups
		}
		clauses := []any{}
		for _, clause := range filter.Clauses {
			values := []any{}
			if !clause.Unary() {
				values = append(values, clause.Value)
			}
			clauses = append(clauses, map[string]any{
				"sourceOperandName": clause.Attribute, "operatorName": clause.Operator, "targetOperand": map[string]any{"values": values},
			})
		}
		scope[kind] = append(scope[kind].([]any), map[string]any{"name": filter.Name, "clauses": clauses})
	}
	return scope
}

// targetObject is the name of the target's object (E-3.32).
func targetObject(source string) string {
	if source == "Group" {
		return scim.URNGroup
	}
	return scim.URNEnterpriseUser
}

func emptyMapping(source string) map[string]any {
	return map[string]any{
		"name": "Provision Microsoft Entra ID " + source + "s", "enabled": true, "flowTypes": "", "sourceObjectName": source,
		"targetObjectName": targetObject(source), "scope": nil, "metadata": []any{}, "attributeMappings": []any{},
	}
}

// skeleton is an empty schema with the directories of both sides. Its ids come from
// the name of the profile, so that two exports are the same.
func (p *Profile) skeleton() []byte {
	const entra = "Azure Active Directory"
	target := map[string]any{"id": guidOf(p.Name + "/target"), "name": "customappsso", "objects": []any{
		map[string]any{"name": targetObject("User"), "attributes": []any{}}, map[string]any{"name": targetObject("Group"), "attributes": []any{}},
	}}
	source := map[string]any{"id": guidOf(p.Name + "/source"), "name": entra, "objects": []any{
		map[string]any{"name": "User", "attributes": []any{}}, map[string]any{"name": "Group", "attributes": []any{}},
	}}
	mappings := []any{emptyMapping("User")}
	if p.Groups != nil {
		mappings = append(mappings, emptyMapping("Group"))
	}
	raw, _ := json.Marshal(map[string]any{ // texts, numbers and booleans always encode
		"directories": []any{source, target},
		"synchronizationRules": []any{map[string]any{
			"id": guidOf(p.Name + "/rule"), "name": "USER_OUTBOUND_USER", "editable": true, "priority": 1,
			"sourceDirectoryName": entra, "targetDirectoryName": "customappsso", "objectMappings": mappings,
		}},
	})
	return raw
}

// guidOf is a GUID made of a text.
func guidOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	text = fmt.Sprintf("%x", sum)
	return strings.Join([]string{text[:8], text[8:12], "4" + text[12:15], "8" + text[15:18], text[18:30]}, "-")
}
