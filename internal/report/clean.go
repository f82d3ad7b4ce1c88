package report

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean shows what a terminal would obey instead of print, such as escape
// sequences, line breaks and marks of writing direction, as Go writes it in a
// string: \x1b, \n, \u202e. A target must not be able to draw a verdict.
func clean(text string) string {
	if strings.IndexFunc(text, hidden) < 0 && utf8.ValidString(text) {
		return text
	}
	var shown strings.Builder
	for i, width := 0, 0; i < len(text); i += width {
		var r rune
		r, width = utf8.DecodeRuneInString(text[i:])
		if part := text[i : i+width]; r == utf8.RuneError && width == 1 || hidden(r) {
			quoted := strconv.QuoteToASCII(part)
			shown.WriteString(quoted[1 : len(quoted)-1])
		} else {
			shown.WriteString(part)
		}
	}
	return shown.String()
}

// hidden is whatever is neither a visible character nor a blank.
func hidden(r rune) bool { return !unicode.IsGraphic(r) }
