package defect

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim/schema"
)

// The pieces of a filter are those of RFC 7644 figure 1: what stands in quotes
// is one piece, whatever it holds.
func TestTokens(t *testing.T) {
	tests := []struct {
		name, text string
		want       tokens
		written    string
	}{
		{"nothing", "", nil, ""},
		{"a comparison", `userName eq "anna"`, tokens{"userName", "eq", `"anna"`}, `userName eq "anna"`},
		{"several blanks", `title  pr`, tokens{"title", "pr"}, `title pr`},
		{"a blank, brackets and and in quotes", `a eq "x) and ["`, tokens{"a", "eq", `"x) and ["`}, `a eq "x) and ["`},
		{"an escaped quotation mark", `a eq "x\" y" and b pr`, tokens{"a", "eq", `"x\" y"`, "and", "b", "pr"}, `a eq "x\" y" and b pr`},
		{"an escaped backslash at the end", `a eq "x\\" and b pr`, tokens{"a", "eq", `"x\\"`, "and", "b", "pr"}, `a eq "x\\" and b pr`},
		{"an open string", `a eq "x`, tokens{"a", "eq", `"x`}, `a eq "x`},
		{"an escape at the end of an open string", `a eq "x\`, tokens{"a", "eq", `"x\`}, `a eq "x\`},
		{"groups", `not(a pr or (b pr))`, tokens{"not", "(", "a", "pr", "or", "(", "b", "pr", ")", ")"}, `not (a pr or (b pr))`},
		{
			"a value path with a sub-attribute", `emails[type eq "work"].value eq "x"`,
			tokens{"emails", "[", "type", "eq", `"work"`, "]", ".value", "eq", `"x"`}, `emails[type eq "work"].value eq "x"`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := tokensOf(test.text)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if got.String() != test.written {
				t.Errorf("written %s, want %s", got, test.written)
			}
		})
	}
}

func TestCompared(t *testing.T) {
	seen := func(c comparison) (string, bool) { return "<" + c.within + "|" + c.String() + ">", true }
	tests := []struct{ name, text, want string }{
		{"one", `userName eq "x"`, `<|userName eq "x">`},
		{"operators in any case", `userName EQ "x" and title PR`, `<|userName eq "x"> and <|title pr>`},
		{"in groups", `not (a pr) or b gt 5`, `not (<|a pr>) or <|b gt 5>`},
		{"in a value path", `emails[type eq "work" and value co "x"]`, `emails[<emails|type eq "work"> and <emails|value co "x">]`},
		{"behind a value path", `emails[type eq "work"] and a pr`, `emails[<emails|type eq "work">] and <|a pr>`},
		{"an operator that does not exist", `userName is "x"`, `userName is "x"`},
		{"no operand", `userName  eq`, `userName  eq`},
		{"no attribute", `eq "x"`, `eq "x"`},
		{"a bracket for an operand", `userName eq ("x")`, `userName eq ("x")`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := compared(test.text, seen); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// A filter that is not changed stays as it was, blanks included.
func TestComparedLeavesTheRest(t *testing.T) {
	const text = `( userName  eq "x" )`
	got := compared(text, func(comparison) (string, bool) { return "other", false })
	if got != text {
		t.Errorf("got %s, want %s", got, text)
	}
}

// RFC 7644 §3.10: the URN of the core schema may stand before a name.
func TestComparisonOn(t *testing.T) {
	tests := []struct {
		name string
		c    comparison
		on   string
		want bool
	}{
		{"the name", comparison{attribute: "userName"}, "userName", true},
		{"in another case", comparison{attribute: "USERNAME"}, "userName", true},
		{"with the URN of the core schema", comparison{attribute: "urn:ietf:params:scim:schemas:core:2.0:User:userName"}, "userName", true},
		{"with the URN in capitals", comparison{attribute: "URN:IETF:PARAMS:SCIM:SCHEMAS:CORE:2.0:GROUP:displayName"}, "displayName", true},
		{"a sub-attribute of the same name", comparison{attribute: "userName", within: "x"}, "userName", false},
		{"another attribute", comparison{attribute: "userNames"}, "userName", false},
		{"in an extension", comparison{attribute: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:userName"}, "userName", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.c.on(test.on); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestSpelling(t *testing.T) {
	spelt := newSpelling()
	spelt.learn(schema.User())
	tests := []struct {
		name         string
		known, wrong bool
	}{
		{"userName", true, false},
		{"username", true, true},
		{"urn:ietf:params:scim:schemas:core:2.0:User:USERNAME", true, true},
		{"name.GIVENNAME", true, false}, // the attribute is spelt right
		{"Name.givenName", true, true},
		{"externalID", true, true},
		{"shoeSize", false, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := spelt.knows(test.name); got != test.known {
				t.Errorf("known: got %v, want %v", got, test.known)
			}
			if got := spelt.wrong(test.name); got != test.wrong {
				t.Errorf("wrong: got %v, want %v", got, test.wrong)
			}
		})
	}
}

// Which filter the correct server sees behind each fault in the logic.
func TestFiltersRewritten(t *testing.T) {
	tests := []struct {
		name   string
		defect Defect
		text   string
		want   string
	}{
		{
			"mixed values", filterValuePathMixesValues(), `emails[type eq "work" and value eq "x"] and a pr`,
			`(emails.type eq "work" and emails.value eq "x") and a pr`,
		},
		{
			"mixed values, E-5.7", filterValuePathMixesValues(), `emails[type eq "work"].value eq "x" and a pr`,
			`(emails.type eq "work" and emails.value eq "x") and a pr`,
		},
		{"mixed values of no value path", filterValuePathMixesValues(), `(a pr)  or b pr`, `(a pr)  or b pr`},
		{"ignored value path, E-5.7", filterValuePathIgnored(), `emails[type eq "work"].value eq "x"`, `emails.value eq "x"`},
		{"ignored value path", filterValuePathIgnored(), `a pr and emails[type eq "work"]`, `a pr and emails pr`},
		{"first of or in a group", filterOrSeesFirstOnly(), `(a pr or b pr) and c pr`, `(a pr) and c pr`},
		{"first of three", filterOrSeesFirstOnly(), `a pr or b pr or (c pr)`, `a pr`},
		{"first of or in a value path", filterOrSeesFirstOnly(), `x[a pr or (b pr)] and c pr`, `x[a pr] and c pr`},
		{"left to right", filterLeftToRight(), `a pr or b pr and c pr or d pr and e pr`, `((a pr or b pr) and c pr or d pr) and e pr`},
		{"left to right leaves and before or", filterLeftToRight(), `a pr and b pr or c pr`, `a pr and b pr or c pr`},
		{"left to right leaves groups", filterLeftToRight(), `(a pr or b pr) and c pr`, `(a pr or b pr) and c pr`},
		{"brackets", filterBracketsIgnored(), `(a pr or b pr) and c pr`, `a pr or b pr and c pr`},
		{"a missing operand", filterMissingOperandAccepted(), `a pr and b eq`, `a pr and b pr`},
		{"only a missing operand", filterMissingOperandAccepted(), `a pr`, `a pr`},
		{"an offset", filterOffsetIgnored(), `a gt "2026-01-05T09:30:00.5+02:00"`, `a gt "2026-01-05T09:30:00.5Z"`},
		{"no offset", filterOffsetIgnored(), `a gt "2026-01-05T09:30:00Z"`, `a gt "2026-01-05T09:30:00Z"`},
		{"two brackets open", filterOpenBracketAccepted(), `(a pr and (b pr`, `(a pr and (b pr))`},
		{"a boolean in quotes is not confused", filterOperatorsConfused()[0], `active eq "True" and a eq "x"`, `active eq "True" and a co "x"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := &Call{Method: "GET", Path: "/Users", Query: map[string][]string{"filter": {test.text}}}
			if answer := test.defect.Install().Before(c); answer != nil {
				t.Fatalf("answered with %d", answer.Status)
			}
			if got := c.Query.Get("filter"); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}
