package report

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Merge makes one run of its parts, in any order. A set that is mixed or
// incomplete is refused with all that is wrong with it. In canonical form the
// result equals the run that was not divided. Exchanges get the ids that
// MergedID gives.
func Merge(parts []verdict.Run) (verdict.Run, error) {
	if err := mergeable(parts, false); err != nil {
		return verdict.Run{}, err
	}
	return merge(parts), nil
}

// MergePartial is Merge for a set in which parts are missing: the result names
// them, and is partial at best.
func MergePartial(parts []verdict.Run) (verdict.Run, error) {
	if err := mergeable(parts, true); err != nil {
		return verdict.Run{}, err
	}
	return merge(parts), nil
}

func merge(parts []verdict.Run) verdict.Run {
	parts = slices.Clone(parts)
	slices.SortFunc(parts, func(a, b verdict.Run) int { return a.Shard.Index - b.Shard.Index })
	whole := parts[0]
	whole.Shard, whole.Missing = nil, missing(parts)
	whole.Checks, whole.Findings, whole.Cycles, whole.Leftovers, whole.Aliases = nil, nil, nil, nil, nil
	for _, part := range parts {
		whole.Interrupted = whole.Interrupted || part.Interrupted
		whole.Began, whole.Ended = earlier(whole.Began, part.Began), later(whole.Ended, part.Ended)
		whole.Virtual.From, whole.Virtual.To = earlier(whole.Virtual.From, part.Virtual.From), later(whole.Virtual.To, part.Virtual.To)
		whole.Findings = mergeFindings(whole.Findings, part)
		whole.Cycles = append(whole.Cycles, part.Cycles...)
		whole.Leftovers = append(whole.Leftovers, part.Leftovers...)
		whole.Aliases = append(whole.Aliases, part.Aliases...)
	}
	whole.Checks = mergeChecks(parts)
	inOrder(whole.Findings, whole.Checks)
	fold(whole.Checks, whole.Findings)
	whole.Requirements = mergeLists(parts, func(r verdict.Run) []verdict.Judged { return r.Requirements }, judgedID, joinJudged)
	reasons(whole.Requirements, parts, whole.Checks)
	whole.Deviations = mergeLists(parts, func(r verdict.Run) []verdict.Deviation { return r.Deviations }, deviationID, joinDeviations)
	whole.Rehearsal = mergeLists(parts, func(r verdict.Run) []verdict.Rehearsed { return r.Rehearsal }, rehearsedID, joinRehearsed)
	whole.Thresholds = mergeLists(parts, func(r verdict.Run) []verdict.Threshold { return r.Thresholds }, thresholdID, joinThresholds)
	whole.ForeignData = mergeForeign(parts)
	whole.Figures = mergeFigures(parts)
	whole.Tally = mergeTally(parts, whole.Checks)
	whole.Tally.Fail += len(outdated(whole)) // as a run that was not divided counts them
	whole.Verdict = mergeVerdict(parts, whole)
	return whole
}

// missing are the parts that a set lacks; nil for a complete one.
func missing(parts []verdict.Run) *verdict.Missing {
	whole := &verdict.Missing{Total: parts[0].Shard.Total}
	for i := 1; i <= whole.Total; i++ {
		if !slices.ContainsFunc(parts, func(part verdict.Run) bool { return part.Shard.Index == i }) {
			whole.Parts = append(whole.Parts, i)
		}
	}
	if whole.Parts == nil {
		return nil
	}
	return whole
}

// MergedID is the id that an exchange of a part has in the merged run: ids of
// several parts never meet.
func MergedID(shard verdict.Shard, id int64) int64 {
	return (id-1)*int64(shard.Total) + int64(shard.Index)
}

// MergeExchanges copies the evidence of a part into the journal of the merged
// run. Lines that cannot be read are left out and told in the error, after
// everything else is copied.
func MergeExchanges(journal *exchange.Journal, shard verdict.Shard, evidence io.Reader) error {
	var unread []error
	for e, err := range exchange.ReadJournal(evidence) {
		if err != nil {
			unread = append(unread, fmt.Errorf("part %d of %d: %w", shard.Index, shard.Total, err))
			continue
		}
		e.ID = MergedID(shard, e.ID)
		journal.Record(e)
	}
	return errors.Join(unread...)
}

// mergeable tells what is wrong with a set of parts, all at once. Incomplete is
// allowed on demand.
func mergeable(parts []verdict.Run, incomplete bool) error {
	if len(parts) == 0 {
		return errors.New("there is nothing to merge: name the run directories of all parts")
	}
	var faults []error
	for i, part := range parts {
		if part.Shard == nil {
			faults = append(faults, fmt.Errorf("run %d (%s) is a whole run, not a part: merge only what --shard made", i+1, part.ID))
		}
	}
	if faults == nil {
		faults = append(once(parts), alike(parts)...)
	}
	if faults == nil && !incomplete {
		faults = complete(parts)
	}
	if faults == nil {
		faults = disjoint(parts)
	}
	if faults != nil {
		return fmt.Errorf("the parts do not make one run:\n%w", errors.Join(faults...))
	}
	return nil
}

// mostParts is how many parts a run can have: more are nobody's, and looking for
// those that are missing would take for ever.
const mostParts = 1000

// once: all are parts of one division, and none is there twice.
func once(parts []verdict.Run) []error {
	var faults []error
	first := *parts[0].Shard
	seen := map[int]int{}
	for _, part := range parts {
		switch mine := *part.Shard; {
		case mine.Total != first.Total:
			return append(faults, fmt.Errorf("part %d of %d stands beside part %d of %d", mine.Index, mine.Total, first.Index, first.Total))
		case mine.Index < 1 || mine.Index > mine.Total || mine.Total > mostParts:
			faults = append(faults, fmt.Errorf("part %d of %d cannot be", mine.Index, mine.Total))
		default:
			seen[mine.Index]++
		}
	}
	for _, i := range slices.Sorted(maps.Keys(seen)) {
		if seen[i] > 1 {
			faults = append(faults, fmt.Errorf("part %d of %d is there %d times: keep its last attempt", i, first.Total, seen[i]))
		}
	}
	return faults
}

