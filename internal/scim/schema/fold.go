package schema

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold maps texts that are equal but for case to the same text. Of texts in
// normal form C, Fold(a) == Fold(b) if and only if strings.EqualFold(a, b); other
// texts are brought into that form first, so that an é in one code point is the
// é in two (RFC 7644 §5, §7.8: strings are prepared before they are compared).
// ASCII letters become lower case, so that an ASCII text without capitals is its
// own fold.
func Fold(text string) string {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return strings.Map(foldRune, norm.NFC.String(text))
		}
	}
	return strings.ToLower(text)
}

// foldRune is the smallest rune of those that differ only in case. In the
// orbits that have ASCII letters it is the capital, which becomes small.
func foldRune(r rune) rune {
	least := r
	for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
		least = min(least, next)
	}
	if 'A' <= least && least <= 'Z' {
		return least + 'a' - 'A'
	}
	return least
}
