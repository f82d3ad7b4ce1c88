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
	job     JobIdentity

	spare sync.Pool // *line: memory that is used again

	mu      sync.Mutex
	out     io.Writer
	err     error // the first failure to write
	cycle   verdict.Cycle
	lines   []noted // of the cycle, at most logLimit
	found   []verdict.Finding
	waiting map[subject]waiting          // transient failures, until their subject is not parked any more
	mishaps map[subject]provision.Record // failures by a mishap of the run, likewise

	disturbances *disturbances
}

// noted is what is kept of a record, for expectations.
type noted struct {
	kind           provision.Kind
	object, action string
	status         provision.Status
	code           string
	in             bool // in scope
}

// logLimit is how many records of a cycle are kept for `expect: log`.
const logLimit = 5000

func newRecords(out io.Writer, p *profile.Profile, judge *check.Judge) *records {
	return &records{profile: p, judge: judge, out: out, job: identify(p), waiting: map[subject]waiting{}, mishaps: map[subject]provision.Record{}, disturbances: newDisturbances()}
}

func (l *records) begin(number int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cycle = verdict.Cycle{Number: number}
	l.lines = l.lines[:0]
}

// Record takes one record of the engine.
func (l *records) Record(record provision.Record) {
	spare := l.render(record)
	defer l.spare.Put(spare)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.write(*spare)
	if len(l.lines) < logLimit {
		l.lines = append(l.lines, noted{record.Kind, record.Object, action(record), record.Status, record.Code, record.Scoping.In()})
	}
	if len(l.cycle.Lines) < verdict.LineLimit {
		l.cycle.Lines = append(l.cycle.Lines, short(record))
	} else {
		l.cycle.Omitted++
	}
	l.judgeRecord(record)
}

// render makes the line of a record, while the others go on.
func (l *records) render(record provision.Record) *line {
	spare, ok := l.spare.Get().(*line)
	if !ok {
		spare = new(line)
	}
	entry := l.job.entry(record)
	*spare = entry.write((*spare)[:0])
	return spare
}

// write writes a line to the log.
func (l *records) write(rendered line) {
	if _, err := l.out.Write(rendered); err != nil && l.err == nil {
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
	if failure.Unsent {
		return unsent(record)
	}
	rule := ruleOf(failure)
	finding := l.judge.Finding(rule, verdict.Finding{
		Object: record.Object, Resource: resourceName(failure.Request), Cycle: record.Cycle, Exchanges: exchanges(failure.Exchange),
		Message:  fmt.Sprintf("%s of a %s was not carried out", failure.Request.Operation, strings.ToLower(string(failure.Request.Kind))),
		Expected: expectedAnswer(failure.Request.Operation), Seen: failure.Code + ": " + failure.Reason,
		Attribute: failure.Request.Attribute,
	})
	return l.disturbances.excuseDouble(failure.Request.Kind, doubted(finding, failure))[0]
}

// doubted: the refusal of a form that was only observed or inferred, or that the
// service has given up, is no breach of what binds.
func doubted(finding verdict.Finding, failure *provision.Failure) verdict.Finding {
	rule := failure.Request.Doubtful
	if rule == "" || failure.Status != http.StatusBadRequest {
		return finding
	}
	finding.Outcome = min(finding.Outcome, verdict.Advice)
	finding.Hint = "the dialect or an option of the profile asks for a form that a service may refuse (" + rule + "): accept it only if you serve such clients"
	return finding
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
	case provision.Whole:
		return "RFC7644-3.5-R01"
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
	case provision.Whole:
		return "200 with the group"
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
		if report.Probe.Planted {
			cycle.Problem = planter(report.Probe) + cycle.Problem
		}
	}
	return cycle
}
