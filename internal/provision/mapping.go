package provision

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/provision/expr"
)

// softDeleted is the computed source attribute of E-2.19.
const softDeleted = "IsSoftDeleted"

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
	manager    *attribute  // reference to another user, written in the second pass
	members    bool        // the group mapping flows members
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
	case m.kind == Group && declared.Source == "members":
		m.members = true
	case isReference(declared):
		m.manager = &compiled
	default:
		m.attributes = append(m.attributes, compiled)
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

func isReference(declared profile.Attribute) bool {
	return declared.Source == "manager" || declared.Type == "reference"
}

// Mapped is one attribute with the value the mapping gives it.
type Mapped struct {
	Target    dialect.Target
	Value     any // string or bool
	CaseExact bool
	Redacted  bool // the log must not show it (E-4.43)
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
		if result.text == "" && creating && !result.ignored {
			result.text = attribute.Default // E-3.5: only when creating
		}
		if result.text == "" {
			if attribute.Required && creating {
				return nil, &Failure{Code: codeMissing, Reason: "the required attribute " + attribute.Target + " has no value in the source (E-3.17)"}
			}
			continue
		}
		mapped = append(mapped, Mapped{Target: attribute.target, Value: typed(attribute, result.text), CaseExact: attribute.CaseExact, Redacted: result.redacted})
	}
	return mapped, nil
}

// flow is what one mapping gives.
type flow struct {
	text     string // "" is null
	redacted bool   // E-4.43
	ignored  bool   // dropped on purpose, so no default stands in for it (E-4.26)
}

// typed gives the value the type of the target attribute.
func typed(attribute *attribute, value string) any {
	if attribute.boolean {
		return strings.EqualFold(value, "true")
	}
	return value
}

// value computes one mapping.
func (j *Job) value(attribute *attribute, object source, scoping Scoping) (flow, *Failure) {
	switch {
	case attribute.Constant != nil:
		return flow{text: *attribute.Constant}, nil
	case attribute.expression == nil:
		text, failure := direct(attribute, object, scoping)
		return flow{text: text}, failure
	}
	result, err := attribute.expression.Eval(j.environment(object, scoping))
	if err != nil {
		return flow{}, &Failure{Code: "InternalError", Reason: fmt.Sprintf("%s: %v", attribute.Target, err)}
	}
	text, failure := single(attribute, result)
	return flow{text, result.Redacted(), result.Ignored()}, failure
}

func direct(attribute *attribute, object source, scoping Scoping) (string, *Failure) {
	if attribute.Source == softDeleted {
		return truth(!scoping.In()), nil
	}
	if value, ok := object.Value(attribute.Source); ok {
		return value, nil
	}
	values, ok := object.Attribute(attribute.Source)
	if !ok {
		return "", nil
	}
	return single(attribute, expr.Texts(values))
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
	return expr.Env{Now: j.clock.Now, Random: j.random, Attribute: func(name string) expr.Value {
		if name == softDeleted {
			return expr.Text(truth(!scoping.In()))
		}
		if value, ok := object.Value(name); ok {
			return expr.Text(value)
		}
		if values, ok := object.Attribute(name); ok {
			return expr.Texts(values)
		}
		return expr.Null()
	}}
}
