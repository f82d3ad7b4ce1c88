package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// behaviorDeleting: that a user is to be deleted is refused, and is the affair of
// nobody else (SYNC-07).
func behaviorDeleting() Defect {
	return Defect{
		Name:     "behavior-deletion-takes-family",
		Sentence: "Switches off everybody with the family name of a user who is to be deleted.",
		Subject:  "delete",
		Breaks:   []requirement.ID{"SYNC-07"},
		Harm:     LockedOut,
		Shows: Demo{
			Documented: true, Tolerant: true, Given: staff(hereUser("ben@example.com", `"active":true`, `"name":{"familyName":"Berg"}`)+" -> ben", "DELETE /Users/$anna"),
			Request: "GET /Users/$ben?attributes=active", Control: "GET /ServiceProviderConfig",
		},
		Install: func() Hooks { return Hooks{Before: switchOffFamily} },
	}
}

func switchOffFamily(c *Call) *Answer {
	if !c.Is(http.MethodDelete, "Users") || c.ID() == "" {
		return nil
	}
	family := familyOf(c.Ask(http.MethodGet, "/Users/"+c.ID(), nil).Body())
	off := scim.Resource{"schemas": []any{scim.URNPatchOp}, "Operations": []any{scim.Resource{"op": "replace", "path": "active", "value": false}}}
	for _, user := range manyOf(c.Ask(http.MethodGet, "/Users?attributes=name", nil).Body(), "Resources") {
		if family != "" && familyOf(user) == family && user.ID() != c.ID() {
			c.Ask(http.MethodPatch, "/Users/"+user.ID(), off)
		}
	}
	return nil
}

func familyOf(user scim.Resource) string {
	name, _ := user.Get("name")
	return scim.AsObject(name).String("familyName")
}
