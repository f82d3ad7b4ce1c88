package simulate

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/verdict"
)

// counter counts resources compared, from several goroutines.
type counter struct {
	mu sync.Mutex
	n  int
}

func (r *run) compared() {
	r.counter.mu.Lock()
	defer r.counter.mu.Unlock()
	r.counter.n++
}

// aliasLimit is how many names a run lists with their resources.
const aliasLimit = 200

// finish completes the value of the run: findings, counts, verdict.
func (r *run) finish(began time.Time, err error) {
	r.findings.add(r.records.open()...)
	if r.probe != nil {
		r.findings.add(probeOnce(r.probe, r.wire.cycle, ", and the run ended before the next"))
	}
	if r.unproved != nil {
		r.findings.add(r.records.hindered(*r.unproved))
	}
	r.result.Findings = r.findings.all()
	for _, finding := range r.result.Findings {
		r.result.Tally.Add(finding.Outcome)
	}
	r.result.Interrupted = err != nil
	r.result.Verdict = r.result.Tally.Verdict(r.result.Interrupted || r.result.Tally.Skipped > 0)
	r.result.Ended, r.result.Virtual.To = time.Now().UTC(), r.clock.Now()
	r.result.Figures.Milliseconds = time.Since(began).Milliseconds()
	r.result.Figures.Verification, r.result.Figures.Resources = r.wire.counted, r.counter.n
	r.result.Aliases = r.aliases()
}

func (r *run) aliases() []verdict.Alias {
	var list []verdict.Alias
	for key, id := range r.wire.ids {
		list = append(list, verdict.Alias{Object: key.id, Resource: strings.TrimPrefix(key.kind.Endpoint(), "/") + "/" + id})
	}
	slices.SortFunc(list, func(a, b verdict.Alias) int { return strings.Compare(a.Object, b.Object) })
	return list[:min(len(list), aliasLimit)]
}

// judgeProbe judges the connection test of a cycle in mid-run: the next cycle's
// is the retry, and only the same failure again is the target's (design §4). One
// that was cut off by the end of the run tells nothing, and neither does one that was
// refused for a token that may be refused.
func (r *run) judgeProbe(report provision.Report, cut bool) {
	failed, before := report.Probe, r.probe
	r.judgeMishap(report)
	switch {
	case failed == nil && cut, failed != nil && (failed.Planted || failed.Status == http.StatusUnauthorized && r.keys.doubtful()):
		return
	case failed == nil && before != nil:
		r.findings.add(probeOnce(before, report.Number, " and succeeded in the next"))
	case failed != nil && (before != nil || !failed.Transient):
		r.findings.add(r.records.refusal(provision.Record{Cycle: report.Number, Failure: failed}))
		failed = nil
	}
	r.probe = failed
}
