package expr

import "strings"

// The arguments of Replace (E-4.45).
const (
	replaceSource = iota
	replaceOld
	replacePattern
	replaceGroup
	replaceValue
	replaceAttribute
	replaceTemplate
)

// replaceMode is a row of E-4.61: the arguments behind the source that are
// given, and what they ask for.
type replaceMode struct {
	given []int
	run   func(*arguments) Value
}

func replaceModes() []replaceMode {
	return []replaceMode{
		{[]int{replaceOld, replaceValue}, replaceText},
		{[]int{replaceOld, replaceTemplate}, replaceInTemplate},
		{[]int{replacePattern, replaceValue}, replaceMatches},
		{[]int{replacePattern, replaceGroup, replaceValue}, replaceGroups},
		{[]int{replacePattern, replaceGroup, replaceAttribute}, replaceMissing},
	}
}

// replaceMode is the mode whose arguments are exactly those given.
func (c *call) replaceMode() (replaceMode, bool) {
	for _, mode := range replaceModes() {
		wanted := 0
		for _, i := range mode.given {
			if c.given(i) {
				wanted++
			}
		}
		given := 0
		for i := replaceOld; i <= replaceTemplate; i++ {
			if c.given(i) {
				given++
			}
		}
		if wanted == len(mode.given) && given == wanted {
			return mode, true
		}
	}
	return replaceMode{}, false
}

// checkReplace: E-4.61, the arguments must be those of one mode, and the group
// must be in the pattern. An empty old value would be found everywhere.
func checkReplace(c *call) error {
	if _, ok := c.replaceMode(); !ok {
		return refuse(c.pos, "Replace takes, besides the source, oldValue and replacementValue, oldValue and template, regexPattern and replacementValue, or regexPattern and regexGroupName with replacementValue or replacementAttributeName (E-4.61)")
	}
	if old, ok := c.constantText(replaceOld); ok && old == "" {
		return c.wrong(replaceOld, "must not be an empty text (E-4.61)")
	}
	if !c.given(replacePattern) {
		return nil
	}
	written, constantPattern := c.args[replacePattern].(*constant)
	group, constantGroup := c.constantText(replaceGroup)
	if !constantPattern || !constantGroup {
		return nil
	}
	if p, ok := written.prepared.(*pattern); ok {
		if _, known := p.groups[group]; !known {
			return c.wrong(replaceGroup, "is %q, which is not the name of a group in the regex (E-4.61)", clip(group))
		}
	}
	return nil
}

// replace is E-4.45.
func replace(a *arguments) Value {
	mode, ok := a.call.replaceMode()
	if !ok {
		return Null()
	}
	return mode.run(a)
}

// replaceText: every old value in the source becomes the new one.
func replaceText(a *arguments) Value {
	source, ok := a.text(replaceSource)
	if !ok {
		return Null()
	}
	return a.substitute(source, a.plain(replaceOld), a.plain(replaceValue))
}

// replaceInTemplate: every old value in the template becomes the source.
func replaceInTemplate(a *arguments) Value {
	source, ok := a.text(replaceSource)
	template, okTemplate := a.text(replaceTemplate)
	if !ok || !okTemplate {
		return Null()
	}
	return a.substitute(template, a.plain(replaceOld), source)
}

// substitute replaces a text by another, case-sensitively (E-4.45); nothing is
// replaced if the old one is null or empty.
func (a *arguments) substitute(text, old, replacement string) Value {
	if old == "" {
		return Text(text)
	}
	if len(text)+strings.Count(text, old)*(len(replacement)-len(old)) > maxOutput {
		a.tooLarge()
		return Null()
	}
	return Text(strings.ReplaceAll(text, old, replacement))
}

// replaceMatches: every match in the source becomes the replacement, in which
// ${group} stands for what the group matched.
func replaceMatches(a *arguments) Value {
	source, ok := a.text(replaceSource)
	p, okPattern := prepared[*pattern](a, replacePattern)
	if !ok || !okPattern {
		return Null()
	}
	parts, err := parseSubstitution(a.plain(replaceValue), p)
	if err != nil {
		a.fail(Unsupported, "argument %d: %v", replaceValue+1, err)
		return Null()
	}
	return a.rewrite(source, a.matches(p, source, len(parts) > 0), func(match []int) (int, int, []string) {
		return match[0], match[1], parts.expand(source, match)
	})
}

// replaceGroups: in every match the text of the group becomes the replacement.
func replaceGroups(a *arguments) Value {
	source, ok := a.text(replaceSource)
	p, group, okPattern := a.patternGroup()
	if !ok || !okPattern {
		return Null()
	}
	replacement := a.plain(replaceValue)
	return a.rewrite(source, a.matches(p, source, replacement != ""), func(match []int) (int, int, []string) {
		from, to := match[2*group], match[2*group+1]
		if from < 0 { // the group took no part
			return match[0], match[0], nil
		}
		return from, to, []string{replacement}
	})
}

// replaceMissing: a source with a value stays; else the group is taken out of
// the other attribute, and without a match there is no value.
func replaceMissing(a *arguments) Value {
	source, _ := a.text(replaceSource)
	if source != "" {
		return Text(source)
	}
	p, group, ok := a.patternGroup()
	other, okOther := a.text(replaceAttribute)
	if !ok || !okOther {
		return Null()
	}
	match := a.match(p, other)
	if match == nil || match[2*group] < 0 {
		return Null()
	}
	return Text(other[match[2*group]:match[2*group+1]])
}

// patternGroup is the pattern and the number of the group that is named.
func (a *arguments) patternGroup() (p *pattern, group int, ok bool) {
	p, okPattern := prepared[*pattern](a, replacePattern)
	name, okName := a.text(replaceGroup)
	if !okPattern || !okName {
		return nil, 0, false
	}
	group, known := p.groups[name]
	if !known {
		a.fail(BadValue, "argument %d is %s, which is not the name of a group in the regex (E-4.61)", replaceGroup+1, a.shown(name))
	}
	return p, group, known
}

// rewrite puts pieces in the place of a span of every match.
func (a *arguments) rewrite(source string, matches [][]int, change func(match []int) (from, to int, pieces []string)) Value {
	var out strings.Builder
	done := 0
	for _, match := range matches {
		from, to, pieces := change(match)
		out.WriteString(source[done:from])
		for _, piece := range pieces {
			if out.Len()+len(piece) > maxOutput {
				a.tooLarge()
				return Null()
			}
			out.WriteString(piece)
		}
		done = to
	}
	out.WriteString(source[done:])
	return Text(out.String())
}
