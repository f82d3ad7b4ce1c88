package dialect

// SetReference is the PATCH that sets or changes a reference such as manager:
// the target id as a bare string (E-5.24, E-5.25), or as the old tutorial has it
// (E-5.26).
func (d Dialect) SetReference(op Op, target Target, id string) []byte {
	switch {
	case d.options.TutorialSet:
		link := map[string]string{"$ref": d.options.Base + "/Users/" + id, "value": id}
		return patch(operation{d.op(op), target.Name, []map[string]string{link}})
	case d.form.legacy:
		return patch(operation{d.op(op), d.path(target), wrapped(id)})
	}
	return patch(operation{d.op(op), target.Text, id})
}

// ClearReference is the PATCH that removes a reference (E-5.27): replaced by the
// empty string, as in Microsoft's validation suite, unless the dialect or an
// option has another form.
func (d Dialect) ClearReference(target Target, id string) []byte {
	switch d.clearing() {
	case ByObject:
		return patch(operation{d.op(Replace), d.path(target), map[string]string{"value": ""}})
	case ByRemove:
		return patch(operation{Op: d.op(Remove), Path: target.Name + "[value eq " + quote(id) + "]"})
	}
	if d.form.legacy {
		return patch(operation{d.op(Replace), d.path(target), wrapped("")})
	}
	return patch(operation{d.op(Replace), target.Text, ""})
}

func (d Dialect) clearing() Clear {
	if d.options.Clearing == Usual && d.form.validator {
		return ByObject // E-12.5, row 11
	}
	return d.options.Clearing
}
