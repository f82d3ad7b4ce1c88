package report

import (
	"testing"

	"github.com/scimulator/scimulator/internal/verdict"
)

// Chance is no difference, also not in how checks number their names; a name that is
// another is one.
func TestEqual(t *testing.T) {
	seen := func(text string) verdict.Run {
		return verdict.Run{Command: "certify", Marker: "simab", Findings: []verdict.Finding{{Outcome: verdict.Fail, Requirement: "HOUSE-01", Seen: text}}}
	}
	if !Equal(played(false), played(true)) || !Equal(seen("ana.simab.3@example.com"), seen("ana.simab.21@example.com")) {
		t.Error("chance is a difference")
	}
	if Equal(seen("ana.simab.3@example.com"), seen("bo.simab.3@example.com")) {
		t.Error("another name is no difference")
	}
}
