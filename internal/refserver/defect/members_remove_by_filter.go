package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
)

// membersRemoveByFilter: RFC 7644 §3.5.2.2: the member that the filter selects is
// removed, and no other; fd-079, fd-083.
func membersRemoveByFilter() []Defect {
	return []Defect{
		removeMember("members-remove-by-filter-empties-group", "Removes all members when a PATCH removes one by the filter members[value eq …].",
			UsersLost, "fd-079", []requirement.ID{"RFC7644-3.5.2.2-R04", "RFC7644-3.5.2.2-R09"},
			onSteps(func(c *Call, s step) ([]step, bool) {
				return []step{s.with("path", "members")}, removesFiltered(c, s)
			})),
		removeMember("members-remove-by-filter-crashes", "Answers 500 when a PATCH removes a member by the filter members[value eq …], and changes nothing.",
			SecurityHole, "fd-083", []requirement.ID{"RFC7644-3.5.2.2-R04", "E-6.8"},
			refusingSteps(func(c *Call, s step) *Answer {
				if !removesFiltered(c, s) {
					return nil
				}
				return crash()
			})),
	}
}

func removeMember(name, sentence string, harm Harm, field string, breaks []requirement.ID, install func() Hooks) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "members",
		Breaks:   breaks,
		Harm:     harm,
		Field:    []string{field},
		Shows: Demo{
			Given:   append(people("anna", "ben"), teamOf("anna", "ben")),
			Request: patchTeam(`{"op":"remove","path":"members[value eq \"$ben\"]"}`),
			Control: patchTeam(`{"op":"remove","path":"members[value eq \"nobody\"]"}`),
		},
		Install: install,
	}
}

func removesFiltered(c *Call, s step) bool {
	return s.place().filter != "" && len(leaving(c, s)) > 0
}
