package expr

import (
	"fmt"
	"strings"
	"unicode"
)

// culture is what matters of a .NET culture here: .NET maps one character to
// one, and only the dotless i of Turkish and Azeri differs.
type culture int

const (
	invariant culture = iota
	turkic
	other
)

// languages are the ISO 639-1 codes that begin a culture name, and a few
// three-letter ones where there is none of two.
const languages = " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu" +
	" fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky" +
	" la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw" +
	" sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu" +
	" chr fil gsw haw kok sah syr "

// parseCulture reads a name such as tr, tr-TR or az-Latn-AZ; "" is the
// invariant culture (E-4.51). Case does not count.
func parseCulture(name string) (any, error) {
	if name == "" {
		return invariant, nil
	}
	language, region, regional := strings.Cut(strings.ToLower(name), "-")
	if script, last, both := strings.Cut(region, "-"); both && len(script) == 4 && isWord(script) {
		region = last
	} else if len(region) == 4 && isWord(region) {
		regional = false
	}
	known := isWord(language) && strings.Contains(languages, " "+language+" ")
	if !known || regional && !isRegion(region) {
		return nil, fmt.Errorf("it is not a known culture such as tr-TR or en-US (E-4.51)")
	}
	if language == "tr" || language == "az" {
		return turkic, nil
	}
	return other, nil
}

// isRegion: two letters (ISO 3166) or three digits (UN M.49).
func isRegion(text string) bool {
	return len(text) == 2 && isWord(text) || len(text) == 3 && strings.Trim(text, "0123456789") == ""
}

func isWord(text string) bool {
	return text != "" && strings.Trim(text, "abcdefghijklmnopqrstuvwxyz") == ""
}

// toLower is E-4.51.
func toLower(a *arguments) Value { return a.recase(culture.lower) }

// toUpper is E-4.52.
func toUpper(a *arguments) Value { return a.recase(culture.upper) }

// recase maps a text by the culture of the second argument; none and null are
// the invariant one.
func (a *arguments) recase(recase func(culture, string) string) Value {
	source, ok := a.text(0)
	chosen, _ := prepared[culture](a, 1)
	if !ok {
		return Null()
	}
	return Text(recase(chosen, source))
}

func (c culture) lower(text string) string {
	switch c {
	case turkic:
		return strings.ToLowerSpecial(unicode.TurkishCase, text)
	case invariant:
		return lowerInvariant(text)
	}
	return strings.ToLower(text)
}

func (c culture) upper(text string) string {
	switch c {
	case turkic:
		return strings.ToUpperSpecial(unicode.TurkishCase, text)
	case invariant:
		return strings.Map(upperInvariant, text)
	}
	return strings.ToUpper(text)
}

// lowerInvariant: in .NET's invariant culture İ has no lower case.
func lowerInvariant(text string) string {
	return strings.Map(func(r rune) rune {
		if r == 'İ' {
			return r
		}
		return unicode.ToLower(r)
	}, text)
}

// upperInvariant: in .NET's invariant culture ı has no upper case.
func upperInvariant(r rune) rune {
	if r == 'ı' {
		return r
	}
	return unicode.ToUpper(r)
}

// properCase is E-4.41.
func properCase(a *arguments) Value {
	source, ok := a.text(0)
	if !ok {
		return Null()
	}
	separates := isSeparator
	if a.given(1) {
		separators := a.plain(1)
		separates = func(r rune) bool { return strings.ContainsRune(separators, r) }
	}
	inside := false
	return Text(strings.Map(func(r rune) rune {
		switch {
		case separates(r):
			inside = false
			return r
		case inside:
			return unicode.ToLower(r)
		}
		inside = true
		return unicode.ToTitle(r)
	}, source))
}

// isSeparator: the categories of E-4.41. All marks of punctuation separate, the
// apostrophe with them.
func isSeparator(r rune) bool {
	return unicode.In(r, unicode.Z, unicode.Cc, unicode.Cf, unicode.P, unicode.Sm, unicode.Sc, unicode.Sk, unicode.So)
}
