package refserver

import (
	"slices"

	"github.com/scimulator/scimulator/internal/scim"
)

// movement is a change of a group's members, as ids.
type movement struct {
	join  []string // each has to exist
	leave []string // one that is no member changes nothing (RFC 7644 §3.5.2.2)
}

// between is the movement that makes the wanted members of those that were
// there.
func between(before, wanted []string) movement {
	was := make(map[string]bool, len(before))
	for _, id := range before {
		was[id] = true
	}
	var move movement
	for _, id := range wanted {
		if !was[id] {
			move.join = append(move.join, id)
		}
		delete(was, id)
	}
	for _, id := range before {
		if was[id] {
			move.leave = append(move.leave, id)
		}
	}
	return move
}

// contradicts says that an id both joins and leaves, so that the order of the
// operations decides.
func (m movement) contradicts() bool {
	if len(m.join) == 0 || len(m.leave) == 0 {
		return false
	}
	joins := make(map[string]bool, len(m.join))
	for _, id := range m.join {
		joins[id] = true
	}
	return slices.ContainsFunc(m.leave, func(id string) bool { return joins[id] })
}

// moveMembers applies a membership change without touching the rest of the
// group: its cost does not depend on how many members there are.
func (s *store) moveMembers(group *record, move movement, now int64) *scim.Error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if group.gone {
		return missing(group.shelf.kind, group.id)
	}
	moved, fault := s.shift(group, move)
	if moved {
		group.modified, group.version = now, s.nextVersion()
	}
	return fault
}

// shift moves members, all or none. The caller holds the lock.
func (s *store) shift(group *record, move movement) (moved bool, fault *scim.Error) {
	joining, fault := s.resolve(move.join)
	if fault != nil {
		return false, fault
	}
	for _, id := range move.leave {
		if member := s.byID[id]; member != nil && s.part(group, member) {
			moved = true
		}
	}
	for _, member := range joining {
		moved = s.join(group, member) || moved
	}
	return moved, nil
}

// resolve finds the resources that are to become members. The caller holds the
// lock.
func (s *store) resolve(ids []string) ([]*record, *scim.Error) {
	records := make([]*record, 0, len(ids))
	for _, id := range ids {
		rec := s.byID[id]
		if rec == nil {
			return nil, scim.InvalidValue("members: there is no User or Group with id " + id + "; create it first")
		}
		records = append(records, rec)
	}
	return records, nil
}

func (s *store) join(group, member *record) bool {
	if !group.members.add(member) {
		return false
	}
	member.groups = append(member.groups, group)
	member.local = false
	s.regrouped(member)
	return true
}

func (s *store) part(group, member *record) bool {
	if !group.members.remove(member) {
		return false
	}
	member.groups = slices.DeleteFunc(member.groups, func(g *record) bool { return g == group })
	s.regrouped(member)
	return true
}

// regrouped gives a new version to a member that shows its groups: they are
// another list now. A group within a group is what it was.
func (s *store) regrouped(member *record) {
	if member.shelf.showsGroups {
		member.version = s.nextVersion()
	}
}

// leaveAll takes a resource out of every group.
func (s *store) leaveAll(member *record, now int64) {
	for _, group := range member.groups {
		group.members.remove(member)
		group.modified, group.version = now, s.nextVersion()
		s.regrouped(member)
	}
	member.groups = nil
}

// memberIDs are the ids of a group's members, in order of entry.
func (s *store) memberIDs(group *record) []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	ids := make([]string, 0, group.members.len())
	for _, member := range group.members.list {
		if member != nil {
			ids = append(ids, member.id)
		}
	}
	return ids
}
