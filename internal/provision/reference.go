package provision

import (
	"context"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/scim"
)

// referenceTask is a reference of a user that is written after all users exist
// (E-1.34): the manager, or another one that the profile names.
type referenceTask struct {
	attribute *attribute
	user      *directory.User
	entry     *link
	wanted    string // alias of the user it should be, "" for none
	shown     string // id that the target showed, "" for none
}

// awaitReferences queues the references where source and target may differ.
func (c *cycle) awaitReferences(e *evaluation, user *directory.User, entry *link, shown scim.Resource) {
	for i := range e.mapping.references {
		attribute := &e.mapping.references[i]
		wanted, failure := c.job.wanted(attribute, user, e.scoping)
		if failure != nil {
			e.fail(ActionUpdate, failure)
			continue
		}
		task := referenceTask{attribute, user, entry, wanted, shownReference(attribute.target, shown)}
		if task.wanted == "" && task.shown == "" {
			continue
		}
		c.mu.Lock()
		c.references = append(c.references, task)
		c.mu.Unlock()
	}
}

// wanted is the alias of the object that a reference should name.
func (j *Job) wanted(attribute *attribute, user *directory.User, scoping Scoping) (string, *Failure) {
	if attribute.Source == sourceManager {
		return user.Manager, nil
	}
	result, failure := j.value(attribute, user, scoping)
	return result.text, failure
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

// writeReferences takes them by the names of their users: workers queue them in an
// order that does not come again, and a run that is played again asks in the same.
func (c *cycle) writeReferences(ctx context.Context) {
	slices.SortStableFunc(c.references, func(a, b referenceTask) int { return strings.Compare(a.user.ID, b.user.ID) })
	each(ctx, c.job.workers, c.references, c.writeReference)
}

// writeReference sets, changes or clears one reference. An object out of scope
// is left out and not repaired before a restart (E-1.35); one whose creation
// failed makes this a reference failure (E-7.8), retried together with it:
// inferred.
func (c *cycle) writeReference(ctx context.Context, task referenceTask) {
	j := c.job
	wanted := ""
	if task.wanted != "" {
		if wanted = j.Link(User, task.wanted); wanted == "" {
			c.unresolved(task.record(), task.wanted)
			j.escrows.postpone(task.subject(), subject{User, task.wanted, ""})
			return
		}
	}
	target := task.attribute.target
	if wanted == task.shown || wanted != "" && j.checkFirst && j.refers(ctx, User, task.user.ID, task.entry.id, target, wanted) {
		return
	}
	request := Request{Operation: Update, Kind: User, Object: task.user.ID, ID: task.entry.id, Body: j.referenceBody(target, wanted, task.shown)}
	if wanted == "" {
		request.Doubtful = j.dialect.DoubtfulClearing()
	}
	_, failure := j.send(ctx, request)
	change := Property{Name: task.attribute.Target, Old: task.shown, New: wanted}
	c.conclude(task.record(), task.subject(), change, failure)
}

// refers asks whether the target has a reference already, as older revisions did
// before they wrote it (E-5.9). No answer is no reason not to write.
func (j *Job) refers(ctx context.Context, kind Kind, object, id string, target dialect.Target, reference string) bool {
	request := Request{Operation: Check, Kind: kind, Object: object, Query: j.dialect.ReferenceQuery(id, target, reference)}
	response, failure := j.send(ctx, request)
	if failure != nil {
		return false
	}
	found, failure := decodeList(request, response)
	return failure == nil && len(found) == 1 && found[0].ID() == id
}

func (t referenceTask) subject() subject { return subject{User, t.user.ID, t.name()} }

// name is how the reference is parked and logged.
func (t referenceTask) name() string {
	if t.attribute.Source == sourceManager {
		return sourceManager
	}
	return t.attribute.Target
}

func (j *Job) referenceBody(target dialect.Target, wanted, shown string) []byte {
	switch {
	case wanted == "":
		return j.dialect.ClearReference(target, shown)
	case shown == "":
		return j.dialect.SetReference(dialect.Add, target, wanted)
	}
	return j.dialect.SetReference(dialect.Replace, target, wanted)
}

func (t referenceTask) record() Record {
	name, _ := t.user.Value("displayName")
	return Record{
		Kind: User, Object: t.user.ID, ObjectID: t.user.ObjectID, Name: name, TargetID: t.entry.id, Action: ActionUpdate,
		Member: t.wanted, Reference: t.name(),
	}
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
		record.Status, record.Retrial = Success, c.job.escrows.clear(s)
		record.Retry = record.Attempts > 0
		c.record(record)
		return
	}
	record.Status, record.Failure, record.Code, record.Reason = Failed, failure, failure.Code, failure.Reason
	record.Retrial = c.job.escrows.fail(s, c.job.clock.Now())
	record.Retry = record.Attempts > 1
	c.record(record)
}
