package cli

import (
	"fmt"

	"github.com/scimulator/scimulator/internal/bundle"
	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/verdict"
)

// countLeftOut counts the checks of the core that were not chosen as skipped: who
// declares something about a service does not choose what it is judged by.
func (t trial) countLeftOut(run *verdict.Run) {
	c := t.config
	c.Choice = certify.Choice{Suite: c.Choice.Suite}
	all, err := certify.Foresee(c)
	if err != nil {
		return // the same features were read before the run
	}
	played := map[string]bool{}
	for _, one := range run.Checks {
		played[one.ID] = true
	}
	for _, one := range all {
		if !one.Core() || played[one.ID] || one.Generated() {
			continue
		}
		run.Checks = append(run.Checks, leftOut(one))
		run.Tally.Add(verdict.Skipped)
	}
	run.Verdict = run.Tally.Verdict(bundle.Partial(*run))
}

func leftOut(one *certify.Check) verdict.Check {
	var rules []string
	for _, rule := range one.Rules {
		rules = append(rules, string(rule))
	}
	return verdict.Check{
		ID: one.ID, Name: one.Name, Feature: one.Feature, Source: fmt.Sprintf("%s:%d", one.File, one.Line), Core: true, Requirements: rules,
		Outcome: verdict.Skipped, Reason: "it belongs to the core of the suite and was not chosen",
	}
}
