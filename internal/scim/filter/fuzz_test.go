package filter_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
)

// near says that a text is so near the limits of the parser that its printed
// form, which may be longer, can be beyond them.
func near(text string) bool { return len(text) > 8000 || strings.Count(text, "(") > 60 }

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", `userName eq "bjensen"`, `title pr and userType eq "Employee"`, `not (a pr) or b co "\u00e9\ud83d\ude00"`,
		`emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp"]`, `emails[type eq "work"].value eq "x"`,
		scim.URNEnterpriseUser + `:manager.displayName sw "B"`, `a eq -1.5e+10 and (b eq null or c ne true)`,
		`externalId eq jyoung`, `value eq"2819c223"`, "a eq \"\xff\"", `((((`, `a[b[c pr]]`, `a eq 'x'`, `a..b pr`,
	} {
		f.Add(seed)
	}
	set := ledgerSet()
	f.Fuzz(func(t *testing.T, text string) {
		strict, err := filter.Parse(text, filter.Strict)
		placed(t, text, err)
		tolerant, toleranceErr := filter.Parse(text, filter.Tolerant)
		placed(t, text, toleranceErr)
		if err == nil && tolerant != strict {
			t.Errorf("%q is read as %v, but tolerantly as %v", text, strict, tolerant)
		}
		if toleranceErr != nil || near(text) {
			return
		}
		again, err := filter.Parse(tolerant.String(), filter.Strict)
		if err != nil || again != tolerant {
			t.Errorf("%q is printed as %q and read back as %v, %v", text, tolerant, again, err)
		}
		resource := scim.Resource{"userName": "a", "emails": []any{map[string]any{"type": "work"}, "b", nil}}
		if filter.Match(tolerant, resource, set) == filter.Match(filter.Not{Inner: tolerant}, resource, set) {
			t.Errorf("%q and its negation agree", text)
		}
		_ = filter.Check(tolerant, set) // has to return
	})
}

func FuzzParsePath(f *testing.F) {
	for _, seed := range []string{
		"", "members", "name.familyName", `emails[type eq "work"].value`, `members[value eq"x"]`, scim.URNEnterpriseUser,
		scim.URNEnterpriseUser + ":manager.displayName", "urn:example:badge:2.0", "name..x", "emails[type eq", "..", "urn:", "a:b:",
	} {
		f.Add(seed)
	}
	set := ledgerSet()
	f.Fuzz(func(t *testing.T, text string) {
		path, err := filter.ParsePath(text)
		placed(t, text, err)
		if err != nil || near(text) {
			return
		}
		again, err := filter.ParsePath(path.String())
		if err != nil || again != path {
			t.Errorf("%q is printed as %q and read back as %v, %v", text, path, again, err)
		}
		if resolved := path.Resolve(set); resolved != resolved.Resolve(set) {
			t.Errorf("%q is resolved to %v and then to %v", text, resolved, resolved.Resolve(set))
		}
	})
}

// placed holds that an error is a SyntaxError that points into the text.
func placed(t *testing.T, text string, err error) {
	t.Helper()
	var fault *filter.SyntaxError
	if err != nil && (!errors.As(err, &fault) || fault.Pos < 0 || fault.Pos > len(text)) {
		t.Errorf("%q: the error %v points nowhere", text, err)
	}
}
