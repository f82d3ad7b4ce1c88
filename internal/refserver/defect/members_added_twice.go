package defect

import (
	"net/http"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// membersAddedTwice: RFC 7644 §3.5.2.1: adding what is there changes nothing;
// fd-081.
func membersAddedTwice() Defect {
	return Defect{
		Name:     "members-added-twice",
		Sentence: "Lists a member a second time when a PATCH adds it again; to remove it takes as many requests.",
		Subject:  "members",
		Breaks:   []requirement.ID{"RFC7644-3.5.2.1-R11", "RFC7643-2.4-R08"},
		Harm:     DataDrift,
		Field:    []string{"fd-081"},
		Shows: Demo{
			Given:   append(people("anna", "ben"), teamOf("anna")),
			Request: addingMembers("anna"),
			Control: addingMembers("ben"),
		},
		Install: func() Hooks {
			var copies repeated
			hooks := onSteps(func(c *Call, s step) ([]step, bool) {
				if s.is("add") && memberStep(c, s) {
					copies.more(c.ID(), alreadyIn(memberIDs(stored(c)), idsOf(s.given())))
					return nil, false
				}
				less := copies.less(c.ID(), leaving(c, s))
				return nil, less && s.place().filter != ""
			})()
			hooks.After = copies.show
			return hooks
		},
	}
}

// alreadyIn are those of the ids that are members.
func alreadyIn(members, ids []string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !slices.Contains(members, id) })
}

// repeated are the further copies of members that a group lists.
type repeated struct{ notes[[]string] }

func (r *repeated) more(group string, ids []string) {
	if known, _ := r.get(group); len(ids) > 0 && len(known) < maxNotes {
		r.put(group, append(slices.Clone(known), ids...))
	}
}

// less takes one copy of each id away and says whether there was one.
func (r *repeated) less(group string, ids []string) (taken bool) {
	known, _ := r.get(group)
	known = slices.Clone(known)
	for _, id := range ids {
		if i := slices.Index(known, id); i >= 0 {
			known, taken = slices.Delete(known, i, i+1), true
		}
	}
	r.put(group, known)
	return taken
}

// show lists the copies behind the members.
func (r *repeated) show(c *Call, a *Answer) {
	if c.Kind() == "Groups" && (c.Method == http.MethodPut || c.Method == http.MethodDelete) {
		r.forget(c.ID())
	}
	a.Each(func(group scim.Resource) {
		copies, _ := r.get(group.ID())
		var listed []any
		for _, id := range copies {
			for _, member := range group.List("members") {
				if scim.AsObject(member).String("value") == id {
					listed = append(listed, member)
					break
				}
			}
		}
		if len(listed) > 0 {
			group["members"] = append(group.List("members"), listed...)
		}
	})
}
