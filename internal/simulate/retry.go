package simulate

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/verdict"
)

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

// judgeRecord: a refusal is judged at once; a transient failure when its retry
// has failed the same way (Fail) or succeeded (Broken), design §4.
func (l *records) judgeRecord(record provision.Record) {
	about := l.subjectOf(record)
	delete(l.mishaps, about)
	if record.Status == provision.Failed && isMishap(record.Failure) {
		l.mishaps[about] = record
		return
	}
	if record.Status == provision.Failed && (record.Failure.Planted || record.Code == provision.CodeAnchor) {
		return // the story's own fault; or a resource that somebody took away (E-6.6)
	}
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

// subjectOf names a reference as the engine parks it: a member by its alias, a
// reference of a user by its own name, because it may be another one by the time
// of the retry.
func (l *records) subjectOf(record provision.Record) subject {
	about := subject{record.Kind, record.Object, record.Member}
	if record.Kind == provision.User {
		about.reference = record.Reference
	}
	return about
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
	maps.DeleteFunc(l.mishaps, func(about subject, _ provision.Record) bool { return !still[about] })
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
	return slices.ContainsFunc(l.lines, func(record noted) bool {
		return record.kind == provision.User && record.object == user && record.in && record.action != string(provision.ActionDelete)
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
	for _, record := range l.mishaps {
		found = append(found, l.hindered(record))
	}
	slices.SortFunc(found, func(a, b verdict.Finding) int { return strings.Compare(a.Object, b.Object) })
	return found
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
