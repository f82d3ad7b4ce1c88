package defect

import (
	"net/http"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// membersOfTheDeleted: RFC 7644 §3.6: what is deleted is gone for everybody, and
// nothing else is.
func membersOfTheDeleted() []Defect {
	return []Defect{
		{
			Name:     "members-deleted-user-stays",
			Sentence: "Lists a deleted user as a member of the groups it was in.",
			Subject:  "members",
			Breaks:   []requirement.ID{"RFC7643-4.2-R05", "RFC7643-4.2-R06"},
			Harm:     DataDrift,
			Shows: Demo{
				Given:   append(people("anna", "ben"), teamOf("anna", "ben"), `DELETE /Users/$ben`),
				Request: `GET /Groups/$team`,
				Control: `GET /Groups/$team?excludedAttributes=members`,
			},
			Install: installLeftovers(leftovers{kind: "Users", holders: "groups", holder: scim.URNGroup, list: "members"}),
		},
		{
			Name:     "members-deleted-group-stays",
			Sentence: "Lists a deleted group among the groups of its members.",
			Subject:  "members",
			Breaks:   []requirement.ID{"RFC7643-4.1.2-R24", "RFC7643-4.1.2-R25"},
			Harm:     DataDrift,
			Shows: Demo{
				Given:   append(people("anna"), teamOf("anna"), `DELETE /Groups/$team`),
				Request: `GET /Users/$anna`,
				Control: `GET /Users/$anna?excludedAttributes=groups`,
			},
			Install: installLeftovers(leftovers{kind: "Groups", holders: "members", holder: scim.URNUser, list: "groups"}),
		},
		{
			Name:     "members-deleted-with-group",
			Sentence: "Deletes the users who are members of a group together with the group.",
			Subject:  "members",
			Breaks:   []requirement.ID{"HOUSE-02"},
			Harm:     UsersLost,
			Shows: Demo{
				Given:   append(people("anna", "ben"), teamOf("anna"), `DELETE /Groups/$team`),
				Request: `GET /Users/$anna`,
				Control: `GET /Users/$ben`,
			},
			Install: func() Hooks { return Hooks{Before: deleteWithMembers} },
		},
	}
}

// leftovers are deleted resources of a kind that still show in a list of those that
// refer to them.
type leftovers struct {
	kind    string // Users or Groups
	holders string // where a resource of the kind lists who refers to it
	holder  string // the core schema of those
	list    string // where they refer to it
}

func installLeftovers(g leftovers) func() Hooks {
	return func() Hooks {
		var seen notes[[]any] // by the id of the one who refers
		return Hooks{
			Before: func(c *Call) *Answer {
				if !c.Is(http.MethodDelete, g.kind) {
					return nil
				}
				deleted := stored(c)
				entry := map[string]any{"value": deleted.ID(), "$ref": deleted.Object("meta").String("location"), "type": "direct"}
				if g.list == "members" {
					entry["type"] = "User"
				} else {
					entry["display"] = deleted.String("displayName")
				}
				a := c.Pass()
				for _, id := range idsOf(deleted.List(g.holders)) {
					if known, _ := seen.get(id); a.OK() && len(known) < pageOfMembers {
						seen.put(id, append(slices.Clone(known), entry))
					}
				}
				return a
			},
			After: whenShown(g.holder, func(c *Call, resource scim.Resource) {
				if left, _ := seen.get(resource.ID()); len(left) > 0 && showsAttribute(c, g.list) {
					resource[g.list] = append(resource.List(g.list), left...)
				}
			}),
		}
	}
}

func deleteWithMembers(c *Call) *Answer {
	if !c.Is(http.MethodDelete, "Groups") {
		return nil
	}
	members := manyOf(stored(c), "members")
	a := c.Pass()
	for _, member := range members {
		if a.OK() && member.String("type") == "User" {
			c.Ask(http.MethodDelete, "/Users/"+member.String("value"), nil)
		}
	}
	return a
}
