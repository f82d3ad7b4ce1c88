package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// membersLostByOtherChanges: a change of something else leaves the members of a
// group alone: of its name (RFC 7644 §3.5.2.3) and of a user's active (E-6.20).
func membersLostByOtherChanges() []Defect {
	return []Defect{
		{
			Name:     "members-lost-by-rename",
			Sentence: "Removes all members of a group when a PATCH changes its displayName.",
			Subject:  "members",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.3-R01", "RFC7644-3.5.2.3-R02"},
			Harm:     UsersLost,
			Shows: Demo{
				Given:   append(people("anna", "ben"), teamOf("anna")),
				Request: patchTeam(`{"op":"replace","path":"displayName","value":"Crew"}`),
				Control: patchTeam(`{"op":"replace","path":"externalId","value":"42"}`),
			},
			Install: onSteps(func(c *Call, s step) ([]step, bool) {
				_, named := s.object().Get("displayName")
				renames := s.is("add", "replace") && (s.place().core("displayName") || s.pathless() && named)
				return []step{doing("remove", "members", nil), s}, patchesGroup(c) && renames
			}),
		},
		{
			Name:     "members-entra-lost-by-disabling",
			Sentence: "Takes a user out of all groups when a PATCH disables the user.",
			Subject:  "members",
			Breaks:   []requirement.ID{"E-6.20"},
			Harm:     LockedOut,
			Shows: Demo{
				Tolerant: true,
				Given: append(people("anna", "ben"), teamOf("anna", "ben"),
					`PATCH /Users/$anna `+patchBody(`{"op":"Replace","path":"active","value":"False"}`)),
				Request: `GET /Groups/$team?attributes=members`,
				Control: `GET /Users/$ben?excludedAttributes=groups`,
			},
			Install: func() Hooks { return onPatch(leaveWhenDisabled)() },
		},
	}
}

func leaveWhenDisabled(c *Call, _ []step) *Answer {
	if !patchesUser(c) {
		return nil
	}
	was := stored(c)["active"]
	a := c.Pass()
	user := stored(c)
	if was == false || user["active"] != false {
		return a
	}
	for _, group := range manyOf(user, "groups") {
		leave := doing("remove", `members[value eq "`+c.ID()+`"]`, nil)
		c.Ask(http.MethodPatch, "/Groups/"+group.String("value"), messageOf(leave))
	}
	return a
}
