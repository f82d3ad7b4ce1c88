package provision

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/provision/expr"
)

// Source attributes with a meaning of their own.
const (
	softDeleted   = "IsSoftDeleted" // computed (E-2.19)
	sourceManager = "manager"
	sourceMembers = "members"
)

// source gives the attributes of one object; users and groups of the directory
// satisfy it.
type source interface {
	Value(name string) (string, bool)
	Attribute(name string) ([]string, bool)
}

// mapping is a compiled attribute mapping of one kind (E-3).
type mapping struct {
	kind       Kind
	allowed    *profile.Mapping
	attributes []attribute // without references
	matching   []attribute // by priority (E-3.8)
	references []attribute // to other objects, written in the second pass (E-1.14)
	members    bool        // the group mapping flows members
	imports    []imported  // what the attributes read, by name
}

type attribute struct {
	profile.Attribute
	target     dialect.Target
	expression *expr.Expression // nil for direct and constant mappings
	boolean    bool
}

// compile prepares a mapping; its errors name the target attribute.
func compile(kind Kind, allowed *profile.Mapping) (*mapping, error) {
	compiled := &mapping{kind: kind, allowed: allowed}
	if allowed == nil {
		return compiled, nil
	}
	for _, declared := range allowed.Attributes {
		if err := compiled.add(declared); err != nil {
			return nil, fmt.Errorf("%s attribute %s: %w", strings.ToLower(string(kind)), declared.Target, err)
		}
	}
	slices.SortStableFunc(compiled.matching, func(a, b attribute) int { return a.Matching - b.Matching })
	return compiled, nil
}

func (m *mapping) add(declared profile.Attribute) error {
	target, err := dialect.ParseTarget(declared.Target)
	if err != nil {
		return err
	}
	compiled := attribute{Attribute: declared, target: target, boolean: isBoolean(declared, target)}
	if declared.Expression != "" {
		if compiled.expression, err = expr.Parse(declared.Expression); err != nil {
			return err
		}
	}
	switch {
	case m.kind == Group && declared.Source == sourceMembers:
		m.members = true
	case isReference(declared):
		m.references = append(m.references, compiled)
	default:
		m.attributes = append(m.attributes, compiled)
		m.reads(&compiled)
	}
	if declared.Matching > 0 {
		m.matching = append(m.matching, compiled)
	}
	return nil
}

// isBoolean: active and primary are booleans by definition (RFC 7643 §4.1);
// others say so in the profile.
func isBoolean(declared profile.Attribute, target dialect.Target) bool {
	return declared.Type == "boolean" || target.Text == "active" || target.Sub == "primary"
}

// isReference: an attribute whose value is another object. manager is one by
// definition, others say so in the profile (E-3.16).
func isReference(declared profile.Attribute) bool {
	return declared.Source == sourceManager || declared.Type == "reference"
}

// Mapped is one attribute with the value the mapping gives it.
type Mapped struct {
	Target    dialect.Target
	Value     any    // string, bool, int64, time.Time, []string or dialect.Roles
	Spelling  string // of a boolean, as the mapping gave it (E-3.27)
	CaseExact bool
	Redacted  bool // the log must not show it (E-4.43)
	Always    bool // sent even if the target shows it (E-3.7)
	AddOnly   bool // values of the target are never replaced or taken away (E-3.6)
	IfEmpty   bool // left alone where the target shows a value (E-3.4)
	Cleared   bool // taken away by the defect of E-4.50
}

// evaluate maps an object. Null values are left out: they never flow (E-3.12).
func (j *Job) evaluate(m *mapping, object source, scoping Scoping, creating bool) ([]Mapped, *Failure) {
	mapped := make([]Mapped, 0, len(m.attributes))
	for i := range m.attributes {
		attribute := &m.attributes[i]
		if attribute.Apply == "create" && !creating {
			continue
		}
		result, failure := j.value(attribute, object, scoping)
		if failure != nil {
			return nil, failure
		}
		result = attribute.orDefault(result, creating)
		if result.null() {
			if attribute.Required && creating {
				return nil, &Failure{Code: codeMissing, Reason: "the required attribute " + attribute.Target + " has no value in the source (E-3.17)"}
			}
			continue
		}
		one, failure := attribute.mapped(result)
		if failure != nil {
			return nil, failure
		}
		mapped = append(mapped, one)
	}
	return mapped, nil
}

// orDefault: a default stands in for null only when creating (E-3.5), except in
// a mapping that has no source at all (E-3.4).
func (a *attribute) orDefault(f flow, creating bool) flow {
	if f.null() && !f.ignored && (creating || a.sourceless()) {
		f.text = a.Default
	}
	return f
}

// sourceless is the mapping of kind None (E-3.4).
func (a *attribute) sourceless() bool {
	return a.Source == "" && a.Constant == nil && a.expression == nil
}

func (a *attribute) mapped(f flow) (Mapped, *Failure) {
	value, spelling, failure := typed(a, f)
	return Mapped{
		Target: a.target, Value: value, Spelling: spelling, CaseExact: a.CaseExact || a.Type == "binary", Redacted: f.redacted,
		Always: a.Flow == "always", AddOnly: a.Apply == "additions", IfEmpty: a.sourceless(),
	}, failure
}

// value computes one mapping.
func (j *Job) value(attribute *attribute, object source, scoping Scoping) (flow, *Failure) {
	switch {
	case attribute.Constant != nil:
		return flow{text: *attribute.Constant}, nil
	case attribute.sourceless():
		return flow{}, nil
	case attribute.expression == nil:
		return flowOf(attribute, j.read(object, scoping, attribute.Source))
	}
	result, err := attribute.expression.Eval(j.environment(object, scoping))
	if err != nil {
		return flow{}, &Failure{Code: codeInternal, Reason: fmt.Sprintf("%s: %v", attribute.Target, err)}
	}
	return flowOf(attribute, result)
}

// single takes the one value a single-valued target can hold (E-9.13).
func single(attribute *attribute, value expr.Value) (string, *Failure) {
	if text, ok := value.Text(); ok {
		return text, nil
	}
	list := value.List()
	switch len(list) {
	case 0:
		return "", nil
	case 1:
		return list[0], nil
	}
	return "", &Failure{Code: codeSingle, Reason: fmt.Sprintf("%s takes one value, the source has %d", attribute.Target, len(list))}
}

func (j *Job) environment(object source, scoping Scoping) expr.Env {
	return expr.Env{Now: j.clock.Now, Random: j.random, Attribute: func(name string) expr.Value { return j.read(object, scoping, name) }}
}

// read gives a source attribute, computed ones included.
func (j *Job) read(object source, scoping Scoping, name string) expr.Value {
	switch {
	case name == softDeleted:
		return expr.Text(truth(!scoping.In()))
	case name == directory.AppRoles && (j.everybody || j.demanding):
		return expr.Null() // E-3.29: roles work neither with sync all nor on demand
	}
	if value, ok := named(object, name); ok {
		return expr.Text(value)
	}
	if values, ok := object.Attribute(name); ok {
		return expr.Texts(values)
	}
	return expr.Null()
}
