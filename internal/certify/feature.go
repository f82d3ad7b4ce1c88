package certify

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"

	"github.com/scimulator/scimulator/internal/certify/steps"
	"github.com/scimulator/scimulator/internal/requirement"
)

// Source is a set of feature files. Root is put before the names of its files. Own
// are those of a user: their sentences are looked at before anything is sent.
type Source struct {
	Root string
	FS   fs.FS
	Own  bool
}

// understood tells the first sentence of a check that is no step, or more than one.
func understood(all []Check, vocabulary []steps.Step) error {
	for i := range all {
		for _, sentence := range all[i].Steps() {
			matches := 0
			for _, step := range vocabulary {
				if step.Matches(sentence) {
					matches++
				}
			}
			if matches != 1 {
				return fmt.Errorf("%s:%d: %q is no step: scimulator list steps shows what a check may say", all[i].File, all[i].Line, sentence)
			}
		}
		if len(all[i].Rules) == 0 {
			return fmt.Errorf("%s:%d: the check %q judges nothing: tag it with the id of a requirement, such as @RFC7644-3.4.1-R01", all[i].File, all[i].Line, all[i].Name)
		}
	}
	return nil
}

// Features are feature files that were read once, for any number of runs.
type Features struct {
	files []file
	plain []Check // without facts

	mu     sync.Mutex
	filled []filled // for the facts of the last runs
}

// filled are the checks for targets that announce the same.
type filled struct {
	facts  [sha256.Size]byte
	checks []Check
}

// mostFilled is for how many kinds of targets the checks are kept.
const mostFilled = 4

type file struct {
	prefix, shown string // as ids of its checks begin, and as reports show it
	own           bool
	document      *messages.GherkinDocument
}

// Load reads every .feature file of the sources. An error says where a file cannot
// be read, or that two checks have one name.
func Load(sources ...Source) (*Features, error) {
	f := &Features{}
	for _, source := range sources {
		err := fs.WalkDir(source.FS, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || path.Ext(name) != ".feature" {
				return err
			}
			return f.read(source, name)
		})
		if err != nil {
			return nil, err
		}
	}
	var err error
	f.plain, err = f.checks(nil, func(file) bool { return true })
	return f, err
}

func (f *Features) read(source Source, name string) error {
	opened, err := source.FS.Open(name)
	if err != nil {
		return err
	}
	defer opened.Close()
	shown := path.Join(source.Root, name)
	document, err := gherkin.ParseGherkinDocument(opened, counted(""))
	if err != nil {
		return fmt.Errorf("%s: %w", shown, err)
	}
	if document.Feature == nil {
		return nil
	}
	f.files = append(f.files, file{prefix: strings.TrimSuffix(name, ".feature"), shown: shown, own: source.Own, document: document})
	return nil
}

// counted gives the parser ids: it asks for some that differ.
func counted(prefix string) func() string {
	next := 0
	return func() string { next++; return prefix + strconv.Itoa(next) }
}

// Checks are the scenarios of the features. Rows that an outline leaves to the
// target are made from its facts; without facts there are none, and the outline
// stands for itself.
func (f *Features) Checks(facts *steps.Facts) ([]Check, error) {
	if facts == nil {
		return slices.Clone(f.plain), nil
	}
	key, err := facts.Digest()
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, known := range f.filled {
		if known.facts == key {
			return slices.Clone(known.checks), nil
		}
	}
	made, err := f.checks(facts, func(file) bool { return true })
	if err != nil {
		return nil, err
	}
	f.filled = append(f.filled[max(0, len(f.filled)+1-mostFilled):], filled{key, made})
	return slices.Clone(made), nil
}

// own are the checks of a user.
func (f *Features) own() ([]Check, error) {
	return f.checks(nil, func(one file) bool { return one.own })
}

func (f *Features) checks(facts *steps.Facts, wanted func(one file) bool) ([]Check, error) {
	var all []Check
	for _, one := range f.files {
		if !wanted(one) {
			continue
		}
		checks, err := one.checks(facts)
		if err != nil {
			return nil, err
		}
		all = append(all, checks...)
	}
	return all, unique(all)
}

// unique refuses two checks of one name in a file. Rows of one outline may come
// to one name, as a target may give its resource types no names: they are numbered.
func unique(all []Check) error {
	seen := map[string]*Check{}
	rows := map[string]int{}
	for i := range all {
		c := &all[i]
		name := c.File + " " + c.Name
		first := seen[name]
		switch {
		case first == nil:
			seen[name] = c
		case first.Line == c.Line:
			rows[name]++
			c.Name = fmt.Sprintf("%s (%d)", c.Name, rows[name]+1)
		default:
			return fmt.Errorf("%s:%d: the check %q has the name of another, at line %d: give it one of its own", c.File, c.Line, c.Name, first.Line)
		}
	}
	return nil
}

func (f file) checks(facts *steps.Facts) ([]Check, error) {
	r := reader{file: f.shown, prefix: f.prefix, feature: f.document.Feature.Name, lines: map[string]int{}, slugs: map[string]int{}}
	filled := *f.document
	filled.Uri, filled.Feature = f.shown, r.outlines(f.document.Feature, facts)
	for _, pickle := range gherkin.Pickles(filled, f.shown, counted("p")) {
		r.add(pickle)
	}
	return r.checks, r.err
}

