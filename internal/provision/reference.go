package provision

import (
	"context"
	"maps"
	"slices"

	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/scim"
)

// managerTask is a manager that is written after all users exist (E-1.34).
type managerTask struct {
	user  *directory.User
	entry *link
	shown string // id of the manager the target showed, "" for none
}

// awaitManager queues the manager when source and target may differ.
func (c *cycle) awaitManager(user *directory.User, entry *link, shown scim.Resource) {
	manager := c.job.userMapping.manager
	if manager == nil {
		return
	}
	task := managerTask{user: user, entry: entry, shown: shownReference(manager.target, shown)}
	if user.Manager == "" && task.shown == "" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.managers = append(c.managers, task)
}

// shownReference is the id a resource shows for a reference, whether as the
// complex value the service expects (E-5.28) or as a bare string.
func shownReference(target dialect.Target, shown scim.Resource) string {
	value, ok := target.Find(shown)
	if !ok {
		return ""
	}
	if text, isText := value.(string); isText {
		return text
	}
	return scim.AsObject(value).String("value")
}

func (c *cycle) writeManagers(ctx context.Context) {
	each(ctx, c.job.workers, c.managers, c.writeManager)
}

// writeManager sets, changes or clears one manager. A manager out of scope is
// left out and not repaired before a restart (E-1.35); one whose creation failed
// makes this a reference failure (E-7.8), retried together with it: inferred.
func (c *cycle) writeManager(ctx context.Context, task managerTask) {
	j := c.job
	wanted := ""
	if task.user.Manager != "" {
		manager := j.users.get(task.user.Manager)
		if manager == nil {
			c.unresolved(task.record(), task.user.Manager)
			j.escrows.postpone(task.subject(), subject{User, task.user.Manager, ""})
			return
		}
		wanted = manager.id
	}
	if wanted == task.shown {
		return
	}
	request := Request{Operation: Update, Kind: User, Object: task.user.ID, ID: task.entry.id, Body: j.managerBody(wanted, task.shown)}
	_, failure := j.send(ctx, request)
	change := Property{Name: j.userMapping.manager.Target, Old: task.shown, New: wanted}
	c.conclude(task.record(), task.subject(), change, failure)
}

func (t managerTask) subject() subject { return subject{User, t.user.ID, "manager"} }

func (j *Job) managerBody(wanted, shown string) []byte {
	target := j.userMapping.manager.target
	switch {
	case wanted == "":
		return j.dialect.ClearReference(target)
	case shown == "":
		return j.dialect.SetReference(dialect.Add, target, wanted)
	}
	return j.dialect.SetReference(dialect.Replace, target, wanted)
}

func (t managerTask) record() Record {
	name, _ := t.user.Value("displayName")
	return Record{Kind: User, Object: t.user.ID, ObjectID: t.user.ObjectID, Name: name, TargetID: t.entry.id, Action: ActionUpdate, Member: t.user.Manager}
}

// unresolved logs a reference to an object that is not in the target (E-1.36).
func (c *cycle) unresolved(record Record, reference string) {
	record.Action, record.Status, record.Code = ActionOther, Skipped, codeUnresolved
	record.Reason, record.Member = "the referenced object "+reference+" is not in the target", reference
	c.record(record)
}

// conclude logs the outcome of a reference write and parks or clears it.
func (c *cycle) conclude(record Record, s subject, change Property, failure *Failure) {
	if failure != nil && failure.ended {
		return
	}
	record.Changes = []Property{change}
	if failure == nil {
		record.Status, record.Attempts = Success, c.job.escrows.clear(s)
		record.Retry = record.Attempts > 0
		c.record(record)
		return
	}
	record.Status, record.Failure, record.Code, record.Reason = Failed, failure, failure.Code, failure.Reason
	record.Attempts = c.job.escrows.fail(s, c.job.clock.Now())
	record.Retry = record.Attempts > 1
	c.record(record)
}

func (c *cycle) writeMembers(ctx context.Context) {
	each(ctx, c.job.workers, c.groups, c.writeGroup)
}

// writeGroup sends one PATCH per member (E-5.43), in order: additions, then
// removals.
func (c *cycle) writeGroup(ctx context.Context, task groupTask) {
	added, removed := task.members()
	for _, member := range added {
		if ctx.Err() != nil {
			return
		}
		c.addMember(ctx, task, member)
	}
	for _, member := range removed {
		if ctx.Err() != nil {
			return
		}
		c.removeMember(ctx, task, member)
	}
}

// members is what has to be written: the net changes, or everything for a group
// that was just linked or is evaluated anew.
func (t groupTask) members() (added, removed []string) {
	if t.whole {
		return slices.Collect(t.group.Members()), t.departed()
	}
	added, removed = slices.Clone(t.delta.Added), slices.Clone(t.delta.Removed)
	for _, member := range t.retry {
		switch {
		case t.group.HasMember(member) && !slices.Contains(added, member):
			added = append(added, member)
		case !t.group.HasMember(member) && !slices.Contains(removed, member):
			removed = append(removed, member)
		}
	}
	return added, removed
}

// departed are members that were written once and are gone from the source.
func (t groupTask) departed() []string {
	var gone []string
	for _, member := range slices.Sorted(maps.Keys(t.entry.members)) {
		if !t.group.HasMember(member) {
			gone = append(gone, member)
		}
	}
	return gone
}

// addMember writes one membership; only members with a link are sent (E-5.44).
// One out of scope is left out and not noticed before a restart (E-1.36), one
// whose creation failed is a reference failure (E-7.8), retried together with it.
func (c *cycle) addMember(ctx context.Context, task groupTask, member string) {
	if _, written := task.entry.members[member]; written {
		return
	}
	id := c.job.linkOf(member)
	if id == "" {
		c.unresolved(task.record(), member)
		for _, kind := range []Kind{User, Group} {
			c.job.escrows.postpone(subject{Group, task.group.ID, member}, subject{kind, member, ""})
		}
		return
	}
	failure := c.writeMember(ctx, task, member, c.job.dialect.AddMember(id), Property{Name: "members", New: id})
	if failure == nil {
		task.entry.recall(member)
	}
}

func (c *cycle) removeMember(ctx context.Context, task groupTask, member string) {
	id := c.job.linkOf(member)
	if _, written := task.entry.members[member]; !written || id == "" {
		delete(task.entry.members, member)
		return
	}
	failure := c.writeMember(ctx, task, member, c.job.dialect.RemoveMember(id), Property{Name: "members", Old: id})
	if failure == nil {
		delete(task.entry.members, member)
	}
}

func (c *cycle) writeMember(ctx context.Context, task groupTask, member string, body []byte, change Property) *Failure {
	request := Request{Operation: Update, Kind: Group, Object: task.group.ID, ID: task.entry.id, Body: body}
	_, failure := c.job.send(ctx, request)
	record := task.record()
	record.Member = member
	c.conclude(record, subject{Group, task.group.ID, member}, change, failure)
	return failure
}

func (t groupTask) record() Record {
	return Record{Kind: Group, Object: t.group.ID, ObjectID: t.group.ObjectID, Name: t.group.DisplayName, TargetID: t.entry.id, Action: ActionUpdate}
}

// linkOf is the target id of a member, which is a user or a nested group.
func (j *Job) linkOf(member string) string {
	if id := j.Link(User, member); id != "" {
		return id
	}
	return j.Link(Group, member)
}
