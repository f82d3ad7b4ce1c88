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
	told  map[int64]bool             // exchanges of this cycle that have failed already
	roots map[string]verdict.Finding // object -> the first finding that left it in a state nobody intended; "" for any object
}

// exchangesPerFinding is how many pieces of evidence one folded finding keeps.
const exchangesPerFinding = 5

func newFindings() *findings {
	return &findings{index: map[string]*verdict.Finding{}, roots: map[string]verdict.Finding{}, told: map[int64]bool{}}
}

// add folds the findings in and returns the worst outcome among them.
func (f *findings) add(found ...verdict.Finding) verdict.Outcome {
	f.mu.Lock()
	defer f.mu.Unlock()
	worst := verdict.NotRun
	for _, finding := range found {
		worst = worst.Raise(finding.Outcome)
		f.fold(finding)
		f.root(finding)
		if finding.Outcome == verdict.Fail && len(finding.Exchanges) > 0 {
			f.told[finding.Exchanges[0]] = true
		}
	}
	return worst
}

// addRefusals folds in what the engine made of a cycle's answers and ends the
// cycle. What an answer itself was found guilty of is not told twice.
func (f *findings) addRefusals(found []verdict.Finding) {
	for _, finding := range found {
		if !f.isTold(finding) {
			f.add(finding)
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	clear(f.told)
}

func (f *findings) isTold(finding verdict.Finding) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(finding.Exchanges) > 0 && f.told[finding.Exchanges[0]]
}

// expected folds in what a story expected and did not see. Such a finding is
// nobody's cause: it has one, or is the first to tell.
func (f *findings) expected(finding verdict.Finding) verdict.Outcome {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fold(finding)
	return finding.Outcome
}

func (f *findings) root(finding verdict.Finding) {
	if finding.Outcome < verdict.Broken {
		return
	}
	for _, object := range []string{finding.Object, ""} {
		if _, known := f.roots[object]; !known {
			f.roots[object] = finding
		}
	}
}

// cause is the finding that an unmet expectation about an object follows from
// (design §6: dependants are folded under one cause). An expectation about no
// object, such as a number of requests, follows from any.
func (f *findings) cause(object string) (verdict.Finding, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	root, known := f.roots[object]
	return root, known
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
