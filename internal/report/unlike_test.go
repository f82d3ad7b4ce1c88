package report

import (
	"testing"

	"github.com/scimulator/scimulator/internal/verdict"
)

// Chance is no difference, also not in how checks number their names; another name and
// another number of checks are, and the line is told.
func TestUnlike(t *testing.T) {
	seen := func(text string) verdict.Run {
		return verdict.Run{Command: "certify", Marker: "simab", Findings: []verdict.Finding{{Outcome: verdict.Fail, Requirement: "HOUSE-01", Seen: text}}}
	}
	more := seen("ana.simab.3@example.com")
	more.Checks = []verdict.Check{{ID: "a", Name: "a"}}
	for _, test := range []struct {
		name       string
		a, b       verdict.Run
		one, other string
	}{
		{"chance", played(false), played(true), "", ""},
		{"numbers", seen("ana.simab.3@example.com"), seen("ana.simab.21@example.com"), "", ""},
		{"another name", seen("ana.simab.3@example.com"), seen("bo.simab.3@example.com"), `"seen": "ana.{marker}.{n}@example.com",`, `"seen": "bo.{marker}.{n}@example.com",`},
		{"a check more", seen("ana.simab.3@example.com"), more, `"checks": null,`, `"checks": [`},
	} {
		if one, other := Unlike(test.a, test.b); one != test.one || other != test.other {
			t.Errorf("%s: %q and %q, want %q and %q", test.name, one, other, test.one, test.other)
		}
	}
}
