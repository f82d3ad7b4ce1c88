package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// membersSeveralAtOnce: a PATCH may add several members in one operation
// (E-5.43), or have several operations (RFC 7644 §3.5.2).
func membersSeveralAtOnce() []Defect {
	several := addingMembers("ben", "carl")
	return []Defect{
		severalAtOnce("members-add-takes-first", "Adds only the first of the members that a PATCH operation lists, and reports a success.",
			DataDrift, []requirement.ID{"E-5.43", "RFC7644-3.5.2.1-R07", "HOUSE-01"}, several,
			onSteps(func(c *Call, s step) ([]step, bool) {
				if !s.is("add") || !memberStep(c, s) || len(s.given()) < 2 {
					return nil, false
				}
				return []step{s.giving(s.given()[:1])}, true
			})),
		severalAtOnce("members-add-several-refused", "Refuses to add more than one member in a PATCH operation.",
			SyncBlocked, []requirement.ID{"E-5.43", "RFC7644-3.5.2.1-R07"}, several,
			refusingSteps(func(c *Call, s step) *Answer {
				if !s.is("add") || !memberStep(c, s) || len(s.given()) < 2 {
					return nil
				}
				return Refuse(http.StatusBadRequest, "invalidValue", "one member at a time")
			})),
		severalAtOnce("members-first-operation-only", "Applies only the first operation of a PATCH of a group, and reports a success.",
			DataDrift, []requirement.ID{"RFC7644-3.5.2-R18", "HOUSE-01", "E-12.5"},
			patchTeam(`{"op":"add","path":"members","value":[{"value":"$ben"}]}`, `{"op":"remove","path":"members[value eq \"$anna\"]"}`),
			onPatch(func(c *Call, steps []step) *Answer {
				if patchesGroup(c) && len(steps) > 1 {
					setSteps(c, steps[:1])
				}
				return nil
			})),
	}
}

func severalAtOnce(name, sentence string, harm Harm, breaks []requirement.ID, request string, install func() Hooks) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "members",
		Breaks:   breaks,
		Harm:     harm,
		Shows: Demo{
			Given:   append(people("anna", "ben", "carl"), teamOf("anna")),
			Request: request,
			Control: addingMembers("ben"),
		},
		Install: install,
	}
}
