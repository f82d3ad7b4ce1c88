package provision

import (
	"context"

	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/scim"
)

// user evaluates one user (E-1.23).
func (c *cycle) user(ctx context.Context, id string, retry bool) {
	user, entry := c.job.directory.User(id), c.job.users.get(id)
	if user == nil {
		c.purged(ctx, id, entry, retry)
		return
	}
	e := c.userEvaluation(user, retry)
	switch {
	case e.barred(entry):
	case entry == nil && !e.scoping.In():
		c.leaveOut(e, user)
	case entry != nil && !e.scoping.In() && !entry.managed:
		e.skip(codeNotEntitled, "out of scope and not managed any more (E-8.6)")
	case entry == nil:
		c.enter(ctx, e, user)
	case !e.scoping.In():
		c.leave(ctx, e, user, entry)
	default:
		c.refresh(ctx, e, user, entry)
	}
}

func (c *cycle) userEvaluation(user *directory.User, retry bool) *evaluation {
	scoping := c.job.scopeUser(user)
	name, _ := user.Value("displayName")
	return &evaluation{
		cycle: c, mapping: c.job.userMapping, object: user, scoping: scoping, retry: retry,
		record: Record{Kind: User, Object: user.ID, ObjectID: user.ObjectID, Name: name, Scoping: scoping, Retry: retry, origin: user, mapping: c.job.userMapping},
	}
}

// leaveOut: an out-of-scope object without a link produces no request (E-1.18).
// In an initial cycle over assigned users nobody else is even read.
func (c *cycle) leaveOut(e *evaluation, user *directory.User) {
	if c.initial && !e.scoping.Assigned {
		return
	}
	e.skip(codeNotEntitled, e.scoping.String())
}

// enter brings a user into the target for the first time.
func (c *cycle) enter(ctx context.Context, e *evaluation, user *directory.User) {
	if entry, shown := e.join(ctx); entry != nil {
		c.awaitReferences(e, user, entry, shown)
	}
}

// refresh reads the linked account and sends what differs.
func (c *cycle) refresh(ctx context.Context, e *evaluation, user *directory.User, entry *link) {
	shown, failure := e.read(ctx, entry)
	switch {
	case c.lost(failure) && c.anchored():
		e.fail(ActionUpdate, failure.invalidAnchor())
	case c.lost(failure):
		c.job.users.lose(user.ID) // E-5.67: the target lost it, so matching starts over
		if e.scoping.In() {
			c.enter(ctx, e, user)
			return
		}
		e.skip(codeSkipped, "the target has no such resource any more")
	case failure != nil:
		e.fail(ActionUpdate, failure)
	default:
		c.bring(ctx, e, user, entry, shown)
	}
}

func (c *cycle) bring(ctx context.Context, e *evaluation, user *directory.User, entry *link, shown scim.Resource) {
	if !e.update(ctx, entry, shown) {
		return
	}
	e.settle(entry)
	if e.scoping.In() {
		c.awaitReferences(e, user, entry, shown)
	}
}

// purged: a hard-deleted user that is still managed is deleted (E-8.5); one that
// was released before is left alone (E-8.6).
func (c *cycle) purged(ctx context.Context, id string, entry *link, retry bool) {
	if entry == nil {
		return
	}
	e := &evaluation{
		cycle: c, mapping: c.job.userMapping, retry: retry,
		record: Record{Kind: User, Object: id, TargetID: entry.id, Retry: retry},
	}
	switch {
	case !entry.managed:
		e.skip(codeNotEntitled, "hard-deleted, but not managed any more (E-8.6)")
	case !e.mapping.allowed.Allows("delete"):
		e.skip(codeSkipped, "deletion is not among the target object actions (E-8.17)")
	case !entry.disabled && c.job.options.QuickPurge == "nothing":
		e.skip(codeSkipped, "soft- and hard-deleted between two cycles (E-8.7)")
	case !e.remove(ctx, entry):
		return // parked or held back; the link is needed
	}
	c.job.users.drop(id)
}
