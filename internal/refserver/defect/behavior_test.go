package defect_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/refserver/account"
	"github.com/scimulator/scimulator/internal/refserver/defect"
)

// Each rule of the account side is turned over by exactly one defect, and each
// of these defects turns over one rule.
func TestEachRuleHasADefect(t *testing.T) {
	owners := map[string][]string{}
	for _, d := range defect.All() {
		hooks := d.Install()
		if hooks.Account == nil {
			continue
		}
		var rules account.Rules
		hooks.Account(&rules)
		broken := turned(rules)
		family, _, _ := strings.Cut(d.Name, "-")
		if len(broken) != 1 || family != "behavior" && family != "auth" { // tokens are rules of the account, too
			t.Errorf("%s turns over %v", d.Name, broken)
		}
		for _, rule := range broken {
			owners[rule] = append(owners[rule], d.Name)
		}
	}
	rules := reflect.TypeFor[account.Rules]()
	for i := range rules.NumField() {
		if name := rules.Field(i).Name; len(owners[name]) != 1 {
			t.Errorf("the rule %s is turned over by %v", name, owners[name])
		}
	}
}

// turned are the names of the rules that are not as documented.
func turned(rules account.Rules) []string {
	var broken []string
	value := reflect.ValueOf(rules)
	for i := range value.NumField() {
		if value.Field(i).Bool() {
			broken = append(broken, value.Type().Field(i).Name)
		}
	}
	return broken
}

// Each documented row that judges the target or the account has a defect.
func TestDocumentedRowsHaveDefects(t *testing.T) {
	broken := map[string]bool{}
	for _, d := range defect.All() {
		for _, id := range d.Breaks {
			broken[string(id)] = true
		}
	}
	families := []string{"PROV", "ADSK", "CA", "IDEO", "SYNC", "SSO"}
	for _, entry := range catalogue(t).All() {
		family, _, _ := strings.Cut(string(entry.ID), "-")
		if !slices.Contains(families, family) || entry.Judges == "client" || entry.Exempt != "" {
			continue
		}
		if !broken[string(entry.ID)] {
			t.Errorf("no defect breaks %s: %s", entry.ID, entry.Text)
		}
	}
}
