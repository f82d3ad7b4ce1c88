// Package check judges what a target answered, and compares what it shows with
// what it should hold. It sends nothing: give it an answer and it returns
// findings, each with the requirement it rests on.
//
// Nothing here decides whether a finding is a failure: the catalogue entry that
// it cites does (design §6). A judgment that is milder than its entry says so
// and gives the reason; none is harsher.
package check

import (
	"fmt"
	"maps"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim/schema"
	"github.com/scimulator/scimulator/internal/shape"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Judge turns breaches into findings. It never changes and may be used by
// several goroutines at once.
type Judge struct {
	catalogue *requirement.Catalogue
	messages  *shape.Set             // the schemas of schemas/scim, by name
	sets      map[string]*schema.Set // by resource type
	remedies  map[requirement.ID]remedy
}

// New makes a judge. The catalogue has to hold, as a demand on the target, every
// requirement that this package cites, and messages every schema it judges by:
// else a breach would pass unnoticed.
func New(catalogue *requirement.Catalogue, messages *shape.Set) (*Judge, error) {
	for _, rule := range slices.Sorted(maps.Keys(cited())) {
		entry, known := catalogue.Get(rule)
		switch {
		case !known:
			return nil, fmt.Errorf("answers are judged by %s, which the catalogue does not hold: add it to features/catalogue", rule)
		case entry.Ceiling() == requirement.CannotJudge:
			return nil, fmt.Errorf("answers are judged by %s, but the catalogue has it as %q: no target can break it", rule, entry.Level)
		}
	}
	for _, name := range []string{"user", "group", "list-response", "error"} {
		if !messages.Has(name) {
			return nil, fmt.Errorf("answers are judged by the schema %q, which schemas/scim does not hold", name)
		}
	}
	j := &Judge{catalogue: catalogue, messages: messages, remedies: cited(), sets: map[string]*schema.Set{
		"User":  schema.NewSet(schema.User(), schema.EnterpriseUser()),
		"Group": schema.NewSet(schema.Group()),
	}}
	maps.Copy(j.remedies, elsewhere())
	return j, nil
}

// Finding completes a finding by the catalogue: the outcome that a breach of the
// rule has, its level and sentence, and where the finding has none, the harm and
// the hint.
func (j *Judge) Finding(rule requirement.ID, f verdict.Finding) verdict.Finding {
	entry, known := j.catalogue.Get(rule)
	f.Requirement, f.Outcome, f.Level, f.Sentence = rule, outcome(entry), entry.Level, entry.Text
	if !known {
		f.Outcome = verdict.Broken // nothing may fail without a requirement
	}
	usual := j.remedy(rule)
	if f.Harm == "" {
		f.Harm = usual.harm
	}
	if f.Hint == "" {
		f.Hint = usual.hint
	}
	return f
}

// outcome of a breach (design §6, what may fail).
func outcome(entry requirement.Requirement) verdict.Outcome {
	switch entry.Ceiling() {
	case requirement.CanFail:
		return verdict.Fail
	case requirement.CanAdvise:
		return verdict.Advice
	}
	return verdict.NotApplicable // a permission, or a promise of the client's side
}

// binding is the first of the rules whose breach weighs most: where several say
// the same, the finding cites the one that binds, once.
func (j *Judge) binding(rules []requirement.ID) requirement.ID {
	best, weight := rules[0], verdict.NotRun
	for _, rule := range rules {
		entry, _ := j.catalogue.Get(rule)
		if heavier := outcome(entry); heavier > weight {
			best, weight = rule, heavier
		}
	}
	return best
}
