package directory

import (
	"iter"
	"slices"
)

// AssignedThrough says whether a user is in an assigned group, however deep. Entra
// counts direct members only (Assigned); this is for applications whose documents
// say that nested groups arrive as the users in them (SYNC-15).
func (d *Directory) AssignedThrough(user string) bool {
	found := d.users.by[user]
	return found != nil && slices.ContainsFunc(found.groups, (*Group).scopesNested)
}

// scopesNested says whether the group, or one that holds it, is assigned; through
// a deleted group nothing reaches anybody.
func (g *Group) scopesNested() bool {
	return !g.Deleted && (g.assigned || slices.ContainsFunc(g.groups, (*Group).scopesNested))
}

// NestedUsers are the users in a group and in the groups within it, each once,
// in the order in which they are met.
func (d *Directory) NestedUsers(group *Group) iter.Seq[string] {
	return func(yield func(string) bool) { d.nestedUsers(group, map[string]bool{}, yield) }
}

// nestedUsers walks down; it says whether to go on.
func (d *Directory) nestedUsers(group *Group, met map[string]bool, yield func(string) bool) bool {
	for member := range group.Members() {
		if met[member] {
			continue
		}
		met[member] = true
		inner := d.groups.by[member]
		switch {
		case inner == nil && !yield(member):
			return false
		case inner != nil && !inner.Deleted && !d.nestedUsers(inner, met, yield):
			return false
		}
	}
	return true
}

// Holders are the groups that hold a group, however deep, each once.
func (d *Directory) Holders(group string) []string {
	var holders []string
	var climb func(g *Group)
	climb = func(g *Group) {
		for _, outer := range g.groups {
			if !slices.Contains(holders, outer.ID) {
				holders = append(holders, outer.ID)
				climb(outer)
			}
		}
	}
	if found := d.groups.by[group]; found != nil {
		climb(found)
	}
	return holders
}
