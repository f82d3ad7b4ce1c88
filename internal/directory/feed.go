package directory

import "slices"

// Watermark is a position in the change feed. The zero value means "never
// read"; the directory hands out none below 1.
type Watermark int64

// Delta is what changed since a watermark; every object once, in the order of
// its first change.
type Delta struct {
	Users  []string // aliases; created, changed, re-assigned, deleted for good
	Groups []GroupDelta
}

// GroupDelta is what changed about one group.
type GroupDelta struct {
	ID      string
	Changed bool     // the group itself: attributes, assignment, existence
	Added   []string // direct members now that were none at the watermark
	Removed []string // direct members at the watermark that are none now
}

// feed is the log of changes that somebody may still ask for.
type feed struct {
	first   Watermark // position of the oldest entry
	entries []entry
	read    bool // a watermark was handed out
}

// entry is one change: of a user, of a group (member is ""), or of a membership.
type entry struct {
	group, member string
	joined        bool
}

// add keeps an entry. Before the first watermark was handed out nobody can ask
// for it, so a population of a million leaves none.
func (f *feed) add(e entry) {
	if f.read {
		f.entries = append(f.entries, e)
	}
}

func (f *feed) touch(user string)                       { f.add(entry{member: user}) }
func (f *feed) change(group string)                     { f.add(entry{group: group}) }
func (f *feed) member(group, member string, added bool) { f.add(entry{group, member, added}) }

func (f *feed) end() Watermark { return f.first + Watermark(len(f.entries)) }

// since are the entries from a position on.
func (f *feed) since(position Watermark) []entry {
	position = min(max(position, f.first), f.end())
	return f.entries[position-f.first:]
}

// Watermark is the present position of the feed: Changes gives what happens
// after it.
func (d *Directory) Watermark() Watermark {
	d.feed.read = true
	return d.feed.end()
}

// Forget drops what happened before a watermark: whoever reads the feed has
// dealt with it, and cannot ask for it again.
func (d *Directory) Forget(until Watermark) {
	kept := d.feed.since(until)
	d.feed.first = d.feed.end() - Watermark(len(kept))
	d.feed.entries = slices.Clone(kept)
}

// Changes are the net changes since a watermark (E-1.19). The cost is that of
// the changes, whatever the size of the directory.
func (d *Directory) Changes(since Watermark) Delta {
	changes := tally{users: map[string]struct{}{}, groups: map[string]*groupTally{}}
	for _, e := range d.feed.since(since) {
		changes.note(e)
	}
	for _, id := range changes.order {
		if delta := changes.groups[id].delta(id, d.groups.by[id]); delta.Changed || len(delta.Added)+len(delta.Removed) > 0 {
			changes.result.Groups = append(changes.result.Groups, delta)
		}
	}
	return changes.result
}

// tally sums up entries.
type tally struct {
	result Delta
	users  map[string]struct{}
	groups map[string]*groupTally
	order  []string // of groups
}

type groupTally struct {
	changed bool
	was     map[string]bool // member at the watermark: the contrary of its first change
	order   []string
}

func (t *tally) note(e entry) {
	if e.group == "" {
		if _, noted := t.users[e.member]; !noted {
			t.users[e.member] = struct{}{}
			t.result.Users = append(t.result.Users, e.member)
		}
		return
	}
	group := t.groups[e.group]
	if group == nil {
		group = &groupTally{}
		t.groups[e.group] = group
		t.order = append(t.order, e.group)
	}
	group.note(e)
}

func (g *groupTally) note(e entry) {
	if e.member == "" {
		g.changed = true
		return
	}
	if _, noted := g.was[e.member]; noted {
		return
	}
	if g.was == nil {
		g.was = map[string]bool{}
	}
	g.was[e.member] = !e.joined
	g.order = append(g.order, e.member)
}

// delta compares the memberships with what they are now; of a group that is
// deleted for good only that is told.
func (g *groupTally) delta(id string, group *Group) GroupDelta {
	delta := GroupDelta{ID: id, Changed: g.changed}
	if group == nil {
		return delta
	}
	for _, member := range g.order {
		switch was, is := g.was[member], group.HasMember(member); {
		case is && !was:
			delta.Added = append(delta.Added, member)
		case was && !is:
			delta.Removed = append(delta.Removed, member)
		}
	}
	return delta
}
