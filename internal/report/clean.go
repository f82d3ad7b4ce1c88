package report

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean shows what a terminal would obey instead of print, such as escape
// sequences, line breaks and marks of writing direction, as Go writes it in a
// string: \x1b, \n, \u202e. A target must not be able to draw a verdict. The
// same holds for what a build service obeys when it reads a log: "::error" at
// the start of a line, "##[error]" and "##vso[" anywhere.
func clean(text string) string {
	if strings.IndexFunc(text, hidden) >= 0 || !utf8.ValidString(text) {
		text = quoted(text)
	}
	return disarmed(text)
}

// quoted writes hidden characters and broken bytes as Go does in a string.
func quoted(text string) string {
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

// disarmed breaks up the commands of build services. GitHub reads "::" behind
// blanks, too, and its older form anywhere in a line.
func disarmed(text string) string {
	if strings.Contains(text, "##") {
		text = strings.NewReplacer("##[", `#\x23[`, "##vso[", `#\x23vso[`).Replace(text)
	}
	blanks := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	if rest, command := strings.CutPrefix(text[blanks:], "::"); command && rest != "" && unicode.IsLetter(rune(rest[0])) {
		return text[:blanks] + `:\x3a` + rest
	}
	return text
}

// hidden is whatever is neither a visible character nor a blank.
func hidden(r rune) bool { return !unicode.IsGraphic(r) }

// shownBytes is how much of one value a report shows. A value of megabytes says
// no more, and the whole of it stands in run.json.
const shownBytes = 4 << 10

// shown is a value as reports show it: cleaned, on one line, and not endless.
func shown(text string) string {
	if len(text) <= shownBytes {
		return clean(text)
	}
	cut := shownBytes
	for cut > shownBytes-utf8.UTFMax && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return clean(text[:cut]) + fmt.Sprintf("… (%d bytes more in run.json)", len(text)-cut)
}
