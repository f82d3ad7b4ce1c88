package simulate

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/scimulator/scimulator/internal/check"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// records is the provisioning log of a run: every record goes to the log file in
// Entra's shape (E-9), the first ones of a cycle are kept for the story, and
// failures are judged.
type records struct {
	profile *profile.Profile
	judge   *check.Judge
	job     job

	mu      sync.Mutex
	out     io.Writer
	line    line  // of the last record; its memory is used again
	err     error // the first failure to write
	cycle   verdict.Cycle
	lines   []provision.Record // of the cycle, for expectations, at most logLimit
	found   []verdict.Finding
	waiting map[subject]waiting // transient failures, until their subject is not parked any more
}

// subject is what an operation was about: an object, or one reference of it.
type subject struct {
	kind              provision.Kind
	object, reference string
}

// waiting is a transient failure: judged when its retry has failed, too.
type waiting struct {
	record provision.Record
	judged bool
}

// logLimit is how many records of a cycle are kept for `expect: log`.
const logLimit = 5000

func newRecords(out io.Writer, p *profile.Profile, judge *check.Judge) *records {
	return &records{profile: p, judge: judge, out: out, job: identify(p), waiting: map[subject]waiting{}}
}

func (l *records) begin(number int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cycle = verdict.Cycle{Number: number}
	l.lines = l.lines[:0]
}

// Record takes one record of the engine.
func (l *records) Record(record provision.Record) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.write(record)
	if len(l.lines) < logLimit {
		l.lines = append(l.lines, record)
	}
	if len(l.cycle.Lines) < verdict.LineLimit {
		l.cycle.Lines = append(l.cycle.Lines, short(record))
	} else {
		l.cycle.Omitted++
	}
	l.judgeRecord(record)
}

// write writes a record to the log.
func (l *records) write(record provision.Record) {
	l.line = l.line[:0]
	l.job.entry(&l.line, record)
	if _, err := l.out.Write(l.line); err != nil && l.err == nil {
		l.err = fmt.Errorf("the provisioning log cannot be written: %w", err)
	}
}

// failure is the first failure to write the log.
func (l *records) failure() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}

// short is a record in a few words.
func short(record provision.Record) verdict.Line {
	return verdict.Line{
		Kind: string(record.Kind), Object: record.Object, Action: string(record.Action), Status: string(record.Status),
		Code: record.Code, Detail: detail(record),
	}
}

func detail(record provision.Record) string {
	if record.Status != provision.Success {
		return record.Reason
	}
	if record.Member != "" && len(record.Changes) == 1 {
		return reference(record)
	}
	var names []string
	for _, change := range record.Changes {
		names = append(names, change.Name)
	}
	return strings.Join(names, ", ")
}

func reference(record provision.Record) string {
	change := record.Changes[0]
	switch {
	case change.New == "":
		return change.Name + " - " + record.Member
	case change.Old == "":
		return change.Name + " + " + record.Member
	}
	return change.Name + " = " + record.Member
}

// judgeRecord: a refusal is judged at once; a transient failure when its retry
// has failed the same way (Fail) or succeeded (Broken), design §4.
func (l *records) judgeRecord(record provision.Record) {
	about := l.subjectOf(record)
	if record.Status == provision.Failed && record.Failure.Request.Operation != "" {
		l.judgeFailure(about, record)
		return
	}
	waited, known := l.waiting[about]
	if !known || record.Attempts == 0 {
		return
	}
	delete(l.waiting, about)
	switch {
	case waited.judged:
	case overtaken(waited.record, record):
		l.found = append(l.found, l.needless(waited.record))
	default:
		l.found = append(l.found, l.flicker(waited.record))
	}
}

// subjectOf names a reference as the engine parks it: a member by its alias, the
// manager as such, because it may be another one by the time of the retry.
func (l *records) subjectOf(record provision.Record) subject {
	about := subject{record.Kind, record.Object, record.Member}
	if record.Kind == provision.User && (record.Member != "" || l.clearsManager(record)) {
		about.reference = "manager"
	}
	return about
}

