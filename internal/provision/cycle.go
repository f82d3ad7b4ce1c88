package provision

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/scimulator/scimulator/internal/crash"
	"github.com/scimulator/scimulator/internal/directory"
)

// Modelled durations: a match takes 0.01 minutes, a creation twice as long
// (E-11.2, E-11.4). They are shown and move the schedule, nobody is judged by them.
const (
	matchTime  = 600 * time.Millisecond
	createTime = 1200 * time.Millisecond
)

// handful is the size of work below which one worker is used: a handful of
// objects gains nothing from several, and one keeps the order of the story.
const handful = 64

// Report is what one cycle came to.
type Report struct {
	Number   int
	Initial  bool
	Began    time.Time // virtual
	Ended    time.Time // virtual, modelled
	Requests map[string]int
	Actions  map[Action]int // successes by action
	Skipped  int
	Failed   int
	Idle     string   // why no cycle began, "" when one did (E-1.26)
	Probe    *Failure // the connection test failed: nothing else was sent (E-1.12)
}

// cycle is one run of the job in progress.
type cycle struct {
	job     *Job
	number  int
	initial bool
	began   time.Time
	force   bool // deletions are carried out whatever the threshold (E-7.21)
	holding bool // deletions of earlier cycles are held back
	demand  int  // no cycle, but the n-th on-demand provisioning (E-10.1); 0 in cycles

	mu         sync.Mutex
	report     Report
	done       int
	total      int
	references []referenceTask
	held       map[string]Plan // of groups that are written whole, by alias
	groups     []groupTask
	counts     counts
	staged     []staged
	records    []Record // of on-demand provisioning
}

// Cycle runs one cycle: the initial one evaluates everything (E-1.14), later
// ones what changed since the watermark and the retries that are due (E-1.19).
// It returns an error only when ctx ended; what was done until then is reported.
func (j *Job) Cycle(ctx context.Context) (Report, error) {
	if why := j.life.begin(j.clock.Now()); why != "" {
		return Report{Idle: why, Began: j.clock.Now(), Ended: j.clock.Now()}, ctx.Err()
	}
	j.cycles++
	j.counted() // what was sent before, by an administrator's Test Connection, is not of this cycle
	c := &cycle{job: j, number: j.cycles, initial: j.watermark == 0, began: j.clock.Now()}
	c.report = Report{Number: c.number, Initial: c.initial, Began: c.began, Actions: map[Action]int{}}
	if failure := j.TestConnection(ctx); failure != nil {
		if !failure.ended {
			c.report.Probe = failure
		}
		return c.finish(ctx)
	}
	until := j.directory.Watermark()
	work := j.work(c.initial)
	c.prepare(&work)
	c.evaluateUsers(ctx, work)
	c.evaluateGroups(ctx, work)
	c.release(ctx)
	c.writeReferences(ctx)
	c.writeMembers(ctx)
	if ctx.Err() == nil {
		j.watermark = until
		j.directory.Forget(until)
		j.escrows.settle(work.due)
	}
	return c.finish(ctx)
}

func (c *cycle) finish(ctx context.Context) (Report, error) {
	c.sum()
	c.job.end(c, ctx.Err() != nil)
	return c.report, ctx.Err()
}

// sum completes the report.
func (c *cycle) sum() {
	c.report.Requests = c.job.counted()
	matches := c.report.Requests["GET /Users"] + c.report.Requests["GET /Groups"]
	creates := c.report.Actions[ActionCreate]
	c.report.Ended = c.job.clock.Now().Add(time.Duration(matches)*matchTime + time.Duration(creates)*createTime)
}

// prepare completes the work by what is held back, and counts it.
func (c *cycle) prepare(todo *work) {
	c.force = c.job.recall(todo, c.initial)
	c.job.life.run(c)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.holding = c.job.life.holds()
	c.total = len(todo.users) + len(todo.groups)
	c.counts.work(*todo, c.initial)
}

// work is what a cycle looks at.
type work struct {
	users  []string
	groups []directory.GroupDelta
	due    []subject // escrows whose retry is due
	// retried are the objects that are due themselves, members those whose
	// membership is, by group; a manager is written whenever its user is evaluated.
	retried map[subject]bool
	members map[string][]string
}

