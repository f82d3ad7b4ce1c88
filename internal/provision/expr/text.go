package expr

import (
	"strings"
	"unicode/utf16"
)

// The compare types of InStr (E-4.28).
const (
	textCompare   = "vbTextCompare"
	binaryCompare = "vbBinaryCompare"
)

// units are the UTF-16 units of a text: .NET counts characters in them. A half
// of a surrogate pair comes back as U+FFFD.
func units(text string) []uint16 { return utf16.Encode([]rune(text)) }

func fromUnits(list []uint16) string { return string(utf16.Decode(list)) }

// appendSuffix is E-4.10. Both are required, so null makes null (inferred).
func appendSuffix(a *arguments) Value {
	source, ok := a.text(0)
	suffix, okSuffix := a.text(1)
	if !ok || !okSuffix {
		return Null()
	}
	return Text(source + suffix)
}

// left is E-4.35; a null string gives "".
func left(a *arguments) Value {
	list := units(a.plain(0))
	length, ok := a.position(1)
	switch {
	case !ok:
		return Null()
	case length < 0 || length > len(list):
		return Text(fromUnits(list))
	}
	return Text(fromUnits(list[:length]))
}

// mid is E-4.36: null gives null (inferred), a start behind the end gives "".
func mid(a *arguments) Value {
	source, ok := a.text(0)
	start, okStart := a.position(1)
	length, okLength := a.position(2)
	if !ok || !okStart || !okLength {
		return Null()
	}
	if start < 1 || length < 0 {
		a.fail(BadValue, "start %d and length %d: places are counted from 1, and a length is not negative (E-4.36)", start, length)
		return Null()
	}
	list := units(source)
	from := min(start-1, len(list))
	return Text(fromUnits(list[from:min(from+length, len(list))]))
}

// inStr is E-4.28: case counts unless vbTextCompare is asked for; null gives
// null (inferred, as in VB).
func inStr(a *arguments) Value {
	text, ok := a.text(0)
	wanted, okWanted := a.text(1)
	start := 1
	if n, given := a.position(2); given {
		start = n
	}
	if !ok || !okWanted {
		return Null()
	}
	if start < 1 {
		a.fail(BadValue, "start %d: places are counted from 1 (E-4.28)", start)
		return Null()
	}
	if a.plain(3) == textCompare {
		text, wanted = lowerInvariant(text), lowerInvariant(wanted)
	}
	return number(int64(place(text, wanted, start)))
}

// place finds a text at or behind a place counted from 1; 0 if it is not there.
// VB: an empty text is found where the search starts, but not in an empty text.
func place(text, wanted string, start int) int {
	list := units(text)
	if start > len(list) {
		return 0
	}
	rest := fromUnits(list[start-1:])
	before, _, found := strings.Cut(rest, wanted)
	if !found {
		return 0
	}
	return start + len(units(before))
}

// stripSpaces is E-4.49: U+0020 only.
func stripSpaces(a *arguments) Value {
	source, ok := a.text(0)
	if !ok {
		return Null()
	}
	return Text(strings.ReplaceAll(source, " ", ""))
}

// word is E-4.53. Delimiters side by side enclose no word (inferred).
func word(a *arguments) Value {
	source, delimiters := a.plain(0), a.plain(2)
	n, ok := a.position(1)
	if !ok {
		return Null()
	}
	words := strings.FieldsFunc(source, func(r rune) bool { return strings.ContainsRune(delimiters, r) })
	if n < 1 || n > len(words) {
		return Text("")
	}
	return Text(words[n-1])
}
