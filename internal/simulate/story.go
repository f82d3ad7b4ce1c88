package simulate

import (
	"context"
	"fmt"
	"time"

	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/verdict"
)

// play runs the timeline, step by step.
func (r *run) play(ctx context.Context) error {
	for i := range r.config.Scenario.Timeline {
		if err := r.step(ctx, &r.config.Scenario.Timeline[i]); err != nil {
			return err
		}
		if r.standstill != nil {
			r.breakOff(r.config.Scenario.Timeline[i:])
			return nil
		}
	}
	return nil
}

// step lets time pass, changes the directory, operates the job, acts beyond SCIM,
// runs what is due, and expects.
func (r *run) step(ctx context.Context, step *scenario.Step) error {
	r.onTarget = step.OnTarget
	if step.After > 0 {
		if err := r.pass(ctx, r.clock.Now().Add(time.Duration(step.After))); err != nil {
			return err
		}
	}
	for _, change := range step.Change {
		if err := r.change(change); err != nil {
			return err
		}
	}
	if step.Operate != nil {
		if err := r.operate(ctx, step.Operate); err != nil {
			return err
		}
	}
	if step.Act != nil {
		if err := r.act(ctx, step); err != nil {
			return err
		}
	}
	if step.Fault != nil {
		r.faults.begin(*step.Fault)
		r.tellEvent(FaultBegins, "fault: "+faultText(*step.Fault))
	}
	if err := r.cycles(ctx, step); err != nil {
		return err
	}
	if step.Expect != nil && r.standstill == nil {
		r.expect(ctx, step.Expect)
	}
	return ctx.Err()
}

func (r *run) cycles(ctx context.Context, step *scenario.Step) error {
	switch {
	case step.Cycle == "on-demand":
		return r.onDemand(ctx, step.Of)
	case step.Cycle != "":
		next, runs := r.job.Next()
		if !runs {
			r.notRunning()
			return nil
		}
		return r.cycleAt(ctx, next)
	case step.Run > 0:
		return r.runUntil(ctx, r.clock.Now().Add(time.Duration(step.Run)))
	}
	return nil
}

// runUntil runs every cycle that falls due before end (design §5).
func (r *run) runUntil(ctx context.Context, end time.Time) error {
	for {
		next, runs := r.job.Next()
		if !runs || next.After(end) {
			return r.idleUntil(ctx, end)
		}
		if err := r.cycleAt(ctx, next); err != nil {
			return err
		}
	}
}

// idleUntil lets time pass without a cycle. A job can be disabled by time alone
// (E-7.15).
func (r *run) idleUntil(ctx context.Context, end time.Time) error {
	before := r.job.Status()
	if err := r.pass(ctx, end); err != nil {
		return err
	}
	r.tellJob(before)
	return nil
}

func (r *run) tellJob(before provision.JobStatus) {
	if text := r.jobText(before); text != "" {
		r.tellEvent(JobChanges, text)
	}
}

// pass moves virtual time; what the directory does by itself happens on the way.
func (r *run) pass(ctx context.Context, until time.Time) error {
	r.share(ctx, until.Sub(r.clock.Now()))
	if err := r.clock.Until(ctx, until); err != nil {
		return err
	}
	r.directory.Tick(until)
	return nil
}

// cycleAt runs one provisioning cycle, reads back what it wrote, and reports it.
func (r *run) cycleAt(ctx context.Context, start time.Time) error {
	if err := r.pass(ctx, start); err != nil {
		return err
	}
	before := r.job.Status()
	r.wire.cycle = r.job.Cycles() + 1
	r.records.begin(r.wire.cycle)
	r.watch(Event{Kind: CycleBegins, At: start, Number: r.wire.cycle})
	report, err := r.job.Cycle(ctx)
	outcome := verdict.NotRun
	if r.config.Verify {
		outcome = r.verify(ctx)
	}
	r.conclude(report, outcome, err != nil)
	if err == nil {
		err = r.records.failure()
	}
	if err != nil {
		return err
	}
	if err := r.pass(ctx, report.Ended); err != nil {
		return err
	}
	r.tellJob(before)
	return nil
}

