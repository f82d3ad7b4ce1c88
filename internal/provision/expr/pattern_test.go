package expr

import (
	"strings"
	"testing"
)

// matched replaces what a .NET regex matches by "_". The expectations are those
// of the definition of .NET's regular expression language (E-4.7).
func matched(pattern string) string {
	pattern = strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(pattern)
	return `Replace([s], , "` + pattern + `", , "_", , )`
}

func TestPatterns(t *testing.T) {
	for _, r := range []struct{ name, pattern, source, want string }{
		{"digits of every script", `\d`, "a1٣", "a__"},
		{"what is no digit", `\D`, "a1٣", "_1٣"},
		{"digits in a class", `[\d-]`, "a1-٣", "a___"},
		{"words of every script", `\w+`, "Zoë Ω_1!", "_ _!"},
		{"what is no word", `\W`, "ë!Ω", "ë_Ω"},
		{"what is no word, in a class", `[\W]`, "ë!Ω", "ë_Ω"},
		{"blanks of Unicode", `\s`, "a\u00a0b\tc", "a_b_c"},
		{"what is no blank", `\S`, "a\u00a0b", "_\u00a0_"},
		{"everything", `[\s\S]+`, "a\n ë", "_"},
		{"everything but", `[^\s\S]`, "a\n ë", "a\n ë"},
		{"point does not match a line break", `a.b`, "a\nb a-b", "a\nb _"},
		{"point does, with s", `(?s)a.b`, "a\nb", "_"},
		{"case", `A`, "aA", "a_"},
		{"case does not count, with i", `(?i)a`, "aA", "__"},
		{"i for a group", `(?i:a)b`, "Ab AB", "_ AB"},
		{"i switched off", `(?i)a(?-i)b`, "Ab AB", "_ AB"},
		{"begin and end", `^a$`, "a", "_"},
		{"lines, with m", `(?m)^a$`, "a\nab\na", "_\nab\n_"},
		{"lines for a group", `(?m:^a$)|b$`, "a\nb\nb", "_\nb\n_"},
		{"group in quotation marks", `(?'n'a)b`, "ab", "_"},
		{"comment", `a(?#letter)b`, "ab", "_"},
		{"hexadecimal", `\x41\u00EB`, "Aë", "_"},
		{"group without a number", `(?:ab)+c`, "ababc", "_"},
		{"alternatives of which one is nothing", `^(?:a|)x`, "axx", "_x"},
		{"octal", `\0101`, "\b1", "_"},
		{"control", `\cI`, "\t", "_"},
		{"escapes", `\t\n\r\f\v\a\e`, "\t\n\r\f\v\a\x1b", "_"},
		{"escaped marks", `\.\[\(\\`, `.[(\`, "_"},
		{"category", `\p{Lu}\P{Lu}`, "Äb", "_"},
		{"category in a class", `[\p{Lu}x]`, "Äx", "__"},
		{"no POSIX classes", `[[:alpha:]x`, "ax:x [x bx", "__ _ bx"},
		{"bracket first in a class", `[]a]`, "]a", "__"},
		{"caret not first in a class", `[a^]`, "a^", "__"},
		{"dash after a class", `[\w-.]`, "a-.!", "___!"},
		{"backspace in a class", `[\b]`, "\b", "_"},
		{"range of escapes", `[\x41-\x43]`, "ABCD", "___D"},
		{"quotation mark", `"`, `a"b`, "a_b"},
		{"lazy", `a.+?b`, "axbxb", "_xb"},
		{"first alternative wins", `a|ab`, "ab", "_b"},
		{"counted", `a{2,3}`, "aaaaa", "__"},
		{"word boundary", `\ba`, "a ba", "_ ba"},
		{"end of the text", `a\z`, "aa", "a_"},
		{"end of the text or its last line", `a\Z`, "aa", "a_"},
		{"begin of the text", `\Aa`, "aa", "_a"},
		{"empty matches only", `x*`, "ab", "_a_b_"},
		{"nothing at the begin, anchored", `^x*`, "xxa", "_a"},
	} {
		row{r.name, matched(r.pattern), with{"s": r.source}, r.want}.run(t)
	}
}

// Where .NET and RE2 differ and the text decides.
func TestPatternsUncertain(t *testing.T) {
	for _, f := range []failing{
		{"word boundary beyond ASCII", matched(`\be`), with{"s": "ë"}, Unsupported, `\b`},
		{"end before a line break", matched(`a$`), with{"s": "a\n"}, Unsupported, "line break"},
		{"end before a line break, \\Z", matched(`a\Z`), with{"s": "a\n"}, Unsupported, "line break"},
		{"nothing behind a match", matched(`a*`), with{"s": "baaac"}, Unsupported, "can match nothing"},
		{"nothing behind a match, by an alternative", matched(`a|\s?`), with{"s": "ba"}, Unsupported, "can match nothing"},
		{"prefix, which .NET knows", `Replace([s], , "a", , "$_", , )`, with{"s": "a"}, Unsupported, "$_"},
		{"regex that is computed", `Replace([s], , [p], , "", , )`, with{"s": "a", "p": "(?=a)"}, BadValue, "look-ahead"},
		{"group that is computed", `Replace([s], , "(?<n>a)", [g], "", , )`, with{"s": "a", "g": "m"}, BadValue, `"m"`},
	} {
		f.run(t)
	}
	row{"nothing for nothing is certain", `Replace([s], , "a*", , "", , )`, with{"s": "baaac"}, "bc"}.run(t)
	row{"end before a line break, with m", matched(`(?m)a$`), with{"s": "a\n"}, "_\n"}.run(t)
}

func TestReplacements(t *testing.T) {
	source := with{"s": "ab-cd", "v": "x", "re": "b", "g": "n", "e": ""}
	runRows(t, []row{
		{"E-4.45 by case", `Replace([s], "A", , , "x", , )`, source, "ab-cd"},
		{"every occurrence", `Replace("aXbX", "X", , , "--", , )`, source, "a--b--"},
		{"null source", `Replace([none], "a", , , "x", , )`, source, "null"},
		{"null source, template", `Replace([none], "<u>", , , , , "<u>@x")`, source, "null"},
		{"template, every occurrence", `Replace([v], "<u>", , , , , "<u>-<u>")`, source, "x-x"},
		{"values of attributes", `Replace([s], [re], , , [v], , )`, source, "ax-cd"},
		{"absent replacement is nothing", `Replace([s], "b", , , [none], , )`, source, "a-cd"},
		{"absent old value replaces nothing", `Replace([s], [none], , , "x", , )`, source, "ab-cd"},
		{"arguments at the end may be left out", `Replace([s], "b", , , "")`, source, "a-cd"},
		{"regex of an attribute", `Replace([s], , [re], , "x", , )`, source, "ax-cd"},
		{"null source, regex", `Replace([none], , "a", , "x", , )`, source, "null"},
		{"no match", `Replace([s], , "\\d+", , "x", , )`, source, "ab-cd"},
		{"numbered group", `Replace([s], , "(\\w)(\\w)", , "$2$1", , )`, source, "ba-dc"},
		{".NET counts groups with names last", `Replace([s], , "(?<n>\\w)(\\w)", , "$2$1", , )`, source, "ab-cd"},
		{"group in braces", `Replace([s], , "(\\w)(\\w)", , "${1}1", , )`, source, "a1-c1"},
		{"the whole match", `Replace([s], , "\\w\\w", , "<$&>", , )`, source, "<ab>-<cd>"},
		{"dollar sign", `Replace([s], , "-", , "$$", , )`, source, "ab$cd"},
		{"dollar sign before a group", `Replace([s], , "(-)", , "$$1", , )`, source, "ab$1cd"},
		{"no such group stays as it is", `Replace([s], , "-", , "${x}$7$", , )`, source, "ab${x}$7$cd"},
		{"group that took no part", `Replace([s], , "(x)?-", , "[$1]", , )`, source, "ab[]cd"},
		{"group in every match", `Replace([s], , "(?<n>\\w)\\w", "n", "_", , )`, source, "_b-_d"},
		{"group in the middle", `Replace([s], , "b(?<n>-)c", "n", "+", , )`, source, "ab+cd"},
		{"group by its number", `Replace([s], , "b(-)c", "1", "+", , )`, source, "ab+cd"},
		{"group's name of an attribute", `Replace([s], , "b(?<n>-)c", [g], "+", , )`, source, "ab+cd"},
		{"group that took no part stays", `Replace([s], , "(?<n>x)|-", "n", "+", , )`, source, "ab-cd"},
		{"dollar signs mean nothing in a group's replacement", `Replace([s], , "(?<n>-)", "n", "$1", , )`, source, "ab$1cd"},
		{"null source, group", `Replace([none], , "(?<n>a)", "n", "x", , )`, source, "null"},
		{"other attribute, null source", `Replace([none], , "(?<n>.)-", "n", , [s], )`, source, "b"},
		{"other attribute without a match", `Replace([e], , "(?<n>\\d)", "n", , [s], )`, source, "null"},
		{"other attribute absent", `Replace([e], , "(?<n>\\d)", "n", , [none], )`, source, "null"},
		{"other attribute, first match", `Replace([e], , "(?<n>\\w)", "n", , [s], )`, source, "a"},
	})
}
