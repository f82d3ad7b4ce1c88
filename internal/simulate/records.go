package simulate

import (
	"encoding/json"
	"fmt"
	"io"
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
	job     JobIdentity

	mu      sync.Mutex
	out     *json.Encoder
	err     error
	cycle   verdict.Cycle
	lines   []provision.Record // of the cycle, for expectations, at most logLimit
	found   []verdict.Finding
	waiting map[string]provision.Record // transient failures that were not retried yet
}

// logLimit is how many records of a cycle are kept for `expect: log`.
const logLimit = 5000

func newRecords(out io.Writer, p *profile.Profile, judge *check.Judge) *records {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	return &records{profile: p, judge: judge, out: encoder, job: identify(p), waiting: map[string]provision.Record{}}
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
	if err := l.out.Encode(l.job.entry(record)); err != nil && l.err == nil {
		l.err = err
	}
	if len(l.lines) < logLimit {
		l.lines = append(l.lines, record)
	}
	if len(l.cycle.Lines) < verdict.LineLimit {
		l.cycle.Lines = append(l.cycle.Lines, line(record))
	} else {
		l.cycle.Omitted++
	}
	l.judgeRecord(record)
}

// line is a record in a few words.
func line(record provision.Record) verdict.Line {
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
	key := string(record.Kind) + "\x00" + record.Object + "\x00" + record.Member
	switch {
	case record.Status == provision.Failed && record.Failure.Request.Operation != "":
		l.judgeFailure(key, record)
	case record.Attempts > 0:
		if waited, ok := l.waiting[key]; ok {
			l.found = append(l.found, l.flicker(waited))
			delete(l.waiting, key)
		}
	}
}

func (l *records) judgeFailure(key string, record provision.Record) {
	if l.refusesByEffect(record) {
		return
	}
	_, again := l.waiting[key]
	if record.Failure.Transient && !again {
		l.waiting[key] = record
		return
	}
	delete(l.waiting, key)
	l.found = append(l.found, l.refusal(record))
}

// refusesByEffect: the application announces that it does not delete users
// (SYNC-07), so a clean refusal is what the profile documents.
func (l *records) refusesByEffect(record provision.Record) bool {
	if record.Action != provision.ActionDelete || record.Kind != provision.User || record.Failure.Status == 0 {
		return false
	}
	for _, effect := range l.profile.EffectsOf("user.delete") {
		if slices.Contains(effect.Then, "refuse") {
			return true
		}
	}
	return false
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
	finding.Hint = "the same operation succeeded on the retry: look at what lies between this machine and the target, and run again"
	return finding
}

// recovered says the same of a connection test that failed once.
func (l *records) recovered(cycle int) verdict.Finding {
	return verdict.Finding{
		Outcome: verdict.Broken, Requirement: "E-1.12", Cycle: cycle, Harm: verdict.SyncBlocked,
		Message: "the connection test of a cycle failed once and succeeded in the next", Hint: "look at what lies between this machine and the target, and run again",
	}
}

// open lists the transient failures whose retry never fell due.
func (l *records) open() []verdict.Finding {
	l.mu.Lock()
	defer l.mu.Unlock()
	var found []verdict.Finding
	for _, record := range l.waiting {
		finding := l.refusal(record)
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
