package scenario

import (
	"maps"
	"time"

	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/document"
)

// loader judges what a schema cannot. It plays the story on a directory of its
// own, without any target, so that what the story demands of the directory is
// known to be possible.
type loader struct {
	document  *document.Document
	story     *Scenario
	cast      map[string]kind // every alias of the story
	broken    map[string]bool // aliases whose object could not be brought in
	met       map[string]bool // aliases that are or were in the directory
	stage     *directory.Directory
	crowded   bool            // the crowd is on the stage
	clock     time.Time       // virtual
	cycles    int             // that were written as steps
	demands   int             // on-demand provisionings
	paused    bool            // no cycle begins
	renewed   bool            // the next cycle is an initial one again
	faulted   bool            // a fault was played: what cycles come to is not known
	everybody bool            // sync all
	providers map[string]bool // identity providers
	kept      map[string]bool // names of what actions gave so far
	since     time.Duration   // since the start of the last cycle
}

func newLoader(d *document.Document, s *Scenario) *loader {
	start := time.Date(2026, time.January, 5, 8, 0, 0, 0, time.UTC)
	l := &loader{
		document: d, story: s, cast: map[string]kind{}, broken: map[string]bool{}, met: map[string]bool{},
		providers: map[string]bool{}, kept: map[string]bool{},
		stage: directory.New(directory.Options{Start: start}), clock: start,
	}
	l.enlist()
	l.enlistProviders()
	return l
}

// beginning puts the directory of the story on the stage: objects first, then
// what refers to others, so that the order in the file does not matter.
func (l *loader) beginning() {
	users, groups := l.story.Directory.Users, l.story.Directory.Groups
	var references []func()
	for i, user := range users {
		path := document.At("directory", "users", i)
		if l.bring(path, user, l.stage.AddUser) {
			references = append(references, func() { l.manager(path.Then("manager"), user) })
		}
	}
	for i, group := range groups {
		path := document.At("directory", "groups", i)
		if l.bring(path, group, l.stage.AddGroup) {
			references = append(references, func() { l.members(path.Then("members"), group) })
		}
	}
	for _, refer := range references {
		refer()
	}
	for i, assignment := range l.story.Assigned.Objects {
		l.assign(document.At("assigned", i), assignment, assignment.Apply)
	}
}

// bring adds an object without its references. It says whether that worked; if
// not, the mistake has been told.
func (l *loader) bring(path document.Path, object Object, add func(map[string]any) error) bool {
	alias := object.ID()
	if alias == "" || l.met[alias] {
		return false
	}
	values := maps.Clone(object)
	delete(values, "manager")
	delete(values, "members")
	l.met[alias] = true
	l.addressed(path, object)
	err := add(values)
	l.broken[alias] = err != nil
	l.note(path, err)
	return err == nil
}

func (l *loader) manager(path document.Path, user Object) {
	manager, managed := user["manager"].(string)
	if managed && l.named(path, manager, aUser, now) {
		l.raiseCrowd(manager)
		l.note(path, l.stage.SetManager(user.ID(), manager))
	}
}

func (l *loader) members(path document.Path, group Object) {
	list, _ := group["members"].([]any)
	for i, element := range list {
		member, _ := element.(string)
		if l.named(path.Then(i), member, either, now) {
			l.raiseCrowd(member)
			l.note(path.Then(i), l.stage.AddMember(group.ID(), member))
		}
	}
}

// raiseCrowd generates the crowd when somebody of it is needed on the stage.
func (l *loader) raiseCrowd(alias string) {
	if l.crowded || l.crowdKind(alias) == "" {
		return
	}
	l.crowded = true
	crowd := l.story.Directory.Generate
	err := l.stage.Generate(directory.Crowd{Users: crowd.Users, Groups: crowd.Groups, Seed: crowd.Seed, Assigned: crowd.Assigned})
	l.note(document.At("directory", "generate"), err)
}

// note makes a fault of what the directory refuses.
func (l *loader) note(path document.Path, err error) {
	if err != nil {
		l.document.Fault(path, "%v", err)
	}
}

// pass lets time pass: what has been in the recycle bin for 30 days is gone.
func (l *loader) pass(span time.Duration) {
	l.clock = l.clock.Add(span)
	l.stage.Tick(l.clock)
}