// conclude turns a report into the cycle of the run and its outcome.
func (r *run) conclude(report provision.Report, verified verdict.Outcome, cut bool) {
	cycle := r.records.end(report)
	r.records.settle(r.job.Escrows())
	cycle.Events, r.events = r.events, nil
	r.findings.addRefusals(r.records.take())
	r.judgeProbe(report, cut)
	for signature, count := range report.Requests {
		r.result.Figures.Requests[signature] += count
	}
	r.last = report
	r.tallyCycle(cycle, verified)
	r.watch(Event{Kind: CycleEnds, At: report.Ended, Number: report.Number, Cycle: cycle})
}

// tallyCycle keeps the cycle if it tells something: thirty days of idle cycles
// are one line.
func (r *run) tallyCycle(cycle verdict.Cycle, verified verdict.Outcome) {
	idle := len(cycle.Lines) == 0 && len(cycle.Events) == 0 && cycle.Failed == 0 && cycle.Problem == ""
	if !idle {
		r.result.Cycles = append(r.result.Cycles, cycle)
	}
	if verified == verdict.NotRun {
		return
	}
	r.check(verdict.Check{
		Name: fmt.Sprintf("cycle %d: every resource written is as it should be", cycle.Number), Outcome: verified,
		Requirements: []string{"HOUSE-01"},
	})
}

// change applies one event to the source directory.
func (r *run) change(change scenario.Change) error {
	text, err := apply(r.directory, change)
	if err != nil {
		return err
	}
	r.events = append(r.events, text)
	r.watch(Event{Kind: DirectoryChanges, At: r.clock.Now(), Text: text})
	return nil
}

// apply performs a change and says in words what happened.
func apply(d *directory.Directory, change scenario.Change) (string, error) {
	switch {
	case change.Create != nil && change.Create.User != nil:
		return change.Create.User.ID() + " joins the directory", d.AddUser(change.Create.User)
	case change.Create != nil:
		return "group " + change.Create.Group.ID() + " is created", d.AddGroup(change.Create.Group)
	case change.Update != nil:
		return change.Update.ID() + " is changed", d.Update(change.Update.ID(), attributes(change.Update))
	case change.AddMember != nil:
		return change.AddMember.Member + " is added to " + change.AddMember.Group, d.AddMember(change.AddMember.Group, change.AddMember.Member)
	case change.RemoveMember != nil:
		return change.RemoveMember.Member + " is removed from " + change.RemoveMember.Group, d.RemoveMember(change.RemoveMember.Group, change.RemoveMember.Member)
	case change.Nest != nil:
		return "group " + change.Nest.Group + " is nested into " + change.Nest.Into, d.AddMember(change.Nest.Into, change.Nest.Group)
	case change.Rename != nil:
		return fmt.Sprintf("%s is renamed to %q", change.Rename.ID, change.Rename.DisplayName), d.Update(change.Rename.ID, map[string]any{"displayName": change.Rename.DisplayName})
	case change.SetManager != nil:
		return setManager(d, change.SetManager)
	}
	return applyState(d, change)
}

func attributes(object scenario.Object) map[string]any {
	values := make(map[string]any, len(object))
	for name, value := range object {
		if name != "id" {
			values[name] = value
		}
	}
	return values
}

func setManager(d *directory.Directory, m *scenario.Management) (string, error) {
	if m.Manager == nil {
		return m.User + " has no manager any more", d.SetManager(m.User, "")
	}
	return *m.Manager + " becomes the manager of " + m.User, d.SetManager(m.User, *m.Manager)
}

// applyState performs the changes that name one object only.
func applyState(d *directory.Directory, change scenario.Change) (string, error) {
	switch {
	case change.Assign.Object != "":
		return change.Assign.String() + " is assigned to the application", change.Assign.Apply(d)
	case change.Unassign.Object != "":
		return change.Unassign.String() + " is unassigned", change.Unassign.Undo(d)
	}
	for _, state := range []struct {
		object, text string
		do           func(string) error
	}{
		{change.Disable, "is disabled", d.Disable},
		{change.Enable, "is enabled again", d.Enable},
		{change.Delete, "is deleted", d.Delete},
		{change.Restore, "is restored", d.Restore},
		{change.Purge, "is deleted for good", d.Purge},
	} {
		if state.object != "" {
			return state.object + " " + state.text, state.do(state.object)
		}
	}
	return "", fmt.Errorf("a change without content")
}
