package provision

import (
	"context"

	"github.com/scimulator/scimulator/internal/directory"
)

// leave deals with a linked user that is out of scope (E-8.1 – E-8.4). Where
// IsSoftDeleted is mapped, disabling is just the update that results from it
// (E-8.22).
func (c *cycle) leave(ctx context.Context, e *evaluation, user *directory.User, entry *link) {
	blocked := !e.scoping.Released() && user.SoftDeleted.IsZero()
	switch {
	case c.job.spares(e.scoping):
		e.giveUp(entry, "out of scope, and SkipOutOfScopeDeletions is set (E-8.18): "+e.scoping.String())
	case e.mapping.softDeletes():
		c.disable(ctx, e, user, entry)
	case c.job.leaving.NoSoftDelete == "delete":
		e.discard(ctx, entry)
	case blocked: // still processed: accountEnabled itself may be mapped
		c.refresh(ctx, e, user, entry)
	default:
		e.giveUp(entry, "out of scope, but IsSoftDeleted is not mapped (E-8.14): "+e.scoping.String())
	}
}

// disable updates the account. Without the action Update nothing is sent
// (E-8.16), and whoever is not assigned any more is given up all the same
// (inferred).
func (c *cycle) disable(ctx context.Context, e *evaluation, user *directory.User, entry *link) {
	if !e.mapping.allowed.Allows("update") {
		e.settle(entry)
	}
	c.refresh(ctx, e, user, entry)
}

// spares says whether SkipOutOfScopeDeletions keeps an object from being disabled
// or deleted (E-7.25). How far it reaches is not spelled out (E-7.26): to what
// is unassigned or filtered out, or also to blocked and soft-deleted users.
func (j *Job) spares(scoping Scoping) bool {
	return j.leaving.SkipOutOfScope && (scoping.Released() || j.leaving.SkipReach == "all")
}

// giveUp sends nothing and says why.
func (e *evaluation) giveUp(entry *link, reason string) {
	e.record.TargetID = entry.id
	e.settle(entry)
	e.skip(codeSkipped, reason)
}

// discard deletes an account because the application has no soft delete (E-8.15).
func (e *evaluation) discard(ctx context.Context, entry *link) {
	if !e.mapping.allowed.Allows("delete") {
		e.giveUp(entry, "out of scope, but deletion is not among the target object actions (E-8.17)")
		return
	}
	if e.remove(ctx, entry) {
		e.cycle.job.store(e.mapping.kind).drop(e.record.Object)
	}
}

// barred deals with objects that a filter keeps from being processed, or that it
// cannot judge. It says whether that is the end of the evaluation.
func (e *evaluation) barred(entry *link) bool {
	idle := e.cycle.initial && entry == nil && !e.scoping.Assigned // nobody even reads it (E-1.14)
	switch {
	case e.scoping.Unread && entry != nil:
		entry.managed = false // it is left alone from now on, whatever happens to it (E-2.17)
		e.record.TargetID = entry.id
	case e.scoping.Unread:
	case e.scoping.Problem != "" && e.scoping.Active && e.scoping.Assigned:
		e.fail(ActionOther, &Failure{Code: codeInternal, Reason: e.scoping.Problem})
		return true
	default:
		return false
	}
	if !idle {
		e.skip(codeImport, "an input or category filter leaves the object out, so it is not processed (E-2.17): "+e.scoping.String())
	}
	return true
}

// softDeletes says whether a mapping that is applied on updates reads
// IsSoftDeleted: without one nobody is disabled (E-8.14).
func (m *mapping) softDeletes() bool {
	for i := range m.attributes {
		if m.attributes[i].Apply != "create" && m.attributes[i].reads(softDeleted) {
			return true
		}
	}
	return false
}

// reads says whether the attribute takes its value from a source attribute.
func (a *attribute) reads(name string) bool {
	if a.expression == nil {
		return a.Source == name
	}
	for _, mention := range a.expression.Mentions() {
		if mention.Name == name {
			return true
		}
	}
	return false
}
