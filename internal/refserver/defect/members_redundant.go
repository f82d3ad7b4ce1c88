package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// membersRedundant: RFC 7644 §3.5.2.1, §3.5.2.2: to add a member who is one and
// to remove somebody who is none changes nothing and succeeds; fd-082.
func membersRedundant() []Defect {
	given := append(people("anna", "ben"), teamOf("anna"))
	return []Defect{
		{
			Name:     "members-remove-absent-refused",
			Sentence: "Answers 404 when a PATCH removes somebody who is no member.",
			Subject:  "members",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.2-R08"},
			Harm:     SyncBlocked,
			Field:    []string{"fd-082"},
			Shows: Demo{
				Given:   given,
				Request: patchTeam(`{"op":"remove","path":"members[value eq \"$ben\"]"}`),
				Control: patchTeam(`{"op":"remove","path":"members[value eq \"$anna\"]"}`),
			},
			Install: refusingSteps(func(c *Call, s step) *Answer {
				p := s.place()
				byFilter := patchesGroup(c) && p.core("members") && p.filter != "" && p.sub == "" && len(leaving(c, s)) == 0
				byList := removesList(c, s) && len(alreadyIn(memberIDs(stored(c)), idsOf(s.given()))) == 0
				if !s.is("remove") || !byFilter && !byList {
					return nil
				}
				return scimAnswer(scim.NotFound("the member does not exist"))
			}),
		},
		{
			Name:     "members-add-present-refused",
			Sentence: "Answers 409 when a PATCH adds only members who are in the group already.",
			Subject:  "members",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.1-R12"},
			Harm:     SyncBlocked,
			Shows:    Demo{Given: given, Request: addingMembers("anna"), Control: addingMembers("ben")},
			Install: refusingSteps(func(c *Call, s step) *Answer {
				ids := idsOf(s.given())
				if !s.is("add") || !memberStep(c, s) || len(ids) == 0 || len(alreadyIn(memberIDs(stored(c)), ids)) < len(ids) {
					return nil
				}
				return Refuse(http.StatusConflict, "uniqueness", "the member is in the group already")
			}),
		},
	}
}
