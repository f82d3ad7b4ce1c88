package steps

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/cucumber/godog"

	"github.com/scimulator/scimulator/internal/requirement"
)

// Step is one sentence of the vocabulary.
type Step struct {
	Group   string // what kind of step it is: given, request, answer …
	Form    string // the sentence as a person reads it
	Meaning string
	Example string
	Body    bool // a doc string follows

	begins  string // every such sentence begins with this
	pattern *regexp.Regexp
	run     func(ctx context.Context, w *World, a args) error
}

// args are what a sentence says.
type args struct {
	text  []string         // what the groups of the pattern caught
	body  string           // the doc string
	rules []requirement.ID // that the step names; none for the first of the check
	mild  bool             // a breach is no more than advice

	effect bool // the step looks for what a write should have done
}

// suffix is where a step says which requirements it judges.
// (advice) says that a breach is no more than that, whatever the requirement:
// because another reading is possible.
const suffix = `(?: \[([^\]"]+)\])?( \(advice\))?$`

// step makes a step of a pattern without anchors.
func step(group, pattern, form, meaning, example string, run func(ctx context.Context, w *World, a args) error) Step {
	begins, _ := regexp.MustCompile(pattern).LiteralPrefix()
	return Step{
		Group: group, Form: form, Meaning: meaning, Example: example, Body: strings.HasSuffix(pattern, ":"),
		begins: begins, pattern: regexp.MustCompile("^" + pattern + suffix), run: run,
	}
}

// Vocabulary is every step, compiled.
func Vocabulary() []Step {
	var all []Step
	for _, part := range [][]Step{
		givenSteps(), requestSteps(), statusSteps(), headerSteps(), attributeSteps(), listSteps(), resourceSteps(), pageSteps(), querySteps(), factSteps(), spellingSteps(), memberSteps(), largeSteps(), formSteps(), redefineSteps(), usualSteps(), placeSteps(), writeSteps(), entrySteps(), cutSteps(), publishSteps(), bulkSteps(), declaredSteps(), directorySteps(), applicationSteps(), operatorSteps(), accountSteps(), keySteps(), signOnSteps(), signInSteps(),
	} {
		all = append(all, part...)
	}
	return all
}

// Matches says whether a sentence is this step.
func (s Step) Matches(sentence string) bool {
	return strings.HasPrefix(sentence, s.begins) && s.pattern.MatchString(sentence)
}

// Numbered is a sentence with the number of its step in front, which the engine
// finds at once: it would try every pattern twice. A sentence that is no step
// stays as it is, and the engine says so.
func Numbered(vocabulary []Step, sentence string) string {
	i := slices.IndexFunc(vocabulary, func(s Step) bool { return s.Matches(sentence) })
	switch {
	case i < 0:
		return sentence
	case vocabulary[i].Body:
		return "body " + strconv.Itoa(i) + ": " + sentence
	}
	return "step " + strconv.Itoa(i) + ": " + sentence
}

// Judges says whether the step states an expectation: the others prepare and
// send, and name no requirement.
func (s Step) Judges() bool {
	prepares := strings.HasPrefix(s.Form, "if ") && strings.HasSuffix(s.Form, "the check goes on") || strings.HasSuffix(s.Form, "the rest does not apply") ||
		strings.HasSuffix(s.Form, " read") || strings.HasSuffix(s.Form, " are read while others write") || strings.HasSuffix(s.Form, ` is called "NAME"`)
	return s.Group != "given" && s.Group != "request" && !prepares
}

// Rules are the requirements that a sentence names.
func Rules(sentence string) []requirement.ID {
	found := rulesForm.FindStringSubmatch(sentence)
	if found == nil {
		return nil
	}
	return ids(found[1])
}

var rulesForm = regexp.MustCompile(` \[([^\]"]+)\](?: \(advice\))?$`)

func ids(list string) []requirement.ID {
	var rules []requirement.ID
	for _, one := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		rules = append(rules, requirement.ID(one))
	}
	return rules
}

var (
	numbered     = regexp.MustCompile(`^step (\d+): (.*)$`)
	numberedBody = regexp.MustCompile(`^body (\d+): (.*)$`)
)

// Register teaches the engine to run numbered sentences. Whatever a step finds is
// in the record; the engine hears of an end only, as a step that leaves the others
// out.
func Register(sc *godog.ScenarioContext, vocabulary []Step) {
	sc.Step(numbered, func(ctx context.Context, number int, sentence string) error {
		return vocabulary[number].call(ctx, sentence, "")
	})
	sc.Step(numberedBody, func(ctx context.Context, number int, sentence string, body *godog.DocString) error {
		return vocabulary[number].call(ctx, sentence, body.Content)
	})
}

// call reads the sentence and runs the step.
func (s Step) call(ctx context.Context, sentence, body string) error {
	groups := s.pattern.FindStringSubmatch(sentence)[1:]
	named := len(groups) - 2
	return s.do(ctx, Of(ctx), args{mild: groups[named+1] != "", rules: ids(groups[named]), text: groups[:named], body: body})
}

func (s Step) do(ctx context.Context, w *World, a args) error {
	if ctx.Err() != nil {
		return errors.Join(godog.ErrSkip, w.broken("the run was ended"))
	}
	var over end
	w.mild = a.mild
	before := len(w.Record.Breaches)
	err := w.patiently(ctx, func() error { return s.filled(ctx, w, a) })
	if ctx.Err() != nil { // what was cut off by us says nothing about the target
		w.Record.Breaches, w.Record.Excused, w.Record.Unmet = w.Record.Breaches[:before], "", ""
		return errors.Join(godog.ErrSkip, w.broken("the run was ended"))
	}
	switch {
	case err == nil:
		return nil
	case errors.As(err, &over):
		return errors.Join(godog.ErrSkip, err)
	default:
		return errors.Join(godog.ErrSkip, w.broken("%v", err))
	}
}

// filled runs the step with values in the place of the placeholders of its
// sentence.
func (s Step) filled(ctx context.Context, w *World, a args) error {
	texts := make([]string, len(a.text))
	for i, text := range a.text {
		filled, err := w.fill(text)
		if err != nil {
			return err
		}
		texts[i] = filled
	}
	a.text = texts
	return s.run(ctx, w, a)
}
