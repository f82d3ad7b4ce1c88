package interop

import (
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"

	other "github.com/scim2/filter-parser/v2"

	"github.com/scimulator/scimulator/internal/scim/filter"
)

// difference is a class of filters on which our parser and filter-parser
// disagree, and who is right by the ABNF of RFC 7644 figure 1. A filter that
// belongs to it is cured of what makes it belong to it, and then they agree.
type difference struct {
	name    string
	because string
	example string
	ours    bool // we accept the example
	theirs  bool // they do
	cure    func(text string) string
}

func replaced(pattern, with string) func(string) string {
	expression := regexp.MustCompile(pattern)
	return func(text string) string { return expression.ReplaceAllString(text, with) }
}

// outside applies a cure to what is not within quotation marks.
func outside(cure func(string) string) func(string) string {
	quoted := regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	return func(text string) string {
		var cured strings.Builder
		rest := text
		for {
			at := quoted.FindStringIndex(rest)
			if at == nil {
				return cured.String() + cure(rest)
			}
			cured.WriteString(cure(rest[:at[0]]) + rest[at[0]:at[1]])
			rest = rest[at[1]:]
		}
	}
}

func differences() []difference {
	return []difference{
		{
			"\\uXXXX with small letters", "compValue is a string of RFC 7159 §7, and HEXDIG is in any case (RFC 5234 §2.3); filter-parser takes capitals only",
			`userName eq "\u00e4"`, true, false, withoutCodes,
		},
		{
			"more than two terms in a value filter", `valFilter = attrExp / logExp / *1"not" "(" valFilter ")", and logExp takes filters on both sides (EID 7322)`,
			`emails[type eq "work" and value pr and primary eq true]`, true, false, simpleValueFilters,
		},
		{
			"brackets in a value filter", `as above: *1"not" "(" valFilter ")" within logExp`,
			`emails[type eq "work" or (type eq "home" and value ew "x")]`, true, false, simpleValueFilters,
		},
		{
			"URIs with other characters than letters, digits and dots", `attrPath = [URI ":"] ATTRNAME, and URI is that of RFC 3986, where a path has "-", "_", "/" and more`,
			`urn:example:my-app:2.0:User:badge eq "x"`, true, false, outside(plainURIs),
		},
		{
			`"$" within a name`, `ATTRNAME has no "$" in figure 1, but RFC 7643 §2.1 has it in nameChar and EID 8924 at the beginning; filter-parser takes it at the beginning only`,
			`a$b pr`, true, false, outside(replaced(`\$`, "x")),
		},
		{
			"blanks around the filter", "the grammar has none; we take several blanks for one, and one for none around the filter, since they carry nothing",
			` userName pr `, true, false, strings.TrimSpace,
		},
		{
			"true, false and null in capitals", `compValue has "rules from JSON (RFC 7159)", whose literals are lower case (§3)`,
			`active eq TRUE`, false, true, outside(lowerLiterals),
		},
		{
			"a blank before the bracket of a value path", `valuePath = attrPath "[" valFilter "]"`,
			`emails [type pr]`, false, true, outside(replaced(` +\[`, "[")),
		},
		{
			"a prefix that is no URI", `URI = scheme ":" hier-part (RFC 3986 §3): a word and a colon are no URI with a path`,
			`core:userName pr`, false, true, outside(withoutPrefix),
		},
		{
			"texts that are not UTF-8", "RFC 7159 §8.1: JSON is UTF-8; filter-parser reads U+FFFD instead, so that two texts are one",
			"userName eq \"\xff\"", false, true, func(text string) string { return strings.ToValidUTF8(text, "x") },
		},
		{
			"more than 64 brackets within each other", "a limit of ours, so that no filter exhausts the stack (§3.4.2.1: a server may decline); the grammar has none",
			strings.Repeat("(", 65) + "a pr" + strings.Repeat(")", 65), false, true, replaced(`\({10,}a pr\){10,}`, "a pr"),
		},
		{
			"no blank around and, or in a value filter", `logExp = FILTER SP ("and" / "or") SP FILTER`,
			`emails[type eq "work"and value pr]`, false, true, spaced,
		},
	}
}

