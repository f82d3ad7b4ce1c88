package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// membersEntraRemoveList: Entra removes a member by the path members and a list
// of values, and means those listed (E-5.42); fd-076, fd-077, fd-078.
func membersEntraRemoveList() []Defect {
	return []Defect{
		removeList("members-entra-remove-list-empties-group", "Takes the remove of members with a list of values for the remove of all members.",
			UsersLost, "fd-076", []requirement.ID{"E-5.42"},
			onSteps(func(c *Call, s step) ([]step, bool) { return []step{s.with("value", nil)}, removesList(c, s) })),
		removeList("members-entra-remove-list-refused", "Refuses the remove of members with a list of values.",
			SecurityHole, "fd-077", []requirement.ID{"E-5.42"},
			refusingSteps(func(c *Call, s step) *Answer {
				if !removesList(c, s) {
					return nil
				}
				return Refuse(http.StatusBadRequest, "invalidSyntax", "values must not be set for remove")
			})),
		removeList("members-entra-remove-list-ignored", "Skips the remove of members with a list of values and reports a success.",
			SecurityHole, "fd-078", []requirement.ID{"E-5.42", "HOUSE-01", "SYNC-08", "SYNC-10"},
			droppingSteps(removesList)),
	}
}

func removeList(name, sentence string, harm Harm, field string, breaks []requirement.ID, install func() Hooks) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "members",
		Breaks:   breaks,
		Harm:     harm,
		Field:    []string{field},
		Shows: Demo{
			Tolerant: true,
			Given:    append(people("anna", "ben", "carl"), teamOf("anna", "ben", "carl")),
			Request:  patchTeam(`{"op":"Remove","path":"members","value":[{"value":"$ben"}]}`),
			Control:  patchTeam(`{"op":"remove","path":"members[value eq \"$ben\"]"}`),
		},
		Install: install,
	}
}

func removesList(c *Call, s step) bool { return s.is("remove") && memberStep(c, s) && s.value() != nil }
