package expr

import (
	"strings"
	"unicode"
)

// plainLetters are the replacements of E-4.60 in lower case. The forms with a
// macron or a macron below that Unicode has as one character stand with their
// base letter. Letters that are not here are not documented and stay.
func plainLetters() []struct{ plain, accented string } {
	return []struct{ plain, accented string }{
		{"a", "äàâãåáąăāǟ"},
		{"ae", "æǣ"},
		{"c", "çčć"},
		{"d", "ďḏ"},
		{"e", "ëèéêęěėē"},
		{"g", "ğḡ"},
		{"i", "ïîìíıī"},
		{"l", "ľłḻ"},
		{"n", "ñńňṉ"},
		{"o", "öòőõôóōȫȭ"},
		{"oe", "ø"}, // but ö gives o
		{"r", "řṟ"},
		{"ss", "ß"},
		{"s", "šśșş"},
		{"t", "ťțṯ"},
		{"u", "üùûúůűūǖ"},
		{"y", "ÿýȳ"},
		{"z", "źžżẕ"},
	}
}

// Combining marks that E-4.60 names.
const (
	macron      = '\u0304'
	macronBelow = '\u0331'
	diaeresis   = '\u0308'
)

// normalizeDiacritics is E-4.37 with the letters of E-4.60.
func normalizeDiacritics(a *arguments) Value {
	source, ok := a.text(0)
	if !ok {
		return Null()
	}
	letters := plainLetters()
	runes := []rune(source)
	var out strings.Builder
	base := rune(0) // letter before the position, in lower case and plain; 0: none of the list
	for i, r := range runes {
		if falls(base, r) {
			continue
		}
		replacement := string(r)
		switch {
		case unicode.ToLower(r) == 'œ' && i+1 < len(runes) && runes[i+1] == macron:
			replacement = sameCase("oe", r)
		case r >= 0x80:
			replacement = plainLetter(letters, r)
		}
		out.WriteString(replacement)
		base = baseOf(letters, replacement)
	}
	return Text(out.String())
}

// falls says whether a combining mark is dropped behind its base letter.
func falls(base, mark rune) bool {
	return base != 0 && (mark == macron || mark == macronBelow || base == 'a' && mark == diaeresis)
}

// baseOf is the letter that a replacement ends with, if E-4.60 lists it.
func baseOf(letters []struct{ plain, accented string }, replacement string) rune {
	lower := strings.ToLower(replacement)
	for _, row := range letters {
		if row.plain == lower {
			return rune(lower[0])
		}
	}
	return 0
}

func plainLetter(letters []struct{ plain, accented string }, r rune) string {
	if r == 'İ' {
		return "I"
	}
	for _, row := range letters {
		if strings.ContainsRune(row.accented, unicode.ToLower(r)) {
			return sameCase(row.plain, r)
		}
	}
	return string(r)
}

// sameCase writes a replacement in the case of the letter it replaces.
func sameCase(plain string, r rune) string {
	if unicode.IsUpper(r) {
		return strings.ToUpper(plain)
	}
	return plain
}