// withoutCodes puts a letter in the place of every \uXXXX.
func withoutCodes(text string) string {
	return regexp.MustCompile(`\\(u[0-9A-Fa-f]{4}|.)`).ReplaceAllStringFunc(text, func(escape string) string {
		if strings.HasPrefix(escape, `\u`) {
			return "x"
		}
		return escape
	})
}

// simpleValueFilters puts a filter of one attribute in the place of every value
// filter. What we cannot read stays as it is.
func simpleValueFilters(text string) string {
	e, err := filter.Parse(text, filter.Strict)
	if err != nil {
		return text
	}
	return simplified(e).String()
}

func simplified(e filter.Expr) filter.Expr {
	switch e := e.(type) {
	case filter.And:
		return filter.And{Left: simplified(e.Left), Right: simplified(e.Right)}
	case filter.Or:
		return filter.Or{Left: simplified(e.Left), Right: simplified(e.Right)}
	case filter.Not:
		return filter.Not{Inner: simplified(e.Inner)}
	case filter.ValuePath:
		return filter.ValuePath{Path: e.Path, Filter: filter.Present{Path: filter.AttrPath{Name: "x"}}}
	}
	return e
}

// plainURIs leaves letters, digits and dots in what stands before a name.
func plainURIs(text string) string {
	return regexp.MustCompile(`[^ ()\[\]"]*:`).ReplaceAllStringFunc(text, func(uri string) string {
		uri = regexp.MustCompile(`[^A-Za-z0-9.:]`).ReplaceAllString(uri, "x")
		return regexp.MustCompile(`::+`).ReplaceAllString(uri, ":")
	})
}

// withoutPrefix takes away what stands before a name and is no URI.
func withoutPrefix(text string) string {
	uri := regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:.+:$`)
	return regexp.MustCompile(`[^ ()\[\]"]*:`).ReplaceAllStringFunc(text, func(prefix string) string {
		if uri.MatchString(prefix) {
			return prefix
		}
		return ""
	})
}

func lowerLiterals(text string) string {
	return regexp.MustCompile(`(?i) (true|false|null)\b`).ReplaceAllStringFunc(text, strings.ToLower)
}

// spaced puts blanks around and, or in a filter that we refuse for want of them.
func spaced(text string) string {
	if _, err := ourTree(text); err == nil {
		return text
	}
	return outside(replaced(`(?i)(^|true|false|null|\d|pr) *(and|or) *`, "$1 $2 "))(text)
}

// Both parsers read the filters that RFC 7644 prints, and alike.
func TestFiltersOfTheRFC(t *testing.T) {
	for _, text := range printedFilters(t) {
		t.Run(text, func(t *testing.T) {
			we, err := ourTree(text)
			they, refused := otherTree(text)
			if err := errors.Join(err, refused); err != nil {
				t.Fatal(err)
			}
			if we != they {
				t.Errorf("we read %s\nthey read %s", we, they)
			}
		})
	}
}

// printedFilters are those of figure 2, out of the text itself.
func printedFilters(t *testing.T) (filters []string) {
	t.Helper()
	raw, err := os.ReadFile("../refserver/testdata/rfc/rfc7644.txt")
	if err != nil {
		t.Fatal(err)
	}
	figure := strings.Join(strings.Split(string(raw), "\n")[1242:1280], "\n")
	for _, filter := range strings.Split(figure, "filter=")[1:] {
		filters = append(filters, strings.Join(strings.Fields(filter), " "))
	}
	if len(filters) != 17 {
		t.Fatalf("%d filters", len(filters))
	}
	return filters
}

// Of each class the example is told apart as the class says, and is cured.
func TestDifferences(t *testing.T) {
	for _, d := range differences() {
		t.Run(d.name, func(t *testing.T) {
			_, err := ourTree(d.example)
			_, refused := otherTree(d.example)
			if (err == nil) != d.ours || (refused == nil) != d.theirs {
				t.Errorf("%s: we say %v, they say %v", d.example, err, refused)
			}
			if _, err := ourTree(d.cure(d.example)); err != nil {
				t.Errorf("%s is cured to %s: %v", d.example, d.cure(d.example), err)
			}
			if told, alike := compared(d.cure(d.example)); !alike {
				t.Errorf("%s is cured to %s: %s", d.example, d.cure(d.example), told)
			}
		})
	}
}

