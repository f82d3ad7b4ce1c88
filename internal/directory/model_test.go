package directory

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// model is the directory as a beginner would write it: whole maps, no feed, no
// counters. What the feed should say is found by comparing it after every step.
type model struct {
	now    time.Time
	users  map[string]modelUser
	groups map[string]modelGroup
	gone   map[string]bool
}

type modelUser struct {
	Enabled, Assigned bool
	Deleted           time.Time
	City, Manager     string
}

type modelGroup struct {
	Name              string
	Assigned, Deleted bool
	at                time.Time
	Members           map[string]bool
}

// entitled by the words of E-2.2.
func (m *model) entitled(id string) bool {
	if m.users[id].Assigned {
		return true
	}
	for _, group := range m.groups {
		if group.Assigned && !group.Deleted && group.Members[id] {
			return true
		}
	}
	return false
}

// sights of all users and groups: what a delta has to tell when it differs.
func (m *model) sights() map[string]any {
	sights := map[string]any{}
	for id, user := range m.users {
		user.Assigned = m.entitled(id) // how is nobody's business
		sights[id] = user
	}
	for id, group := range m.groups {
		sights[id] = []any{group.Name, group.Assigned, group.Deleted}
	}
	return sights
}

func (m *model) memberships() map[string]map[string]bool {
	members := map[string]map[string]bool{}
	for id, group := range m.groups {
		members[id] = maps.Clone(group.Members)
	}
	return members
}

// reaches says whether managers lead from one user up to another.
func (m *model) reaches(from, to string) bool {
	for from != "" {
		if from == to {
			return true
		}
		from = m.users[from].Manager
	}
	return false
}

func (m *model) contains(outer, inner string) bool {
	if outer == inner {
		return true
	}
	for member := range m.groups[outer].Members {
		if _, isGroup := m.groups[member]; isGroup && m.contains(member, inner) {
			return true
		}
	}
	return false
}

func (m *model) purge(id string) {
	delete(m.users, id)
	delete(m.groups, id)
	m.gone[id] = true
	for _, group := range m.groups {
		delete(group.Members, id)
	}
	for other, user := range m.users {
		if user.Manager == id {
			user.Manager = ""
			m.users[other] = user
		}
	}
}

func (m *model) tick() {
	for id, user := range m.users {
		if !user.Deleted.IsZero() && m.now.Sub(user.Deleted) >= 30*24*time.Hour {
			m.purge(id)
		}
	}
	for id, group := range m.groups {
		if group.Deleted && m.now.Sub(group.at) >= 30*24*time.Hour {
			m.purge(id)
		}
	}
}

// pair is a directory and its model, changed alike.
type pair struct {
	d    *Directory
	m    *model
	mark Watermark
	// since the watermark: who was seen to differ, and who was a member then.
	touched map[string]bool
	members map[string]map[string]bool
}

func (p *pair) user(t *rapid.T, id string, change func(u *modelUser) bool) bool {
	user, ok := p.m.users[id]
	if !ok || !change(&user) {
		return false
	}
	p.m.users[id] = user
	return true
}

func (p *pair) group(id string, change func(g *modelGroup) bool) bool {
	group, ok := p.m.groups[id]
	if !ok || !change(&group) {
		return false
	}
	p.m.groups[id] = group
	return true
}

