package provision

import (
	"context"
	"maps"
	"slices"

	"github.com/scimulator/scimulator/internal/scim"
)

// hold keeps the differences of a group until its members are known: a group
// that is written whole is written once (E-5.49).
func (c *cycle) hold(object string, plan Plan) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.held == nil {
		c.held = map[string]Plan{}
	}
	c.held[object] = plan
}

func (c *cycle) takeHeld(object string) Plan {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.held[object]
}

// putGroup writes a group whole when its attributes or its members differ. The
// body is inferred, since no document shows one (E-13.16): all mapped attributes
// and all members, those that the target has from elsewhere included.
func (c *cycle) putGroup(ctx context.Context, task groupTask) {
	plan := c.takeHeld(task.group.ID)
	added, removed := task.members()
	joining := gather(added, func(member string) (membership, bool) { return c.joiner(task, member) })
	leaving := gather(removed, func(member string) (membership, bool) { return c.leaver(task, member) })
	if len(joining)+len(leaving)+len(plan.Differences) == 0 {
		return
	}
	plan.Action = ActionUpdate
	e := c.groupEvaluation(task.group.ID, task.group, false)
	e.record.TargetID = task.entry.id
	body, failure := c.wholeGroup(ctx, e, task, joining, leaving)
	if failure == nil {
		request := Request{Operation: Whole, Kind: Group, Object: task.group.ID, ID: task.entry.id, Body: body}
		_, failure = c.job.send(ctx, request)
	}
	if failure != nil {
		e.fail(ActionUpdate, failure)
		c.postponeMembers(e.subject(), task)
		return
	}
	c.settleMembers(task, joining, leaving)
	e.record.Changes = append(properties(plan), memberProperties(joining, leaving)...)
	e.succeedWith(ActionUpdate)
}

// gather are the members that are to be written.
func gather(members []string, resolve func(string) (membership, bool)) []membership {
	var all []membership
	for batch := range batches(members, len(members), resolve) {
		all = batch
	}
	return all
}

// wholeGroup is the body of the PUT. Members are read first, because others may
// have put some there and a PUT without them would take them out.
func (c *cycle) wholeGroup(ctx context.Context, e *evaluation, task groupTask, joining, leaving []membership) ([]byte, *Failure) {
	mapped, failure := c.job.evaluate(e.mapping, task.group, e.scoping, false)
	if failure != nil {
		return nil, failure
	}
	request := Request{Operation: Read, Kind: Group, Object: task.group.ID, ID: task.entry.id}
	response, failure := c.job.send(ctx, request)
	if failure != nil {
		return nil, failure
	}
	shown, err := scim.Decode(response.Body)
	if err != nil {
		return nil, unreadable(request, response, err)
	}
	members := merged(shown, ids(joining), ids(leaving))
	return c.job.dialect.ReplaceGroup(task.entry.id, PlanCreate(mapped).assignments(), members), nil
}

// merged are the members that a group shows, without those that leave and with
// those that join, each once.
func merged(shown scim.Resource, joining, leaving []string) []string {
	members := map[string]bool{}
	for _, member := range shown.List(sourceMembers) {
		members[scim.AsObject(member).String("value")] = true
	}
	for _, id := range joining {
		members[id] = true
	}
	for _, id := range leaving {
		delete(members, id)
	}
	delete(members, "")
	return slices.Sorted(maps.Keys(members))
}

func (c *cycle) settleMembers(task groupTask, joining, leaving []membership) {
	for _, one := range joining {
		task.entry.recall(one.member)
		c.job.escrows.clear(subject{Group, task.group.ID, one.member})
	}
	for _, one := range leaving {
		delete(task.entry.members, one.member)
		c.job.escrows.clear(subject{Group, task.group.ID, one.member})
	}
}

func memberProperties(joining, leaving []membership) []Property {
	var changes []Property
	for _, one := range joining {
		changes = append(changes, Property{Name: sourceMembers, New: one.id})
	}
	for _, one := range leaving {
		changes = append(changes, Property{Name: sourceMembers, Old: one.id})
	}
	return changes
}