// change tries one event out.
func (l *loader) change(path document.Path, c Change) {
	switch {
	case c.Create != nil:
		l.create(path.Then("create"), c.Create)
	case c.Update != nil:
		l.update(path.Then("update"), c.Update)
	case c.AddMember != nil:
		l.membership(path.Then("addMember"), "member", c.AddMember.Group, c.AddMember.Member, l.stage.AddMember)
	case c.RemoveMember != nil:
		l.membership(path.Then("removeMember"), "member", c.RemoveMember.Group, c.RemoveMember.Member, l.stage.RemoveMember)
	case c.Nest != nil:
		l.nest(path.Then("nest"), c.Nest)
	case c.Rename != nil:
		l.rename(path.Then("rename"), c.Rename)
	case c.SetManager != nil:
		l.setManager(path.Then("setManager"), c.SetManager)
	default:
		l.state(path, c)
	}
}

func (l *loader) create(path document.Path, c *Creation) {
	user, group := path.Then("user"), path.Then("group")
	switch {
	case c.User != nil && l.bring(user, c.User, l.stage.AddUser):
		l.manager(user.Then("manager"), c.User)
	case c.Group != nil && l.bring(group, c.Group, l.stage.AddGroup):
		l.members(group.Then("members"), c.Group)
	}
}

func (l *loader) update(path document.Path, object Object) {
	if !l.named(path.Then("id"), object.ID(), either, now) {
		return
	}
	if manager, ok := object["manager"].(string); ok && !l.named(path.Then("manager"), manager, aUser, now) {
		return
	}
	l.raiseCrowd(object.ID())
	l.addressed(path, object)
	values := maps.Clone(object)
	delete(values, "id")
	l.note(path, l.stage.Update(object.ID(), values))
}

func (l *loader) membership(path document.Path, key, group, member string, do func(group, member string) error) {
	knownGroup := l.named(path.Then("group"), group, aGroup, now)
	knownMember := l.named(path.Then(key), member, either, now)
	if knownGroup && knownMember {
		l.raiseCrowd(group)
		l.raiseCrowd(member)
		l.note(path, do(group, member))
	}
}

func (l *loader) nest(path document.Path, m *Membership) {
	inner := l.named(path.Then("group"), m.Group, aGroup, now)
	outer := l.named(path.Then("into"), m.Into, aGroup, now)
	if inner && outer {
		l.raiseCrowd(m.Group)
		l.raiseCrowd(m.Into)
		l.note(path, l.stage.AddMember(m.Into, m.Group))
	}
}

func (l *loader) rename(path document.Path, r *Renaming) {
	if l.named(path.Then("id"), r.ID, either, now) {
		l.raiseCrowd(r.ID)
		l.note(path, l.stage.Update(r.ID, map[string]any{"displayName": r.DisplayName}))
	}
}

func (l *loader) setManager(path document.Path, m *Management) {
	known := l.named(path.Then("user"), m.User, aUser, now)
	manager := ""
	if m.Manager != nil {
		manager = *m.Manager
		known = l.named(path.Then("manager"), manager, aUser, now) && known
	}
	if known {
		l.raiseCrowd(m.User)
		l.raiseCrowd(manager)
		l.note(path.Then("manager"), l.stage.SetManager(m.User, manager))
	}
}

// state tries out the events that name one object only.
func (l *loader) state(path document.Path, c Change) {
	l.assign(path.Then("assign"), c.Assign, c.Assign.Apply)
	l.assign(path.Then("unassign"), c.Unassign, c.Unassign.Undo)
	for _, event := range []struct {
		key, alias string
		of         kind
		do         func(string) error
	}{
		{"disable", c.Disable, aUser, l.stage.Disable}, {"enable", c.Enable, aUser, l.stage.Enable},
		{"delete", c.Delete, either, l.stage.Delete}, {"restore", c.Restore, either, l.stage.Restore}, {"purge", c.Purge, either, l.stage.Purge},
	} {
		if event.alias != "" && l.named(path.Then(event.key), event.alias, event.of, now) {
			l.raiseCrowd(event.alias)
			l.note(path.Then(event.key), event.do(event.alias))
		}
	}
}
