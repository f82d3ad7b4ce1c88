package expr

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The classes of .NET's \d, \w and \s, which follow Unicode, and of their
// opposites, in the form of RE2's classes without the brackets.
const (
	digitSet    = `\p{Nd}`
	notDigitSet = `\P{Nd}`
	wordSet     = `\p{L}\p{Mn}\p{Nd}\p{Pc}`
	notWordSet  = `\p{Mc}\p{Me}\p{Nl}\p{No}\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}\p{S}\p{Z}\p{C}`
	blankSet    = `\t-\r\x{85}\p{Z}`
	notBlankSet = `\x{0}-\x{8}\x{E}-\x{1F}\x{7F}-\x{84}\x{86}-\x{9F}\p{L}\p{M}\p{N}\p{P}\p{S}\p{Cf}\p{Cn}\p{Co}\p{Cs}`
)

// sharedEscape reads an escape that means the same within a class and outside:
// the characters it stands for, as the inside of an RE2 class, and its length.
func sharedEscape(text string) (set string, size int, err error) {
	if len(text) < 2 {
		return "", 0, fmt.Errorf("the regex is not valid: a backslash ends it")
	}
	switch text[1] {
	case 'd':
		return digitSet, 2, nil
	case 'D':
		return notDigitSet, 2, nil
	case 'w':
		return wordSet, 2, nil
	case 'W':
		return notWordSet, 2, nil
	case 's':
		return blankSet, 2, nil
	case 'S':
		return notBlankSet, 2, nil
	case 'p', 'P':
		return category(text)
	}
	r, size, err := characterEscape(text)
	return exactly(r), size, err
}

// exactly is one character within an RE2 class.
func exactly(r rune) string { return fmt.Sprintf(`\x{%X}`, r) }

// category reads \p{Lu}. .NET also knows blocks, and RE2 scripts: only the
// categories are in both.
func category(text string) (set string, size int, err error) {
	end := strings.IndexByte(text, '}')
	if len(text) < 3 || text[2] != '{' || end < 0 {
		return "", 0, fmt.Errorf(`the regex is not valid: \%c is followed by a category in { }`, text[1])
	}
	name := text[3:end]
	if _, known := unicode.Categories[name]; !known || name == "LC" {
		return "", 0, fmt.Errorf(`\%c{%s} is not supported here: only the general categories such as L or Nd are (E-4.7)`, text[1], clip(name))
	}
	return text[:end+1], end + 1, nil
}

// characterEscape reads an escape that stands for one character.
func characterEscape(text string) (r rune, size int, err error) {
	r, size = utf8.DecodeRuneInString(text[1:])
	if at := strings.IndexRune("aefnrtv", r); at >= 0 {
		return rune("\a\x1b\f\n\r\t\v"[at]), 2, nil
	}
	switch r {
	case 'x':
		return hexEscape(text, 2)
	case 'u':
		return hexEscape(text, 4)
	case '0':
		return octalEscape(text)
	case 'c':
		return controlEscape(text)
	}
	if r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) {
		return 0, 0, fmt.Errorf(`the escape \%c is not supported here (E-4.7)`, r)
	}
	return r, 1 + size, nil
}

// hexEscape reads \x41 and \u0041.
func hexEscape(text string, digits int) (rune, int, error) {
	size := 2 + digits
	if len(text) < size {
		return 0, 0, fmt.Errorf(`the regex is not valid: \%c is followed by %d hexadecimal digits`, text[1], digits)
	}
	n, err := strconv.ParseUint(text[2:size], 16, 32)
	if err != nil {
		return 0, 0, fmt.Errorf(`the regex is not valid: \%c is followed by %d hexadecimal digits`, text[1], digits)
	}
	if !utf8.ValidRune(rune(n)) {
		return 0, 0, fmt.Errorf(`half a surrogate pair (\u%04X) is not supported here (E-4.7)`, n)
	}
	return rune(n), size, nil
}

// octalEscape reads \0 and up to two octal digits behind it.
func octalEscape(text string) (rune, int, error) {
	n, size := rune(0), 2
	for size < min(len(text), 4) && '0' <= text[size] && text[size] <= '7' {
		n = 8*n + rune(text[size]-'0')
		size++
	}
	return n, size, nil
}

// controlEscape reads \cA.
func controlEscape(text string) (rune, int, error) {
	if len(text) < 3 || text[2]|0x20 < 'a' || text[2]|0x20 > 'z' {
		return 0, 0, fmt.Errorf(`the regex is not valid: \c is followed by a letter`)
	}
	return rune(text[2] & 0x1F), 3, nil
}

// class translates [ ].
func (t *translator) class() error {
	size := 1
	t.out.WriteByte('[')
	if strings.HasPrefix(t.text[size:], "^") {
		t.out.WriteByte('^')
		size++
	}
	for first := true; ; first = false {
		rest := t.text[size:]
		switch {
		case rest == "":
			return fmt.Errorf("the regex is not valid: missing closing ]")
		case rest[0] == ']' && !first:
			t.swap(size+1, "]")
			return nil
		case strings.HasPrefix(rest, "-[") && !first:
			return fmt.Errorf("the subtraction of classes [a-z-[…]] is not supported here (E-4.7)")
		}
		set, length, err := classItem(rest)
		if err != nil {
			return err
		}
		t.out.WriteString(set)
		size += length
	}
}

// classItem reads a character, a range or an escape within a class.
func classItem(text string) (set string, size int, err error) {
	low, size, single, err := classCharacter(text)
	if err != nil || !single {
		return low, size, err
	}
	rest := text[size:]
	if len(rest) < 2 || rest[0] != '-' || rest[1] == ']' || rest[1] == '[' {
		return low, size, nil
	}
	high, length, single, err := classCharacter(rest[1:])
	if err == nil && !single {
		err = fmt.Errorf("the regex is not valid: a range in [ ] ends with a class of characters")
	}
	return low + "-" + high, size + 1 + length, err
}

// classCharacter reads one character or escape within a class; single says that
// it stands for one character.
func classCharacter(text string) (set string, size int, single bool, err error) {
	switch {
	case text[0] != '\\':
		r, size := utf8.DecodeRuneInString(text)
		return exactly(r), size, true, nil
	case strings.HasPrefix(text, `\b`): // a backspace, within a class
		return exactly('\b'), 2, true, nil
	}
	set, size, err = sharedEscape(text)
	single = err == nil && strings.IndexByte("dDwWsSpP", text[1]) < 0
	return set, size, single, err
}
