package simulate

import (
	"slices"
	"sync"

	"github.com/scimulator/scimulator/internal/verdict"
)

// findings collects what was found. Alike findings are folded into one with a
// count, so that memory does not grow with the number of requests.
type findings struct {
	mu    sync.Mutex
	list  []*verdict.Finding
	index map[string]*verdict.Finding
}

// exchangesPerFinding is how many pieces of evidence one folded finding keeps.
const exchangesPerFinding = 5

func newFindings() *findings { return &findings{index: map[string]*verdict.Finding{}} }

// add folds the findings in and returns the worst outcome among them.
func (f *findings) add(found ...verdict.Finding) verdict.Outcome {
	f.mu.Lock()
	defer f.mu.Unlock()
	worst := verdict.NotRun
	for _, finding := range found {
		worst = worst.Raise(finding.Outcome)
		f.fold(finding)
	}
	return worst
}

func (f *findings) fold(finding verdict.Finding) {
	key := finding.Key()
	known := f.index[key]
	if known == nil {
		finding.Count = 1
		f.list = append(f.list, &finding)
		f.index[key] = &finding
		return
	}
	known.Count++
	if len(known.Exchanges) < exchangesPerFinding {
		known.Exchanges = append(known.Exchanges, finding.Exchanges...)
	}
}

// all returns the findings, worst first, otherwise in the order they were found.
func (f *findings) all() []verdict.Finding {
	f.mu.Lock()
	defer f.mu.Unlock()
	list := make([]verdict.Finding, len(f.list))
	for i, finding := range f.list {
		list[i] = *finding
	}
	slices.SortStableFunc(list, func(a, b verdict.Finding) int { return int(b.Outcome) - int(a.Outcome) })
	return list
}
