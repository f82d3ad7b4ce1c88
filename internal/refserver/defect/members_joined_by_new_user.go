package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// membersJoinedByNewUser: RFC 7643 §4.1.2: groups of a user is read-only; RFC
// 7644 §3.3: what is read-only in a POST is ignored.
func membersJoinedByNewUser() Defect {
	return Defect{
		Name:     "members-joined-by-new-user",
		Sentence: "Makes a new user a member of the groups that its POST lists in groups.",
		Subject:  "members",
		Breaks:   []requirement.ID{"RFC7644-3.3-R03", "RFC7643-4.1.2-R26", "RFC7643-7-R26"},
		Harm:     SecurityHole,
		Shows: Demo{
			Given:   []string{teamOf()},
			Request: hereUser("anna@example.com", `"groups":[{"value":"$team"}]`),
			Control: hereUser("anna@example.com", `"groups":[]`),
		},
		Install: func() Hooks { return Hooks{Before: joinPosted} },
	}
}

// joinPosted answers the creation of a user who is to join groups.
func joinPosted(c *Call) *Answer {
	groups := idsOf(c.Body().List("groups"))
	if !c.Is(http.MethodPost, "Users") || len(groups) == 0 {
		return nil
	}
	a := c.Pass()
	if !a.OK() {
		return a
	}
	id := a.Body().ID()
	for _, group := range groups {
		c.Ask(http.MethodPatch, "/Groups/"+group, messageOf(doing("add", "members", membersWith([]string{id}))))
	}
	a.Raw = c.Ask(http.MethodGet, "/Users/"+id, nil).Raw
	return a
}
