package expr

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// translator turns a .NET regex into RE2's syntax, from left to right.
type translator struct {
	text      string // what is left
	out       strings.Builder
	groups    []string // names in the order of their brackets, "" for none
	multiline []bool   // whether (?m) holds, for each open bracket
	asciiOnly bool
	lastLine  bool
}

func (t *translator) translate() error {
	for t.text != "" {
		if err := t.next(); err != nil {
			return err
		}
	}
	if len(t.multiline) > 1 {
		return fmt.Errorf("the regex is not valid: missing closing )")
	}
	return nil
}

// next translates one character, escape, class or opening bracket.
func (t *translator) next() error {
	switch c := t.text[0]; c {
	case '\\':
		return t.escape()
	case '[':
		return t.class()
	case '(':
		return t.group()
	case ')':
		if len(t.multiline) == 1 {
			return fmt.Errorf("the regex is not valid: unexpected )")
		}
		t.multiline = t.multiline[:len(t.multiline)-1]
		t.keep(1)
	case '$':
		t.dollar()
	default:
		_, size := utf8.DecodeRuneInString(t.text)
		t.keep(size)
	}
	return nil
}

// keep copies what both syntaxes share.
func (t *translator) keep(size int) {
	t.out.WriteString(t.text[:size])
	t.text = t.text[size:]
}

// swap writes something else for what it takes.
func (t *translator) swap(size int, written string) {
	t.text = t.text[size:]
	t.out.WriteString(written)
}

func (t *translator) dollar() {
	if t.multiline[len(t.multiline)-1] {
		t.keep(1)
		return
	}
	t.lastLine = true
	t.swap(1, `\z`)
}

// group translates an opening bracket and what belongs to it.
func (t *translator) group() error {
	switch {
	case !strings.HasPrefix(t.text, "(?"):
		t.groups = append(t.groups, "")
		t.open(1, "(")
		return nil
	case strings.HasPrefix(t.text, "(?:"):
		t.open(3, "(?:")
		return nil
	case strings.HasPrefix(t.text, "(?#"):
		return t.comment()
	}
	for _, form := range []struct{ prefix, name string }{
		{"(?=", "look-ahead"}, {"(?!", "look-ahead"}, {"(?<=", "look-behind"}, {"(?<!", "look-behind"},
		{"(?>", "an atomic group"}, {"(?(", "a conditional group"}, {"(?P", "a group in the syntax of other languages"},
	} {
		if strings.HasPrefix(t.text, form.prefix) {
			return fmt.Errorf("%s %s…) is not supported here (E-4.7)", form.name, form.prefix)
		}
	}
	if strings.HasPrefix(t.text, "(?<") || strings.HasPrefix(t.text, "(?'") {
		return t.named()
	}
	return t.options()
}

func (t *translator) open(size int, written string) {
	t.multiline = append(t.multiline, t.multiline[len(t.multiline)-1])
	t.swap(size, written)
}

func (t *translator) comment() error {
	end := strings.IndexByte(t.text, ')')
	if end < 0 {
		return fmt.Errorf("the regex is not valid: the comment (?# is not closed")
	}
	t.text = t.text[end+1:]
	return nil
}

// named translates (?<name>…) and (?'name'…).
func (t *translator) named() error {
	closing := byte('>')
	if t.text[2] == '\'' {
		closing = '\''
	}
	end := strings.IndexByte(t.text[3:], closing)
	if end < 0 {
		return fmt.Errorf("the regex is not valid: the name of a group is not closed")
	}
	name := t.text[3 : 3+end]
	switch {
	case strings.Contains(name, "-"):
		return fmt.Errorf("the balancing group (?<%s>…) is not supported here (E-4.7)", clip(name))
	case name == "" || strings.ContainsFunc(name, notInName) || isDigit(name[0]):
		return fmt.Errorf("%q is not supported here as the name of a group: letters, digits and _ are, but no number (E-4.7)", clip(name))
	case slices.Contains(t.groups, name):
		return fmt.Errorf("two groups with the name %s are not supported here (E-4.7)", clip(name))
	}
	t.groups = append(t.groups, name)
	t.open(3+end+1, "(")
	return nil
}

func notInName(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// options translates (?i) and (?i:…).
func (t *translator) options() error {
	end := strings.IndexAny(t.text, ":)")
	if end < 0 {
		return fmt.Errorf("the regex is not valid: (? is not closed")
	}
	letters := t.text[2:end]
	if strings.Trim(letters, "ims-") != "" || strings.Count(letters, "-") > 1 || strings.Trim(letters, "-") == "" {
		return fmt.Errorf("the options (?%s are not supported here: only i, m and s are (E-4.7)", clip(letters))
	}
	on, off, _ := strings.Cut(letters, "-")
	holds := t.multiline[len(t.multiline)-1]
	holds = (holds || strings.Contains(on, "m")) && !strings.Contains(off, "m")
	if t.text[end] == ':' {
		t.multiline = append(t.multiline, holds)
	} else {
		t.multiline[len(t.multiline)-1] = holds
	}
	t.swap(end+1, "(?"+strings.TrimSuffix(letters, "-")+t.text[end:end+1])
	return nil
}

// escape translates a backslash outside of a class.
func (t *translator) escape() error {
	if len(t.text) == 1 {
		return fmt.Errorf("the regex is not valid: a backslash ends it")
	}
	switch c := t.text[1]; c {
	case 'b', 'B':
		t.asciiOnly = true
		t.keep(2)
		return nil
	case 'A', 'z':
		t.keep(2)
		return nil
	case 'Z':
		t.lastLine = true
		t.swap(2, `\z`)
		return nil
	case 'G':
		return fmt.Errorf(`\G is not supported here (E-4.7)`)
	case 'k', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return fmt.Errorf(`the backreference \%c is not supported here (E-4.7)`, c)
	}
	set, size, err := sharedEscape(t.text)
	if err != nil {
		return err
	}
	t.swap(size, "["+set+"]")
	return nil
}
