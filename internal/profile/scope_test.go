package profile_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/profile"
)

// scoped is a profile with these filters, the first on line 10.
func scoped(filters string) string { return first + "scope:\n  filters:\n    " + filters + "\n" }

// clause is a profile with one clause, which begins in column 18 of line 10.
func clause(text string) string { return scoped("- {clauses: [" + text + "]}") }

func TestScope(t *testing.T) {
	got, err := load(t, scoped(`- name: Sales in Lisbon
      clauses:
        - {attribute: department, operator: EQUALS, value: Sales}
        - {attribute: city, operator: REGEX MATCH, value: "^Lis(bon|boa)$"}
    - {of: groups, kind: inputFilterGroups, clauses: [{attribute: displayName, operator: IS NOT NULL}]}
nestedGroups: flatten
options: {skipOutOfScopeDeletions: true, E-2.11: insensitive, E-2.14: whole, E-7.26: all, E-8.15: delete}`))
	if err != nil {
		t.Fatal(err)
	}
	want := profile.Scope{Filters: []profile.Filter{
		{Name: "Sales in Lisbon", Clauses: []profile.Clause{
			{Attribute: "department", Operator: "EQUALS", Value: "Sales"}, {Attribute: "city", Operator: "REGEX MATCH", Value: "^Lis(bon|boa)$"},
		}},
		{Of: "groups", Kind: profile.InputGroups, Clauses: []profile.Clause{{Attribute: "displayName", Operator: "IS NOT NULL"}}},
	}}
	if diff := cmp.Diff(want, got.Scope); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	leaving := profile.Leaving{SkipOutOfScope: true, FilterCase: "insensitive", FilterRegex: "whole", SkipReach: "all", NoSoftDelete: "delete"}
	if diff := cmp.Diff(leaving, got.Options.Leaving); diff != "" || got.NestedGroups != "flatten" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// What a filter must not say, by the exact words and places.
func TestScopeMistakes(t *testing.T) {
	const at = "app.yaml:10:"
	for _, row := range []struct{ name, text, want string }{
		{"sound", clause("{attribute: city, operator: Includes, value: x}"), ""},
		{"unknown operator", clause("{attribute: city, operator: LIKE, value: x}"), at + `46: operator: "LIKE" is not one of EQUALS, NOT EQUALS, ENDS_WITH, Includes, REGEX MATCH, NOT REGEX MATCH, Greater_Than, Greater_Than_OR_EQUALS, IS TRUE, IS FALSE, IS NULL, IS NOT NULL, &, !&`},
		{"no clause", clause(""), at + "17: clauses: must not be empty"},
		{"E-2.11 no operand", clause("{attribute: city, operator: EQUALS}"), at + "18: EQUALS needs an operand: give value (E-2.11)"},
		{"E-2.11 an operand too many", clause("{attribute: city, operator: IS NULL, value: x}"), at + "55: IS NULL has no operand: leave value out (E-2.11)"},
		{"E-2.12 operand that is no integer", clause("{attribute: badge, operator: Greater_Than, value: ten}"), at + `68: Greater_Than compares integers: "ten" is none (E-2.12)`},
		{"E-2.12 fraction", clause("{attribute: badge, operator: Greater_Than_OR_EQUALS, value: '1.5'}"), at + `78: Greater_Than_OR_EQUALS compares integers: "1.5" is none (E-2.12)`},
		{"E-2.12 negative integer", clause("{attribute: badge, operator: Greater_Than, value: '-5'}"), ""},
		{"E-2.14 regex", clause("{attribute: city, operator: NOT REGEX MATCH, value: bad}"), at + "70: the regex is not valid (E-2.14)"},
		{"E-2.14 no regex", clause("{attribute: city, operator: EQUALS, value: bad}"), ""},
		{"E-2.13 several values", clause("{attribute: proxyAddresses, operator: Includes, value: x}"), at + "30: proxyAddresses cannot stand in a scoping filter: it has several values (E-2.13)"},
		{"E-2.13 members", scoped("- {of: groups, clauses: [{attribute: members, operator: Includes, value: x}]}"), at + "42: members cannot stand in a scoping filter: it does not know memberships (E-2.13); assign the group instead"},
		{"E-2.13 member of", clause("{attribute: memberOf, operator: Includes, value: x}"), at + "30: memberOf cannot stand in a scoping filter: it does not know memberships (E-2.13); assign the group instead"},
		{"E-2.13 roles", clause("{attribute: appRoleAssignments, operator: IS NULL}"), at + "30: appRoleAssignments cannot stand in a scoping filter (E-2.13)"},
		{"E-2.13 userType", clause("{attribute: userType, operator: EQUALS, value: Guest}"), at + "30: userType cannot stand in a scoping filter (E-2.13)"},
		{"E-2.13 manager", clause("{attribute: manager, operator: IS NULL}"), at + "30: manager cannot stand in a scoping filter (E-2.13)"},
		{"E-2.13 date", clause("{attribute: employeeHireDate, operator: IS NULL}"), at + "30: employeeHireDate cannot stand in a scoping filter: it is a date (E-2.13)"},
		{"E-2.21 samAccountName", clause("{attribute: samAccountName, operator: IS NULL}"), at + "30: samAccountName is not available as a source attribute (E-2.21)"},
		{"E-2.19 computed", clause("{attribute: IsSoftDeleted, operator: IS TRUE}"), at + "30: IsSoftDeleted cannot stand in a scoping filter: it is computed from the scope (E-2.19)"},
		{"unknown mapping", scoped("- {of: devices, clauses: [{attribute: city, operator: IS NULL}]}"), at + `12: of: "devices" is not one of users, groups`},
		{"unknown kind", scoped("- {kind: outputFilterGroups, clauses: [{attribute: city, operator: IS NULL}]}"), at + `14: kind: "outputFilterGroups" is not one of groups, inputFilterGroups, categoryFilterGroups (did you mean "inputFilterGroups"?)`},
		{"unknown option", first + "options: {E-7.26: some}\n", `app.yaml:8:19: E-7.26: "some" is not one of outOfScope, all`},
		{"E-2.21 as a source", users("{target: title, source: samAccountName}"), "app.yaml:8:31: samAccountName is not available as a source attribute (E-2.21)"},
		{"E-2.21 as a source, in another case", users("{target: userType, source: UserType}"), "app.yaml:8:34: UserType is not available as a source attribute (E-2.21)"},
		{"E-2.21 on-premises name", users("{target: title, source: onPremisesSamAccountName}"), ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := load(t, row.text)
			got := ""
			if err != nil {
				got = err.Error()
			}
			if got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
		})
	}
}
