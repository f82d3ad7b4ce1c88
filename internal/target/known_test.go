package target

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/requirement"
)

// embedded is the mapping of the reference target.
func embedded(t *testing.T) Target {
	t.Helper()
	text, err := os.ReadFile("../../scenarios/targets/embedded.yaml")
	if err != nil {
		t.Fatal(err)
	}
	got, err := load(t, string(text))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// The reference target offers every observation that is known, and what every row
// needs; and nothing is known that no row and no reader needs.
func TestEmbeddedOffersAll(t *testing.T) {
	reference := embedded(t)
	var names []string
	for _, known := range Observations() {
		names = append(names, known.Name)
	}
	slices.Sort(names)
	if diff := cmp.Diff(names, slices.Sorted(maps.Keys(reference.Observers))); diff != "" {
		t.Errorf("observations (-known +offered)\n%s", diff)
	}
	if got := reference.Covered(); len(got) != len(Needs()) {
		t.Errorf("covered are %d of %d rows: %v", len(got), len(Needs()), got)
	}
}

// Every documented row of the account side has its needs, but for two that nothing
// on a target shows: who hands out the token, and a provider that is set up anew.
func TestEveryAccountRowHasItsNeeds(t *testing.T) {
	catalogue, err := requirement.Load(os.DirFS("../../features/catalogue"))
	if err != nil {
		t.Fatal(err)
	}
	needed := map[string]bool{"IDEO-04": true, "SSO-15": true}
	for _, need := range Needs() {
		needed[need.Row] = true
		if _, known := catalogue.Get(requirement.ID(need.Row)); !known {
			t.Errorf("there is no row %s", need.Row)
		}
	}
	for _, row := range catalogue.All() {
		if row.Judges == "account" && row.Source != "ENTRA" && !needed[string(row.ID)] {
			t.Errorf("%s has no needs", row.ID)
		}
	}
}

// A known observation has its kind of value; others have any.
func TestMisfit(t *testing.T) {
	for _, test := range []struct {
		name  string
		value any
		fits  bool
	}{
		{"team-member", false, true}, {"team-member", "no", false}, {"team-member", json.Number("0"), false},
		{"seats", []any{}, true}, {"seats", []any{"bim"}, true}, {"seats", []any{json.Number("1")}, false}, {"seats", "bim", false},
		{"accounts", json.Number("1"), true}, {"accounts", "1", false}, {"role", map[string]any{}, false}, {"role", "admin", true},
		{"colour", map[string]any{}, true},
	} {
		if problem := Misfit(test.name, test.value); (problem == "") != test.fits {
			t.Errorf("%s %v: %q", test.name, test.value, problem)
		}
	}
}

// What is not offered takes the rows away that need it.
func TestCovered(t *testing.T) {
	few := embedded(t)
	few.Observers = map[string]Observer{"team-member": {}, "badge": {}}
	few.Actions = map[string]Action{"new-api-key": {}}
	if diff := cmp.Diff([]string{"CA-06", "SYNC-08b", "SYNC-16"}, few.Covered()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got := (Target{}).Covered(); got != nil {
		t.Errorf("without anything: %v", got)
	}
}

// Everything of the reference target is beside its SCIM API, wherever that is.
func TestEmbeddedIsBesideSCIM(t *testing.T) {
	reference := embedded(t)
	for name, one := range reference.Observers {
		if !one.Request.Beside {
			t.Errorf("observer %s", name)
		}
	}
	for name, one := range reference.Actions {
		if !one.Request.Beside {
			t.Errorf("action %s", name)
		}
	}
}