func (j *Job) work(initial bool) work {
	if initial {
		return j.everything()
	}
	delta := j.directory.Changes(j.watermark)
	todo := work{
		users: delta.Users, groups: delta.Groups, due: j.escrows.due(j.clock.Now()),
		members: map[string][]string{}, retried: map[subject]bool{},
	}
	if !j.groupsEnabled() {
		todo.groups = nil
	}
	todo.retry()
	j.spread(&todo)
	return todo
}

// everything lists all objects of the directory (E-1.14), and those that are gone
// from it with a link left: what was deleted for good before a restart or a
// saved filter is still to be deleted in the target (E-1.19, E-2.18).
func (j *Job) everything() work {
	todo := work{users: j.users.orphans(func(id string) bool { return j.directory.User(id) == nil })}
	for user := range j.directory.Users() {
		todo.users = append(todo.users, user.ID)
	}
	if !j.groupsEnabled() {
		return todo
	}
	for _, id := range j.groups.orphans(func(id string) bool { return j.directory.Group(id) == nil }) {
		todo.groups = append(todo.groups, directory.GroupDelta{ID: id, Changed: true})
	}
	for group := range j.directory.Groups() {
		todo.groups = append(todo.groups, directory.GroupDelta{ID: group.ID, Changed: true})
	}
	return todo
}

// retry adds the objects of due escrows to the work, once each: a changed
// object is evaluated anyway (E-7.6).
func (w *work) retry() {
	listed := w.listed()
	for _, due := range w.due {
		object := subject{due.kind, due.object, ""}
		switch {
		case due.reference == "":
			w.retried[object] = true
		case due.kind == Group:
			w.members[due.object] = append(w.members[due.object], due.reference)
		}
		switch {
		case listed[object]:
			continue
		case due.kind == User:
			w.users = append(w.users, due.object)
		default:
			w.groups = append(w.groups, directory.GroupDelta{ID: due.object})
		}
		listed[object] = true
	}
}

// listed are the objects in the work.
func (w *work) listed() map[subject]bool {
	listed := make(map[subject]bool, len(w.users)+len(w.groups))
	for _, id := range w.users {
		listed[subject{User, id, ""}] = true
	}
	for _, delta := range w.groups {
		listed[subject{Group, delta.ID, ""}] = true
	}
	return listed
}

func (c *cycle) evaluateUsers(ctx context.Context, todo work) {
	each(ctx, c.job.workers, todo.users, func(ctx context.Context, id string) {
		c.unhold(subject{User, id, ""})
		c.user(ctx, id, todo.retried[subject{User, id, ""}])
		c.advance()
	})
}

// evaluateGroups runs after all users, so that members can be resolved (E-1.16).
func (c *cycle) evaluateGroups(ctx context.Context, todo work) {
	each(ctx, c.job.workers, todo.groups, func(ctx context.Context, delta directory.GroupDelta) {
		c.unhold(subject{Group, delta.ID, ""})
		c.group(ctx, delta, todo)
		c.advance()
	})
}

func (c *cycle) advance() {
	c.mu.Lock()
	c.done++
	done, total := c.done, c.total
	c.mu.Unlock()
	c.job.progress(done, total)
}

// each calls do for every item, several at a time, and stops starting new ones
// when ctx ends.
func each[T any](ctx context.Context, workers int, items []T, do func(context.Context, T)) {
	if len(items) < handful {
		workers = 1
	}
	var next atomic.Int64
	var group sync.WaitGroup
	var net crash.Net   // so that a panic reaches whoever can clean up
	for range workers { // which stay: a new goroutine for each item would have to grow its stack again
		group.Go(func() {
			defer net.Catch()
			for i := next.Add(1) - 1; i < int64(len(items)) && ctx.Err() == nil; i = next.Add(1) - 1 {
				do(ctx, items[i])
			}
		})
	}
	group.Wait()
	net.Throw()
}

// record completes a record and writes it to the log.
func (c *cycle) record(record Record) {
	record.Cycle, record.Demand, record.Time = c.number, c.demand, c.began
	c.mu.Lock()
	c.counts.note(record)
	if c.demand > 0 {
		c.records = append(c.records, record)
	}
	switch record.Status {
	case Success:
		c.report.Actions[record.Action]++
	case Failed:
		c.report.Failed++
	default:
		c.report.Skipped++
	}
	c.mu.Unlock()
	c.job.log.Record(record)
}
