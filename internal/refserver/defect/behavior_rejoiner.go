package defect

import (
	"maps"
	"net/http"
	"sync"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// behaviorRejoiner: who is added back to a synced group is the same account
// (SYNC-09b).
func behaviorRejoiner() Defect {
	member := func(op string) string {
		return patching("/Groups/$design", `{"op":"`+op+`","path":"members","value":[{"value":"$anna"}]}`)
	}
	return Defect{
		Name:     "behavior-rejoiner-is-another",
		Sentence: "Makes a new account, with another id, of a user who is added back to a group.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"SYNC-09b"},
		Harm:     UsersLost,
		Shows: Demo{
			Tolerant: true, Given: staff(hereUser("ben@example.com")+" -> ben", member("remove"), member("add")),
			Request: `GET /Users?filter=userName+eq+"anna@example.com"&attributes=id`, Control: `GET /Users?filter=userName+eq+"ben@example.com"&attributes=id`,
		},
		Install: func() Hooks {
			left := leavers{back: replaceAccount}
			return Hooks{Before: left.look, After: left.renew}
		},
	}
}

// behaviorRejoinerIgnored: who is added back to a synced group is a member again
// (SYNC-09).
func behaviorRejoinerIgnored() Defect {
	member := func(op string) string {
		return patching("/Groups/$design", `{"op":"`+op+`","path":"members","value":[{"value":"$anna"}]}`)
	}
	return Defect{
		Name:     "behavior-rejoiner-ignored",
		Sentence: "Answers success when a user is added back to a group, and leaves the user out.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"SYNC-09"},
		Harm:     LockedOut,
		Shows: Demo{
			Tolerant: true, Given: staff(member("remove"), member("add")),
			Request: "GET /Groups/$design?attributes=members", Control: "GET /ServiceProviderConfig",
		},
		Install: func() Hooks {
			left := leavers{back: removeAgain}
			return Hooks{Before: left.look, After: left.renew}
		},
	}
}

// leavers remembers who left which group.
type leavers struct {
	back   func(c *Call, id string) // what becomes of those who come back
	mu     sync.Mutex
	before map[*Call][]string
	left   map[string]bool // group and user
}

func (l *leavers) look(c *Call) *Answer {
	if c.Is(http.MethodPatch, "Groups") {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.before == nil {
			l.before, l.left = map[*Call][]string{}, map[string]bool{}
		}
		l.before[c] = membersOf(c)
	}
	return nil
}

// renew replaces those who have come back.
func (l *leavers) renew(c *Call, _ *Answer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	before, looked := l.before[c]
	if !looked {
		return
	}
	delete(l.before, c)
	is := map[string]bool{}
	for _, id := range membersOf(c) {
		is[id] = true
		if l.left[c.ID()+" "+id] {
			l.back(c, id)
		}
	}
	for _, id := range before {
		if !is[id] {
			l.left[c.ID()+" "+id] = true
		}
	}
}

func membersOf(c *Call) []string {
	var ids []string
	for _, member := range manyOf(c.Ask(http.MethodGet, "/Groups/"+c.ID()+"?attributes=members", nil).Body(), "members") {
		ids = append(ids, member.String("value"))
	}
	return ids
}

// replaceAccount deletes a user and makes another one of the same name.
func replaceAccount(c *Call, id string) {
	user := c.Ask(http.MethodGet, "/Users/"+id, nil).Body()
	if user.ID() == "" {
		return
	}
	if !c.Ask(http.MethodDelete, "/Users/"+id, nil).OK() { // not supported here (SYNC-07): it stays behind under another name
		former := maps.Clone(user)
		former["userName"] = "former." + user.String("userName")
		c.Ask(http.MethodPut, "/Users/"+id, former)
	}
	made := c.Ask(http.MethodPost, "/Users", user).Body()
	c.Ask(http.MethodPatch, "/Groups/"+c.ID(), scim.Resource{"schemas": []any{scim.URNPatchOp}, "Operations": []any{
		scim.Resource{"op": "add", "path": "members", "value": []any{scim.Resource{"value": made.ID()}}},
	}})
}

func removeAgain(c *Call, id string) {
	c.Ask(http.MethodPatch, "/Groups/"+c.ID(), scim.Resource{"schemas": []any{scim.URNPatchOp}, "Operations": []any{
		scim.Resource{"op": "remove", "path": "members", "value": []any{scim.Resource{"value": id}}},
	}})
}