// clearsManager: the record of a manager that is taken away names nobody.
func (l *records) clearsManager(record provision.Record) bool {
	return len(record.Changes) == 1 && slices.ContainsFunc(l.profile.Users.Attributes, func(a profile.Attribute) bool {
		return a.Source == "manager" && a.Target == record.Changes[0].Name
	})
}

// overtaken says whether the source changed so that the failed operation was not
// wanted any more: the object is out of scope or gone, or back again. What only
// turned out to be equal (RedundantExport) may have been carried out after all.
func overtaken(failed, now provision.Record) bool {
	switch {
	case now.Status == provision.Skipped && now.Code != "RedundantExport":
		return true
	case failed.Action == provision.ActionDisable && now.Action != provision.ActionDelete:
		return now.Scoping.In()
	case failed.Action == provision.ActionEnable:
		return !now.Scoping.In()
	}
	return now.Action == provision.ActionDelete && failed.Action != provision.ActionDelete
}

func (l *records) judgeFailure(about subject, record provision.Record) {
	if l.refusesByEffect(record) {
		return
	}
	waited, again := l.waiting[about]
	if record.Failure.Transient && !again {
		l.waiting[about] = waiting{record: record}
		return
	}
	if again {
		waited.judged = true
		l.waiting[about] = waited
	}
	l.found = append(l.found, l.refusal(record))
}

// refusesByEffect: the application announces that it does not delete users
// (SYNC-07), so a clean refusal is what the profile documents.
func (l *records) refusesByEffect(record provision.Record) bool {
	if record.Action != provision.ActionDelete || record.Kind != provision.User || !refuses(record.Failure.Status) {
		return false
	}
	for _, effect := range l.profile.EffectsOf("user.delete") {
		if slices.Contains(effect.Then, "refuse") {
			return true
		}
	}
	return false
}

// refuses: a server error is no refusal, but for the one that says so.
func refuses(status int) bool {
	return status >= 400 && status < 500 || status == http.StatusNotImplemented
}

// refusal is the finding about an operation that the target should have
// carried out.
func (l *records) refusal(record provision.Record) verdict.Finding {
	failure := record.Failure
	rule := ruleOf(failure)
	return l.judge.Finding(rule, verdict.Finding{
		Object: record.Object, Resource: resourceName(failure.Request), Cycle: record.Cycle, Exchanges: exchanges(failure.Exchange),
		Message:  fmt.Sprintf("%s of a %s was not carried out", failure.Request.Operation, strings.ToLower(string(failure.Request.Kind))),
		Expected: expectedAnswer(failure.Request.Operation), Seen: failure.Code + ": " + failure.Reason,
		Attribute: failure.Request.Attribute,
	})
}

// ruleOf names what a failed operation breaks.
func ruleOf(failure *provision.Failure) requirement.ID {
	switch failure.Code {
	case "DuplicateTargetEntries":
		return "E-6.14"
	case "SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering":
		if failure.Request.Operation == provision.Create {
			return "E-6.25"
		}
		return "E-6.18"
	}
	switch failure.Request.Operation {
	case provision.Create:
		return "E-6.7"
	case provision.Update:
		return "E-6.8"
	case provision.Delete:
		return "E-6.9"
	case provision.Read:
		return "E-6.6"
	}
	return "E-6.4"
}

func expectedAnswer(operation provision.Operation) string {
	switch operation {
	case provision.Create:
		return "201 with the resource"
	case provision.Update:
		return "200 or 204"
	case provision.Delete:
		return "204"
	}
	return "200 with a SCIM body"
}

func resourceName(request provision.Request) string {
	if request.ID == "" {
		return ""
	}
	return strings.TrimPrefix(request.Path(), "/")
}

func exchanges(id int64) []int64 {
	if id == 0 {
		return nil
	}
	return []int64{id}
}

// flicker: a failure that was gone on the retry leaves no verdict about the
// target (design §4).
func (l *records) flicker(record provision.Record) verdict.Finding {
	finding := l.refusal(record)
	finding.Outcome = verdict.Broken
	finding.Hint = "on the retry the failure was gone: look at what lies between this machine and the target, and run again"
	return finding
}

