package defect

import "github.com/scimulator/scimulator/internal/requirement"

// membersAddCrashes: RFC 7644 §3.5.2.1: members are added; fd-088.
func membersAddCrashes() Defect {
	return Defect{
		Name:     "members-add-crashes",
		Sentence: "Answers 500 whenever a PATCH adds members to a group, and changes nothing.",
		Subject:  "members",
		Breaks:   []requirement.ID{"RFC7644-3.5.2.1-R07", "E-6.8", "E-12.5"},
		Harm:     LockedOut,
		Field:    []string{"fd-088"},
		Shows: Demo{
			Given:   append(people("anna", "ben"), teamOf("anna")),
			Request: addingMembers("ben"),
			Control: patchTeam(`{"op":"replace","path":"members","value":[{"value":"$ben"}]}`),
		},
		Install: refusingSteps(func(c *Call, s step) *Answer {
			if !s.is("add") || !memberStep(c, s) {
				return nil
			}
			return crash()
		}),
	}
}