// reader makes checks of one feature file.
type reader struct {
	file, prefix, feature string
	lines                 map[string]int // by id of the scenario's node
	slugs                 map[string]int // how often each id was given
	checks                []Check
	err                   error
}

// outlines notes where each scenario stands and gives the feature with the rows
// that the target makes. What was read stays as it is, for the next run.
func (r *reader) outlines(feature *messages.Feature, facts *steps.Facts) *messages.Feature {
	filled := *feature
	filled.Children = make([]*messages.FeatureChild, len(feature.Children))
	for i, child := range feature.Children {
		filled.Children[i] = child
		switch {
		case child.Scenario != nil:
			filled.Children[i] = &messages.FeatureChild{Scenario: r.scenario(feature.Tags, child.Scenario, facts)}
		case child.Rule != nil:
			filled.Children[i] = &messages.FeatureChild{Rule: r.rule(feature.Tags, child.Rule, facts)}
		}
	}
	return &filled
}

// rule does the same for the scenarios that a feature gathers below a rule.
func (r *reader) rule(tags []*messages.Tag, rule *messages.Rule, facts *steps.Facts) *messages.Rule {
	filled := *rule
	filled.Children = make([]*messages.RuleChild, len(rule.Children))
	for i, child := range rule.Children {
		if filled.Children[i] = child; child.Scenario != nil {
			filled.Children[i] = &messages.RuleChild{Scenario: r.scenario(slices.Concat(tags, rule.Tags), child.Scenario, facts)}
		}
	}
	return &filled
}

// scenario notes where it stands, and fills it if it is an outline. The tags are
// those of what it stands in.
func (r *reader) scenario(tags []*messages.Tag, scenario *messages.Scenario, facts *steps.Facts) *messages.Scenario {
	r.lines[scenario.Id] = int(scenario.Location.Line)
	if len(scenario.Examples) == 0 {
		return scenario
	}
	filled := *scenario
	filled.Examples = make([]*messages.Examples, len(scenario.Examples))
	rows := 0
	for i, read := range scenario.Examples {
		examples := *read
		if err := fillRows(&examples, facts, counted(scenario.Id+"r")); err != nil && r.err == nil {
			r.err = fmt.Errorf("%s:%d: %w", r.file, examples.Location.Line, err)
		}
		rows += len(examples.TableBody)
		filled.Examples[i] = &examples
	}
	if rows == 0 {
		r.placeholder(slices.Concat(tags, scenario.Tags), scenario)
	}
	return &filled
}

// placeholder stands for an outline without rows: the target declares nothing
// that the check could be about.
func (r *reader) placeholder(tags []*messages.Tag, scenario *messages.Scenario) {
	check := Check{Name: plainName(scenario.Name), Feature: r.feature, File: r.file, Line: int(scenario.Location.Line), empty: "the target declares nothing that this is about"}
	for _, tag := range tags {
		check.tag(tag.Name)
	}
	check.ID = r.id(check.Name)
	for _, step := range scenario.Steps {
		check.steps = append(check.steps, &messages.PickleStep{Text: sampled(step.Text)})
	}
	r.checks = append(r.checks, check)
}

// sampled is a sentence of an outline with something in the place of its columns.
func sampled(text string) string {
	for _, column := range []string{"value", "other", "text", "upper", "held", "heldOther"} {
		text = strings.ReplaceAll(text, "<"+column+">", `"x"`)
	}
	text = strings.ReplaceAll(text, "<json>", "text")
	return plainName(text)
}

// plainName is the name of an outline without the brackets of its columns.
func plainName(name string) string {
	return strings.NewReplacer("<", "", ">", "").Replace(name)
}

// id names a check by its file and its name. Names that differ in signs only have
// a number behind.
func (r *reader) id(name string) string {
	id := r.prefix + "/" + slug(name)
	r.slugs[id]++
	if n := r.slugs[id]; n > 1 {
		id += "-" + strconv.Itoa(n)
	}
	return id
}

func (r *reader) add(pickle *messages.Pickle) {
	check := Check{
		ID: r.id(pickle.Name), Name: pickle.Name, Feature: r.feature, File: r.file, steps: pickle.Steps,
		Line: r.lines[pickle.AstNodeIds[0]],
	}
	for _, tag := range pickle.Tags {
		check.tag(tag.Name)
	}
	r.checks = append(r.checks, check)
}

// tag notes a tag; one that means nothing to the runner is a requirement.
func (c *Check) tag(name string) {
	if c.has(name) {
		return
	}
	c.Tags = append(c.Tags, name)
	if !isRunnerTag(name) {
		c.Rules = append(c.Rules, requirement.ID(strings.TrimPrefix(name, "@")))
	}
}

// slug is a name as it stands in an id.
func slug(name string) string {
	var b strings.Builder
	gap := false
	for _, c := range strings.ToLower(name) {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c > 127 {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(c)
			gap = false
			continue
		}
		gap = true
	}
	return b.String()
}
