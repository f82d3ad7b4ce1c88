package defect

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// memberIDs are the ids of a group's members, in their order.
func memberIDs(group scim.Resource) []string { return idsOf(group.List("members")) }

func idsOf(members []any) []string {
	var ids []string
	for _, member := range members {
		if id := scim.AsObject(member).String("value"); id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// membersWith are members as a client writes them.
func membersWith(ids []string) []any {
	list := make([]any, len(ids))
	for i, id := range ids {
		list[i] = map[string]any{"value": id}
	}
	return list
}

// idsWithout are the ids that are not among others.
func idsWithout(ids, others []string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return slices.Contains(others, id) })
}

// setMembers gives a group these members and no others, by a request of the
// defect's own.
func setMembers(c *Call, ids []string) {
	c.Ask(http.MethodPatch, c.Path, messageOf(doing("replace", "members", membersWith(ids))))
}

// memberStep says whether an operation is about the members of a group as a
// whole: by the path members, or without a path and nothing else.
func memberStep(c *Call, s step) bool {
	p := s.place()
	_, named := s.object().Get("members")
	return patchesGroup(c) && (p.core("members") && p.filter == "" && p.sub == "" || s.pathless() && named && len(s.object()) == 1)
}

// given are the members that an operation names.
func (s step) given() []any {
	if !s.pathless() {
		return s.values()
	}
	value, _ := s.object().Get("members")
	return doing("add", "", value).values()
}

// giving is the operation with other members.
func (s step) giving(members []any) step {
	if !s.pathless() {
		return s.with("value", members)
	}
	return s.with("value", scim.Resource{"members": members})
}

// leaving are the ids of the members that an operation removes: those of a list
// (E-5.41) or those that the filter of its path selects.
func leaving(c *Call, s step) []string {
	switch p := s.place(); {
	case !patchesGroup(c) || !s.is("remove") || !p.core("members") || p.sub != "":
		return nil
	case p.filter != "":
		return idsOf(elements(p.selected(stored(c))))
	}
	return idsOf(s.values())
}

// writesGroup says whether the request creates or replaces a group.
func writesGroup(c *Call) bool {
	return c.Is(http.MethodPost, "Groups") || c.Is(http.MethodPut, "Groups")
}

// showsAttribute says whether the answer is to have an attribute, as far as the
// parameters attributes and excludedAttributes say.
func showsAttribute(c *Call, attribute string) bool {
	named := func(parameter string) bool {
		return slices.ContainsFunc(asked{c}.names(parameter), func(name string) bool {
			_, name = cutURN(name)
			return strings.EqualFold(name, attribute)
		})
	}
	return !named("excludedAttributes") && (len(asked{c}.names("attributes")) == 0 || named("attributes"))
}

// addingMembers is the request of a demonstration that adds members to $team.
func addingMembers(names ...string) string {
	return patchTeam(`{"op":"add","path":"members","value":[` + memberList(names...) + `]}`)
}

// teamOfMany are the lines that create users and the group $team with all of them.
func teamOfMany(size int) []string {
	var names []string
	for i := range size {
		names = append(names, "m"+strconv.Itoa(1000+i))
	}
	return append(people(names...), teamOf(names...))
}
