package profile

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/scim/filter"
)

// synchronization is Entra's own schema of a job as it is exported (E-3.30), as far
// as it is understood here; whatever else it holds is kept with Profile.Exported.
type synchronization struct {
	Directories []schemaDirectory `json:"directories"`
	Rules       []schemaRule      `json:"synchronizationRules"`
}

type schemaDirectory struct {
	Name    string         `json:"name"`
	Objects []schemaObject `json:"objects"`
}

type schemaObject struct {
	Name       string             `json:"name"`
	Attributes []schemaDefinition `json:"attributes"`
}

// schemaDefinition defines an attribute (E-3.16).
type schemaDefinition struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Multivalued bool   `json:"multivalued"`
	Required    bool   `json:"required"`
	CaseExact   bool   `json:"caseExact"`
}

type schemaRule struct {
	SourceDirectory string          `json:"sourceDirectoryName"`
	TargetDirectory string          `json:"targetDirectoryName"`
	Mappings        []schemaMapping `json:"objectMappings"`
}

type schemaMapping struct {
	Enabled    *bool         `json:"enabled"`
	FlowTypes  string        `json:"flowTypes"`
	Source     string        `json:"sourceObjectName"`
	Target     string        `json:"targetObjectName"`
	Scope      schemaScope   `json:"scope"`
	Attributes []schemaEntry `json:"attributeMappings"`
}

// schemaScope holds the scoping filters (E-2.16).
type schemaScope struct {
	Groups         []schemaGroup `json:"groups"`
	InputGroups    []schemaGroup `json:"inputFilterGroups"`
	CategoryGroups []schemaGroup `json:"categoryFilterGroups"`
}

type schemaGroup struct {
	Name    string         `json:"name"`
	Clauses []schemaClause `json:"clauses"`
}

type schemaClause struct {
	Attribute string `json:"sourceOperandName"`
	Operator  string `json:"operatorName"`
	Operand   struct {
		Values []string `json:"values"`
	} `json:"targetOperand"`
}

type schemaEntry struct {
	Target   string        `json:"targetAttributeName"`
	Matching int           `json:"matchingPriority"`
	Flow     string        `json:"flowType"`
	Behavior string        `json:"flowBehavior"`
	Default  string        `json:"defaultValue"`
	Source   *schemaSource `json:"source"`
}

// schemaSource is where a value comes from (E-3.1 – E-3.4, E-3.31).
type schemaSource struct {
	Type       string `json:"type"`
	Name       string `json:"name"`
	Expression string `json:"expression"`
	Parameters []struct {
		Value schemaSource `json:"value"`
	} `json:"parameters"`
}

// isExported says whether a file is an exported schema.
func isExported(d *document.Document) bool {
	object, _ := d.Value().(map[string]any)
	_, rules := object["synchronizationRules"]
	return rules && object["kind"] == nil
}

// place is where an object mapping stands in a schema.
type place struct{ rule, mapping int }

func (p place) path() document.Path {
	return document.At("synchronizationRules", p.rule, "objectMappings", p.mapping)
}

// find is the mapping that Entra's users, or its groups, are provisioned by:
// switched on or not, an enabled one first.
func (s *synchronization) find(source string) (place, *schemaMapping) {
	var at place
	var found *schemaMapping
	for i := range s.Rules {
		for k := range s.Rules[i].Mappings {
			mapping := &s.Rules[i].Mappings[k]
			if !strings.EqualFold(mapping.Source, source) || !isEntra(s.Rules[i].SourceDirectory) {
				continue
			}
			if found == nil || mapping.enabled() && !found.enabled() {
				at, found = place{i, k}, mapping
			}
		}
	}
	return at, found
}

// isEntra tells rules that read Entra from those that write it.
func isEntra(directory string) bool {
	return directory == "" || strings.Contains(directory, "Active Directory") || strings.Contains(directory, "Entra")
}

func (m *schemaMapping) enabled() bool { return m.Enabled == nil || *m.Enabled }

// definition is what the schema says of a target attribute; zero when nothing.
func (s *synchronization) definition(directory, object, attribute string) schemaDefinition {
	for _, one := range s.Directories {
		for _, candidate := range one.Objects {
			if one.Name != directory || candidate.Name != object {
				continue
			}
			if i := slices.IndexFunc(candidate.Attributes, func(d schemaDefinition) bool { return d.Name == attribute }); i >= 0 {
				return candidate.Attributes[i]
			}
		}
	}
	return schemaDefinition{}
}

