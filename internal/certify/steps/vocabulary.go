package steps

import (
	"context"
	"errors"
	"reflect"
	"regexp"
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

	pattern *regexp.Regexp
	run     func(ctx context.Context, w *World, a args) error
	handler any // what the engine calls
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
	s := Step{
		Group: group, Form: form, Meaning: meaning, Example: example, Body: strings.HasSuffix(pattern, ":"),
		pattern: regexp.MustCompile("^" + pattern + suffix), run: run,
	}
	s.handler = s.function()
	return s
}

// Vocabulary is every step, compiled. Compile it once a run: the engine asks for
// it before each check.
func Vocabulary() []Step {
	var all []Step
	for _, part := range [][]Step{
		givenSteps(), requestSteps(), statusSteps(), headerSteps(), attributeSteps(), listSteps(), resourceSteps(), pageSteps(), querySteps(), factSteps(), spellingSteps(), memberSteps(), formSteps(), redefineSteps(), usualSteps(), placeSteps(), writeSteps(), entrySteps(), cutSteps(), publishSteps(), bulkSteps(), declaredSteps(),
	} {
		all = append(all, part...)
	}
	return all
}

// Matches says whether a sentence is this step.
func (s Step) Matches(sentence string) bool { return s.pattern.MatchString(sentence) }

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

// Register teaches the engine the vocabulary.
func Register(sc *godog.ScenarioContext, vocabulary []Step) {
	for _, s := range vocabulary {
		sc.Step(s.pattern, s.handler)
	}
}

// function has a parameter for each group, so it is made by reflection.
func (s Step) function() any {
	in := []reflect.Type{reflect.TypeFor[context.Context]()}
	for range s.pattern.NumSubexp() {
		in = append(in, reflect.TypeFor[string]())
	}
	if s.Body {
		in = append(in, reflect.TypeFor[*godog.DocString]())
	}
	out := []reflect.Type{reflect.TypeFor[error]()}
	return reflect.MakeFunc(reflect.FuncOf(in, out, false), s.call).Interface()
}

// call runs the step. Whatever it finds is in the record; the engine hears of an
// end only, as a step that leaves the others out.
func (s Step) call(in []reflect.Value) []reflect.Value {
	ctx := in[0].Interface().(context.Context)
	var a args
	for _, group := range in[1 : 1+s.pattern.NumSubexp()] {
		a.text = append(a.text, group.String())
	}
	named := len(a.text) - 2
	a.mild, a.rules, a.text = a.text[named+1] != "", ids(a.text[named]), a.text[:named]
	if s.Body {
		a.body = in[len(in)-1].Interface().(*godog.DocString).Content
	}
	err := s.do(ctx, Of(ctx), a)
	return []reflect.Value{reflect.ValueOf(&err).Elem()}
}

func (s Step) do(ctx context.Context, w *World, a args) error {
	if ctx.Err() != nil {
		return errors.Join(godog.ErrSkip, w.broken("the run was ended"))
	}
	for i := range a.text {
		filled, err := w.fill(a.text[i])
		if err != nil {
			return errors.Join(godog.ErrSkip, w.broken("%v", err))
		}
		a.text[i] = filled
	}
	var over end
	w.mild = a.mild
	before := len(w.Record.Breaches)
	err := s.run(ctx, w, a)
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
