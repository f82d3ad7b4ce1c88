package expr

import "testing"

func TestTexts(t *testing.T) {
	none := with{"m": []string{"only"}, "e": ""}
	runRows(t, []row{
		{"E-4.10 absent source (inferred)", `Append([none], ".test")`, none, "null"},
		{"E-4.10 absent suffix (inferred)", `Append("x", [none])`, none, "null"},
		{"E-4.10 empty suffix", `Append("x", "")`, none, "x"},
		{"the one value of a multi-valued attribute", `Append([m], "!")`, none, "only!"},
		{"E-4.13 null", `BitAnd([none], 1)`, none, "null"},
		{"E-4.13 negative", `BitAnd(-1, 12)`, none, "12"},
		{"E-4.17 null", `ConvertToBase64([none])`, none, "null"},
		{"E-4.17 beyond the basic plane: D83D DE00", `ConvertToBase64("😀")`, none, "PdgA3g=="},
		{"E-4.18 null", `ConvertToUTF8Hex([none])`, none, "null"},
		{"E-4.20 null", `CStr([none])`, none, "null"},
		{"E-4.28 null (inferred)", `InStr([none], "x")`, none, "null"},
		{"E-4.53 absent number (inferred)", `Word("a b", [none], " ")`, none, "null"},
		{"E-4.18 beyond ASCII: C3 AB", `ConvertToUTF8Hex("ë")`, none, "C3AB"},
		{"E-4.20 number", `CStr(-7)`, none, "-7"},
		{"E-4.20 boolean", `CStr(IsNull([none]))`, none, "True"},
		{"E-4.28 not there (inferred)", `InStr("abc", "x")`, none, "0"},
		{"E-4.28 case counts", `InStr("abc", "B")`, none, "0"},
		{"E-4.28 case does not count", `InStr("abc", "B", 1, vbTextCompare)`, none, "2"},
		{"E-4.28 start left empty", `InStr("abc", "B", , vbTextCompare)`, none, "2"},
		{"E-4.28 start behind the end", `InStr("abc", "a", 9)`, none, "0"},
		{"E-4.28 units of UTF-16", `InStr("😀b", "b")`, none, "3"},
		{"E-4.35 nothing", `Left("John", 0)`, none, ""},
		{"E-4.35 negative", `Left("John", -1)`, none, "John"},
		{"E-4.35 beyond the end", `Left("John", 99)`, none, "John"},
		{"E-4.35 far beyond the end", `Left("John", 9223372036854775807)`, none, "John"},
		{"E-4.35 null", `Left([none], 3)`, none, ""},
		{"E-4.35 units of UTF-16", `Left("😀b", 2)`, none, "😀"},
		{"E-4.36 stops at the end", `Mid("John", 3, 9)`, none, "hn"},
		{"E-4.36 begins behind the end", `Mid("John", 9, 1)`, none, ""},
		{"E-4.36 far beyond the end", `Mid("John", 2, 9223372036854775807)`, none, "ohn"},
		{"E-4.36 null (inferred)", `Mid([none], 1, 1)`, none, "null"},
		{"E-4.49 blanks only", "StripSpaces(\" a\tb \")", none, "a\tb"},
		{"E-4.53 number below 1", `Word("a b", 0, " ")`, none, ""},
		{"E-4.53 too few words", `Word("a b", 3, " ")`, none, ""},
		{"E-4.53 null", `Word([none], 1, " ")`, none, ""},
		{"E-4.53 no delimiter", `Word("a b", 1, "")`, none, "a b"},
		{"E-4.53 delimiters side by side (inferred)", `Word("a  b", 2, " ")`, none, "b"},
	})
	for _, f := range []failing{
		{"E-4.36 start that is computed", `Mid("John", [n], 1)`, with{"n": "0"}, BadValue, "counted from 1"},
		{"E-4.36 negative length", `Mid("John", 1, -1)`, nil, BadValue, "not negative"},
		{"E-4.28 start that is computed", `InStr("John", "o", [n])`, with{"n": "-3"}, BadValue, "counted from 1"},
	} {
		f.run(t)
	}
}

