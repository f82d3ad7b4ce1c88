package filter

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// operand reads a JSON string, number, true, false or null (RFC 7644 figure 1,
// compValue), in tolerant mode also a text without quotes.
func (p *parser) operand() (any, error) {
	if p.at('"') {
		return p.quoted()
	}
	start, word := p.pos, p.word()
	p.pos += len(word)
	switch {
	case word == "true":
		return true, nil
	case word == "false":
		return false, nil
	case word == "null":
		return nil, nil
	case isNumber(word):
		return json.Number(word), nil
	case p.mode == Tolerant && word != "" && word[0] != '\'' && utf8.ValidString(word):
		return word, nil
	}
	p.pos = start
	return nil, syntax(start, `an operand is expected (a string in double quotes, a number, true, false or null), found %s`, p.found())
}

// quoted reads a JSON string. Nearly all have no escapes and need no copy.
func (p *parser) quoted() (any, error) {
	start := p.pos
	for p.pos++; p.pos < len(p.text); p.pos++ {
		switch c := p.text[p.pos]; {
		case c == '"':
			p.pos++
			return unquote(p.text[start:p.pos], start)
		case c == '\\':
			p.pos++
		case c < ' ':
			return nil, syntax(p.pos, "a string cannot hold the control character %q: write it as an escape", c)
		}
	}
	p.pos = len(p.text)
	return nil, syntax(start, "this string is not closed: a double quotation mark is missing")
}

// unquote decodes a JSON string that has both its quotation marks.
func unquote(literal string, pos int) (any, error) {
	if !utf8.ValidString(literal) {
		return nil, syntax(pos, "this string is not UTF-8")
	}
	if strings.IndexByte(literal, '\\') < 0 {
		return literal[1 : len(literal)-1], nil
	}
	var text string
	if err := json.Unmarshal([]byte(literal), &text); err != nil {
		return nil, syntax(pos, `this string has an escape that JSON does not know: use \" \\ \/ \b \f \n \r \t or \uXXXX`)
	}
	return text, nil
}

// isNumber says whether a text is a JSON number (RFC 7159 §6).
func isNumber(text string) bool {
	text = strings.TrimPrefix(text, "-")
	whole := digits(text)
	if whole == 0 || whole > 1 && text[0] == '0' {
		return false
	}
	text = text[whole:]
	if fraction, ok := strings.CutPrefix(text, "."); ok {
		n := digits(fraction)
		if n == 0 {
			return false
		}
		text = fraction[n:]
	}
	if text == "" {
		return true
	}
	if text[0] != 'e' && text[0] != 'E' {
		return false
	}
	exponent := text[1:]
	if exponent != "" && (exponent[0] == '+' || exponent[0] == '-') {
		exponent = exponent[1:]
	}
	return exponent != "" && digits(exponent) == len(exponent)
}

// digits counts the digits that a text begins with.
func digits(text string) int {
	n := 0
	for n < len(text) && '0' <= text[n] && text[n] <= '9' {
		n++
	}
	return n
}