// imported makes a mapping of the profile of one of the schema. origins are the
// places of its attributes in the schema: those that do nothing are left out.
func (s *synchronization) imported(at place, m *schemaMapping) (mapping Mapping, origins []int) {
	for _, flow := range strings.Split(m.FlowTypes, ",") {
		if action := actions()[strings.TrimSpace(flow)]; action != "" {
			mapping.Actions = append(mapping.Actions, action)
		}
	}
	for i, entry := range m.Attributes {
		if entry.Source == nil && entry.Default == "" {
			continue
		}
		definition := s.definition(s.Rules[at.rule].TargetDirectory, m.Target, entry.Target)
		mapping.Attributes = append(mapping.Attributes, entry.imported(definition))
		origins = append(origins, i)
	}
	return mapping, origins
}

// actions are the target object actions by their names in flowTypes (E-3.19).
func actions() map[string]string {
	return map[string]string{"Add": "create", "Update": "update", "Delete": "delete"}
}

func (e schemaEntry) imported(definition schemaDefinition) Attribute {
	a := Attribute{Target: e.Target, Matching: e.Matching, Default: e.Default, Required: definition.Required, CaseExact: definition.CaseExact}
	switch e.Flow {
	case "ObjectAddOnly":
		a.Apply = "create"
	case "MultiValueAddOnly":
		a.Apply = "additions"
	}
	if e.Behavior == "FlowAlways" {
		a.Flow = "always"
	}
	if e.Source != nil {
		e.Source.into(&a)
	}
	a.Many = definition.Multivalued && !a.isMembers() && isList(e.Target)
	a.Type = attributeType(definition.Type, a)
	return a
}

// isList: a target without element and part can be a list of simple values; roles
// have a form of their own (E-3.28).
func isList(target string) bool {
	parsed, err := filter.ParsePath(target)
	return err == nil && parsed.Filter == nil && parsed.Sub == "" && !strings.EqualFold(parsed.Name, "roles")
}

func (a Attribute) isMembers() bool { return a.Source == "members" }

// attributeType is the type in a profile; those that are known need none.
func attributeType(defined string, a Attribute) string {
	switch defined {
	case "Boolean", "Integer", "Binary":
		if defined == "Boolean" && (a.Target == "active" || strings.HasSuffix(a.Target, ".primary")) {
			return ""
		}
		return strings.ToLower(defined)
	case "DateTime":
		return "dateTime"
	case "Reference":
		if a.Source != "manager" && !a.isMembers() {
			return "reference"
		}
	}
	return ""
}

func (s schemaSource) into(a *Attribute) {
	switch s.Type {
	case "Attribute":
		a.Source = cmp.Or(s.Name, strings.Trim(s.Expression, "[]"))
	case "Constant":
		text := s.constant()
		a.Constant = &text
	default:
		a.Expression = s.text()
	}
}

// constant is the text of a constant: its name, or what its expression quotes.
func (s schemaSource) constant() string {
	var text string
	if s.Name == "" && json.Unmarshal([]byte(s.Expression), &text) == nil {
		return text
	}
	return s.Name
}

// text is the expression, put together from the parameters where it is not given
// (E-3.31).
func (s schemaSource) text() string {
	switch {
	case s.Expression != "":
		return s.Expression
	case s.Type == "Attribute":
		return "[" + s.Name + "]"
	case s.Type == "Constant":
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s.Name) + `"`
	}
	arguments := make([]string, len(s.Parameters))
	for i, parameter := range s.Parameters {
		arguments[i] = parameter.Value.text()
	}
	return fmt.Sprintf("%s(%s)", s.Name, strings.Join(arguments, ", "))
}

// filters are the scoping filters of a mapping (E-2.9, E-2.17).
func (s schemaScope) filters(of string) []Filter {
	var filters []Filter
	for _, part := range []struct {
		kind   string
		groups []schemaGroup
	}{{"", s.Groups}, {InputGroups, s.InputGroups}, {CategoryGroups, s.CategoryGroups}} {
		for _, group := range part.groups {
			made := Filter{Name: group.Name, Of: of, Kind: part.kind}
			for _, clause := range group.Clauses {
				one := Clause{Attribute: clause.Attribute, Operator: clause.Operator}
				if len(clause.Operand.Values) > 0 {
					one.Value = clause.Operand.Values[0]
				}
				made.Clauses = append(made.Clauses, one)
			}
			filters = append(filters, made)
		}
	}
	return filters
}