func TestCase(t *testing.T) {
	runRows(t, []row{
		{"E-4.51 null", `ToLower([none])`, nil, "null"},
		{"E-4.51 invariant", `ToLower("ISTANBUL")`, nil, "istanbul"},
		{"E-4.51 Turkish", `ToLower("ISTANBUL İ", "tr-TR")`, nil, "ıstanbul i"},
		{"E-4.51 language alone", `ToLower("I", "tr")`, nil, "ı"},
		{"E-4.51 Azeri with script", `ToLower("I", "az-Latn-AZ")`, nil, "ı"},
		{"E-4.51 Azeri, script alone", `ToLower("I", "az-Latn")`, nil, "ı"},
		{"E-4.51 Lithuanian has no rule of its own in .NET", `ToLower("Į", "lt-LT")`, nil, "į"},
		{"E-4.51 English", `ToLower("I", "en-US")`, nil, "i"},
		{"E-4.51 culture in another case", `ToLower("I", "TR-tr")`, nil, "ı"},
		{"E-4.51 empty culture is the invariant one", `ToLower("I", "")`, nil, "i"},
		{"E-4.51 absent culture is the invariant one", `ToLower("I", [none])`, nil, "i"},
		{"E-4.51 culture from an attribute", `ToLower("I", [c])`, with{"c": "tr-TR"}, "ı"},
		{"E-4.51 .NET's invariant culture leaves the dotted İ", `ToLower("İ")`, nil, "İ"},
		{"E-4.52 .NET's invariant culture leaves the dotless ı", `ToUpper("ıi")`, nil, "ıI"},
		{"E-4.51 one character for one", `ToLower("ΟΔΟΣ")`, nil, "οδοσ"},
		{"E-4.52 Turkish", `ToUpper("istanbul ı", "tr-TR")`, nil, "İSTANBUL I"},
		{"E-4.52 English", `ToUpper("i", "en-GB")`, nil, "I"},
		{"E-4.52 one character for one", `ToUpper("straße")`, nil, "STRAßE"},
		{"E-4.52 region of the UN", `ToUpper("x", "es-419")`, nil, "X"},
		{"E-4.41 dashes and points separate", `PCase("anna-LENA o.NEILL")`, nil, "Anna-Lena O.Neill"},
		{"E-4.41 digits do not separate", `PCase("room 2B")`, nil, "Room 2b"},
		{"E-4.41 only the given characters separate", `PCase("anna-lena", " ")`, nil, "Anna-lena"},
		{"E-4.41 letters of other scripts", `PCase("éLODIE")`, nil, "Élodie"},
		{"E-4.41 null", `PCase([none])`, nil, "null"},
	})
	for _, culture := range []string{"xx", "tr_TR", "tr-", "-TR", "tr-TRK", "tr-TR-x", "trTR"} {
		refused{"culture " + culture, `ToUpper([a], ‸"` + culture + `")`, "culture"}.run(t)
	}
	failing{"E-4.51 culture that is computed", `ToLower("I", [c])`, with{"c": "nowhere"}, BadValue, "not a known culture"}.run(t)
}

