package certify

import (
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// conclude turns the records into the run: outcomes of checks and requirements,
// findings, counts, and the verdict.
func (s *session) conclude(run *verdict.Run) {
	court := court{s.Catalogue, s.Judge, s.Choice.Suite, s.Strict, s.Baseline, s.Repeat}
	rules := map[requirement.ID]*verdict.Judged{}
	for i, one := range s.chosen {
		told := sentence{outcome: verdict.Skipped, reason: "the run ended before it"}
		if s.ran[i] {
			told = court.settle(one, s.records[i])
		}
		run.Checks = append(run.Checks, s.told(one, told, i))
		run.Findings = append(run.Findings, told.findings...)
		s.add(rules, one, told)
	}
	s.fold(run.Checks, run.Findings)
	s.changed(run)
	s.lapsed(run)
	for _, one := range run.Checks {
		run.Tally.Add(one.Outcome)
	}
	run.Requirements = s.judged(rules)
	run.Deviations = s.Baseline.states(run.Checks, run.Findings)
	for _, d := range run.Deviations {
		if d.State != "known" && run.Shard == nil && !s.mishaps.any() {
			run.Tally.Fail++ // a stale baseline is a failure (design §5); of a part, or after mishaps of our own, it is not known
		}
	}
	run.Verdict = run.Tally.Verdict(s.ReadOnly || partial(run.Checks))
}

func (s *session) told(one *Check, told sentence, i int) verdict.Check {
	rules := make([]string, len(one.Rules))
	for k, rule := range one.Rules {
		rules[k] = string(rule)
	}
	return verdict.Check{
		ID: one.ID, Name: one.Name, Feature: one.Feature, Source: one.source(), Outcome: told.outcome, Reason: told.reason, Core: one.Core(),
		Requirements: rules, Milliseconds: float64(s.took[i].Microseconds()) / 1000, Position: one.position,
	}
}

// fold ties what could not be judged for want of a prerequisite to the failure
// that says so; without one, nobody has said it, and there is no verdict.
func (s *session) fold(checks []verdict.Check, findings []verdict.Finding) {
	core := map[string]bool{}
	for _, one := range checks {
		core[one.ID] = one.Core
	}
	cause := ""
	for _, f := range findings {
		if cause == "" && core[f.Check] && (f.Outcome == verdict.Fail || f.Outcome == verdict.Known) {
			cause = f.Check
		}
	}
	for i, one := range s.chosen {
		if s.records[i].Unmet == "" || checks[i].Outcome != verdict.Skipped || one == nil {
			continue
		}
		checks[i].Cause, checks[i].Unmet = cause, true
		if cause == "" {
			checks[i].Outcome = verdict.Broken
		}
	}
}

// add lets a check say what it has to say about its requirements.
func (s *session) add(rules map[requirement.ID]*verdict.Judged, one *Check, told sentence) {
	every := slices.Clone(one.Rules)
	for rule := range told.rules {
		if !slices.Contains(every, rule) {
			every = append(every, rule) // HOUSE-01, which any check may break
		}
	}
	for _, rule := range every {
		if s.Choice.Suite.rank(rule) == 0 {
			continue
		}
		entry, known := s.Catalogue.Get(rule)
		if !known {
			continue
		}
		if rules[rule] == nil {
			rules[rule] = &verdict.Judged{ID: rule, Source: entry.Source, Level: entry.Level}
		}
		outcome, judged := told.rules[rule]
		if !judged {
			outcome = min(told.outcome, verdict.Skipped)
		}
		j := rules[rule]
		j.Checks = append(j.Checks, one.ID)
		if outcome > j.Outcome || j.Outcome == verdict.NotRun {
			j.Outcome, j.Reason = outcome, ""
			if outcome < verdict.Pass {
				j.Reason = told.reason
			}
			if judged && entry.Judges == "client" && outcome == verdict.NotApplicable {
				j.Reason = played
			}
		}
	}
}

// judged lists the requirements in the order of the catalogue; those that no
// check judges say why.
func (s *session) judged(rules map[requirement.ID]*verdict.Judged) []verdict.Judged {
	var list []verdict.Judged
	for _, entry := range s.Catalogue.All() {
		switch j := rules[entry.ID]; {
		case j != nil:
			list = append(list, *j)
		case s.Choice.Suite.rank(entry.ID) > 0 && entry.Exempt != "":
			list = append(list, verdict.Judged{ID: entry.ID, Source: entry.Source, Level: entry.Level, Outcome: verdict.NotApplicable, Reason: entry.Exempt})
		}
	}
	return list
}

// changed makes a finding of foreign data that is not as it was (HOUSE-02).
func (s *session) changed(run *verdict.Run) {
	if run.ForeignData == nil || len(run.ForeignData.Changed) == 0 {
		return
	}
	const id = "run/foreign-data"
	finding := s.Judge.Finding("HOUSE-02", verdict.Finding{
		Check: id, Message: "resources that are not ours are not as they were before the run", Expected: "unchanged", Seen: run.ForeignData.Changed[0], Count: len(run.ForeignData.Changed),
	})
	if s.Foreign {
		// Somebody else may work on it at the same time: that is not for us to say.
		finding.Outcome = verdict.Advice
	}
	run.Findings = append(run.Findings, finding)
	run.Checks = append(run.Checks, verdict.Check{ID: id, Name: "Foreign data is unchanged", Outcome: finding.Outcome, Requirements: []string{"HOUSE-02"}})
}

// partial says whether something of the core was not judged.
func partial(checks []verdict.Check) bool {
	return slices.ContainsFunc(checks, func(c verdict.Check) bool {
		return c.Core && (c.Outcome == verdict.Skipped || c.Outcome == verdict.Known || c.Outcome == verdict.Broken || c.Outcome == verdict.NotRun)
	})
}
