package expr

// Regex is a .NET regex outside of an expression, such as that of a scoping
// filter (E-2.14). It runs as RE2, which gives the same answer or is refused.
type Regex struct{ pattern *pattern }

// CompileRegex translates a .NET regex; the error says what is wrong or cannot be
// computed here. With whole the regex must match a text from end to end, without
// it a part is enough, as with .NET's Regex.IsMatch.
func CompileRegex(text string, whole bool) (*Regex, error) {
	if whole {
		text = `\A(?:` + text + `)\z`
	}
	compiled, err := compilePattern(text)
	if err != nil {
		return nil, err
	}
	return &Regex{compiled.(*pattern)}, nil
}

// Matches says whether the regex matches; the error is about texts on which .NET
// and RE2 may differ.
func (r *Regex) Matches(text string) (bool, error) {
	if err := r.pattern.check(text); err != nil {
		return false, err
	}
	return r.pattern.re.MatchString(text), nil
}
