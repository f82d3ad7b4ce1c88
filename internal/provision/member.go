package provision

import (
	"context"
	"iter"
	"maps"
	"slices"

	"github.com/scimulator/scimulator/internal/provision/dialect"
)

func (c *cycle) writeMembers(ctx context.Context) {
	each(ctx, c.job.workers, c.groups, c.writeGroup)
}

// writeGroup sends the members of a group, additions before removals: one a
// PATCH, or as many as a gallery connector is configured for (E-5.43).
func (c *cycle) writeGroup(ctx context.Context, task groupTask) {
	if c.job.wholeGroups {
		c.putGroup(ctx, task)
		return
	}
	added, removed := task.members()
	for batch := range batches(added, c.job.batch, func(member string) (membership, bool) { return c.joiner(task, member) }) {
		if ctx.Err() != nil {
			return
		}
		c.addMembers(ctx, task, batch)
	}
	for batch := range batches(removed, c.job.batch, func(member string) (membership, bool) { return c.leaver(task, member) }) {
		if ctx.Err() != nil {
			return
		}
		c.removeMembers(ctx, task, batch)
	}
}

// batches gathers the members that are to be written, in their order.
func batches(members []string, size int, resolve func(string) (membership, bool)) iter.Seq[[]membership] {
	return func(yield func([]membership) bool) {
		var batch []membership
		for _, member := range members {
			if one, ok := resolve(member); ok {
				batch = append(batch, one)
			}
			if len(batch) == size {
				if !yield(batch) {
					return
				}
				batch = nil
			}
		}
		if len(batch) > 0 {
			yield(batch)
		}
	}
}

// members is what has to be written: the net changes, or everything for a group
// that was just linked or is evaluated anew.
func (t groupTask) members() (added, removed []string) {
	if t.whole {
		return t.all(), t.departed()
	}
	added, removed = slices.Clone(t.delta.Added), slices.Clone(t.delta.Removed)
	for _, member := range t.retry {
		switch {
		case t.has(member) && !slices.Contains(added, member):
			added = append(added, member)
		case !t.has(member) && !slices.Contains(removed, member):
			removed = append(removed, member)
		}
	}
	return added, removed
}

// departed are members that were written once and are gone from the source.
func (t groupTask) departed() []string {
	var gone []string
	for _, member := range slices.Sorted(maps.Keys(t.entry.members)) {
		if !t.has(member) {
			gone = append(gone, member)
		}
	}
	return gone
}

// membership is one member to be written, with its id in the target.
type membership struct{ member, id string }

// joiner is a member to be added. Only those with a link are sent (E-5.44): one
// out of scope is left out and not noticed before a restart (E-1.36), one whose
// creation failed is a reference failure (E-7.8), retried together with it.
func (c *cycle) joiner(task groupTask, member string) (membership, bool) {
	if _, written := task.entry.members[member]; written || c.demand > 0 && c.job.directory.Group(member) != nil {
		return membership{}, false
	}
	if id := c.job.linkOf(member); id != "" {
		return membership{member, id}, true
	}
	c.unresolved(task.record(), member)
	for _, kind := range []Kind{User, Group} {
		c.job.escrows.postpone(subject{Group, task.group.ID, member}, subject{kind, member, ""})
	}
	return membership{}, false
}

// leaver is a member to be taken out; of one that was never written, or that has
// no account any more, nothing is left to be said.
func (c *cycle) leaver(task groupTask, member string) (membership, bool) {
	id := c.job.linkOf(member)
	if _, written := task.entry.members[member]; !written || id == "" {
		delete(task.entry.members, member)
		return membership{}, false
	}
	return membership{member, id}, true
}

func ids(batch []membership) []string {
	list := make([]string, len(batch))
	for i, one := range batch {
		list[i] = one.id
	}
	return list
}

func (c *cycle) addMembers(ctx context.Context, task groupTask, batch []membership) {
	if batch = c.unknownTo(ctx, task, batch); len(batch) == 0 {
		return
	}
	failure := c.sendMembers(ctx, task, c.job.dialect.AddMembers(c.present(task), ids(batch)))
	for _, one := range batch {
		c.concludeMember(task, one.member, Property{Name: sourceMembers, New: one.id}, failure)
		if failure == nil {
			task.entry.recall(one.member)
		}
	}
}

// present are the ids of the members that were written before, sorted by alias.
func (c *cycle) present(task groupTask) []string {
	var present []string
	for _, member := range task.entry.memberNames() {
		if id := c.job.linkOf(member); id != "" {
			present = append(present, id)
		}
	}
	return present
}

func (c *cycle) removeMembers(ctx context.Context, task groupTask, batch []membership) {
	failure := c.sendMembers(ctx, task, c.job.dialect.RemoveMembers(ids(batch)...))
	for _, one := range batch {
		c.concludeMember(task, one.member, Property{Name: sourceMembers, Old: one.id}, failure)
		if failure == nil {
			delete(task.entry.members, one.member)
		}
	}
}

// unknownTo leaves out the members that the target has already, where older
// revisions asked for that (E-5.9).
func (c *cycle) unknownTo(ctx context.Context, task groupTask, batch []membership) []membership {
	if !c.job.checkFirst {
		return batch
	}
	return slices.DeleteFunc(slices.Clone(batch), func(one membership) bool {
		known := c.job.refers(ctx, Group, task.group.ID, task.entry.id, dialect.Target{Name: sourceMembers}, one.id)
		if known {
			task.entry.recall(one.member)
		}
		return known
	})
}

func (c *cycle) sendMembers(ctx context.Context, task groupTask, body []byte) *Failure {
	request := Request{Operation: Update, Kind: Group, Object: task.group.ID, ID: task.entry.id, Body: body}
	_, failure := c.job.send(ctx, request)
	return failure
}

func (c *cycle) concludeMember(task groupTask, member string, change Property, failure *Failure) {
	record := task.record()
	record.Member = member
	c.conclude(record, subject{Group, task.group.ID, member}, change, failure)
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
