package defect

import (
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// pageOfMembers is how many members of a group such a server reads from its
// store at once.
const pageOfMembers = 100

// mostMembers is how many members a group keeps on a server that cuts it off.
const mostMembers = 300

// membersOfLargeGroups: a group has all members that were added to it; fd-094,
// fd-095.
func membersOfLargeGroups() []Defect {
	return []Defect{
		{
			Name:     "members-beyond-hundred-hidden",
			Sentence: "Shows only the first 100 members of a group.",
			Subject:  "members",
			Breaks:   []requirement.ID{"RFC7644-3.4-R02", "HOUSE-01"},
			Harm:     DataDrift,
			Field:    []string{"fd-094"},
			Shows: Demo{
				Given:   teamOfMany(pageOfMembers + 1),
				Request: `GET /Groups/$team`,
				Control: `GET /Groups?filter=members.value+eq+"$m1100"&excludedAttributes=members`,
			},
			Install: onShown(scim.URNGroup, func(_ *Call, group scim.Resource) {
				if members := group.List("members"); len(members) > pageOfMembers {
					group["members"] = members[:pageOfMembers]
				}
			}),
		},
		{
			Name: "members-beyond-hundred-thrown-out",
			Sentence: "Reads only the first 100 members of a group when a PATCH adds or removes some, and writes that list back: " +
				"the others are thrown out.",
			Subject: "members",
			Breaks:  []requirement.ID{"RFC7644-3.5.2.1-R07", "RFC7644-3.5.2.2-R09", "HOUSE-01"},
			Harm:    UsersLost,
			Field:   []string{"fd-095"},
			Shows: Demo{
				Given:   append(people("anna"), teamOfMany(pageOfMembers+1)...),
				Request: addingMembers("anna"),
				Control: patchTeam(`{"op":"replace","path":"displayName","value":"Crew"}`),
			},
			Install: onPatch(func(c *Call, steps []step) *Answer {
				replaced := slices.ContainsFunc(steps, func(s step) bool { return s.is("replace") && memberStep(c, s) })
				if !patchesGroup(c) || !namesMembers(steps) || replaced {
					return nil
				}
				before := memberIDs(stored(c))
				a := c.Pass()
				if len(before) <= pageOfMembers || !a.OK() {
					return a
				}
				setMembers(c, idsWithout(memberIDs(stored(c)), before[pageOfMembers:]))
				setSteps(c, nil)
				return asUsual(c)
			}),
		},
		{
			Name:     "members-beyond-three-hundred-lost",
			Sentence: "Answers success to a PATCH that adds members to a group of 300, and leaves them out.",
			Subject:  "members",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.1-R07", "HOUSE-01"},
			Harm:     LockedOut,
			Shows: Demo{
				Given:   append(append(people("anna"), teamOfMany(mostMembers)...), addingMembers("anna")),
				Request: `GET /Groups?filter=members.value+eq+"$anna"&attributes=id`,
				Control: `GET /Groups?filter=members.value+eq+"$m1000"&attributes=id`,
			},
			Install: onPatch(func(c *Call, steps []step) *Answer {
				if !patchesGroup(c) || !namesMembers(steps) {
					return nil
				}
				a := c.Pass()
				if members := memberIDs(stored(c)); a.OK() && len(members) > mostMembers {
					setMembers(c, members[:mostMembers])
				}
				return a
			}),
		},
	}
}
