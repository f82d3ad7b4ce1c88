package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// membersLastRemoved: RFC 7644 §3.5.2.2: without values left the attribute is
// unassigned, and no more.
func membersLastRemoved() []Defect {
	remove := `{"op":"remove","path":"members[value eq \"$anna\"]"}`
	return []Defect{
		{
			Name:     "members-last-leaves-empty-object",
			Sentence: "Lists an empty object as the only member of a group whose last member a PATCH has removed.",
			Subject:  "members",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.2-R06"},
			Harm:     DataDrift,
			Shows: Demo{
				Given:   append(people("anna"), teamOf("anna")),
				Request: patchTeam(remove),
				Control: `PATCH /Groups/$team?attributes=displayName ` + patchBody(remove),
			},
			Install: installHoles,
		},
		{
			Name:     "members-emptied-group-deleted",
			Sentence: "Deletes a group when a PATCH removes its last member.",
			Subject:  "members",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.2-R06", "HOUSE-01"},
			Harm:     DataDrift,
			Shows: Demo{
				Given:   append(people("anna"), teamOf("anna"), patchTeam(remove)),
				Request: `GET /Groups/$team`,
				Control: `GET /Users/$anna`,
			},
			Install: func() Hooks { return onPatch(deleteEmptied)() },
		},
	}
}

func installHoles() Hooks {
	var emptied notes[bool]
	hooks := onPatch(func(c *Call, _ []step) *Answer {
		if !patchesGroup(c) {
			return nil
		}
		before := len(memberIDs(stored(c)))
		a := c.Pass()
		if before > 0 && len(memberIDs(stored(c))) == 0 {
			emptied.put(c.ID(), true)
		}
		return a
	})()
	hooks.After = whenShown(scim.URNGroup, func(c *Call, group scim.Resource) {
		if hole, _ := emptied.get(group.ID()); hole && len(group.List("members")) == 0 && showsAttribute(c, "members") {
			group["members"] = []any{map[string]any{}}
		}
	})
	return hooks
}

func deleteEmptied(c *Call, _ []step) *Answer {
	if !patchesGroup(c) {
		return nil
	}
	before := len(memberIDs(stored(c)))
	a := c.Pass()
	if a.OK() && before > 0 && len(memberIDs(stored(c))) == 0 {
		c.Ask(http.MethodDelete, c.Path, nil)
	}
	return a
}