// compared says how the parsers read a filter, and whether they agree: both
// refuse it, or both read the same.
func compared(text string) (told string, alike bool) {
	we, err := ourTree(text)
	they, refused := otherTree(text)
	switch {
	case err != nil && refused != nil:
		return "", true
	case err != nil:
		return "we refuse it: " + err.Error(), false
	case refused != nil:
		return "they refuse it: " + refused.Error(), false
	}
	return "we read " + we + ", they read " + they, we == they
}

// explained cures a filter of one class after the other until both read it, and
// alike.
func explained(text string) bool {
	for range 2 { // what we print of a cured filter may belong to another class
		for _, d := range differences() {
			text = d.cure(text)
			if _, err := ourTree(text); err != nil {
				continue // a cure makes a filter of it, and does not spoil it
			}
			if _, alike := compared(text); alike {
				return true
			}
		}
	}
	return false
}

func TestGeneratedFilters(t *testing.T) {
	w := newWriter(1)
	for range 200 {
		text := w.filter(2)
		if told, alike := compared(text); !alike {
			t.Errorf("%s: %s", text, told)
		}
	}
}

func TestSpoiltFilters(t *testing.T) {
	w := newWriter(2)
	accepted := 0
	for range 1500 {
		text := w.spoilt(w.filter(1))
		told, alike := compared(text)
		if !alike && !explained(text) {
			t.Errorf("%q: %s", text, told)
		}
		if _, err := ourTree(text); err == nil {
			accepted++
		}
	}
	if accepted < 150 {
		t.Errorf("only %d of them are filters", accepted)
	}
}

// filter-parser prints a filter that means something else where it drops
// brackets; ours is read back as what it was.
func TestPrintedBrackets(t *testing.T) {
	const text = `a pr and (b pr or c pr)`
	e, err := other.ParseFilter([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	printed := e.(*other.LogicalExpression).String()
	before, _ := ourTree(text)
	if after, _ := ourTree(printed); after == before {
		t.Errorf("filter-parser prints %s: brackets are kept now", printed)
	}
	read, err := filter.Parse(text, filter.Strict)
	if err != nil {
		t.Fatal(err)
	}
	if after, _ := otherTree(read.String()); after != before {
		t.Errorf("%s is read by filter-parser as %s", read, after)
	}
}

// Both read the paths of RFC 7644 figure 8 and of its examples alike, but for
// the one that lacks a blank.
func TestPathsOfTheRFC(t *testing.T) {
	const id = "2819c223-7f76-453a-919d-413861904646"
	for _, text := range []string{
		`members`, `name.familyName`, `addresses[type eq "work"]`, `members[value eq "` + id + `"]`, `members[value eq "` + id + `"].displayName`,
		`emails[type eq "work" and value ew "example.com"]`, `addresses[type eq "work"].streetAddress`,
	} {
		we, err := filter.ParsePath(text)
		they, refused := other.ParsePathNumber([]byte(text))
		if err := errors.Join(err, refused); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if they.SubAttribute == nil && they.ValueExpression == nil {
			they.SubAttribute, they.AttributePath.SubAttribute = they.AttributePath.SubAttribute, nil
		}
		if we.Name != they.AttributePath.AttributeName || we.Sub != they.SubAttributeName() {
			t.Errorf("%s: we read %q and %q, they read %q and %q", text, we.Name, we.Sub, they.AttributePath.AttributeName, they.SubAttributeName())
		}
		if (we.Filter == nil) != (they.ValueExpression == nil) || we.Filter != nil && ours(we.Filter) != theirs(they.ValueExpression) {
			t.Errorf("%s: we read the filter %v, they read %v", text, we.Filter, they.ValueExpression)
		}
	}
	tightly := `members[value eq"` + id + `"]` // as §3.5.2.2 prints it
	if _, err := filter.ParsePath(tightly); err != nil {
		t.Errorf("we refuse %s: %v", tightly, err)
	}
	if _, refused := other.ParsePath([]byte(tightly)); refused == nil {
		t.Errorf("filter-parser reads %s now", tightly)
	}
}
