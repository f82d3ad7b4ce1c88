package interop

import (
	"math/rand/v2"
	"strings"
)

// writer writes filters by the grammar of RFC 7644 figure 1, rule by rule, as
// far as both parsers claim to know it; what only one of them knows is in the
// table of differences.
type writer struct{ *rand.Rand }

func newWriter(seed uint64) writer { return writer{rand.New(rand.NewPCG(seed, 7644))} }

func (w writer) one(of ...string) string { return of[w.IntN(len(of))] }

// filter is FILTER; depth bounds what is within it.
func (w writer) filter(depth int) string {
	if depth == 0 {
		return w.attrExp(true)
	}
	switch w.IntN(6) {
	case 0, 1: // logExp
		return w.filter(depth-1) + " " + w.letters("and", "or") + " " + w.filter(depth-1)
	case 2: // *1"not" "(" FILTER ")"; a blank may follow "not" (EID 7319)
		return w.one("", w.letters("not"), w.letters("not")+" ") + "(" + w.filter(depth-1) + ")"
	case 3: // valuePath
		return w.attrPath(false) + "[" + w.valFilter() + "]"
	}
	return w.attrExp(true)
}

// valFilter is a filter of one or two attributes.
func (w writer) valFilter() string {
	switch w.IntN(4) {
	case 0:
		return w.attrExp(false) + " " + w.letters("and", "or") + " " + w.attrExp(false)
	case 1:
		return w.letters("not") + w.one("", " ") + "(" + w.attrExp(false) + ")"
	}
	return w.attrExp(false)
}

func (w writer) attrExp(sub bool) string {
	if w.IntN(4) == 0 {
		return w.attrPath(sub) + " " + w.letters("pr")
	}
	return w.attrPath(sub) + " " + w.letters("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le") + " " + w.compValue()
}

func (w writer) attrPath(sub bool) string {
	path := w.one("", "", "", "urn:ietf:params:scim:schemas:core:2.0:User:") + w.attrName()
	if sub && w.IntN(3) == 0 {
		path += "." + w.attrName()
	}
	return path
}

func (w writer) attrName() string {
	if w.IntN(3) > 0 {
		return w.one("userName", "emails", "not", "pr", "and", "or", "eq", "true", "null", "$ref", "x509Certificates", "a-b_c")
	}
	name := w.one("a", "Z", "q")
	for range w.IntN(6) {
		name += w.one("-", "_", "0", "9", "a", "X")
	}
	return name
}

func (w writer) compValue() string {
	switch w.IntN(6) {
	case 0:
		return w.one("true", "false", "null")
	case 1:
		return w.one("", "-") + w.one("0", "7", "10", "9007199254740993") + w.one("", ".5", ".00") + w.one("", "e1", "E+10", "e-400")
	}
	var text strings.Builder
	for range w.IntN(8) {
		text.WriteString(w.one("a", "B", " ", "(", ")", "[", "]", ".", `\"`, `\\`, `\/`, `\n`, "ü", "日", "\U0001F4A9", "'", "and", " or "))
	}
	return `"` + text.String() + `"`
}

// letters is one of some keywords in any case.
func (w writer) letters(of ...string) string {
	word := []byte(w.one(of...))
	for i := range word {
		if w.IntN(4) == 0 {
			word[i] ^= 0x20
		}
	}
	return string(word)
}

// spoilt is a filter with a few changes, so that it is near the grammar, and
// mostly outside of it.
func (w writer) spoilt(text string) string {
	runes := []rune(text)
	for range 1 + w.IntN(3) {
		at := w.IntN(len(runes) + 1)
		switch w.IntN(4) {
		case 0: // take one away
			if at < len(runes) && len(runes) > 1 {
				runes = append(runes[:at:at], runes[at+1:]...)
			}
		case 1: // say one twice
			if at < len(runes) {
				runes = append(runes[:at:at], append([]rune{runes[at]}, runes[at:]...)...)
			}
		default: // put one in
			piece := []rune(w.one(" ", `"`, "(", ")", "[", "]", ".", ":", "$", "-", "0", "e", "\\", `\u00e4`, "'", "not ", " and ", " pr", "\t", "\x00", "\ufffd", "N", "/"))
			runes = append(runes[:at:at], append(piece, runes[at:]...)...)
		}
	}
	return string(runes)
}
