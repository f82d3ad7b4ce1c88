package certify_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/refserver/defect"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// toll is what checks came to under one defect.
type toll struct {
	failed      map[string]bool // by check: whether the defect declares it
	unreachable []string        // trials in which the whole target had no verdict
	together    bool            // what the defect declares shows only where checks are played side by side
}

// same says whether two plays came to the same.
func (p toll) same(other toll) bool {
	return maps.Equal(p.failed, other.failed) && slices.Equal(p.unreachable, other.unreachable) && p.together == other.together
}

// bench plays pairs of a defect and a check.
type bench struct {
	court  court
	checks []certify.Check
	byID   map[string]*certify.Check
	bySite map[string]string // the id of the outline at FILE:LINE whose rows the target gives
}

func newBench(t testing.TB) *bench {
	t.Helper()
	b := &bench{court: newCourt(t), checks: load(t), byID: map[string]*certify.Check{}, bySite: map[string]string{}}
	for i := range b.checks {
		one := &b.checks[i]
		b.byID[one.ID] = one
		if one.Generated() {
			b.bySite[fmt.Sprintf("%s:%d", one.File, one.Line)] = one.ID
		}
	}
	return b
}

// last says whether a check looks back at what all others saw.
func (b *bench) last(id string) bool {
	return b.byID[id] != nil && slices.Contains(b.byID[id].Tags, "@last")
}

// play plays checks against a server with a defect, nil for all of them, in every
// trial that can judge them. A check that fails in one trial has failed.
//
// What was tried to make this cheaper, and left out: the RFC checks need both the
// strict and the tolerant server, because a defect may show on one only; and the
// defects of the account side need all trials, because their rules reach the keys
// and the groups of every server. What is left out is a documented trial of checks
// that judge nothing documented: their verdict does not rest on the application,
// and the tolerant server has given it.
func (b *bench) play(t testing.TB, d defect.Defect, ids []string) (toll, error) {
	t.Helper()
	result := toll{failed: map[string]bool{}}
	for _, trial := range trials() {
		names, any := b.names(trial, ids)
		if !any {
			continue
		}
		s := b.court.service(t, trial, d)
		// One check after the other: side by side, checks disturb each other on a
		// broken server, each time in another way.
		s.workers = 1
		run, err := b.court.try(t, s, certify.Choice{Only: names, Tags: trial.tags})
		var unreachable *certify.Unreachable
		switch {
		case errors.As(err, &unreachable): // exit 3 and a sentence: the whole target has no verdict (design §4)
			result.unreachable = append(result.unreachable, trial.String())
		case errors.Is(err, certify.ErrNothing):
		case err != nil:
			return result, fmt.Errorf("%s, trial %s: %w", d.Name, trial, err)
		default:
			b.add(&result, d, run, ids)
		}
	}
	return result, nil
}

func (one trial) String() string {
	if one.application != "" {
		return one.application
	}
	return strings.TrimSpace(one.suite + " " + one.tags)
}

// meet plays a defect as the power test does, its own checks side by side, when
// none of them has failed one after the other: it may show only where the requests
// of two checks meet. Which check has bad luck then is no result, but that one has
// is.
func (b *bench) meet(t *testing.T, d defect.Defect, got *toll) {
	if len(got.unreachable) > 0 || slices.Contains(slices.Collect(maps.Values(got.failed)), true) {
		return
	}
	_, unlucky := b.court.kills(t, d, judgedBy(b.checks, d.Breaks))
	got.together = len(unlucky) > 0
}

// names are what a trial is limited to, nil for nothing; any says whether there is
// something to play at all.
func (b *bench) names(one trial, ids []string) (names []string, any bool) {
	if ids == nil && one.application == "" {
		return nil, true
	}
	for _, check := range b.checks {
		switch {
		case ids != nil && !slices.Contains(ids, check.ID), !slices.ContainsFunc(check.Rules, one.judges):
		case check.Generated():
			// Its rows have names of their own; others that judge the same are
			// played with them, and not looked at.
			names = append(names, string(check.Rules[0]))
		default:
			names = append(names, check.ID)
		}
	}
	slices.Sort(names)
	return slices.Compact(names), len(names) > 0
}

// add takes what a run says of some checks, nil for all. The rows that the target
// gives are one check: which there are may depend on the defect.
func (b *bench) add(result *toll, d defect.Defect, run verdict.Run, ids []string) {
	rows := map[string]string{} // the check of each row
	for _, one := range run.Checks {
		id := b.checkOf(one)
		if id == "" || ids != nil && !slices.Contains(ids, id) {
			continue // run/foreign-data is about the run, and no check
		}
		rows[one.ID] = id
		if one.Outcome == verdict.Fail || one.Outcome == verdict.Advice || one.Outcome == verdict.Broken {
			result.failed[id] = result.failed[id] || judgesAny(b.byID[id].Rules, d.Breaks)
		}
	}
	for _, f := range run.Findings {
		id, known := rows[f.Check]
		if !known || f.Outcome != verdict.Fail && f.Outcome != verdict.Advice {
			continue
		}
		// Any check may find HOUSE-01 broken, whatever its tags.
		result.failed[id] = result.failed[id] || judgesAny(append(slices.Clone(f.Also), f.Requirement), d.Breaks)
	}
}

func (b *bench) checkOf(one verdict.Check) string {
	if b.byID[one.ID] != nil {
		return one.ID
	}
	return b.bySite[one.Source]
}

func judgesAny(rules, broken []requirement.ID) bool {
	return slices.ContainsFunc(rules, func(rule requirement.ID) bool { return slices.Contains(broken, rule) })
}

// split gives the checks that a defect declares to fail, and those that fail
// beside them.
func (p toll) split() (declared, collateral []string) {
	for _, id := range slices.Sorted(maps.Keys(p.failed)) {
		if p.failed[id] {
			declared = append(declared, id)
		} else {
			collateral = append(collateral, id)
		}
	}
	return declared, collateral
}
