package dialect

import "slices"

// AddMembers is the PATCH that puts members into a group (E-5.41): one, or
// several for gallery connectors that are configured so (E-5.43). The validator
// replaces the list, whose group has no other member (E-12.5, row 22): present
// are those that the group has been given before.
func (d Dialect) AddMembers(present, ids []string) []byte {
	switch {
	case d.form.validator:
		return patch(operation{d.op(Replace), "members", d.memberList(slices.Concat(present, ids))})
	case d.form.compliant && d.options.PathlessAdd:
		return patch(operation{Op: d.op(Add), Value: map[string]any{"members": d.memberList(ids)}})
	}
	return patch(operation{d.op(Add), "members", d.memberList(ids)})
}

// RemoveMembers is the PATCH that takes members out of a group: by value list
// without the flag, by one path filter for each with it (E-5.41).
func (d Dialect) RemoveMembers(ids ...string) []byte {
	if !d.form.compliant {
		return patch(operation{d.op(Remove), "members", d.memberList(ids)})
	}
	operations := make([]operation, len(ids))
	for i, id := range ids {
		operations[i] = operation{Op: d.op(Remove), Path: "members[value eq " + quote(id) + "]"}
	}
	return patch(operations...)
}

// memberList writes members as objects; the older form has a null $ref beside
// the value (E-5.41), which legacy jobs have everywhere (E-5.46).
func (d Dialect) memberList(ids []string) []map[string]any {
	list := make([]map[string]any, len(ids))
	for i, id := range ids {
		list[i] = map[string]any{"value": id}
		if d.options.MemberRef || d.form.legacy {
			list[i]["$ref"] = nil
		}
	}
	return list
}