// step carries out one random event on both and says whether the model allows
// it, and what the directory answered.
func (p *pair) step(t *rapid.T) (allowed bool, err error) {
	id := rapid.SampledFrom([]string{"a", "b", "c", "d", "G", "H", "I"}).Draw(t, "id")
	other := rapid.SampledFrom([]string{"a", "b", "c", "d", "G", "H", "I"}).Draw(t, "other")
	_, isUser := p.m.users[id]
	_, isGroup := p.m.groups[id]
	free := !isUser && !isGroup && !p.m.gone[id]
	switch event := rapid.SampledFrom([]string{
		"create", "city", "name", "disable", "enable", "delete", "restore", "purge", "assign", "unassign", "add", "remove", "manage", "wait",
	}).Draw(t, "event"); event {
	case "create":
		if id < "a" {
			if free {
				p.m.groups[id] = modelGroup{Name: id, Members: map[string]bool{}}
			}
			return free, p.d.AddGroup(attrs{"id": id, "displayName": id})
		}
		if free {
			p.m.users[id] = modelUser{Enabled: true}
		}
		return free, p.d.AddUser(attrs{"id": id})
	case "city", "name":
		text := rapid.SampledFrom([]string{"", "Pune", "Kraków"}).Draw(t, "text")
		allowed = p.user(t, id, func(u *modelUser) bool { u.City = text; return true }) ||
			p.group(id, func(g *modelGroup) bool { g.Name = text; return true })
		if isGroup {
			return allowed, p.d.Update(id, attrs{"displayName": text})
		}
		return allowed, p.d.Update(id, attrs{"city": text})
	case "disable":
		return p.user(t, id, func(u *modelUser) bool { u.Enabled = false; return true }), p.d.Disable(id)
	case "enable":
		return p.user(t, id, func(u *modelUser) bool { u.Enabled = true; return true }), p.d.Enable(id)
	case "delete":
		allowed = p.user(t, id, func(u *modelUser) bool {
			was := u.Deleted
			u.Deleted = p.m.now
			return was.IsZero()
		}) || p.group(id, func(g *modelGroup) bool {
			was := g.Deleted
			g.Deleted, g.at = true, p.m.now
			return !was
		})
		return allowed, p.d.Delete(id)
	case "restore":
		allowed = p.user(t, id, func(u *modelUser) bool {
			was := u.Deleted
			u.Deleted = time.Time{}
			return !was.IsZero()
		}) || p.group(id, func(g *modelGroup) bool {
			was := g.Deleted
			g.Deleted = false
			return was
		})
		return allowed, p.d.Restore(id)
	case "purge":
		if isUser || isGroup {
			p.m.purge(id)
		}
		return isUser || isGroup, p.d.Purge(id)
	case "assign":
		return p.user(t, id, func(u *modelUser) bool { u.Assigned = true; return true }) ||
			p.group(id, func(g *modelGroup) bool { g.Assigned = true; return true }), p.d.Assign(id)
	case "unassign":
		return p.user(t, id, func(u *modelUser) bool { was := u.Assigned; u.Assigned = false; return was }) ||
			p.group(id, func(g *modelGroup) bool { was := g.Assigned; g.Assigned = false; return was }), p.d.Unassign(id)
	case "add":
		_, otherUser := p.m.users[other]
		_, otherGroup := p.m.groups[other]
		allowed = isGroup && (otherUser || otherGroup && !p.m.contains(other, id))
		if allowed {
			p.m.groups[id].Members[other] = true
		}
		return allowed, p.d.AddMember(id, other)
	case "remove":
		allowed = isGroup && p.m.groups[id].Members[other]
		if allowed {
			delete(p.m.groups[id].Members, other)
		}
		return allowed, p.d.RemoveMember(id, other)
	case "manage":
		_, otherUser := p.m.users[other]
		allowed = isUser && otherUser && !p.m.reaches(other, id)
		if allowed {
			p.user(t, id, func(u *modelUser) bool { u.Manager = other; return true })
		}
		return allowed, p.d.SetManager(id, other)
	}
	p.m.now = p.m.now.Add(time.Duration(rapid.IntRange(1, 20).Draw(t, "days")) * 24 * time.Hour)
	p.m.tick()
	p.d.Tick(p.m.now)
	return true, nil
}

