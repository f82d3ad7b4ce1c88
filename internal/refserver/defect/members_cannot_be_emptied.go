package defect

import (
	"net/http"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// membersCannotBeEmptied: RFC 7644 §3.5.2.2, §3.5.2.3: a group may lose all its
// members; fd-084, fd-085.
func membersCannotBeEmptied() []Defect {
	return []Defect{
		cannotBeEmptied("members-replace-by-none-refused", "Refuses to replace the members of a group by an empty array.",
			[]string{"fd-084"}, []requirement.ID{"RFC7644-3.5.2.3-R03", "RFC7643-2.5-R01", "RFC7643-2.5-R02"},
			`{"op":"replace","path":"members","value":[]}`,
			refusingSteps(func(c *Call, s step) *Answer {
				if !s.is("replace") || !memberStep(c, s) || len(s.given()) > 0 {
					return nil
				}
				return scimAnswer(scim.InvalidValue("members: the required sub-attribute value is missing"))
			})),
		cannotBeEmptied("members-last-stays", "Keeps the only member of a group when a PATCH removes it, and reports a success.",
			[]string{"fd-085"}, []requirement.ID{"RFC7644-3.5.2.2-R06", "RFC7644-3.5.2.2-R04", "HOUSE-01", "SYNC-08", "RFC7643-4.1.2-R22"},
			`{"op":"remove","path":"members[value eq \"$anna\"]"}`,
			droppingSteps(removesLast)),
		cannotBeEmptied("members-remove-all-refused", "Refuses the remove of all members of a group.",
			nil, []requirement.ID{"RFC7644-3.5.2.2-R03"},
			`{"op":"remove","path":"members"}`,
			refusingSteps(func(c *Call, s step) *Answer {
				if !s.is("remove") || !memberStep(c, s) || s.value() != nil {
					return nil
				}
				return Refuse(http.StatusBadRequest, "invalidValue", "say which members to remove")
			})),
	}
}

func cannotBeEmptied(name, sentence string, field []string, breaks []requirement.ID, request string, install func() Hooks) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "members",
		Breaks:   breaks,
		Harm:     SecurityHole,
		Field:    field,
		Shows: Demo{
			Given:   append(people("anna", "ben"), teamOf("anna")),
			Request: patchTeam(request),
			Control: patchTeam(`{"op":"replace","path":"members","value":[{"value":"$ben"}]}`),
		},
		Install: install,
	}
}

// removesLast says whether an operation names the only member of a group to be
// removed.
func removesLast(c *Call, s step) bool {
	ids := leaving(c, s)
	if len(ids) == 0 {
		return false
	}
	members := memberIDs(stored(c))
	return len(members) == 1 && slices.Contains(ids, members[0])
}
