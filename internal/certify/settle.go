package certify

import (
	"slices"

	"github.com/scimulator/scimulator/internal/certify/steps"
	"github.com/scimulator/scimulator/internal/check"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// court turns the record of a check into its outcome and its findings, by the
// catalogue and the suite.
type court struct {
	catalogue *requirement.Catalogue
	judge     *check.Judge
	suite     Suite
	strict    bool // advice is failure
	baseline  *Baseline
	repeat    func(id string) string // the command that repeats a check
}

// sentence is what one check came to.
type sentence struct {
	outcome  verdict.Outcome
	reason   string
	findings []verdict.Finding
	rules    map[requirement.ID]verdict.Outcome
	unplayed string // what our engine did not do as a row about the client says
}

// settle judges a record.
func (c court) settle(one *Check, record steps.Record) sentence {
	s := sentence{rules: map[requirement.ID]verdict.Outcome{}}
	for rule := range record.Judged {
		switch {
		case c.suite.rank(rule) == 0:
		case c.isPlayed(rule):
			s.rules[rule] = verdict.NotApplicable
		default:
			s.rules[rule] = verdict.Pass
		}
	}
	for _, breach := range record.Breaches {
		c.convict(&s, one, breach)
	}
	s.outcome, s.reason = c.bare(record, s)
	for _, outcome := range s.rules {
		s.outcome = s.outcome.Raise(outcome)
	}
	if s.unplayed != "" && s.reason == "" {
		s.reason = "our engine did not play it as it is promised: " + s.unplayed
	}
	if record.Broken != "" {
		s.outcome = s.outcome.Raise(verdict.Broken)
		s.reason = record.Broken
	}
	return s.forgive(record.Mishap)
}

// bare is the outcome without the breaches.
func (c court) bare(record steps.Record, s sentence) (verdict.Outcome, string) {
	switch {
	case record.Unmet != "":
		return verdict.Skipped, record.Unmet
	case len(s.rules) > 0 && c.onlyPlayed(s):
		return verdict.NotApplicable, played
	case len(s.rules) > 0:
		return verdict.Pass, ""
	case record.Excused != "":
		return verdict.NotApplicable, record.Excused
	case len(record.Judged) > 0:
		return verdict.NotApplicable, "nothing that was judged belongs to the suite " + c.suite.Name
	}
	return verdict.Broken, "the check judged nothing"
}

// played is what a promise about the client comes to: our own engine kept it,
// which is neither to the credit of the target nor against it (design §6).
const played = "played as promised by our own engine: no target can fail it"

// isPlayed says whether a requirement judges the client.
func (c court) isPlayed(rule requirement.ID) bool {
	entry, known := c.catalogue.Get(rule)
	return known && entry.Judges == "client"
}

func (c court) onlyPlayed(s sentence) bool {
	for _, outcome := range s.rules {
		if outcome != verdict.NotApplicable {
			return false
		}
	}
	return true
}

// convict adds the finding of a breach: under the requirement that binds most,
// and not against one that takes precedence.
func (c court) convict(s *sentence, one *Check, breach steps.Breach) {
	var worst verdict.Finding
	for _, rule := range c.broken(breach, one) {
		if c.suite.rank(rule) == 0 {
			continue
		}
		if c.isPlayed(rule) {
			s.rules[rule], s.unplayed = verdict.Broken, breach.Message+": "+breach.Seen
			continue
		}
		finding := c.judge.Finding(rule, verdict.Finding{
			Check: one.ID, Message: breach.Message, Attribute: breach.Attribute, Expected: breach.Expected, Seen: breach.Seen,
			Resource: breach.Resource, Exchanges: breach.Exchanges, Curl: breach.Curl, Repeat: c.repeat(one.ID), Count: 1,
		})
		if breach.Mild {
			finding.Outcome = min(finding.Outcome, verdict.Advice)
		}
		c.weigh(&finding, one)
		s.rules[rule] = s.rules[rule].Raise(finding.Outcome)
		if finding.Outcome > worst.Outcome {
			finding.Also, worst.Also = append(worst.Also, ids(worst.Requirement)...), nil
			worst = finding
		} else {
			worst.Also = append(worst.Also, rule)
		}
	}
	if worst.Requirement != "" {
		s.findings = append(s.findings, worst)
	}
}

// broken are the requirements that a breach breaks: those its check names, and
// HOUSE-01 where a success is without the effect that something binding demands,
// which no other source overrules.
func (c court) broken(breach steps.Breach, one *Check) []requirement.ID {
	const house = "HOUSE-01"
	if !breach.Lost || breach.Mild || slices.Contains(breach.Rules, house) {
		return breach.Rules
	}
	for _, rule := range breach.Rules {
		if entry, _ := c.catalogue.Get(rule); entry.Ceiling() == requirement.CanFail && c.suite.rank(rule) > 0 && c.overruling(rule, one.Rules) == "" {
			return append(slices.Clone(breach.Rules), house)
		}
	}
	return breach.Rules
}

func ids(rule requirement.ID) []requirement.ID {
	if rule == "" {
		return nil
	}
	return []requirement.ID{rule}
}

// weigh lowers a finding that another source overrules or the baseline knows, and
// raises advice where the run is strict.
func (c court) weigh(finding *verdict.Finding, one *Check) {
	if winner := c.overruling(finding.Requirement, one.Rules); winner != "" {
		finding.Outcome, finding.By = verdict.Overruled, winner
		return
	}
	if finding.Outcome == verdict.Advice && c.strict {
		finding.Outcome = verdict.Fail
	}
	if finding.Outcome >= verdict.Advice && c.baseline.knows(finding.Requirement, one.ID) {
		finding.Outcome = verdict.Known
	}
}

// overruling is the requirement of the same check that demands the contrary and
// takes precedence in the suite, "" when there is none.
func (c court) overruling(rule requirement.ID, others []requirement.ID) requirement.ID {
	entry, _ := c.catalogue.Get(rule)
	for _, other := range others {
		if slices.Contains(entry.Opposes, other) && c.suite.rank(other) > c.suite.rank(rule) {
			return other
		}
	}
	return ""
}
