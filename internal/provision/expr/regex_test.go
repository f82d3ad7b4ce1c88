package expr

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// E-2.14: the samples of the document, and a part of the value that suffices.
func TestRegex(t *testing.T) {
	for _, test := range []struct {
		name, regex, text string
		part, whole       bool
	}{
		{"domain", `.*\@fabrikam.example`, "ana@fabrikam.example", true, true},
		{"other domain", `.*\@fabrikam.example`, "ana@contoso.example", false, false},
		{"range of numbers", `(1[0-9][0-9][0-9][0-9][0-9][0-9])`, "1234567", true, true},
		{"within a longer number", `(1[0-9][0-9][0-9][0-9][0-9][0-9])`, "912345678", true, false},
		{"outside of the range", `(1[0-9][0-9][0-9][0-9][0-9][0-9])`, "2234567", false, false},
		{"case", "Sales", "sales", false, false},
		{"case, by an option", "(?i)Sales", "sales", true, true},
		{"alternatives belong together", "Lis|Por", "Lisbon", true, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			for whole, want := range map[bool]bool{false: test.part, true: test.whole} {
				regex, err := CompileRegex(test.regex, whole)
				if err != nil {
					t.Fatal(err)
				}
				if got, err := regex.Matches(test.text); got != want || err != nil {
					t.Errorf("whole %v: got %v, %v; want %v", whole, got, err, want)
				}
			}
		})
	}
}

// What .NET knows and RE2 does not is refused, never guessed.
func TestRegexRefused(t *testing.T) {
	for regex, want := range map[string]string{"(": "missing closing )", "(?=a)": "look-ahead", `(a)\1`: "backreference"} {
		if _, err := CompileRegex(regex, false); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", regex, err)
		}
	}
	regex, err := CompileRegex("a$", false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := regex.Matches("a\n"); err == nil {
		t.Error("$ before a line break at the end cannot be known")
	}
}

func TestMentions(t *testing.T) {
	parsed, err := Parse(`IIF([extension_1_b] = [Extension_1_b], Join(" ", [givenName]), "x")`)
	if err != nil {
		t.Fatal(err)
	}
	want := []Mention{{"extension_1_b", 4}, {"Extension_1_b", 22}, {"givenName", 49}}
	if diff := cmp.Diff(want, parsed.Mentions()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
