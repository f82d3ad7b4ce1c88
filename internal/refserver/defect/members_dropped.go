package defect

import (
	"net/http"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// membersDropped: RFC 7643 §4.2: members are users, and groups where nesting is
// supported; what cannot be stored is refused.
func membersDropped() []Defect {
	group := func(c *Call, id string) bool { return memberExists(c, "/Groups/"+id) }
	return []Defect{
		droppedMembers("members-groups-ignored", "Drops members that are groups, and answers a success.",
			[]requirement.ID{"RFC7643-4.2-R07", "HOUSE-01"}, addingMembers("inner"), addingMembers("anna"), group),
		droppedMembers("members-unknown-ignored", "Drops members whose id nobody has, and answers a success.",
			[]requirement.ID{"HOUSE-01", "RFC7644-3.5.2-R22"}, patchTeam(`{"op":"add","path":"members","value":[{"value":"nobody"}]}`), addingMembers("anna"),
			func(c *Call, id string) bool { return !group(c, id) && !memberExists(c, "/Users/"+id) }),
	}
}

func memberExists(c *Call, path string) bool {
	return c.Ask(http.MethodGet, path+"?attributes=id", nil).OK()
}

func droppedMembers(name, sentence string, breaks []requirement.ID, request, control string, lost func(c *Call, id string) bool) Defect {
	keep := func(c *Call, members []any) []any {
		return slices.DeleteFunc(slices.Clone(members), func(member any) bool {
			id := scim.AsObject(member).String("value")
			return id != "" && lost(c, id)
		})
	}
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "members",
		Breaks:   breaks,
		Harm:     DataDrift,
		Shows:    Demo{Given: append(people("anna"), hereGroup("Inner")+" -> inner", teamOf()), Request: request, Control: control},
		Install: func() Hooks {
			hooks := onSteps(func(c *Call, s step) ([]step, bool) {
				if s.is("remove") || !memberStep(c, s) {
					return nil, false
				}
				kept := keep(c, s.given())
				return []step{s.giving(kept)}, len(kept) < len(s.given())
			})()
			patching := hooks.Before
			hooks.Before = func(c *Call) *Answer {
				if body := c.Body(); writesGroup(c) && len(body.List("members")) > 0 {
					setMember(body, "members", keep(c, body.List("members")))
					c.SetBody(body)
				}
				return patching(c)
			}
			return hooks
		},
	}
}
