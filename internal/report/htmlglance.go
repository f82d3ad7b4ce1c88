package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/verdict"
)

// tallied is how often an outcome came.
type tallied struct {
	Mark  mark
	Count int
}

// tally is the count of each outcome, the worst first; those that did not come
// are left out, but for failures and passes.
func tally(t verdict.Tally) []tallied {
	all := []struct {
		outcome verdict.Outcome
		count   int
	}{
		{verdict.Fail, t.Fail}, {verdict.Broken, t.Broken}, {verdict.Advice, t.Advice}, {verdict.Known, t.Known}, {verdict.Overruled, t.Overruled},
		{verdict.Pass, t.Pass}, {verdict.Skipped, t.Skipped}, {verdict.NotApplicable, t.NotApplicable},
	}
	var some []tallied
	for _, one := range all {
		if one.count > 0 || one.outcome == verdict.Fail || one.outcome == verdict.Pass {
			some = append(some, tallied{outcomeMark(one.outcome), one.count})
		}
	}
	return some
}

// suffering is a harm, and how many findings cause it.
type suffering struct {
	Name, Meaning, Class string
	Failed               int
	Others               int // advice, known, overruled, broken
}

// harmed lists every harm, the worst first: that nobody is locked out is worth
// saying, too.
func harmed(run verdict.Run) []suffering {
	var all []suffering
	for _, harm := range harms() {
		one := suffering{Name: string(harm), Meaning: harmMeaning(harm), Class: slug(string(harm))}
		for _, f := range run.Findings {
			switch {
			case f.Harm != harm:
			case f.Outcome == verdict.Fail:
				one.Failed++
			default:
				one.Others++
			}
		}
		all = append(all, one)
	}
	return all
}

func harmMeaning(h verdict.Harm) string {
	switch h {
	case verdict.UsersLost:
		return "Accounts or memberships vanish, are duplicated or mixed up."
	case verdict.LockedOut:
		return "Somebody cannot get in, or cannot be created."
	case verdict.SecurityHole:
		return "Access that should be gone, or was never granted."
	case verdict.SyncBlocked:
		return "The job errors, retries for ever, or is quarantined."
	case verdict.DataDrift:
		return "Wrong or stale attributes."
	}
	return "No lasting harm."
}

// matrix counts findings by harm and by the level of their requirement.
type matrix struct {
	Levels []string
	Rows   []matrixRow
}

type matrixRow struct {
	Harm  string
	Cells []int
	Total int
}

func newMatrix(run verdict.Run) *matrix {
	if len(run.Findings) == 0 {
		return nil
	}
	levels := map[string]bool{}
	count := map[[2]string]int{}
	for _, f := range run.Findings {
		levels[f.Level] = true
		count[[2]string{string(f.Harm), f.Level}]++
	}
	sorted := slices.Sorted(maps.Keys(levels))
	m := &matrix{}
	for _, level := range sorted {
		m.Levels = append(m.Levels, levelText(level))
	}
	for _, harm := range harms() {
		row := matrixRow{Harm: string(harm)}
		for _, level := range sorted {
			n := count[[2]string{string(harm), level}]
			row.Cells, row.Total = append(row.Cells, n), row.Total+n
		}
		if row.Total > 0 {
			m.Rows = append(m.Rows, row)
		}
	}
	return m
}

// levelText is a level as the sources write it: MUST NOT.
func levelText(level string) string { return shown(strings.ReplaceAll(level, "_", " ")) }

func requestsText(requests map[string]int) string {
	var parts []string
	for _, signature := range slices.Sorted(maps.Keys(requests)) {
		parts = append(parts, fmt.Sprintf("%s ×%d", signature, requests[signature]))
	}
	return strings.Join(parts, ", ")
}