// read compares what the feed says with what the model saw, moves the
// watermark, and sometimes forgets.
func (p *pair) read(t *rapid.T) {
	delta := p.d.Changes(p.mark)
	var users []string
	groups := map[string]GroupDelta{}
	for id := range p.touched {
		if id >= "a" {
			users = append(users, id)
		} else {
			groups[id] = GroupDelta{ID: id, Changed: true}
		}
	}
	for id, group := range p.m.groups {
		net := groups[id]
		net.ID = id
		for _, member := range []string{"G", "H", "I", "a", "b", "c", "d"} {
			switch was, is := p.members[id][member], group.Members[member]; {
			case is && !was:
				net.Added = append(net.Added, member)
			case was && !is:
				net.Removed = append(net.Removed, member)
			}
		}
		if net.Changed || len(net.Added)+len(net.Removed) > 0 {
			groups[id] = net
		}
	}
	seen := map[string]GroupDelta{}
	for _, group := range delta.Groups {
		slices.Sort(group.Added)
		slices.Sort(group.Removed)
		seen[group.ID] = group
	}
	if len(seen) != len(delta.Groups) {
		t.Fatalf("a group appears twice: %v", delta.Groups)
	}
	slices.Sort(users)
	told := slices.Sorted(slices.Values(delta.Users))
	if diff := cmp.Diff(users, told); diff != "" {
		t.Fatalf("users (want -, got +)\n%s", diff)
	}
	if diff := cmp.Diff(groups, seen); diff != "" {
		t.Fatalf("groups (want -, got +)\n%s", diff)
	}
	p.mark = p.d.Watermark()
	if rapid.Bool().Draw(t, "forget") {
		p.d.Forget(p.mark)
	}
	p.touched, p.members = map[string]bool{}, p.m.memberships()
}

// equal compares the whole state.
func (p *pair) equal(t *rapid.T) {
	got := &model{now: p.m.now, users: map[string]modelUser{}, groups: map[string]modelGroup{}, gone: p.m.gone}
	for user := range p.d.Users() {
		city, _ := user.Value("city")
		got.users[user.ID] = modelUser{user.Enabled, user.assigned, user.SoftDeleted, city, user.Manager}
		if p.d.Assigned(user.ID) != p.m.entitled(user.ID) {
			t.Fatalf("%s: assigned %t, want %t", user.ID, p.d.Assigned(user.ID), p.m.entitled(user.ID))
		}
	}
	for group := range p.d.Groups() {
		members := map[string]bool{}
		for member := range group.Members() {
			members[member] = true
		}
		got.groups[group.ID] = modelGroup{Name: group.DisplayName, Assigned: group.assigned, Deleted: group.Deleted, Members: members}
	}
	for id, group := range p.m.groups {
		group.at = time.Time{}
		if diff := cmp.Diff(group, got.groups[id], cmp.AllowUnexported(modelGroup{})); diff != "" {
			t.Fatalf("group %s (want -, got +)\n%s", id, diff)
		}
	}
	if diff := cmp.Diff(p.m.users, got.users); diff != "" || len(got.groups) != len(p.m.groups) {
		t.Fatalf("users (want -, got +)\n%s", diff)
	}
}

// Whatever happens, reading the feed in any rhythm tells exactly what a
// comparison of the whole state would tell.
func TestFeedEqualsComparison(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := &pair{
			d: New(Options{Start: noon}), touched: map[string]bool{}, members: map[string]map[string]bool{},
			m: &model{now: noon, users: map[string]modelUser{}, groups: map[string]modelGroup{}, gone: map[string]bool{}},
		}
		p.mark = p.d.Watermark()
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			before := p.m.sights()
			allowed, err := p.step(t)
			if allowed != (err == nil) {
				t.Fatalf("allowed %t, error %v", allowed, err)
			}
			after := p.m.sights()
			for id := range mergeKeys(before, after) {
				if !cmp.Equal(before[id], after[id]) {
					p.touched[id] = true
				}
			}
			p.equal(t)
			if rapid.IntRange(0, 5).Draw(t, "read") == 0 {
				p.read(t)
			}
		}
		p.read(t)
	})
}

func mergeKeys(a, b map[string]any) map[string]bool {
	keys := map[string]bool{}
	for id := range a {
		keys[id] = true
	}
	for id := range b {
		keys[id] = true
	}
	return keys
}