// E-4.60, letter by letter.
func TestDiacritics(t *testing.T) {
	runRows(t, []row{
		{"a", `NormalizeDiacritics("äàâãåáąăā ÄÀÂÃÅÁĄĂĀ")`, nil, "aaaaaaaaa AAAAAAAAA"},
		{"ae", `NormalizeDiacritics("æǣ ÆǢ")`, nil, "aeae AEAE"},
		{"c, d", `NormalizeDiacritics("çčćď ÇČĆĎ")`, nil, "cccd CCCD"},
		{"e", `NormalizeDiacritics("ëèéêęěėē ËÈÉÊĘĚĖĒ")`, nil, "eeeeeeee EEEEEEEE"},
		{"g", `NormalizeDiacritics("ğ Ğ")`, nil, "g G"},
		{"i, dotless and dotted", `NormalizeDiacritics("ïîìíıī ÏÎÌÍİĪ")`, nil, "iiiiii IIIIII"},
		{"l, n", `NormalizeDiacritics("ľłñńň ĽŁÑŃŇ")`, nil, "llnnn LLNNN"},
		{"o, but not ø", `NormalizeDiacritics("öòőõôóō ÖÒŐÕÔÓŌ")`, nil, "ooooooo OOOOOOO"},
		{"oe", `NormalizeDiacritics("øœ̄ Ø")`, nil, "oeoe OE"},
		{"r, ss, s", `NormalizeDiacritics("řßšśșş ŘŠŚȘŞ")`, nil, "rssssss RSSSS"},
		{"t, u", `NormalizeDiacritics("ťțüùûúůűū ŤȚÜÙÛÚŮŰŪ")`, nil, "ttuuuuuuu TTUUUUUUU"},
		{"y, z", `NormalizeDiacritics("ÿýȳźžż ÝȲŹŽŻ")`, nil, "yyyzzz YYZZZ"},
		{"further macron and diaeresis on a", "NormalizeDiacritics(\"ä\u0304 a\u0308 ā\u0308\")", nil, "a a a"},
		{"combining macron and macron below", "NormalizeDiacritics(\"o\u0304 D\u0331 ö\u0304\")", nil, "o D o"},
		{"macron below as one letter", `NormalizeDiacritics("ḏḻṉṟṯẕ")`, nil, "dlnrtz"},
		{"letters that are not listed stay", `NormalizeDiacritics("đþœ Ω")`, nil, "đþœ Ω"},
		{"marks on letters that are not listed stay", "NormalizeDiacritics(\"b\u0331 e\u0308\")", nil, "b\u0331 e\u0308"},
		{"null", `NormalizeDiacritics([none])`, nil, "null"},
	})
}

func TestMultiValued(t *testing.T) {
	list := with{"l": []string{"b", "", "a", "B", "b"}, "one": "x", "none": []string{}}
	runRows(t, []row{
		{"E-4.19 absent", `Count([none])`, list, "0"},
		{"E-4.19 single value", `Count([one])`, list, "1"},
		{"E-4.19 of a call", `Count(Split("a,b", ","))`, list, "2"},
		{"E-4.33 last", `Item([l], 5)`, list, "b"},
		{"E-4.33 behind the last (inferred)", `Item([l], 6)`, list, "null"},
		{"E-4.33 absent", `Item([none], 1)`, list, "null"},
		{"E-4.34 all values but the empty", `Join("-", [l], [none], [one])`, list, "b-a-B-b-x"},
		{"E-4.34 empty separator", `Join("", "a", "b")`, list, "ab"},
		{"E-4.34 nothing to join", `Join("-", [none], "")`, list, ""},
		{"E-4.34 number", `Join("-", 10, &HA)`, list, "10-10"},
		{"E-4.44 case counts, order stays", `RemoveDuplicates([l])`, list, "[b||a|B]"},
		{"E-4.44 absent", `RemoveDuplicates([none])`, list, "null"},
		{"E-4.48 empty parts stay", `Split("a,,b", ",")`, list, "[a||b]"},
		{"E-4.48 longer delimiter", `Split("a; b", "; ")`, list, "[a|b]"},
		{"E-4.48 no delimiter", `Split("a b", "")`, list, "[a b]"},
		{"E-4.48 null", `Split([none], ",")`, list, "null"},
	})
	failing{"E-4.33 index that is computed", `Item([l], [i])`, with{"l": []string{"a"}, "i": "0"}, BadValue, "counted from 1"}.run(t)
}
