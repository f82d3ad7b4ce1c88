package provision

import (
	"context"

	"github.com/scimulator/scimulator/internal/scim"
)

// evaluation is one object on its way through a cycle.
type evaluation struct {
	cycle   *cycle
	mapping *mapping
	object  source
	record  Record
	retry   bool
	scoping Scoping
}

func (e *evaluation) subject() subject { return subject{e.record.Kind, e.record.Object, ""} }

// skip logs that nothing is done, and why (E-9.15).
func (e *evaluation) skip(code, reason string) {
	e.record.Action, e.record.Status, e.record.Code, e.record.Reason = ActionOther, Skipped, code, reason
	e.record.Retrial = e.cycle.job.escrows.clear(e.subject())
	e.cycle.record(e.record)
}

// succeed logs an action that was carried out; success ends the escrow (E-7.4).
func (e *evaluation) succeed(plan Plan) {
	e.record.Changes = properties(plan)
	e.succeedWith(plan.Action)
}

func (e *evaluation) succeedWith(action Action) {
	e.record.Action, e.record.Status = action, Success
	e.record.Retrial = e.cycle.job.escrows.clear(e.subject())
	e.cycle.record(e.record)
}

// fail logs a failure and parks the object (E-7.1). An object without a value
// to match by, or one whose mapping fails, is skipped or logged, not parked for
// the target's sake: only a change in the source can help (E-7.6).
func (e *evaluation) fail(action Action, failure *Failure) {
	if failure.ended {
		return
	}
	e.record.Action, e.record.Code, e.record.Reason = action, failure.Code, failure.Reason
	if failure.Code == codeImport {
		e.skip(codeImport, failure.Reason)
		return
	}
	e.record.Status, e.record.Failure = Failed, failure
	if failure.Request.Operation != "" {
		e.record.Retrial = e.cycle.job.escrows.fail(e.subject(), e.cycle.job.clock.Now())
	}
	e.cycle.record(e.record)
}

// join finds or creates the target object of a source object without a link
// (E-1.14 steps 3 to 5) and returns the link, or nil, and what the target showed.
func (e *evaluation) join(ctx context.Context) (*link, scim.Resource) {
	j := e.cycle.job
	found, failure := j.match(ctx, e.mapping, e.record.Object, e.object, e.scoping)
	if failure != nil {
		e.fail(ActionOther, failure)
		return nil, nil
	}
	if found.Resource == nil {
		return e.create(ctx), nil
	}
	e.record.Matched = found.By
	entry := j.store(e.mapping.kind).set(e.record.Object, found.Resource.ID())
	e.update(ctx, entry, found.Resource)
	return entry, found.Resource
}

// create sends the object as a new resource and links it (E-1.14 step 4).
func (e *evaluation) create(ctx context.Context) *link {
	j := e.cycle.job
	if !e.mapping.allowed.Allows("create") {
		e.skip(codeSkipped, "creation is not among the target object actions (E-3.19)")
		return nil
	}
	mapped, failure := j.evaluate(e.mapping, e.object, e.scoping, true)
	if failure != nil {
		e.fail(ActionCreate, failure)
		return nil
	}
	plan := PlanCreate(mapped)
	request := Request{Operation: Create, Kind: e.mapping.kind, Object: e.record.Object, Body: j.createBody(e.mapping.kind, plan)}
	response, failure := j.send(ctx, request)
	if failure != nil {
		e.fail(ActionCreate, failure)
		return nil
	}
	id, failure := createdID(request, response)
	if failure != nil {
		e.fail(ActionCreate, failure)
		return nil
	}
	e.record.TargetID = id
	entry := j.store(e.mapping.kind).set(e.record.Object, id)
	j.remember(e.mapping, entry, e.object)
	e.succeed(plan)
	return entry
}

func (j *Job) createBody(kind Kind, plan Plan) []byte {
	if kind == Group {
		return j.dialect.CreateGroup(plan.assignments())
	}
	return j.dialect.CreateUser(plan.assignments())
}

func (j *Job) updateBody(kind Kind, plan Plan) []byte {
	if kind == Group {
		return j.dialect.UpdateGroup(plan.changes())
	}
	return j.dialect.Update(plan.changes())
}

