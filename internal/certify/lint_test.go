package certify_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/certify/steps"
	"github.com/scimulator/scimulator/internal/requirement"
)

// Every sentence of every check is one step of the vocabulary, and only one:
// what is mistyped would be left out, what is ambiguous would be chance.
func TestEverySentenceIsOneStep(t *testing.T) {
	vocabulary := steps.Vocabulary()
	for _, check := range load(t) {
		for _, sentence := range check.Steps() {
			matches := 0
			for _, step := range vocabulary {
				if step.Matches(sentence) {
					matches++
				}
			}
			if matches != 1 {
				t.Errorf("%s:%d: %d steps match %q", check.File, check.Line, matches, sentence)
			}
		}
	}
}

// A check judges something of the catalogue, and says which sentence judges what.
func TestEveryCheckHasRequirements(t *testing.T) {
	catalogue := newCourt(t).catalogue
	vocabulary := steps.Vocabulary()
	for _, check := range load(t) {
		if len(check.Rules) == 0 {
			t.Errorf("%s:%d: the check %q has no requirement: tag it with the ids it judges", check.File, check.Line, check.Name)
			continue
		}
		named, bare := sentences(check, vocabulary)
		for i, rule := range check.Rules {
			entry, known := catalogue.Get(rule)
			switch {
			case !known:
				t.Errorf("%s:%d: the tag @%s names nothing", check.File, check.Line, rule)
			case opposes(catalogue, check.Rules, rule): // it is here to overrule another, and need not be judged
			case entry.Ceiling() == requirement.CannotJudge && entry.Judges != "client":
				t.Errorf("%s:%d: @%s cannot be broken by a target (%s, judges %s)", check.File, check.Line, rule, entry.Level, entry.Judges)
			case !slices.Contains(named, rule) && !(i == 0 && bare):
				t.Errorf("%s:%d: no assertion judges @%s: name it at the end of one, as in [%s]", check.File, check.Line, rule, rule)
			}
		}
		for _, rule := range named {
			if !slices.Contains(check.Rules, rule) {
				t.Errorf("%s:%d: an assertion judges %s, which is no tag of the check", check.File, check.Line, rule)
			}
		}
	}
}

// opposes says whether a requirement demands the contrary of another of the check.
func opposes(catalogue *requirement.Catalogue, rules []requirement.ID, rule requirement.ID) bool {
	entry, _ := catalogue.Get(rule)
	return slices.ContainsFunc(rules, func(other requirement.ID) bool { return slices.Contains(entry.Opposes, other) })
}

// sentences gives the requirements that the assertions of a check name, and
// whether an assertion names none and so judges the first.
func sentences(check certify.Check, vocabulary []steps.Step) (named []requirement.ID, bare bool) {
	for _, step := range vocabulary {
		if !step.Judges() {
			continue
		}
		for _, sentence := range check.Steps() {
			if !step.Matches(sentence) {
				continue
			}
			rules := steps.Rules(sentence)
			if rule, ok := strings.CutPrefix(sentence, "no answer of the run broke "); ok {
				rules = append(rules, requirement.ID(rule))
			}
			named = append(named, rules...)
			bare = bare || len(rules) == 0
		}
	}
	return named, bare
}

// Every demand on a target that can be seen has a check, or says why not.
func TestEveryDemandHasACheck(t *testing.T) {
	judged := map[requirement.ID]bool{}
	for _, check := range load(t) {
		for _, rule := range check.Rules {
			judged[rule] = true
		}
	}
	open := listed(t, "open")
	for _, entry := range newCourt(t).catalogue.All() {
		demanded := entry.Ceiling() != requirement.CannotJudge && (entry.Observable == "yes" || entry.Observable == "partly")
		switch {
		case open[string(entry.ID)] && (judged[entry.ID] || entry.Exempt != ""):
			t.Errorf("%s is judged or exempt now: take it out of testdata/open.txt", entry.ID)
		case demanded && !judged[entry.ID] && entry.Exempt == "" && !open[string(entry.ID)]:
			t.Errorf("%s has neither a check nor an exemption: %s", entry.ID, entry.Text)
		case judged[entry.ID] && entry.Exempt != "":
			t.Errorf("%s is exempt, and a check judges it: leave one of them out", entry.ID)
		case entry.Exempt != "" && len(strings.Fields(entry.Exempt)) < 4:
			t.Errorf("%s: %q is no reason for an exemption", entry.ID, entry.Exempt)
		}
	}
}
