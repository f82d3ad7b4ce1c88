package provision

import (
	"context"
	"slices"

	"github.com/scimulator/scimulator/internal/directory"
)

// groupTask is a group whose memberships are written after all objects (E-1.16).
type groupTask struct {
	group *directory.Group
	entry *link
	whole bool // all members, not only the changed ones
	delta directory.GroupDelta
	retry []string  // members whose escrow is due
	flat  *[]string // with nested groups flattened: the users in the group (SYNC-15)
}

// group evaluates the group object itself; members come later.
func (c *cycle) group(ctx context.Context, delta directory.GroupDelta, todo work) {
	group, entry := c.job.directory.Group(delta.ID), c.job.groups.get(delta.ID)
	e := c.groupEvaluation(delta.ID, group, todo.retried[subject{Group, delta.ID, ""}])
	switch {
	case e.barred(entry):
	case !e.scoping.In() && entry != nil:
		c.abandon(ctx, e, entry)
	case !e.scoping.In():
		if group != nil && (!c.initial || e.scoping.Assigned) {
			e.skip(codeNotEntitled, e.scoping.String())
		}
	case entry == nil:
		if entry, _ = e.join(ctx); entry != nil {
			c.awaitMembers(groupTask{group: group, entry: entry, whole: true})
		}
	default:
		// What happened while the group was out of scope was not written (E-7.25).
		whole := c.initial || c.demand > 0 || !entry.managed
		entry.managed = true
		c.refreshGroup(ctx, e, groupTask{group: group, entry: entry, whole: whole, delta: delta, retry: todo.members[delta.ID]})
	}
}

// groupEvaluation starts an evaluation; a group that is gone for good is nil and
// out of scope.
func (c *cycle) groupEvaluation(id string, group *directory.Group, retry bool) *evaluation {
	e := &evaluation{cycle: c, mapping: c.job.groupMapping, retry: retry, record: Record{Kind: Group, Object: id, Retry: retry}}
	if group == nil {
		return e
	}
	e.object, e.scoping = group, c.job.scopeGroup(group)
	e.record.origin, e.record.mapping = group, e.mapping
	e.record.ObjectID, e.record.Name, e.record.Scoping = group.ObjectID, group.DisplayName, e.scoping
	return e
}

// abandon deletes a group that was deleted, unassigned or filtered out (E-8.11 –
// E-8.13): a group has no active attribute to switch off.
func (c *cycle) abandon(ctx context.Context, e *evaluation, entry *link) {
	switch {
	case !entry.managed:
		e.skip(codeNotEntitled, "out of scope and not managed any more (E-8.6)")
	case e.scoping.Active && c.job.spares(e.scoping):
		e.giveUp(entry, "out of scope, and SkipOutOfScopeDeletions is set (E-8.18): "+e.scoping.String())
	default:
		e.discard(ctx, entry)
	}
}

// refreshGroup reads the linked group without members (E-5.35), sends what
// differs and queues its members.
func (c *cycle) refreshGroup(ctx context.Context, e *evaluation, task groupTask) {
	shown, failure := e.read(ctx, task.entry)
	if c.lost(failure) && !c.anchored() {
		c.job.groups.lose(e.record.Object)
		if task.entry, _ = e.join(ctx); task.entry != nil {
			task.whole = true
			c.awaitMembers(task)
		}
		return
	}
	if failure != nil {
		if c.lost(failure) {
			failure = failure.invalidAnchor()
		}
		e.fail(ActionUpdate, failure)
		c.postponeMembers(e.subject(), task)
		return
	}
	if task.delta.Changed || e.retry {
		e.update(ctx, task.entry, shown)
	}
	c.awaitMembers(task)
}

// postponeMembers keeps the memberships of a group that could not be read: the
// watermark moves on, so nobody would think of them again.
func (c *cycle) postponeMembers(group subject, task groupTask) {
	if task.whole {
		task.delta.Added, task.delta.Removed = task.all(), task.departed()
	}
	for _, member := range slices.Concat(task.delta.Added, task.delta.Removed, task.retry) {
		c.job.escrows.postpone(subject{Group, group.object, member}, group)
	}
}

func (c *cycle) awaitMembers(task groupTask) {
	if !c.job.groupMapping.members {
		return
	}
	task = c.job.flattened(task)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.groups = append(c.groups, task)
}
