package expr

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// dateFormat is a .NET custom date format (E-4.7), read into its tokens.
type dateFormat []dateToken

// inputFormat is a dateFormat that can be read with.
type inputFormat struct{ dateFormat }

// dateToken is a specifier such as MM, or literal text.
type dateToken struct {
	verb    byte // d f F g h H K m M s t y z; Z, which is a letter to write and UTC to read; 0 for a literal
	width   int  // how often the specifier is repeated
	literal string
	dotted  bool // F behind a point, which falls with the fraction
}

// standardForm writes out the standard formats that look alike in every
// culture. "" for others.
func standardForm(letter string) string {
	switch letter {
	case "o", "O":
		return "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK"
	case "r", "R":
		return "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'"
	case "s":
		return "yyyy'-'MM'-'dd'T'HH':'mm':'ss"
	case "u":
		return "yyyy'-'MM'-'dd HH':'mm':'ss'Z'"
	}
	return ""
}

func parseDateFormat(text string) (any, error) { return parseFormat(text) }

// parseFormat reads a format to write with.
func parseFormat(text string) (dateFormat, error) {
	if text == "" {
		return nil, fmt.Errorf("it must be a .NET custom date format such as yyyy-MM-dd (E-4.7)")
	}
	if len(text) == 1 {
		form := standardForm(text)
		if form == "" {
			return nil, fmt.Errorf("a single character is a standard format; of those only o, r, s and u do not depend on a culture, which is not documented: write a custom format (E-4.7)")
		}
		text = form
	}
	var format dateFormat
	for text != "" {
		token, rest, err := nextToken(text)
		if err != nil {
			return nil, err
		}
		format = format.with(token)
		text = rest
	}
	return format, nil
}

// with appends a token; a point before F belongs to F, because both vanish when
// there is no fraction.
func (f dateFormat) with(token dateToken) dateFormat {
	last := len(f) - 1
	if token.verb == 'F' && last >= 0 && f[last].verb == 0 && strings.HasSuffix(f[last].literal, ".") {
		f[last].literal = strings.TrimSuffix(f[last].literal, ".")
		token.dotted = true
	}
	if token.verb == 0 && last >= 0 && f[last].verb == 0 {
		f[last].literal += token.literal
		return f
	}
	return append(f, token)
}

// nextToken takes one token off a format.
func nextToken(text string) (dateToken, string, error) {
	switch c := text[0]; {
	case c == '\'' || c == '"':
		return quotedToken(text)
	case c == '\\':
		return escapedToken(text)
	case c == '%':
		if len(text) == 1 || text[1] == '%' {
			return dateToken{}, "", fmt.Errorf("%% must be followed by a specifier (E-4.7)")
		}
		return nextToken(text[1:])
	case strings.IndexByte("dfFghHKmMstyzZ", c) >= 0:
		return specifier(text)
	}
	_, size := utf8.DecodeRuneInString(text)
	return dateToken{literal: text[:size]}, text[size:], nil
}

func specifier(text string) (dateToken, string, error) {
	rest := strings.TrimLeft(text, text[:1])
	token := dateToken{verb: text[0], width: len(text) - len(rest)}
	switch {
	case token.verb == 'K' || token.verb == 'Z': // each stands for itself
		return dateToken{verb: token.verb, width: 1}, text[1:], nil
	case (token.verb == 'f' || token.verb == 'F') && token.width > 7:
		return token, "", fmt.Errorf("a fraction of a second has 7 digits at most: %s (E-4.7)", clip(text[:token.width]))
	}
	return token, rest, nil
}

// quotedToken is literal text in quotation marks.
func quotedToken(text string) (dateToken, string, error) {
	var literal strings.Builder
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == text[0]:
			return dateToken{literal: literal.String()}, text[i+1:], nil
		case text[i] == '\\':
			if i++; i == len(text) {
				return dateToken{}, "", fmt.Errorf("a backslash ends the format (E-4.7)")
			}
		}
		literal.WriteByte(text[i])
	}
	return dateToken{}, "", fmt.Errorf("the quotation mark %c is not closed (E-4.7)", text[0])
}

// escapedToken is the character behind a backslash.
func escapedToken(text string) (dateToken, string, error) {
	if len(text) == 1 {
		return dateToken{}, "", fmt.Errorf("a backslash ends the format (E-4.7)")
	}
	_, size := utf8.DecodeRuneInString(text[1:])
	return dateToken{literal: text[1 : 1+size]}, text[1+size:], nil
}

// parseInputFormat reads a format to read with. What .NET would read in a way
// that cannot be told for certain is refused.
func parseInputFormat(text string) (any, error) {
	format, err := parseFormat(text)
	if err != nil {
		return nil, err
	}
	for _, token := range format {
		if token.verb == 'y' && (token.width == 3 || token.width > 4) {
			return nil, fmt.Errorf("a year is read with yyyy or yy, not with %d digits (E-4.7)", token.width)
		}
		if token.verb == 'g' {
			return nil, fmt.Errorf("the era (g) cannot be read here: the names of eras depend on a culture (E-4.7)")
		}
	}
	return inputFormat{format}, nil
}
