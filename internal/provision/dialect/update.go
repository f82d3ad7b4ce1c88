package dialect

import "github.com/scimulator/scimulator/internal/scim"

// Change is one attribute of a resource to be changed.
type Change struct {
	Op     Op
	Target Target
	Value  any    // string, bool, int64, time.Time, []string or Roles
	Text   string // of a boolean as the mapping spelled it (E-3.27); "" means True or False
}

// operation is one operation of a PATCH; a path of "" and a value of nil are left
// out.
type operation struct {
	Op    string
	Path  string
	Value any
}

func patch(operations ...operation) []byte {
	b := append([]byte(`{"schemas":["`), scim.URNPatchOp...)
	b = append(b, `"],"Operations":[`...)
	for i, o := range operations {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(append(b, `{"op":`...), o.Op)
		if o.Path != "" {
			b = appendText(append(b, `,"path":`...), o.Path)
		}
		if o.Value != nil {
			b = appendValue(append(b, `,"value":`...), o.Value)
		}
		b = append(b, '}')
	}
	return append(b, `]}`...)
}

// Update is the body of a PATCH that carries every changed attribute (E-5.16,
// E-5.21). The validator replaces the attributes of users one by one (E-12.5,
// row 6) unless E-12.6 says otherwise, those of groups without a path.
func (d Dialect) Update(changes []Change) []byte {
	changes, roles := d.splitRoles(changes)
	if d.form.compliant && (!d.form.validator || d.options.DottedKeys) {
		return patch(append(d.grouped(changes), roles...)...)
	}
	return patch(append(d.each(changes), roles...)...)
}

// UpdateGroup is the body of a PATCH of a group, members apart: the validator
// has no path there (E-12.5, rows 20 and 21).
func (d Dialect) UpdateGroup(changes []Change) []byte {
	if d.form.validator {
		return patch(d.grouped(changes)...)
	}
	return d.Update(changes)
}

func (d Dialect) each(changes []Change) []operation {
	operations := make([]operation, 0, len(changes))
	for _, change := range changes {
		operations = append(operations, d.one(change))
	}
	return operations
}

func (d Dialect) one(change Change) operation {
	return operation{d.op(change.Op), d.path(change.Target), d.written(change)}
}

// written is the value of a change: "True" and "False" without the flag
// (E-5.20), in an array of one object in legacy jobs.
func (d Dialect) written(change Change) any {
	value := change.Value
	if boolean, ok := value.(bool); ok && !d.form.compliant && !d.options.RealBooleans {
		value = spelled(boolean, change.Text)
	}
	if d.form.legacy {
		return wrapped(value)
	}
	return value
}

// spelled writes a boolean as text: as the mapping has it, else with a capital
// first letter (E-3.27, E-5.20).
func spelled(value bool, text string) string {
	switch {
	case text != "":
		return text
	case value:
		return "True"
	}
	return "False"
}

// grouped keeps filtered paths, additions and active as operations of their
// own, filtered ones first; all other replaced attributes share one path-less
// operation behind them, whose keys are full attribute names (E-5.21, E-5.22).
// Path-less additions occur as well (E-5.21, observed).
func (d Dialect) grouped(changes []Change) []operation {
	var filtered, single []operation
	replaced, added := map[string]any{}, map[string]any{}
	for _, change := range changes {
		switch _, list := change.Value.([]string); {
		case change.Target.MultiValued() || list:
			filtered = append(filtered, d.one(change))
		case change.Op == Add && d.options.PathlessAdd && change.Target.Name != "active":
			added[change.Target.Text] = change.Value
		case change.Op != Replace || change.Target.Name == "active":
			single = append(single, d.one(change))
		default:
			replaced[change.Target.Text] = change.Value
		}
	}
	operations := d.together(filtered, Replace, replaced)
	operations = d.together(operations, Add, added)
	return append(operations, single...)
}

func (d Dialect) together(operations []operation, op Op, values map[string]any) []operation {
	if len(values) == 0 {
		return operations
	}
	return append(operations, operation{Op: d.op(op), Value: values})
}
