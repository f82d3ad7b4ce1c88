package provision

import (
	"context"
	"fmt"
	"time"

	"github.com/scimulator/scimulator/internal/directory"
)

// Limits of on-demand provisioning (E-10.1, E-10.2).
const (
	demandMembers = 5
	demandCalls   = 5
	demandWindow  = 10 * time.Second
)

// Demand is what on-demand provisioning of one object came to (E-10.2).
type Demand struct {
	Object  string // alias
	Result  string // Success, Skipped, Failure
	Code    string
	Message string
	Probe   *Failure // the connection test, shown only when it failed (E-10.3)
	Records []Record // about the object, its references and its members
	Report  Report   // requests and actions
}

// Codes of requests that on-demand provisioning refuses; their spelling is
// inferred, no document names them.
const (
	demandNotFound    = "NotFound"
	demandUnsupported = "NotSupported"
	demandThrottled   = "TooManyRequests"
)

// OnDemand provisions one user, or one group with up to five members, at once and
// beside the cycles (E-10.1). The compliance flag has no effect (E-10.6); neither
// the schedule nor a quarantine is touched. The error is that of ctx.
func (j *Job) OnDemand(ctx context.Context, object string) (Demand, error) {
	if code, why := j.refuseDemand(object); code != "" {
		return Demand{Object: object, Result: "Failure", Code: code, Message: why}, ctx.Err()
	}
	wire := j.dialect
	j.dialect, j.demanding = wire.OnDemand(), true
	defer func() { j.dialect, j.demanding = wire, false }()
	c := &cycle{job: j, number: j.cycles, began: j.clock.Now(), demand: j.life.demanded(), holding: j.life.holds()}
	c.report = Report{Number: c.number, Began: c.began, Actions: map[Action]int{}}
	if failure := j.TestConnection(ctx); failure != nil {
		c.report.Probe = failure
	} else {
		c.onDemand(ctx, object)
	}
	c.sum()
	return c.demandResult(object), ctx.Err()
}

// onDemand evaluates the object; of a group the users in it come first. Groups
// within it are left out (E-10.4).
func (c *cycle) onDemand(ctx context.Context, object string) {
	if group := c.job.directory.Group(object); group != nil {
		for member := range group.Members() {
			if c.job.directory.User(member) != nil {
				c.evaluateOne(ctx, member)
			}
		}
		c.unhold(subject{Group, object, ""})
		c.group(ctx, directory.GroupDelta{ID: object, Changed: true}, work{})
	} else {
		c.evaluateOne(ctx, object)
	}
	c.writeReferences(ctx)
	c.writeMembers(ctx)
}

func (c *cycle) evaluateOne(ctx context.Context, user string) {
	c.unhold(subject{User, user, ""})
	c.user(ctx, user, false)
}

// refuseDemand says what on-demand provisioning does not do (E-10.1 – E-10.4),
// before anything is sent.
func (j *Job) refuseDemand(object string) (code, why string) {
	if !j.life.admits(j.clock.Now()) {
		return demandThrottled, fmt.Sprintf("more than %d requests in %s (E-10.2)", demandCalls, demandWindow)
	}
	if j.oauth && j.life.runs() {
		return demandUnsupported, "with access tokens the job has to be stopped first (E-10.5)"
	}
	if group := j.directory.Group(object); group != nil {
		return j.refuseGroup(group)
	}
	user := j.directory.User(object)
	switch {
	case user == nil || !user.Enabled || !user.SoftDeleted.IsZero():
		return demandNotFound, "users that are disabled or deleted in the source are not found (E-10.4)"
	case j.restores(user):
		return demandUnsupported, "a user that was disabled in the target cannot be restored on demand (E-10.4)"
	}
	return "", ""
}

func (j *Job) refuseGroup(group *directory.Group) (code, why string) {
	members := 0
	for range group.Members() {
		members++
	}
	switch {
	case group.Deleted:
		return demandNotFound, "groups that are deleted in the source are not found (E-10.4)"
	case !j.groupsEnabled():
		return demandUnsupported, "the group mapping is off (E-2.3)"
	case members > demandMembers:
		return demandUnsupported, fmt.Sprintf("the group has %d members, %d is the limit (E-10.1)", members, demandMembers)
	}
	return "", ""
}

// restores says whether provisioning the user would switch a disabled account on.
func (j *Job) restores(user *directory.User) bool {
	entry := j.users.get(user.ID)
	return entry != nil && entry.disabled && j.scopeUser(user).In()
}

// admits counts a request, and says whether it is within the limit of E-10.2.
func (l *lifecycle) admits(now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	recent := l.demands[:0]
	for _, at := range l.demands {
		if now.Sub(at) < demandWindow {
			recent = append(recent, at)
		}
	}
	l.demands = recent
	if len(recent) == demandCalls {
		return false
	}
	l.demands = append(recent, now)
	return true
}

// demanded numbers the requests that were carried out, from 1.
func (l *lifecycle) demanded() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.demandCount++
	return l.demandCount
}

// demandResult sums the records up: a failure of any of them, else what became of
// the object. An object that cannot be imported is a failure here (E-10.3).
func (c *cycle) demandResult(object string) Demand {
	demand := Demand{Object: object, Result: "Skipped", Records: c.records, Report: c.report, Probe: c.report.Probe}
	if demand.Probe != nil {
		demand.Result, demand.Code, demand.Message = "Failure", demand.Probe.Code, demand.Probe.Reason
	}
	for _, record := range c.records {
		switch {
		case record.Status == Failed || record.Code == codeImport:
			demand.Result, demand.Code, demand.Message = "Failure", record.Code, record.Reason
			return demand
		case record.Status == Success:
			demand.Result, demand.Code, demand.Message = "Success", "", ""
		case demand.Result == "Skipped" && record.Object == object && record.Member == "":
			demand.Code, demand.Message = record.Code, record.Reason
		}
	}
	return demand
}
