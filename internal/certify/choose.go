package certify

import (
	"fmt"
	"path"
	"slices"
	"strings"

	tagexpressions "github.com/cucumber/tag-expressions/go/v6"

	"github.com/scimulator/scimulator/internal/requirement"
)

// Choice says which checks run.
type Choice struct {
	Only  []string // ids of checks or requirements, folders, files, or beginnings such as rfc7644/3.5*
	Tags  string   // a tag expression: @core and not @slow
	Suite Suite
	Shard Shard
}

// Shard is a part of the checks, from 1 to Total; the zero value is all.
type Shard struct{ Index, Total int }

// choose gives the checks that run, in the order of the features.
func (c Choice) choose(all []Check) ([]*Check, error) {
	expression, err := parseTags(c.Tags)
	if err != nil {
		return nil, err
	}
	for _, wanted := range c.Only {
		if !anyIs(all, wanted) {
			return nil, fmt.Errorf("--only %s: no check and no requirement that a check judges is called so", wanted)
		}
	}
	var chosen []*Check
	for i := range all {
		check := &all[i]
		if c.wants(check) && expression.Evaluate(check.Tags) {
			chosen = append(chosen, check)
		}
	}
	return c.Shard.of(chosen), nil
}

// parseTags reads a tag expression. The library panics on some that are not whole, and
// takes a lone backslash for no expression at all, which would choose everything.
func parseTags(text string) (expression tagexpressions.Evaluatable, err error) {
	torn := fmt.Errorf("--tags %q is not whole: an expression is such as: @core and not (@slow or @serial)", text)
	defer func() {
		if fault := recover(); fault != nil {
			err = torn
		}
	}()
	if expression, err = tagexpressions.Parse(text); err != nil {
		return nil, fmt.Errorf("--tags %q: %w", text, err)
	}
	if strings.TrimSpace(text) != "" && expression.ToString() == "true" && expression.Evaluate(nil) {
		return nil, torn
	}
	return expression, nil
}

func (c Choice) wants(check *Check) bool {
	if !c.Suite.judges(check.Rules) {
		return false
	}
	for _, wanted := range c.Only {
		if check.Is(wanted) {
			return true
		}
	}
	return len(c.Only) == 0
}

// unasked is why a chosen check does not run: it fills the target with more than
// anybody expects who did not ask for it; "" when it runs.
func (c Choice) unasked(check *Check) string {
	if !check.has(tagLarge) || slices.Contains(c.Only, check.ID) || strings.Contains(c.Tags, tagLarge) {
		return ""
	}
	return "it creates thousands of users: ask for it by --tags " + tagLarge
}

func anyIs(all []Check, wanted string) bool {
	for i := range all {
		if all[i].Is(wanted) {
			return true
		}
	}
	return false
}

// Is says whether a check answers to a name.
func (c *Check) Is(wanted string) bool {
	for _, rule := range c.Rules {
		if strings.EqualFold(string(rule), wanted) {
			return true
		}
	}
	if c.ID == wanted || c.File == wanted || strings.HasPrefix(c.ID, strings.TrimSuffix(wanted, "/")+"/") || strings.HasPrefix(c.File, strings.TrimSuffix(wanted, "/")+"/") {
		return true
	}
	beginning, open := strings.CutSuffix(wanted, "*")
	return open && strings.HasPrefix(c.ID, beginning)
}

// of deals the checks out one by one, so that long features are spread and the parts
// are of one size. Those that bear nothing else at the same time all go to the first
// part: two runners would disturb each other on one tenant.
func (s Shard) of(checks []*Check) []*Check {
	if s.Total < 2 {
		return checks
	}
	var mine []*Check
	dealt := make([]int, s.Total)
	for i, check := range checks {
		check.position = i + 1
		if check.has(tagSerial) {
			dealt[0]++
		}
	}
	for _, check := range checks {
		part := 0
		if !check.has(tagSerial) {
			part = slices.Index(dealt, slices.Min(dealt))
			dealt[part]++
		}
		if part == s.Index-1 {
			mine = append(mine, check)
		}
	}
	return mine
}

// Suite says which sources judge, and who wins where they disagree (design §6).
type Suite struct {
	Name       string
	Documented []string // patterns of the profile's documented entries; with suites that have them
}

// The suites.
const (
	SuiteRFC        = "rfc"
	SuiteEntra      = "entra"
	SuiteDocumented = "documented"
	SuiteFull       = "full"
)

// Suites are their names.
func Suites() []string { return []string{SuiteRFC, SuiteEntra, SuiteDocumented, SuiteFull} }

// rank is the precedence of a requirement in the suite; 0 when it does not judge.
func (s Suite) rank(rule requirement.ID) int {
	id := string(rule)
	switch {
	case strings.HasPrefix(id, "RFC"):
		return 1
	case s.Name == SuiteRFC:
		return 0
	case strings.HasPrefix(id, "E-"), strings.HasPrefix(id, "HOUSE-"):
		return 2
	case s.Name == SuiteEntra:
		return 0
	}
	for _, pattern := range s.Documented {
		if matched, err := path.Match(pattern, id); err == nil && matched {
			return 3
		}
	}
	return 0
}

func (s Suite) judges(rules []requirement.ID) bool {
	for _, rule := range rules {
		if s.rank(rule) > 0 {
			return true
		}
	}
	return false
}
