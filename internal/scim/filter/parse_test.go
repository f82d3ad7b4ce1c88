package filter_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
)

func attr(name string) filter.AttrPath { return filter.AttrPath{Name: name} }

func eq(name string, value any) filter.Compare {
	return filter.Compare{Path: attr(name), Op: filter.Eq, Value: value}
}

func pr(name string) filter.Present { return filter.Present{Path: attr(name)} }

// RFC 7644 §3.4.2.2, figure 1.
func TestParse(t *testing.T) {
	email := filter.ValuePath{Path: attr("emails"), Filter: filter.And{
		Left: eq("type", "work"), Right: filter.Compare{Path: attr("value"), Op: filter.Co, Value: "@example.com"},
	}}
	tests := []struct {
		name, text string
		want       filter.Expr
	}{
		{"equal", `userName eq "bjensen"`, eq("userName", "bjensen")},
		{"operators in any case", `userName Eq "john"`, eq("userName", "john")},
		{"presence", `title pr`, pr("title")},
		{"presence in any case", `title PR`, pr("title")},
		{"sub-attribute", `name.familyName eq "x"`, filter.Compare{Path: filter.AttrPath{Name: "name", Sub: "familyName"}, Op: filter.Eq, Value: "x"}},
		{"URN", scim.URNUser + `:userName sw "J"`, filter.Compare{Path: filter.AttrPath{URN: scim.URNUser, Name: "userName"}, Op: filter.Sw, Value: "J"}},
		{"URN and sub-attribute", scim.URNEnterpriseUser + `:manager.displayName eq "x"`,
			filter.Compare{Path: filter.AttrPath{URN: scim.URNEnterpriseUser, Name: "manager", Sub: "displayName"}, Op: filter.Eq, Value: "x"}},
		{"an http schema URI", `http://example.com/s#1:age pr`, filter.Present{Path: filter.AttrPath{URN: "http://example.com/s#1", Name: "age"}}},
		{"EID 8924: $ref", `members.$ref pr`, filter.Present{Path: filter.AttrPath{Name: "members", Sub: "$ref"}}},
		{"hyphen, underscore, digit", `a-b_1 pr`, pr("a-b_1")},
		{"true", `active eq true`, eq("active", true)},
		{"false", `active eq false`, eq("active", false)},
		{"null", `title eq null`, eq("title", nil)},
		{"integer", `n eq 42`, eq("n", json.Number("42"))},
		{"negative decimal with exponent", `n eq -0.5e+10`, eq("n", json.Number("-0.5e+10"))},
		{"zero", `n eq 0`, eq("n", json.Number("0"))},
		{"empty string", `title eq ""`, eq("title", "")},
		{"escapes", `title eq "a\"b\\c\/d\b\f\n\r\t"`, eq("title", "a\"b\\c/d\b\f\n\r\t")},
		{"\\u escapes", `title eq "\u00e9\u00C9"`, eq("title", "éÉ")},
		{"surrogates", `title eq "\ud83d\ude00"`, eq("title", "😀")},
		{"letters beyond ASCII", `title eq "naïve 日本"`, eq("title", "naïve 日本")},
		{"brackets and words in a string", `title eq "a) and (b] or not"`, eq("title", "a) and (b] or not")},
		{"and", `a pr and b pr`, filter.And{Left: pr("a"), Right: pr("b")}},
		{"or", `a pr or b pr`, filter.Or{Left: pr("a"), Right: pr("b")}},
		{"logical operators in any case", `a pr AND b pr Or NOT (c pr)`, filter.Or{Left: filter.And{Left: pr("a"), Right: pr("b")}, Right: filter.Not{Inner: pr("c")}}},
		{"and from left to right", `a pr and b pr and c pr`, filter.And{Left: filter.And{Left: pr("a"), Right: pr("b")}, Right: pr("c")}},
		{"and binds closer than or", `a pr or b pr and c pr`, filter.Or{Left: pr("a"), Right: filter.And{Left: pr("b"), Right: pr("c")}}},
		{"and binds closer than or, the other way", `a pr and b pr or c pr`, filter.Or{Left: filter.And{Left: pr("a"), Right: pr("b")}, Right: pr("c")}},
		{"grouping", `(a pr or b pr) and c pr`, filter.And{Left: filter.Or{Left: pr("a"), Right: pr("b")}, Right: pr("c")}},
		{"not binds closer than and", `not (a pr) and b pr`, filter.And{Left: filter.Not{Inner: pr("a")}, Right: pr("b")}},
		{"not without a blank", `not(a pr)`, filter.Not{Inner: pr("a")}},
		{"double negation", `not (not (a pr))`, filter.Not{Inner: filter.Not{Inner: pr("a")}}},
		{"brackets without need", `((a pr))`, pr("a")},
		{"blanks more than needed", `  ( a   eq  "x" )  and  b pr  `, filter.And{Left: eq("a", "x"), Right: pr("b")}},
		{"attributes named like operators", `not pr and and eq "x" or pr pr`,
			filter.Or{Left: filter.And{Left: pr("not"), Right: eq("and", "x")}, Right: pr("pr")}},
		{"value path", `emails[type eq "work" and value co "@example.com"]`, email},
		{"value path among others", `a pr and emails[type eq "work" and value co "@example.com"] or b pr`,
			filter.Or{Left: filter.And{Left: pr("a"), Right: email}, Right: pr("b")}},
		{"value path with URN", scim.URNUser + `:emails[primary eq true]`,
			filter.ValuePath{Path: filter.AttrPath{URN: scim.URNUser, Name: "emails"}, Filter: eq("primary", true)}},
		{"EID 7322: groups in a value path", `emails[type eq "work" or (type eq "home" and not (display pr))]`,
			filter.ValuePath{Path: attr("emails"), Filter: filter.Or{Left: eq("type", "work"),
				Right: filter.And{Left: eq("type", "home"), Right: filter.Not{Inner: pr("display")}}}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, mode := range []filter.Mode{filter.Strict, filter.Tolerant} {
				got, err := filter.Parse(test.text, mode)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func TestParseOperators(t *testing.T) {
	for _, op := range []filter.Op{filter.Eq, filter.Ne, filter.Co, filter.Sw, filter.Ew, filter.Gt, filter.Ge, filter.Lt, filter.Le} {
		for _, spelling := range []string{string(op), strings.ToUpper(string(op))} {
			got, err := filter.Parse("a "+spelling+` "x"`, filter.Strict)
			if err != nil {
				t.Fatal(err)
			}
			if want := (filter.Compare{Path: attr("a"), Op: op, Value: "x"}); got != want {
				t.Errorf("%s: got %v", spelling, got)
			}
		}
	}
}

// What Tolerant accepts beyond the grammar, and Strict does not.
func TestParseTolerant(t *testing.T) {
	inPath := func(right filter.Expr) filter.Expr {
		return filter.ValuePath{Path: attr("emails"), Filter: filter.And{Left: eq("type", "work"), Right: right}}
	}
	tests := []struct {
		name, text string
		want       filter.Expr
	}{
		{"E-5.7: sub-attribute behind a value path", `emails[type eq "work"].value eq "ana.reis@fabrikam.example"`,
			inPath(eq("value", "ana.reis@fabrikam.example"))},
		{"the same with another operator", `emails[type eq "work"].value ne "x"`, inPath(filter.Compare{Path: attr("value"), Op: filter.Ne, Value: "x"})},
		{"the same with pr", `emails[type eq "work"].value pr and a pr`, filter.And{Left: inPath(pr("value")), Right: pr("a")}},
		{"the same behind an alternative", `emails[type eq "work" or type eq "home"].value eq "x"`,
			filter.ValuePath{Path: attr("emails"), Filter: filter.And{
				Left: filter.Or{Left: eq("type", "work"), Right: eq("type", "home")}, Right: eq("value", "x")}}},
		{"E-5.6: no quotes", `externalId eq jyoung`, eq("externalId", "jyoung")},
		{"no quotes, like a number at first", `externalId eq 8a5f0e0c-6a0e`, eq("externalId", "8a5f0e0c-6a0e")},
		{"no quotes, an address", `userName eq ana@fabrikam.example and a pr`, filter.And{Left: eq("userName", "ana@fabrikam.example"), Right: pr("a")}},
		{"no quotes within brackets", `(meta.resourceType eq User) or (meta.resourceType eq Group)`, filter.Or{
			Left:  filter.Compare{Path: filter.AttrPath{Name: "meta", Sub: "resourceType"}, Op: filter.Eq, Value: "User"},
			Right: filter.Compare{Path: filter.AttrPath{Name: "meta", Sub: "resourceType"}, Op: filter.Eq, Value: "Group"}}},
		{"a boolean as Entra spells it", `active eq True`, eq("active", "True")},
		{"RFC 7644 §3.5.2.2, example: no blank before the operand", `value eq"2819c223"`, eq("value", "2819c223")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := filter.Parse(test.text, filter.Tolerant)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if got, err := filter.Parse(test.text, filter.Strict); err == nil {
				t.Errorf("strict mode accepts it as %v", got)
			}
		})
	}
}

// RFC 7644 §3.4.2.2: filters MUST conform to the grammar. The position is where
// a reader would point at.
func TestParseRefuses(t *testing.T) {
	deep := strings.Repeat("(", 65) + "a pr" + strings.Repeat(")", 65)
	tests := []struct {
		name, text string
		pos        int
		says       string // part of the message
	}{
		{"nothing", "", 0, "at least one expression"},
		{"blanks only", "   ", 3, "at least one expression"},
		{"no operator", "userName", 8, "operator"},
		{"no operator but a blank", "userName ", 9, "operator"},
		{"no operand", "userName eq", 11, "operand"},
		{"no operand but a blank", "userName eq ", 12, "operand"},
		{"no attribute", `eq "x"`, 3, "operator"},
		{"a logical operator only", "and", 3, "operator"},
		{"operand behind pr", `userName pr "x"`, 12, `"and", "or" or the end`},
		{"unknown operator", `userName regex ".*"`, 9, `"regex" is not supported`},
		{"unknown operator of two letters", `userName xx "a"`, 9, `"xx" is not supported`},
		{"no quotes", `userName eq bo`, 12, "double quotes"},
		{"single quotes", `displayName sw 'Group'`, 15, "double quotes"},
		{"True", `active eq True`, 10, "operand"},
		{"bad number", `a eq 01`, 5, "operand"},
		{"number without a whole part", `a eq .5`, 5, "operand"},
		{"number without digits behind the point", `a eq 1.`, 5, "operand"},
		{"number without exponent", `a eq 1e`, 5, "operand"},
		{"number and a sign only", `a eq -`, 5, "operand"},
		{"number and more", `a eq 12x`, 5, "operand"},
		{"string not closed", `a eq "x`, 5, "not closed"},
		{"string not closed after an escape", `a eq "x\"`, 5, "not closed"},
		{"string cut off in an escape", `a eq "x\`, 5, "not closed"},
		{"unknown escape", `a eq "\x"`, 5, "escape"},
		{"bad \\u escape", `a eq "\u00g0"`, 5, "escape"},
		{"control character", "a eq \"x\ny\"", 7, "control character"},
		{"not UTF-8", "a eq \"\xff\"", 5, "UTF-8"},
		{"no blank before the operand", `a eq"x"`, 4, "blank"},
		{"no blank before the operator", `a[b]`, 3, "operator"},
		{"no blank behind a logical operator", `a pr and(b pr)`, 5, "is expected"},
		{"no blank before a logical operator", `(a pr)and b pr`, 6, "is expected"},
		{"something behind the operand", `a eq "x"y`, 8, `found "y"`},
		{"something behind", `a pr b`, 5, `found "b"`},
		{"bracket not closed", `(userName eq "a"`, 0, "not closed"},
		{"inner bracket not closed", `(a pr and (b pr)`, 0, "not closed"},
		{"bracket not opened", `a pr)`, 4, `found ")"`},
		{"square bracket not closed", `emails[type eq "work"`, 6, "not closed"},
		{"square bracket closed by a round one", `emails[type eq "work")`, 21, `"]"`},
		{"round bracket closed by a square one", `(a pr]`, 5, `")"`},
		{"nothing in brackets", `()`, 1, "attribute name"},
		{"nothing in square brackets", `emails[]`, 7, "attribute name"},
		{"no filter in square brackets", `emails[foo bar]`, 11, `"bar" is not supported`},
		{"EID 4690: value path within a value path", `emails[a[b pr]]`, 8, "within another"},
		{"sub-attribute behind a value path", `emails[type eq "work"].value eq "x"`, 22, "sub-attribute"},
		{"nothing to negate", `not`, 3, "operator"},
		{"not without brackets", `not a pr`, 4, `"a" is not supported`},
		{"logical operator in front", `and a pr`, 4, `"a" is not supported`},
		{"logical operator at the end", `a pr and`, 5, "is expected"},
		{"logical operator and a blank at the end", `a pr and `, 9, "attribute name"},
		{"two logical operators", `a pr and or b pr`, 12, `"b" is not supported`},
		{"name begins with a digit", `1a pr`, 0, "not an attribute name"},
		{"name with a letter beyond ASCII", `näme pr`, 0, "not an attribute name"},
		{"two dots", `name..x pr`, 0, "not an attribute name"},
		{"sub-attribute of a sub-attribute", `a.b.c pr`, 0, "not an attribute name"},
		{"dot at the end", `name. pr`, 0, "not an attribute name"},
		{"no URI before the colon", `user:name pr`, 0, "not an attribute name"},
		{"no name behind the colon", `urn:example:x: pr`, 0, "not an attribute name"},
		{"no name behind the version", `urn:example:2.0 pr`, 0, "not an attribute name"},
		{"tab instead of a blank", "a\tpr", 0, "not an attribute name"},
		{"too deep", deep, 64, "64 deep"},
		{"too long", `a eq "` + strings.Repeat("x", 65536) + `"`, 65536, "65536 bytes"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := filter.Parse(test.text, filter.Strict)
			var fault *filter.SyntaxError
			if !errors.As(err, &fault) {
				t.Fatalf("got %v and error %v", got, err)
			}
			if got != nil {
				t.Errorf("an expression beside the error: %v", got)
			}
			if fault.Pos != test.pos || !strings.Contains(fault.Message, test.says) {
				t.Errorf("at %d: %s; want it at %d and to say %q", fault.Pos, fault.Message, test.pos, test.says)
			}
		})
	}
}

// What even Tolerant does not accept.
func TestParseTolerantRefuses(t *testing.T) {
	for _, text := range []string{
		"", "userName", "userName eq", "userName eq ", `userName eq 'x'`, `userName xx "a"`, `emails[type eq "work"]. eq "x"`,
		`emails[type eq "work"].a.b eq "x"`, `emails[type eq "work"].value`, `emails[type eq "work"] .value eq "x"`, `(a pr`, "a eq \xff",
	} {
		if got, err := filter.Parse(text, filter.Tolerant); err == nil {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

// The limit is on brackets within brackets, not on brackets.
func TestManyBrackets(t *testing.T) {
	for name, text := range map[string]string{
		"side by side": strings.Repeat(`(a pr) and b[c pr] and `, 100) + "d pr",
		"deep":         strings.Repeat("(", 64) + "a pr" + strings.Repeat(")", 64),
	} {
		if _, err := filter.Parse(text, filter.Strict); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSyntaxErrorSaysWhere(t *testing.T) {
	_, err := filter.Parse(`userName regex "x"`, filter.Strict)
	const want = `at byte 9: the operator "regex" is not supported: use eq, ne, co, sw, ew, gt, ge, lt, le or pr`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestEquality(t *testing.T) {
	tests := []struct {
		text  string
		path  filter.AttrPath
		value string
		ok    bool
	}{
		{`userName eq "x"`, attr("userName"), "x", true},
		{`name.givenName EQ "x"`, filter.AttrPath{Name: "name", Sub: "givenName"}, "x", true},
		{`(userName eq "x")`, attr("userName"), "x", true},
		{`userName ne "x"`, filter.AttrPath{}, "", false},
		{`userName eq 1`, filter.AttrPath{}, "", false},
		{`userName eq null`, filter.AttrPath{}, "", false},
		{`userName pr`, filter.AttrPath{}, "", false},
		{`userName eq "x" and title pr`, filter.AttrPath{}, "", false},
		{`emails[type eq "x"]`, filter.AttrPath{}, "", false},
		{`not (userName eq "x")`, filter.AttrPath{}, "", false},
	}
	for _, test := range tests {
		path, value, ok := filter.Equality(parse(t, test.text))
		if path != test.path || value != test.value || ok != test.ok {
			t.Errorf("%s: got %v %q %v", test.text, path, value, ok)
		}
	}
	if _, _, ok := filter.Equality(nil); ok {
		t.Error("no filter is no equality")
	}
}

func parse(t *testing.T, text string) filter.Expr {
	t.Helper()
	e, err := filter.Parse(text, filter.Strict)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return e
}