// complete: no part is missing.
func complete(parts []verdict.Run) []error {
	lost := missing(parts)
	if lost == nil {
		return nil
	}
	return []error{fmt.Errorf("%s (--partial merges the others)", lacking(*lost))}
}

// numbers lists parts, as many as anybody reads.
func numbers(parts []int) string {
	var words []string
	for _, part := range parts[:min(len(parts), missingShown)] {
		words = append(words, fmt.Sprint(part))
	}
	if more := len(parts) - missingShown; more > 0 {
		words = append(words, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(words, ", ")
}

// missingShown is how many missing parts are named.
const missingShown = 20

// alike: all parts were asked the same, by the same version, of the same target.
func alike(parts []verdict.Run) []error {
	var faults []error
	for _, part := range parts[1:] {
		theirs := identity(part)
		for i, ours := range identity(parts[0]) {
			if ours.value != theirs[i].value {
				faults = append(faults, fmt.Errorf("part %d has the %s %q, part %d has %q", parts[0].Shard.Index, ours.name, ours.value, part.Shard.Index, theirs[i].value))
			}
		}
	}
	return faults
}

func identity(run verdict.Run) []field {
	base := run.Target.Base
	if !run.Target.Foreign {
		base = "embedded" // each part starts its own, on a port of its own
	}
	return append(question(run), field{"tool version", run.Tool.Version}, field{"target", run.Target.Name}, field{"address", base})
}

// disjoint: no check was played by two parts.
func disjoint(parts []verdict.Run) []error {
	var faults []error
	by := map[string]int{}
	for _, part := range parts {
		for _, c := range part.Checks {
			if other := by[c.ID]; !ofEveryPart(c) && other != 0 && other != part.Shard.Index {
				faults = append(faults, fmt.Errorf("the check %s was played by part %d and by part %d: they were divided differently", c.ID, other, part.Shard.Index))
			}
			by[c.ID] = part.Shard.Index
		}
	}
	return faults
}

// mergeFindings folds those with one cause, as a run does.
func mergeFindings(whole []verdict.Finding, part verdict.Run) []verdict.Finding {
	for _, f := range part.Findings {
		exchanges := make([]int64, 0, len(f.Exchanges))
		for _, id := range f.Exchanges {
			exchanges = append(exchanges, MergedID(*part.Shard, id))
		}
		if f.Exchanges != nil {
			f.Exchanges = exchanges
		}
		same := func(other verdict.Finding) bool { return other.Check == f.Check && other.Key() == f.Key() }
		if i := slices.IndexFunc(whole, same); i >= 0 {
			whole[i].Count += f.Count
			continue
		}
		whole = append(whole, f)
	}
	return whole
}

// mergeLists joins what the parts say about the same thing, in the order of the
// parts' own lists: what one part alone lists stands behind what it stood behind.
func mergeLists[T any](parts []verdict.Run, list func(verdict.Run) []T, id func(T) string, join func(a, b T) T) []T {
	var whole []T
	for _, part := range parts {
		at := 0
		for _, one := range list(part) {
			i := slices.IndexFunc(whole, func(other T) bool { return id(other) == id(one) })
			if i < 0 {
				whole = slices.Insert(whole, at, one)
				at++
				continue
			}
			whole[i] = join(whole[i], one)
			at = i + 1
		}
	}
	return whole
}

func judgedID(j verdict.Judged) string       { return string(j.ID) }
func deviationID(d verdict.Deviation) string { return string(d.Requirement) + "\x00" + d.Check }
func rehearsedID(r verdict.Rehearsed) string { return r.Test }
func thresholdID(t verdict.Threshold) string { return t.Name }
func both(a, b []string) []string            { return slices.Concat(a, b) }
func joinJudged(a, b verdict.Judged) verdict.Judged {
	checks := both(a.Checks, b.Checks)
	if b.Outcome > a.Outcome {
		a, b = b, a
	}
	a.Checks = checks
	if a.Outcome == b.Outcome {
		a.Reason = cmp.Or(a.Reason, b.Reason)
	}
	return a
}

// joinDeviations: what fails in one part and passes in the others is known; what
// no part can match, matches nothing.
func joinDeviations(a, b verdict.Deviation) verdict.Deviation {
	rank := []string{"unmatched", "stale", "known", "expired"}
	if slices.Index(rank, b.State) > slices.Index(rank, a.State) {
		return b
	}
	return a
}

func joinRehearsed(a, b verdict.Rehearsed) verdict.Rehearsed {
	joined := joinJudged(verdict.Judged{ID: requirement.ID(a.Test), Outcome: a.Outcome, Reason: a.Reason, Checks: a.Checks},
		verdict.Judged{ID: requirement.ID(b.Test), Outcome: b.Outcome, Reason: b.Reason, Checks: b.Checks})
	return verdict.Rehearsed{Test: a.Test, Outcome: joined.Outcome, Reason: joined.Reason, Checks: joined.Checks}
}

// joinThresholds: a part that misses it, misses it for all.
func joinThresholds(a, b verdict.Threshold) verdict.Threshold {
	worse := min(a.Seen, b.Seen)
	if strings.HasPrefix(a.Name, "max-") {
		worse = max(a.Seen, b.Seen)
	}
	a.Seen, a.Met = worse, a.Met && b.Met
	return a
}
