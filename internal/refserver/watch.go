package refserver

import "github.com/scimulator/scimulator/internal/refserver/account"

// watcher is told what the account side has to know at its moment. It is called
// under the store's lock and must not ask the store.
type watcher interface {
	Disabled(user string, groups []string)
	Enabled(user string)
	Removed(user string)
	GroupRemoved(group account.Group, alone []string)
}

// tell tells of a user whose active changes; who stays as they were costs
// nothing.
func (s *store) tell(rec *record, disabled bool) {
	switch {
	case disabled == rec.disabled || !rec.shelf.showsGroups:
	case disabled:
		s.watch.Disabled(rec.id, idsOf(rec.groups))
	default:
		s.watch.Enabled(rec.id)
	}
}

// tellRemoved tells of a user or group that goes, and of the members who are in
// no other group.
func (s *store) tellRemoved(rec *record) {
	if rec.shelf.showsGroups {
		s.watch.Removed(rec.id)
	}
	if rec.members == nil {
		return
	}
	members := rec.members.all()
	var alone []string
	for _, member := range members {
		if member.shelf.showsGroups && len(member.groups) == 1 {
			alone = append(alone, member.id)
		}
	}
	s.watch.GroupRemoved(account.Group{ID: rec.id, DisplayName: rec.label, Members: idsOf(members)}, alone)
}

func idsOf(records []*record) []string {
	ids := make([]string, len(records))
	for i, rec := range records {
		ids[i] = rec.id
	}
	return ids
}
