package schema

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold maps texts that differ only in case to the same text, exactly as
// strings.EqualFold compares them: Fold(a) == Fold(b) if and only if
// strings.EqualFold(a, b). ASCII letters become lower case, so that an ASCII
// text without capitals is its own fold.
func Fold(text string) string {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return strings.Map(foldRune, text)
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
