package filter_test

import (
	"testing"

	"github.com/scimulator/scimulator/internal/scim"
)

// Brackets are printed where leaving them out would change the meaning, or
// which operator comes first.
func TestPrint(t *testing.T) {
	tests := []struct{ text, want string }{
		{`USERNAME EQ  "x"`, `USERNAME eq "x"`},
		{`title PR`, `title pr`},
		{`a pr And b pr OR c pr`, `a pr and b pr or c pr`},
		{`(a pr and b pr) or (c pr)`, `a pr and b pr or c pr`},
		{`(a pr or b pr) and c pr`, `(a pr or b pr) and c pr`},
		{`a pr and (b pr or c pr)`, `a pr and (b pr or c pr)`},
		{`a pr and (b pr and c pr)`, `a pr and (b pr and c pr)`},
		{`(a pr and b pr) and c pr`, `a pr and b pr and c pr`},
		{`a pr or (b pr or c pr)`, `a pr or (b pr or c pr)`},
		{`(a pr or b pr) or c pr`, `a pr or b pr or c pr`},
		{`a pr or (b pr and c pr)`, `a pr or b pr and c pr`},
		{`NOT(a pr)`, `not (a pr)`},
		{`not (not (a pr or b pr))`, `not (not (a pr or b pr))`},
		{`emails[ (type eq "work") and (value pr or display pr) ]`, `emails[type eq "work" and (value pr or display pr)]`},
		{scim.URNEnterpriseUser + `:manager.displayName sw "B"`, scim.URNEnterpriseUser + `:manager.displayName sw "B"`},
		{`a eq true and b eq false and c eq null and d eq -1.50E+3`, `a eq true and b eq false and c eq null and d eq -1.50E+3`},
		{`a eq "q\" b\\ s\/ n\n \u00e9 <&>"`, `a eq "q\" b\\ s/ n\u000a é <&>"`},
	}
	for _, test := range tests {
		if got := parse(t, test.text).String(); got != test.want {
			t.Errorf("%s is printed as %s, want %s", test.text, got, test.want)
		}
	}
}

// What is not UTF-8 cannot come from Parse, but from a literal.
func TestPrintIsAlwaysUTF8(t *testing.T) {
	if got := eq("a", "x\xff").String(); got != "a eq \"x\uFFFD\"" {
		t.Errorf("got %q", got)
	}
}
