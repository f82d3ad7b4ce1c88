package account

import (
	"slices"
	"sync"
)

// memory is what SCIM cannot show and the account remembers of people. The SCIM
// side tells it of the few changes that matter at their moment, while it holds
// its own lock: so memory asks nobody, and its lock is the innermost one.
type memory struct {
	rules   *Rules
	effects effects

	mu         sync.Mutex
	facts      map[string]fact
	locals     map[string]names // members of local groups
	products   map[string]product
	ghosts     []Group // removed groups that a rule keeps
	usersLeave bool    // those of a removed group leave the team
}

// standing is a person's place in the main team.
type standing int

const (
	byActive standing = iota // nothing happened so far: who is active is in
	inside
	outside
)

// fact is what is remembered of one person.
type fact struct {
	team           standing
	teams          names // beside the main one
	seats          names // individual ones
	seatless       bool  // lost all seats when disabled
	hubs, projects names
	before         places // hubs and projects before they were lost
	role           string
	origin         string // of a person who did not come over SCIM
	email          string // other than the userName, "" when it is that
	provider       string // entityId of the last sign-in
	password       *secret
}

type places struct{ hubs, projects names }

// product is what the members of a synced group get (SYNC-18).
type product struct {
	name  string
	first names // members when it was assigned
}

func newMemory(rules *Rules, e effects) *memory {
	return &memory{rules: rules, effects: e, facts: map[string]fact{}, locals: map[string]names{}, products: map[string]product{}}
}

// recall is what is remembered of a person.
func (m *memory) recall(id string) fact {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.facts[id]
}

// note changes what is remembered. Sets are replaced, never changed, so that
// what was recalled stays as it was.
func (m *memory) note(id string, change func(*fact)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.facts[id]
	change(&f)
	m.facts[id] = f
}

// Disabled is told that active became false; groups are those the user belonged
// to at that moment (SYNC-06, SYNC-14).
func (m *memory) Disabled(id string, groups []string) {
	m.note(id, func(f *fact) {
		switch {
		case m.effects.leaveTeam && !m.rules.DisabledKeepsTeam:
			f.team, f.teams = outside, nil
		case f.team == byActive:
			f.team = inside
		}
		if m.effects.loseSeats {
			m.takeSeats(f, id, groups)
		}
		if m.effects.leaveHubs && !m.rules.RemovedKeepsProjects {
			f.leaveHubs()
		}
	})
}

func (m *memory) takeSeats(f *fact, id string, groups []string) {
	if !m.rules.DisabledKeepsSeats {
		f.seats, f.seatless = nil, true
		return
	}
	for name := range m.automatic(id, groups) {
		f.seats = f.seats.with(name)
	}
}

func (f *fact) leaveHubs() {
	if len(f.hubs)+len(f.projects) > 0 {
		f.before = places{f.hubs, f.projects}
	}
	f.hubs, f.projects = nil, nil
}

// Enabled is told that active became true again: back in the team, not in hubs
// and projects, which are restored by hand (SYNC-13).
func (m *memory) Enabled(id string) {
	m.note(id, func(f *fact) {
		f.seatless = false
		returns := m.effects.joinTeam && !m.rules.EnabledStaysOut
		if returns || !m.effects.leaveTeam && !m.effects.joinTeam && f.team == byActive {
			f.team = inside
		}
		if m.effects.leaveHubs {
			f.leaveHubs()
		}
		if m.rules.EnabledRestoresProjects {
			f.hubs, f.projects = f.before.hubs, f.before.projects
		}
	})
}

// Removed is told that a user was deleted.
func (m *memory) Removed(id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.facts, id)
	for group, members := range m.locals {
		m.locals[group] = members.without(id)
	}
}

// GroupRemoved is told that a synced group was removed. Alone are those of its
// members who belong to no other: whether they stay in the team is a setting
// (SYNC-11).
func (m *memory) GroupRemoved(group Group, alone []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.products, group.ID)
	if m.rules.RemovedGroupStays {
		m.ghosts = append(m.ghosts, group)
	}
	leave := m.usersLeave && !m.rules.RemovedGroupKeepsUsers || m.rules.RemovedGroupTakesUsers
	for _, id := range alone {
		if f := m.facts[id]; leave {
			f.team, f.teams = outside, nil
			m.facts[id] = f
		}
	}
}

// automatic are the seats that a person gets from groups. The caller holds the
// lock.
func (m *memory) automatic(id string, groups []string) names {
	var seats names
	for group, product := range m.products {
		member := slices.Contains(groups, group)
		switch {
		case m.rules.NoAutomaticSeats || m.rules.AutomaticSeatsOnce && !product.first[id]:
		case member:
			seats = seats.with(product.name)
		}
	}
	return seats
}

// seatsFrom is automatic for those who do not hold the lock.
func (m *memory) seatsFrom(id string, groups []string) names {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.automatic(id, groups)
}

// join puts a person into a team.
func (m *memory) join(id, team string) {
	m.note(id, func(f *fact) {
		if team == mainTeam {
			f.team = inside
			return
		}
		f.teams = f.teams.with(team)
	})
}

// leave takes a person out of every team.
func (m *memory) leave(id string) {
	m.note(id, func(f *fact) { f.team, f.teams = outside, nil })
}

// localGroups are the names of the local groups of a person.
func (m *memory) localGroups(id string) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var groups names
	for name, members := range m.locals {
		if members[id] {
			groups = groups.with(name)
		}
	}
	return groups.sorted()
}

// ghostsOf are the removed groups of a person that a rule keeps.
func (m *memory) ghostsOf(id string) []Group {
	m.mu.Lock()
	defer m.mu.Unlock()
	var groups []Group
	for _, group := range m.ghosts {
		if slices.Contains(group.Members, id) {
			groups = append(groups, group)
		}
	}
	return groups
}

// ghost finds a removed group that a rule keeps.
func (m *memory) ghost(id string) (Group, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := slices.IndexFunc(m.ghosts, func(g Group) bool { return g.ID == id })
	if i < 0 {
		return Group{}, false
	}
	return m.ghosts[i], true
}
