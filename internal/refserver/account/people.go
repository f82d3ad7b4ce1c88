package account

import (
	"errors"
	"strings"
)

// named finds the people with an e-mail address.
func (a *Account) named(email string) []User {
	var found []User
	for _, u := range a.users.Named(email) {
		if a.recall(u.ID).email == "" {
			found = append(found, u)
		}
	}
	for _, id := range a.aliases(email) {
		if u, ok := a.users.User(id); ok {
			found = append(found, u)
		}
	}
	return found
}

// aliases are the ids of people whose e-mail address is not their userName.
func (m *memory) aliases(email string) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var ids names
	for id, f := range m.facts {
		if f.email != "" && strings.EqualFold(f.email, email) {
			ids = ids.with(id)
		}
	}
	return ids.sorted()
}

func listPeople(a *Account, c *call) (answer, *refusal) {
	email := c.r.URL.Query().Get("email")
	if email == "" {
		return refuse(malformed("whom to look for is missing: add ?email=…"))
	}
	people := []person{}
	for _, u := range a.named(email) {
		if !a.rules.SyncedUnknown || u.Local {
			people = append(people, a.person(u))
		}
	}
	return shown(map[string]any{"people": people})
}

// who is the person of the path.
func (a *Account) who(c *call) (User, *refusal) { return a.find(c.name("id")) }

func (a *Account) find(id string) (User, *refusal) {
	u, ok := a.users.User(id)
	if !ok || a.rules.SyncedUnknown && !u.Local {
		return User{}, unknown("there is no person with id " + id)
	}
	return u, nil
}

// onPerson is a handler for one person: change does it and may refuse.
func onPerson(change func(a *Account, c *call, u User) *refusal) handler {
	return func(a *Account, c *call) (answer, *refusal) {
		u, refused := a.who(c)
		if refused == nil && change != nil {
			refused = change(a, c, u)
		}
		if refused != nil {
			return refuse(refused)
		}
		if u, refused = a.who(c); refused != nil { // as changed
			return refuse(refused)
		}
		return shown(a.person(u))
	}
}

// leaving is onPerson without a resource to show.
func leaving(change func(a *Account, c *call, u User) *refusal) handler {
	return func(a *Account, c *call) (answer, *refusal) {
		u, refused := a.who(c)
		if refused == nil {
			refused = change(a, c, u)
		}
		if refused != nil {
			return refuse(refused)
		}
		return gone()
	}
}

// editPerson changes name or e-mail address, unless they are synced (SYNC-03).
func editPerson(a *Account, c *call, u User) *refusal {
	var edit struct{ DisplayName, Email *string }
	if refused := c.read(&edit); refused != nil {
		return refused
	}
	if edit.DisplayName == nil && edit.Email == nil || edit.Email != nil && *edit.Email == "" {
		return malformed("nothing to edit: send displayName, email, or both, and no empty email")
	}
	if a.locked(u) && !a.unlocked(c.as) {
		return readOnly("the profile of a synced user is read-only: change it in the directory")
	}
	return refusalOf(a.users.Change(u.ID, edit.DisplayName, edit.Email))
}

func (a *Account) unlocked(as role) bool {
	if as == user {
		return a.rules.SyncedEditsSelf
	}
	return a.rules.SyncedIsEditable
}

// removePerson takes a person out of the team by hand (SYNC-03).
func removePerson(a *Account, c *call, u User) *refusal {
	if refused := c.as.manages(); refused != nil {
		return refused
	}
	if a.locked(u) && !a.rules.SyncedIsRemovable {
		return readOnly("a synced user cannot be removed from the team by hand: remove the user in the directory")
	}
	a.leave(u.ID)
	return nil
}

// refusalOf turns what the SCIM side says into a refusal.
func refusalOf(err error) *refusal {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrTaken):
		return conflict(err.Error() + ": choose another one")
	}
	return malformed(err.Error())
}
