package expr

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode"
)

// pattern is a .NET regex (E-4.7) that runs as RE2. Both give the same matches;
// what .NET knows and RE2 does not is refused, by compilePattern where the
// pattern shows it, by check where it depends on the text.
type pattern struct {
	re         *regexp.Regexp
	groups     map[string]int // .NET's names and numbers of groups to RE2's numbers
	asciiOnly  bool           // has \b or \B, which RE2 knows for ASCII only
	lastLine   bool           // has $ or \Z: .NET lets a line break follow them
	mayBeEmpty bool           // may match nothing elsewhere than at the beginning
	steps      int            // of the compiled regex, for its cost
}

// compilePattern translates and compiles a .NET regex.
func compilePattern(text string) (any, error) {
	if len(text) > maxLength {
		return nil, fmt.Errorf("a regex may have at most %d characters", maxLength)
	}
	t := &translator{text: text, multiline: []bool{false}}
	if err := t.translate(); err != nil {
		return nil, err
	}
	p, err := t.compile()
	var wrong *syntax.Error
	switch {
	case errors.As(err, &wrong):
		return nil, fmt.Errorf("the regex is not valid: %s", wrong.Code)
	case err != nil:
		return nil, fmt.Errorf("the regex is not valid: %w", err)
	}
	return p, nil
}

// compile makes RE2 of the translation; its syntax tree tells the rest.
func (t *translator) compile() (*pattern, error) {
	re, err := regexp.Compile(t.out.String())
	if err != nil {
		return nil, err
	}
	tree, err := syntax.Parse(t.out.String(), syntax.Perl)
	if err != nil {
		return nil, err
	}
	program, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return nil, err
	}
	atBegin := program.StartCond()&syntax.EmptyBeginText != 0
	return &pattern{
		re: re, groups: t.numbers(), asciiOnly: t.asciiOnly, lastLine: t.lastLine,
		mayBeEmpty: matchesNothing(tree) && !atBegin, steps: len(program.Inst),
	}, nil
}

// numbers: .NET counts groups without a name first, then those with one.
func (t *translator) numbers() map[string]int {
	groups := map[string]int{"0": 0}
	count := 0
	for _, named := range []bool{false, true} {
		for i, name := range t.groups {
			if (name != "") != named {
				continue
			}
			count++
			groups[fmt.Sprint(count)] = i + 1
			if named {
				groups[name] = i + 1
			}
		}
	}
	return groups
}

// matchesNothing says whether a match may have no characters.
func matchesNothing(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpStar, syntax.OpQuest:
		return true
	case syntax.OpRepeat:
		return re.Min == 0 || matchesNothing(re.Sub[0])
	case syntax.OpPlus, syntax.OpCapture:
		return matchesNothing(re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if !matchesNothing(sub) {
				return false
			}
		}
		return true
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			if matchesNothing(sub) {
				return true
			}
		}
		return false
	case syntax.OpLiteral, syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL, syntax.OpNoMatch:
		return false
	}
	return true // anchors
}

// check refuses texts on which .NET and RE2 may differ.
func (p *pattern) check(text string) error {
	switch {
	case p.asciiOnly && strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII }):
		return fmt.Errorf(`\b and \B cannot be computed here for a text with characters beyond ASCII (E-4.7)`)
	case p.lastLine && strings.HasSuffix(text, "\n"):
		return fmt.Errorf(`$ and \Z cannot be computed here for a text that ends with a line break (E-4.7)`)
	}
	return nil
}

// matches finds all matches in a text, as index pairs of the groups. Behind a
// match .NET also finds an empty one that RE2 leaves out; changes says whether
// empty matches have an effect.
func (a *arguments) matches(p *pattern, text string, changes bool) [][]int {
	if !a.fits(p, text) {
		return nil
	}
	found := p.re.FindAllStringSubmatchIndex(text, -1)
	for _, match := range found {
		if changes && p.mayBeEmpty && match[0] < match[1] {
			a.fail(Unsupported, "the regex can match nothing, and where .NET would insert the replacement cannot be computed here: use + instead of * (E-4.7)")
			return nil
		}
	}
	return found
}

// match finds the first match.
func (a *arguments) match(p *pattern, text string) []int {
	if !a.fits(p, text) {
		return nil
	}
	return p.re.FindStringSubmatchIndex(text)
}

// fits says whether a regex can be applied to a text, and at what cost.
func (a *arguments) fits(p *pattern, text string) bool {
	if err := p.check(text); err != nil {
		a.fail(Unsupported, "%v", err)
	}
	if a.run.steps += (len(text) + 1) * p.steps; a.run.steps > maxSteps {
		a.fail(TooLarge, "the regex and the text are too large")
	}
	return a.err == nil
}