// createdID reads the id that the target gave: without one there is no link (E-6.1).
func createdID(request Request, response Response) (string, *Failure) {
	resource, err := response.resource()
	if err != nil {
		return "", unreadable(request, response, err)
	}
	if resource.ID() == "" {
		return "", &Failure{
			Code: codeCompliance, Status: response.Status, Exchange: response.Exchange, Request: request, Planted: response.Planted,
			Reason: "the created resource has no id (E-6.1)",
		}
	}
	return resource.ID(), nil
}

// read fetches the current target state of a linked object (E-1.22). A 404
// drops the link; the caller goes back to matching (E-6.6).
func (e *evaluation) read(ctx context.Context, entry *link) (scim.Resource, *Failure) {
	j := e.cycle.job
	request := Request{Operation: Read, Kind: e.mapping.kind, Object: e.record.Object, ID: entry.id}
	if e.mapping.kind == Group {
		request.Excluded, request.Query = "members", "excludedAttributes=members" // E-5.35
	}
	response, failure := j.send(ctx, request)
	if failure != nil {
		return nil, failure
	}
	resource, err := response.resource()
	if err != nil {
		return nil, unreadable(request, response, err)
	}
	return resource, nil
}

// update maps, compares and sends the differences in one PATCH (E-1.22, E-5.16).
// It says whether the object is now as it should be.
func (e *evaluation) update(ctx context.Context, entry *link, shown scim.Resource) bool {
	j := e.cycle.job
	e.record.TargetID = entry.id
	if !e.mapping.allowed.Allows("update") {
		e.skip(codeSkipped, "updates are not among the target object actions (E-8.16)")
		return false
	}
	mapped, failure := j.evaluate(e.mapping, e.object, e.scoping, false)
	if failure != nil {
		e.fail(ActionUpdate, failure)
		return false
	}
	plan := PlanUpdate(Diff(shown, j.misread(e.mapping, entry, e.object, mapped)))
	j.remember(e.mapping, entry, e.object)
	if e.mapping.kind == Group && j.wholeGroups && plan.Action != ActionOther {
		e.cycle.hold(e.record.Object, plan)
		return true
	}
	if plan.Action == ActionOther {
		e.skip(plan.Code, plan.Reason)
		return true
	}
	if e.cycle.stage(e, plan, func(ctx context.Context) { e.export(ctx, entry, plan) }) {
		return false
	}
	return e.export(ctx, entry, plan)
}

// export sends the planned differences and says whether the target took them.
func (e *evaluation) export(ctx context.Context, entry *link, plan Plan) bool {
	j := e.cycle.job
	request := Request{
		Operation: Update, Kind: e.mapping.kind, Object: e.record.Object, ID: entry.id,
		Body: j.updateBody(e.mapping.kind, plan), Effect: plan.Action,
	}
	if _, failure := j.send(ctx, request); failure != nil {
		e.fail(plan.Action, failure)
		return false
	}
	e.succeed(plan)
	e.settle(entry)
	return true
}

// settle notes on the link whether the object is still managed, once the target
// is as it should be.
func (e *evaluation) settle(entry *link) {
	entry.managed = e.scoping.In() || !e.scoping.Released()
	entry.disabled = !e.scoping.In()
}

// remove deletes the target object (E-5.33, E-5.39) and says whether it is gone.
func (e *evaluation) remove(ctx context.Context, entry *link) bool {
	e.record.TargetID = entry.id
	if _, failure := e.read(ctx, entry); failure != nil {
		if failure.Status != 404 {
			e.fail(ActionDelete, failure)
			return false
		}
		e.skip(codeSkipped, "the target has no such resource any more")
		return true
	}
	plan := Plan{Action: ActionDelete}
	if e.cycle.stage(e, plan, func(ctx context.Context) { e.erase(ctx, entry, plan) }) {
		return false
	}
	return e.erase(ctx, entry, plan)
}

// erase sends the deletion and drops the link with it.
func (e *evaluation) erase(ctx context.Context, entry *link, plan Plan) bool {
	request := Request{Operation: Delete, Kind: e.mapping.kind, Object: e.record.Object, ID: entry.id}
	// A 404 means that it is gone already, which is what was wanted (E-6.9).
	if _, failure := e.cycle.job.send(ctx, request); failure != nil && failure.Status != 404 {
		e.fail(ActionDelete, failure)
		return false
	}
	e.succeed(plan)
	e.cycle.job.store(e.mapping.kind).drop(e.record.Object)
	return true
}
