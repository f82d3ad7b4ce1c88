package refserver

import (
	"errors"
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/refserver/account"
	"github.com/scimulator/scimulator/internal/scim"
)

// people is the store as the account side sees it (account.Users).
type people struct {
	server        *Server
	users, groups *shelf
}

func newPeople(s *Server) people {
	return people{s, s.shelf("Users"), s.shelf("Groups")}
}

// besideAccount serves the account side beside the SCIM service, at the root of
// the listener, with the same credentials.
func (s *Server) besideAccount(service http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rest, below := strings.CutPrefix(r.URL.Path, account.Path)
		if !below || rest != "" && rest[0] != '/' {
			service.ServeHTTP(w, r)
			return
		}
		if parameters, detail := s.doubt(r); detail != "" {
			challenge(w, parameters)
			account.Unauthorized(w, detail)
			return
		}
		s.account.ServeHTTP(w, r)
	})
}

// User finds a user by id.
func (p people) User(id string) (account.User, bool) {
	rec := p.server.store.find(p.users, id)
	if rec == nil {
		return account.User{}, false
	}
	return p.read(rec)
}

func (p people) read(rec *record) (account.User, bool) {
	resource, fault := p.server.current(rec, parts{})
	if fault != nil {
		return account.User{}, false
	}
	u := account.User{ID: rec.id, UserName: resource.String("userName"), DisplayName: displayName(resource)}
	p.server.store.mu.RLock()
	defer p.server.store.mu.RUnlock()
	u.Active, u.Local, u.Serial = !rec.disabled, rec.local, rec.serial
	for _, group := range rec.groups {
		u.Groups = append(u.Groups, account.Group{ID: group.id, DisplayName: group.label})
	}
	return u, true
}

// displayName is the name to show of a user, put together when there is none.
func displayName(resource scim.Resource) string {
	name := resource.Object("name")
	whole := strings.TrimSpace(name.String("givenName") + " " + name.String("familyName"))
	for _, text := range []string{resource.String("displayName"), name.String("formatted"), whole} {
		if text != "" {
			return text
		}
	}
	return ""
}

// Named finds the users with a userName.
func (p people) Named(userName string) []account.User {
	var found []account.User
	for _, rec := range p.server.store.named(p.users, userName) {
		if u, ok := p.read(rec); ok {
			found = append(found, u)
		}
	}
	return found
}

// named are the records with a userName, however its letters are written.
func (s *store) named(users *shelf, userName string) []*record {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, x := range users.indexes {
		if x.urn == "" && x.name == "userName" {
			return x.holders(x.fold(userName))
		}
	}
	return nil
}

// Group finds a group by id.
func (p people) Group(id string) (account.Group, bool) {
	rec := p.server.store.find(p.groups, id)
	if rec == nil {
		return account.Group{}, false
	}
	v, ok := p.server.store.view(rec, parts{members: true})
	if !ok {
		return account.Group{}, false
	}
	p.server.store.mu.RLock()
	defer p.server.store.mu.RUnlock()
	return account.Group{ID: id, DisplayName: rec.label, Members: idsOf(v.members)}, true
}

// Create makes a user who has not come over SCIM.
func (p people) Create(n account.NewUser) (account.User, error) {
	resource := scim.Resource{"userName": n.UserName, "active": true}
	if n.GivenName != "" || n.FamilyName != "" {
		resource["name"] = scim.Resource{"givenName": n.GivenName, "familyName": n.FamilyName}
	}
	clean, fault := intake{p.users.kind, p.server.tolerant}.resource(resource)
	if fault != nil {
		return account.User{}, fault
	}
	id := p.server.store.newID()
	d, fault := newDraft(p.users.kind, id, clean, p.server.unkind)
	if fault != nil {
		return account.User{}, fault
	}
	d.local = true
	rec, fault := p.server.store.insert(p.users, id, d.content, nil, p.server.now())
	if fault != nil {
		return account.User{}, notTaken(fault)
	}
	u, _ := p.read(rec)
	return u, nil
}

// notTaken turns a fault into an error, and a name that is taken into
// account.ErrTaken.
func notTaken(fault *scim.Error) error {
	switch {
	case fault == nil:
		return nil
	case fault.ScimType == "uniqueness":
		return account.ErrTaken
	}
	return errors.New(fault.Detail)
}

// Change edits the profile of a user by hand.
func (p people) Change(id string, displayName, userName *string) error {
	edits := map[string]*string{"displayName": displayName, "userName": userName}
	return p.edit(p.server.store.find(p.users, id), edits)
}

// Rename gives a group another name by hand.
func (p people) Rename(group, displayName string) error {
	return p.edit(p.server.store.find(p.groups, group), map[string]*string{"displayName": &displayName})
}

// edit sets attributes; a user made on the account side stays one.
func (p people) edit(rec *record, edits map[string]*string) error {
	if rec == nil {
		return errors.New("the resource does not exist any more")
	}
	rec.writing.Lock()
	defer rec.writing.Unlock()
	resource, fault := p.server.current(rec, parts{})
	if fault != nil {
		return notTaken(fault)
	}
	for name, value := range edits {
		if value != nil {
			resource[name] = *value
		}
	}
	clean, fault := intake{rec.shelf.kind, p.server.tolerant}.resource(resource)
	if fault != nil {
		return notTaken(fault)
	}
	return notTaken(p.rewrite(rec, clean))
}

// rewrite puts a clean resource into the store by hand. The caller holds
// rec.writing.
func (p people) rewrite(rec *record, clean scim.Resource) *scim.Error {
	d, fault := newDraft(rec.shelf.kind, rec.id, clean, p.server.unkind)
	if fault != nil {
		return fault
	}
	p.server.store.mu.RLock()
	d.local = rec.local
	p.server.store.mu.RUnlock()
	return p.server.store.update(rec, d.content, movement{}, p.server.now())
}

// Expel takes a user out of a group by hand.
func (p people) Expel(group, user string) error {
	rec := p.server.store.find(p.groups, group)
	if rec == nil {
		return errors.New("the group does not exist any more")
	}
	rec.writing.Lock()
	defer rec.writing.Unlock()
	return notTaken(p.server.store.moveMembers(rec, movement{leave: []string{user}}, p.server.now()))
}

// Mark is the number of the last change.
func (p people) Mark() uint64 {
	p.server.store.mu.RLock()
	defer p.server.store.mu.RUnlock()
	return p.server.store.changes
}
