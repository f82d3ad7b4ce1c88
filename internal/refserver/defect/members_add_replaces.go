package defect

import "github.com/scimulator/scimulator/internal/requirement"

// membersAddReplaces: RFC 7644 §3.5.2.1, §3.5.2.3: add keeps the members that
// are there, replace does not; fd-080.
func membersAddReplaces() []Defect {
	return []Defect{
		addForReplace("add", "replace", "members-add-replaces", "Takes away the members that a group had when a PATCH adds others.",
			UsersLost, []string{"fd-080"}, "RFC7644-3.5.2.1-R07"),
		addForReplace("replace", "add", "members-replace-appends", "Keeps the members that a group had when a PATCH replaces them by others.",
			SecurityHole, nil, "RFC7644-3.5.2.3-R03"),
	}
}

func addForReplace(op, other, name, sentence string, harm Harm, field []string, breaks requirement.ID) Defect {
	write := func(op string) string {
		return patchTeam(`{"op":"` + op + `","path":"members","value":[{"value":"$ben"}]}`)
	}
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "members",
		Breaks:   []requirement.ID{breaks, "HOUSE-01"},
		Harm:     harm,
		Field:    field,
		Shows:    Demo{Given: append(people("anna", "ben"), teamOf("anna")), Request: write(op), Control: write(other)},
		Install: onSteps(func(c *Call, s step) ([]step, bool) {
			return []step{s.with("op", other).giving(s.given())}, s.is(op) && memberStep(c, s)
		}),
	}
}
