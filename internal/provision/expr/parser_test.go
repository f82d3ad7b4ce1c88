package expr

import (
	"strings"
	"testing"
)

// Every refusal says where and why (‸ marks the place).
func TestSyntaxErrors(t *testing.T) {
	for _, r := range []refused{
		{"E-4.1 nothing", `  ‸`, "an expression is expected"},
		{"E-4.1 two expressions", `[a] ‸[b]`, "the expression ends here"},
		{"E-4.1 name in another case", `‸switch([a], , "x", "y")`, "did you mean Switch?"},
		{"E-4.1 misspelt name", `‸Swich([a], , "x", "y")`, "did you mean Switch?"},
		{"E-4.1 no such name", `Append("x", ‸Frobnicate([a]))`, "there is no function Frobnicate; names"},
		{"function without its bracket", `Append([a], Now ‸)`, `"(" is expected behind Now`},
		{"E-4.1 bare word", `Append([a], ‸mail)`, "neither a function call"},
		{"E-4.6 bare boolean", `Append([a], ‸True)`, `booleans are the texts "True" and "False"`},
		{"E-4.1 bracket alone", `‸([a])`, "an attribute such as"},
		{"E-4.2 single backslash", `Replace([a], , "‸\d", , "", , )`, "a backslash is written twice"},
		{"E-4.2 backslash at the end", `Append([a], "x‸\`, "a backslash is written twice"},
		{"text not closed", `Append([a], ‸"x)`, "not closed"},
		{"attribute not closed", `Append(‸[a, "x")`, "not closed"},
		{"attribute without a name", `Append(‸[], "x")`, "an attribute name"},
		{"call not closed", `Append‸([a], "x"`, "not closed"},
		{"end after a comma", `Append([a], ‸`, "found the end"},
		{"no comma", `Append([a] ‸"x")`, `"," or ")" is expected in Append, found "\"x"`},
		{"UTF-8", "Append([a], \"‸\xff\")", "UTF-8"},
		{"E-4.4 comparison as an argument", `Append([a] ‸= "x", "y")`, "condition of IIF"},
		{"E-4.4 comparison as a value of IIF", `IIF([a] = "x", [a] ‸<> "y", "z")`, "condition of IIF"},
		{"E-4.4 comparison alone", `[a] ‸>= 3`, "condition of IIF"},
		{"E-4.4 two comparisons", `CBool([a] = [b] ‸= [c])`, "one comparison"},
		{"E-4.4 equality of other languages", `CBool([a] ‸== [b])`, `equality is written "="`},
		{"E-4.4 inequality of other languages", `CBool([a] ‸!= [b])`, `inequality is written "<>"`},
		{"E-4.4 AND", `IIF([a] = "x" ‸AND [b] = "y", "1", "2")`, "nest IIF"},
		{"E-4.4 or", `IIF([a] = "x" ‸|| [b] = "y", "1", "2")`, "nest IIF"},
		{"E-4.4 hexadecimal without digits", `BitAnd(‸&H, 1)`, "hexadecimal"},
		{"E-4.4 hexadecimal with other letters", `BitAnd(‸&HG, 1)`, "hexadecimal"},
		{"E-4.4 hexadecimal beyond 63 bits", `BitAnd(‸&HFFFFFFFFFFFFFFFF, 1)`, "63 bits"},
		{"ampersand joins nothing", `Append([a], ‸& "x")`, "hexadecimal"},
		{"number", `Left([a], ‸1x)`, "not a number"},
		{"number beyond 64 bits", `Left([a], ‸99999999999999999999)`, "a whole number"},
		{"minus alone", `Left([a], ‸-)`, "not a number"},
		{"arity, any number", `Coalesce(‸)`, "at least 1 argument"},
		{"E-4.4 right side of a comparison", `CBool([a] = ‸)`, "is expected"},
		{"E-4.1 a name far too long", `‸` + strings.Repeat("x", 99) + `()`, "xxx…"},
		{"arity, too few", `Append([a]‸)`, "takes 2 arguments, there are 1"},
		{"arity, none", `Not(‸)`, "takes 1 argument, there are 0"},
		{"arity, too many", `Append([a], "x", ‸"y")`, "takes 2 arguments"},
		{"arity, none allowed", `Now(‸[a])`, "takes no arguments"},
		{"arity, range", `PCase([a], " ", ‸"x")`, "takes 1 to 2 arguments"},
		{"E-4.3 required argument left empty", `Append([a], ‸)`, "must not be empty"},
		{"E-4.3 required argument in the middle left empty", `FormatDateTime([a], , ‸, "yyyy")`, "must not be empty"},
		{"kind, number", `Left([a], ‸"three")`, "a whole number"},
		{"kind, fraction", `Left([a], ‸1.5)`, "a whole number"},
		{"kind, list", `Count(‸"x")`, "a multi-valued attribute"},
		{"E-4.21 date string not wrapped", `DateAdd("d", 1, ‸"2012-03-16")`, "CDate"},
		{"E-4.21 interval", `DateAdd(‸"q", 1, CDate([a]))`, "an interval must be one of yyyy, m"},
		{"E-4.24 style", `FormatDateTime([a], ‸"Exact", "yyyy", "yyyy")`, "DateTimeStyles"},
		{"E-4.24 styles that exclude each other", `FormatDateTime([a], ‸"AssumeLocal, AssumeUniversal", "yyyy", "yyyy")`, "combination"},
		{"E-4.7 date format of a culture", `FormatDateTime([a], , "yyyy", ‸"d")`, "a single character"},
		{"E-4.7 quotation not closed", `FormatDateTime([a], , ‸"yyyy'T", "yyyy")`, "not closed"},
		{"E-4.7 fraction too long", `FormatDateTime([a], , "yyyy", ‸"ffffffff")`, "7 digits"},
		{"E-4.7 year of three digits", `FormatDateTime([a], , ‸"yyy", "yyyy")`, "yyyy or yy"},
		{"E-4.7 era", `FormatDateTime([a], , ‸"yyyy gg", "yyyy")`, "era"},
		{"E-4.7 backslash at the end", `FormatDateTime([a], , "yyyy", ‸"yyyy\\")`, "a backslash ends"},
		{"E-4.7 backslash at the end of a quotation", `FormatDateTime([a], , "yyyy", ‸"'yyyy\\")`, "a backslash ends"},
		{"E-4.7 empty format", `FormatDateTime([a], , "yyyy", ‸"")`, "yyyy-MM-dd"},
		{"E-4.7 percent alone", `FormatDateTime([a], , "yyyy", ‸"yyyy%")`, "followed by a specifier"},
		{"E-4.28 compare type", `InStr([a], "x", 1, ‸"vbTextCompare")`, "must be vbTextCompare or vbBinaryCompare"},
		{"E-4.28 start", `InStr([a], "x", ‸0)`, "counted from 1"},
		{"E-4.28 compare type elsewhere", `Append([a], ‸vbTextCompare)`, "only an argument of InStr"},
		{"E-4.28 compare type in a condition", `CBool([a] = ‸vbTextCompare)`, "only an argument of InStr"},
		{"E-4.28 compare type alone", `‸vbTextCompare`, "only an argument of InStr"},
		{"E-4.33 index", `Item([a], ‸0)`, "counted from 1"},
		{"E-4.36 start", `Mid([a], ‸0, 1)`, "counted from 1"},
		{"E-4.42 length", `‸RandomString(257, 0, 0, 0, 0)`, "256"},
		{"E-4.42 sum of the minimums", `Append([a], ‸RandomString(5, 2, 2, 2, 0))`, "sum of the minimums"},
		{"E-4.42 nothing left of a sort", `‸RandomString(5, 1, 0, 0, 0, "0123456789")`, "no character for a minimum"},
		{"E-4.46", `‸SelectUniqueValue([a], [b])`, "not supported for SCIM targets"},
		{"E-4.50 key without a value", `Switch([a], "x", "y", "z", ‸"w")`, "even number"},
		{"E-4.50 empty value", `Switch([a], "x", "y", "z", "w", ‸)`, `write ""`},
		{"E-4.50 tests for null", `Switch(‸IsPresent([a]), "x", "True", "y")`, "must not be IsPresent"},
		{"E-4.51 culture", `ToLower([a], ‸"klingon")`, "not a known culture"},
		{"E-4.61 no mode", `‸Replace([a], "x", , , , , )`, "E-4.61"},
		{"E-4.61 two modes", `‸Replace([a], "x", "y", , "z", , )`, "E-4.61"},
		{"E-4.61 empty old value", `Replace([a], ‸"", , , "z", , )`, "empty text"},
		{"E-4.61 no such group", `Replace([a], , "(?<n>x)", ‸"m", "z", , )`, "not the name of a group"},
		{"E-4.61 other attribute as a constant", `Replace([a], , "(?<n>x)", "n", , ‸"mobile", )`, "must be an attribute"},
		{"E-3.28 roles need a function", `‸[appRoleAssignments]`, "SingleAppRoleAssignment"},
		{"E-3.28 only the roles", `SingleAppRoleAssignment(‸[memberOf])`, "must be [appRoleAssignments]"},
	} {
		r.run(t)
	}
}

// What is refused in a regex (E-4.7), at the place of the constant.
func TestPatternsRefused(t *testing.T) {
	for _, r := range []struct{ name, pattern, says string }{
		{"look-ahead", `a(?=b)`, "look-ahead"},
		{"negative look-ahead", `a(?!b)`, "look-ahead"},
		{"look-behind", `(?<=a)b`, "look-behind"},
		{"negative look-behind", `(?<!a)b`, "look-behind"},
		{"backreference", `(a)\1`, `backreference \1`},
		{"named backreference", `(?<n>a)\k<n>`, `backreference \k`},
		{"balancing group", `(?<a-b>x)`, "balancing group"},
		{"atomic group", `(?>a)`, "an atomic group"},
		{"conditional group", `(?(a)b)`, "a conditional group"},
		{"group in Python's syntax, which .NET does not know", `(?P<n>a)`, "other languages"},
		{"numbered group name", `(?<1>a)`, "name of a group"},
		{"same name twice", `(?<n>a)(?<n>b)`, "two groups"},
		{"option of RE2, which .NET does not know", `(?U)a`, "options (?U"},
		{"explicit capture", `(?n)a`, "options (?n"},
		{"ignored blanks", `(?x: a )`, "options (?x"},
		{"class subtraction", `[a-z-[aeiou]]`, "subtraction"},
		{"block", `\p{IsGreek}`, "general categories"},
		{"script, which .NET does not know", `\p{Greek}`, "general categories"},
		{"escape of RE2, which .NET does not know", `\Qa\E`, `escape \Q`},
		{`\G`, `\Ga`, `\G`},
		{"half a surrogate pair", `\uD83D`, "surrogate"},
		{"bracket not closed", `(a`, "missing closing )"},
		{"bracket too many", `a)`, "unexpected )"},
		{"class not closed", `[a`, "missing closing ]"},
		{"range backwards", `[z-a]`, "not valid"},
		{"repetition of nothing", `*a`, "not valid"},
		{"backslash at the end", `a\`, "a backslash ends it"},
		{"backslash at the end of a class", `[\`, "a backslash ends it"},
		{"range that ends with a class", `[a-\d]`, "a range in [ ]"},
		{"category without brackets, which .NET does not know", `\pL`, "category"},
		{"control without a letter", `\c1`, "followed by a letter"},
		{"hexadecimal without digits", `\uZZZZ`, "hexadecimal"},
		{"group name not closed", `(?<n`, "name of a group is not closed"},
		{"options not closed", `(?i`, "(? is not closed"},
		{"counted too often", `a{1001}`, "not valid"},
		{"short hexadecimal escape", `\x4`, "hexadecimal"},
		{"comment not closed", `a(?#b`, "comment"},
	} {
		written := strings.ReplaceAll(r.pattern, `\`, `\\`)
		refused{r.name, `Replace([a], , ‸"` + written + `", , "", , )`, r.says}.run(t)
	}
}

// E-3.15, in characters.
func TestLength(t *testing.T) {
	fits := `"` + strings.Repeat("é", maxLength-2) + `"`
	if _, err := Parse(fits); err != nil {
		t.Errorf("10000 characters: %v", err)
	}
	refused{"one more", fits + "‸ ", "10000 characters"}.run(t)
}

func TestDepth(t *testing.T) {
	nested := func(depth int) string { return strings.Repeat("Not(", depth) + "[a]" + strings.Repeat(")", depth) }
	if _, err := Parse(nested(maxDepth)); err != nil {
		t.Errorf("%d calls: %v", maxDepth, err)
	}
	if _, err := Parse(nested(maxDepth + 1)); err == nil || !strings.Contains(err.Error(), "deep") {
		t.Errorf("%d calls: got error %v", maxDepth+1, err)
	}
	refused{"siblings are not deep", "Coalesce(" + strings.Repeat("Now(), ", maxDepth+1) + "‸!)", "is expected"}.run(t)
}

// String writes what Parse reads, in one form.
func TestPrint(t *testing.T) {
	for _, r := range []struct{ name, text, want string }{
		{"blanks", "Join ( \" \",\n\t[givenName] , [surname] )", `Join(" ", [givenName], [surname])`},
		{"E-4.3 empty arguments", `Replace([mail],"@x",,,"",,)`, `Replace([mail], "@x", , , "", , )`},
		{"E-4.2 escapes", `Append([a],"\\d \"x\"")`, `Append([a], "\\d \"x\"")`},
		{"E-4.4 hexadecimal", `BitAnd(&HF,-7)`, `BitAnd(&HF, -7)`},
		{"E-4.4 comparison", `IIF([a]<>"x",[b],[c])`, `IIF([a] <> "x", [b], [c])`},
		{"keyword", `InStr([a],"b",1,vbTextCompare)`, `InStr([a], "b", 1, vbTextCompare)`},
		{"E-3.1 attribute alone", ` [mail] `, `[mail]`},
		{"E-3.2 constant alone", `"EU"`, `"EU"`},
		{"no arguments", `Now( )`, `Now()`},
	} {
		t.Run(r.name, func(t *testing.T) {
			if got := mustParse(t, r.text).String(); got != r.want {
				t.Errorf("got  %s\nwant %s", got, r.want)
			}
		})
	}
}
