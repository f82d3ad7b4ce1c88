package patch

import (
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
)

// MemberDelta reads operations that do nothing but add members to a group and
// remove members from it by their ids, so that they can be applied without
// reading the group. The ids are in the order of the operations; one may be in
// both lists, and then the order of the operations matters. Not ok is everything
// else: replacement, removal of all members, another attribute, and members of
// which more is said than RFC 7643 §4.2 has; Apply knows what to do with those.
func MemberDelta(operations []Operation, mode Mode) (add, remove []string, ok bool) {
	for _, operation := range operations {
		switch operation.Op {
		case Add:
			ids, known := joining(operation, mode)
			if !known {
				return nil, nil, false
			}
			add = append(add, ids...)
		case Remove:
			ids, known := leaving(operation, mode)
			if !known {
				return nil, nil, false
			}
			remove = append(remove, ids...)
		default:
			return nil, nil, false
		}
	}
	return add, remove, len(add)+len(remove) > 0
}

// joining reads the ids that an operation adds.
func joining(operation Operation, mode Mode) ([]string, bool) {
	if operation.Path != "" {
		return memberIDs(operation.Value, mode, isMembers(operation.Path))
	}
	object := scim.AsObject(operation.Value)
	value, named := object.Get("members")
	return memberIDs(value, mode, named && len(object) == 1)
}

// leaving reads the ids that an operation removes: the one of the path's filter
// or, in Tolerant, those of a list (E-5.41).
func leaving(operation Operation, mode Mode) ([]string, bool) {
	if isMembers(operation.Path) {
		return memberIDs(operation.Value, mode, mode == Tolerant && operation.Value != nil)
	}
	path, err := filter.ParsePath(operation.Path)
	if err != nil || path.Sub != "" || !isMembers(filter.AttrPath{URN: path.URN, Name: path.Name}.String()) {
		return nil, false
	}
	attr, id, ok := filter.Equality(path.Filter)
	ok = ok && id != "" && attr.URN == "" && attr.Sub == "" && strings.EqualFold(attr.Name, "value")
	return []string{id}, ok
}

func isMembers(path string) bool {
	return strings.EqualFold(path, "members") || strings.EqualFold(path, scim.URNGroup+":members")
}

// memberIDs reads the ids of a list of members, or of one (RFC 7644 §3.5.2.1).
func memberIDs(value any, mode Mode, ok bool) ([]string, bool) {
	if !ok || value == nil {
		return nil, false
	}
	list, many := value.([]any)
	if !many {
		list = []any{value}
	}
	ids := make([]string, 0, len(list))
	for _, element := range list {
		id := memberID(element, mode)
		if id == "" {
			return nil, false
		}
		ids = append(ids, id)
	}
	return ids, true
}

// memberID is the id of a member, "" when it is not said plainly.
func memberID(element any, mode Mode) string {
	if text, ok := element.(string); ok && mode == Tolerant {
		return text
	}
	object := scim.AsObject(element)
	if twin(object) != "" {
		return ""
	}
	for name, value := range object {
		if _, text := value.(string); !text && value != nil {
			return ""
		}
		switch strings.ToLower(name) {
		case "value", "$ref", "display", "type":
		default:
			return ""
		}
	}
	return object.String("value")
}