// needless: the source changed before the retry, so that nothing had to be sent
// again. The failure is told, but it hinders no verdict: what the story needs of
// the target was judged without it.
func (l *records) needless(record provision.Record) verdict.Finding {
	finding := l.refusal(record)
	finding.Outcome = min(finding.Outcome, verdict.Advice)
	finding.Message += ", and nobody needed it any more when its retry fell due"
	return finding
}

// settle finds the transient failures that the engine does not park any more
// although nothing was sent again. A member left before it could be added, or came
// back before it could be removed. A manager that is what it should be may have
// been written after all, unless the user went out of scope.
func (l *records) settle(parked []provision.Parked) {
	l.mu.Lock()
	defer l.mu.Unlock()
	still := map[subject]bool{}
	for _, one := range parked {
		still[subject{one.Kind, one.Object, one.Reference}] = true
	}
	for about, waited := range l.waiting {
		if still[about] {
			continue
		}
		delete(l.waiting, about)
		switch {
		case waited.judged:
		case about.kind == provision.User && l.inScope(about.object):
			l.found = append(l.found, l.flicker(waited.record))
		default:
			l.found = append(l.found, l.needless(waited.record))
		}
	}
	slices.SortStableFunc(l.found, func(a, b verdict.Finding) int { return strings.Compare(a.Object, b.Object) })
}

// inScope says whether the records of this cycle show a user that is provisioned.
func (l *records) inScope(user string) bool {
	return slices.ContainsFunc(l.lines, func(record provision.Record) bool {
		return record.Kind == provision.User && record.Object == user && record.Scoping.In() && record.Action != provision.ActionDelete
	})
}

// probeOnce is the finding about a connection test that failed once: either the
// next one succeeded, or the run ended before there was a next one.
func probeOnce(failure *provision.Failure, cycle int, then string) verdict.Finding {
	return verdict.Finding{
		Outcome: verdict.Broken, Requirement: "E-1.12", Cycle: cycle, Harm: verdict.SyncBlocked,
		Exchanges: exchanges(failure.Exchange), Seen: failure.Code + ": " + failure.Reason,
		Message: "the connection test of a cycle failed once" + then,
		Hint:    "look at what lies between this machine and the target, and run again",
	}
}

// open lists the transient failures whose retry never fell due.
func (l *records) open() []verdict.Finding {
	l.mu.Lock()
	defer l.mu.Unlock()
	var found []verdict.Finding
	for _, waited := range l.waiting {
		if waited.judged {
			continue
		}
		finding := l.refusal(waited.record)
		finding.Outcome = verdict.Broken
		finding.Hint = "the story ended before the retry fell due: add a cycle to tell whether the target fails again"
		found = append(found, finding)
	}
	slices.SortFunc(found, func(a, b verdict.Finding) int { return strings.Compare(a.Object, b.Object) })
	return found
}

// take gives out the findings since the last call.
func (l *records) take() []verdict.Finding {
	l.mu.Lock()
	defer l.mu.Unlock()
	found := l.found
	l.found = nil
	return found
}

// end completes the cycle for the story.
func (l *records) end(report provision.Report) verdict.Cycle {
	l.mu.Lock()
	defer l.mu.Unlock()
	cycle := l.cycle
	cycle.Initial, cycle.Began, cycle.Ended = report.Initial, report.Began, report.Ended
	cycle.Requests, cycle.Skipped, cycle.Failed = report.Requests, report.Skipped, report.Failed
	cycle.Actions = map[string]int{}
	for action, count := range report.Actions {
		cycle.Actions[string(action)] = count
	}
	if report.Probe != nil {
		cycle.Problem = report.Probe.Error()
	}
	return cycle
}

// waitsFor is a failed operation on the object that is still to be retried, ""
// when there is none; any will do for an expectation about no object.
func (l *records) waitsFor(object string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	first := ""
	for about, waited := range l.waiting {
		text := fmt.Sprintf("%s of %s, which failed and waits for its retry", waited.record.Action, about.object)
		if (object == "" || about.object == object) && (first == "" || text < first) {
			first = text
		}
	}
	return first
}
