package account

import "slices"

type localGroup struct {
	Name    string   `json:"name"`
	Members []string `json:"members"`
}

// joinLocal adds a person to a local group, which it creates (SYNC-04).
func joinLocal(a *Account, c *call) (answer, *refusal) {
	id, refused := c.managed("id")
	if refused != nil {
		return refuse(refused)
	}
	u, refused := a.find(id)
	if refused != nil {
		return refuse(refused)
	}
	if a.rules.NoLocalGroups && a.locked(u) {
		return refuse(readOnly("a synced user cannot be added to a local group"))
	}
	group, isNew := a.enterLocal(c.name("name"), id)
	if isNew {
		return created(group)
	}
	return shown(group)
}

func (m *memory) enterLocal(name, id string) (group localGroup, isNew bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	members, known := m.locals[name]
	m.locals[name] = members.with(id)
	return localGroup{name, m.locals[name].sorted()}, !known
}

func leaveLocal(a *Account, c *call) (answer, *refusal) {
	if refused := c.as.manages(); refused != nil {
		return refuse(refused)
	}
	name, id := c.name("name"), c.name("id")
	if !slices.Contains(a.localGroups(id), name) {
		return refuse(unknown("the local group " + name + " has no member " + id))
	}
	a.memory.mu.Lock()
	defer a.memory.mu.Unlock()
	a.locals[name] = a.locals[name].without(id)
	return gone()
}

type syncedGroup struct {
	ID          string   `json:"id"`
	DisplayName string   `json:"displayName"`
	ReadOnly    bool     `json:"readOnly"`
	Members     []string `json:"members"`
	Product     *string  `json:"product"`
}

// group is the synced group of the path; one that was removed over SCIM has
// left the team (SYNC-11).
func (a *Account) group(c *call) (Group, *refusal) {
	id := c.name("id")
	group, ok := a.users.Group(id)
	if !ok {
		group, ok = a.ghost(id)
	}
	if !ok || a.removed() {
		return Group{}, unknown("there is no synced group with id " + id)
	}
	return group, nil
}

// groupsOpen says whether rules let synced groups be edited.
func (a *Account) groupsOpen(rule bool) bool {
	return rule || a.rules.SyncOffUnlocks && !a.synced.enabled
}

func (a *Account) showGroup(g Group) (answer, *refusal) {
	a.memory.mu.Lock()
	defer a.memory.mu.Unlock()
	view := syncedGroup{ID: g.ID, DisplayName: g.DisplayName, ReadOnly: !a.groupsOpen(a.rules.SyncedGroupIsEditable), Members: append([]string{}, g.Members...)}
	if product, assigned := a.products[g.ID]; assigned {
		view.Product = &product.name
	}
	return shown(view)
}

func readGroup(a *Account, c *call) (answer, *refusal) {
	group, refused := a.group(c)
	if refused != nil {
		return refuse(refused)
	}
	return a.showGroup(group)
}

// editGroup is refused to everybody, also after directory sync was disabled
// (SYNC-02, SYNC-12).
func editGroup(a *Account, c *call) (answer, *refusal) {
	group, refused := a.group(c)
	if refused != nil {
		return refuse(refused)
	}
	if !a.groupsOpen(a.rules.SyncedGroupIsEditable) {
		return refuse(readOnly("a synced group is read-only: change it in the directory"))
	}
	name, refused := c.managed("displayName")
	if refused == nil {
		refused = refusalOf(a.users.Rename(group.ID, name))
	}
	if refused != nil {
		return refuse(refused)
	}
	return readGroup(a, c)
}

// expel is refused to everybody (SYNC-03).
func expel(a *Account, c *call) (answer, *refusal) {
	group, refused := a.group(c)
	if refused != nil {
		return refuse(refused)
	}
	if !a.groupsOpen(a.rules.SyncedGroupMembersRemovable) {
		return refuse(readOnly("a synced user cannot be removed from a synced group by hand: change the group in the directory"))
	}
	if !slices.Contains(group.Members, c.name("user")) {
		return refuse(unknown("the synced group has no member " + c.name("user")))
	}
	if refused := refusalOf(a.users.Expel(group.ID, c.name("user"))); refused != nil {
		return refuse(refused)
	}
	return gone()
}

// assignProduct gives a seat to all members, present and future (SYNC-18).
func assignProduct(a *Account, c *call) (answer, *refusal) {
	group, refused := a.group(c)
	if refused != nil {
		return refuse(refused)
	}
	name, refused := c.managed("product")
	if refused != nil {
		return refuse(refused)
	}
	first := names{}
	for _, member := range group.Members {
		first[member] = true
	}
	a.offer(group.ID, product{name, first})
	return a.showGroup(group)
}

func (m *memory) offer(group string, p product) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.products[group] = p
}
