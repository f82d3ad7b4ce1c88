package provision_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
)

type clauses = []profile.Clause

// city is a filter group of users with one clause.
func city(operator, value string) profile.Filter {
	return profile.Filter{Name: "Place", Clauses: clauses{{Attribute: "city", Operator: operator, Value: value}}}
}

// provisioned are the resources of the target.
func (w *world) provisioned() []string { return slices.Sorted(maps.Keys(w.target.resources)) }

func (w *world) expectProvisioned(want ...string) {
	w.Helper()
	if diff := cmp.Diff(want, w.provisioned()); diff != "" && len(want)+len(w.target.resources) > 0 {
		w.Errorf("in the target (want -, got +)\n%s", diff)
	}
}

// one has the user ana with one attribute, assigned, and one filter.
func one(t *testing.T, value any, filters ...profile.Filter) *world {
	w := empty(t)
	ana := attrs{"id": "ana", "userPrincipalName": "ana@fabrikam.example"}
	if value != nil {
		ana["city"] = value
	}
	w.must(w.directory.AddUser(ana), w.directory.Assign("ana"))
	w.profile.Scope.Filters = filters
	return w
}

// E-2.11, E-2.10, E-2.14: each operator, by the table of the document. A null or
// empty value makes every clause false but IS NULL.
func TestFilterOperators(t *testing.T) {
	const sample = "(1[0-9][0-9][0-9][0-9][0-9][0-9])"
	for _, test := range []struct {
		operator, operand string
		in, out           []any
	}{
		{"EQUALS", "Lisbon", []any{"Lisbon"}, []any{"lisbon", "Lisbon ", "Porto", nil, ""}},
		{"EQUALS", "5", []any{"5"}, []any{"05", nil}},
		{"NOT EQUALS", "Lisbon", []any{"Porto", "lisbon"}, []any{"Lisbon", nil, ""}},
		{"ENDS_WITH", "bon", []any{"Lisbon", "bon"}, []any{"LISBON", "bonn", nil}},
		{"Includes", "is", []any{"Lisbon", "Paris"}, []any{"LISBON", "Porto", nil}},
		{"REGEX MATCH", "^Lis(bon|boa)$", []any{"Lisbon", "Lisboa"}, []any{"lisbon", "Lisbonne", nil}},
		{"REGEX MATCH", `.*\@fabrikam.example`, []any{"ana@fabrikam.example"}, []any{"ana@contoso.example", nil}},
		{"REGEX MATCH", sample, []any{"1999999", "a1000000z"}, []any{"2000000", "199999", nil}},
		{"NOT REGEX MATCH", "^Lis", []any{"Porto", "lisbon"}, []any{"Lisbon", nil, ""}},
		{"Greater_Than", "10", []any{"11", "100"}, []any{"10", "9", "-11", nil}},
		{"Greater_Than_OR_EQUALS", "10", []any{"11", "10"}, []any{"9", nil}},
		{"IS TRUE", "", []any{true, "True", "true"}, []any{false, "1", nil}},
		{"IS FALSE", "", []any{false, "False"}, []any{true, "0", nil}},
		{"IS NULL", "", []any{nil, ""}, []any{"Lisbon"}},
		{"IS NOT NULL", "", []any{"Lisbon", "0"}, []any{nil, ""}},
		{"&", "Lisbon, Porto", []any{"Lisbon", "Porto", "n, P"}, []any{"Faro", "lisbon", nil}},
		{"!&", "Lisbon, Porto", []any{"Faro", "lisbon"}, []any{"Porto", nil, ""}},
	} {
		for _, row := range []struct {
			values []any
			want   []string
		}{{test.in, []string{"Users/t-ana"}}, {test.out, nil}} {
			for _, value := range row.values {
				w := one(t, value, city(test.operator, test.operand))
				w.cycle()
				if diff := cmp.Diff(row.want, w.provisioned()); diff != "" && len(row.want)+len(w.target.resources) > 0 {
					t.Errorf("%q %s %q (want -, got +)\n%s", value, test.operator, test.operand, diff)
				}
			}
		}
	}
}

// The options of what is inferred: case (E-2.11) and extent of a regex (E-2.14).
func TestFilterOptions(t *testing.T) {
	for _, test := range []struct {
		name             string
		filter           profile.Filter
		option           profile.Leaving
		value            string
		default_, chosen bool
	}{
		{"E-2.11 ENDS_WITH", city("ENDS_WITH", "BON"), profile.Leaving{FilterCase: "insensitive"}, "Lisbon", false, true},
		{"E-2.11 &", city("&", "lisbon"), profile.Leaving{FilterCase: "insensitive"}, "Lisbon", false, true},
		{"E-2.11 !&", city("!&", "lisbon"), profile.Leaving{FilterCase: "insensitive"}, "Lisbon", true, false},
		{"E-2.11 the others stay", city("Includes", "BON"), profile.Leaving{FilterCase: "insensitive"}, "Lisbon", false, false},
		{"E-2.14 part", city("REGEX MATCH", "Lis|Por"), profile.Leaving{FilterRegex: "whole"}, "Lisbon", true, false},
		{"E-2.14 whole", city("REGEX MATCH", "Lis.*"), profile.Leaving{FilterRegex: "whole"}, "Lisbon", true, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			for chosen, want := range map[bool]bool{false: test.default_, true: test.chosen} {
				w := one(t, test.value, test.filter)
				if chosen {
					w.profile.Options.Leaving = test.option
				}
				w.cycle()
				if got := len(w.target.resources) == 1; got != want {
					t.Errorf("with the option %v: got %v, want %v", chosen, got, want)
				}
			}
		})
	}
}

// E-2.8, E-2.9: clauses of a group are all needed, one of several groups
// suffices, and users and groups have filters of their own.
func TestFilterGroups(t *testing.T) {
	sales := profile.Clause{Attribute: "department", Operator: "EQUALS", Value: "Sales"}
	lisbon := profile.Clause{Attribute: "city", Operator: "EQUALS", Value: "Lisbon"}
	both := profile.Filter{Clauses: clauses{sales, lisbon}}
	boss := profile.Filter{Clauses: clauses{{Attribute: "jobTitle", Operator: "IS NOT NULL"}}}
	name := profile.Filter{Of: "groups", Clauses: clauses{{Attribute: "displayName", Operator: "ENDS_WITH", Value: "sign"}}}
	everyone := []string{"Groups/t-design", "Groups/t-staff", "Users/t-ana", "Users/t-bo", "Users/t-cy"}
	for _, test := range []struct {
		name    string
		filters []profile.Filter
		want    []string
	}{
		{"no group lets everything pass", nil, everyone},
		{"both clauses", []profile.Filter{both}, []string{"Groups/t-design", "Groups/t-staff", "Users/t-ana"}},
		{"one of two groups", []profile.Filter{both, boss}, []string{"Groups/t-design", "Groups/t-staff", "Users/t-ana", "Users/t-cy"}},
		{"of groups only", []profile.Filter{name}, []string{"Groups/t-design", "Users/t-ana", "Users/t-bo", "Users/t-cy"}},
		{"of both", []profile.Filter{name, boss}, []string{"Groups/t-design", "Users/t-cy"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := office(t)
			w.profile.Scope.Filters = test.filters
			w.must(w.directory.Update("ana", attrs{"department": "Sales", "city": "Lisbon"}), w.directory.Update("bo", attrs{"department": "Sales", "city": "Porto"}),
				w.directory.Update("cy", attrs{"jobTitle": "Manager"}), w.directory.Assign("staff"), w.directory.Assign("design"))
			w.cycle()
			w.expectProvisioned(test.want...)
		})
	}
}

// E-2.12, E-2.13: an operand that is no integer and an attribute with several
// values are mistakes in the configuration: logged, and nobody is provisioned or
// disabled for them.
func TestFilterThatCannotBeEvaluated(t *testing.T) {
	for _, test := range []struct {
		name          string
		sound, broken any
		filter        profile.Filter
		says          string
	}{
		{"E-2.12", "11", "eleven", city("Greater_Than", "10"), `the value "eleven" is no integer (E-2.12)`},
		{"E-2.13", "Lisbon", []any{"Lisbon", "Porto"}, city("EQUALS", "Lisbon"), "several values (E-2.13)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := one(t, test.broken, test.filter)
			w.expect(w.cycle())
			w.expectLog("ana", "other failure InternalError")
			if reason := w.log.records[0].Reason; !strings.Contains(reason, test.says) || !strings.Contains(reason, `"Place"`) {
				t.Errorf("reason %q", reason)
			}
			w.must(w.directory.Update("ana", attrs{"city": test.sound}))
			w.cycle()
			w.expectProvisioned("Users/t-ana")
			w.must(w.directory.Update("ana", attrs{"city": test.broken}))
			w.expect(w.cycle())
			w.expectLog("ana", "other failure InternalError")
		})
	}
}

// The engine refuses filters that the loader would refuse, naming them.
func TestFilterThatCannotBeCompiled(t *testing.T) {
	for says, filter := range map[string]profile.Filter{
		`"x" is no integer (E-2.12)`: city("Greater_Than", "x"), "the regex is not valid": city("REGEX MATCH", "("), "no such operator (E-2.11)": city("LIKE", "x"),
	} {
		w := one(t, "x", filter)
		_, err := provision.NewJob(provision.Config{Profile: w.profile, Directory: w.directory})
		if err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), `"Place"`) {
			t.Errorf("got %v, want %s", err, says)
		}
	}
}

// E-2.17: an object that stops satisfying the groups is deprovisioned; one that
// stops satisfying an input or category filter is no longer processed.
func TestKindsOfFilters(t *testing.T) {
	for _, test := range []struct {
		kind string
		want []string // requests when ana leaves Lisbon
		log  string
	}{
		{profile.ScopeGroups, []string{"GET /Users/ana", "PATCH /Users/ana Replace active=False"}, "disable success"},
		{profile.InputGroups, nil, "other skipped ImportSkipped"},
		{profile.CategoryGroups, nil, "other skipped ImportSkipped"},
	} {
		t.Run(test.kind, func(t *testing.T) {
			filter := city("EQUALS", "Lisbon")
			filter.Kind = test.kind
			w := one(t, "Porto", filter)
			w.expect(w.cycle())
			w.expectLog("ana", map[bool]string{true: "other skipped NotEffectivelyEntitled", false: "other skipped ImportSkipped"}[test.kind == profile.ScopeGroups])
			w.must(w.directory.Update("ana", attrs{"city": "Lisbon"}))
			w.cycle()
			w.expectProvisioned("Users/t-ana")
			w.must(w.directory.Update("ana", attrs{"city": "Porto"}))
			w.expect(w.cycle(), test.want...)
			w.expectLog("ana", test.log)
			w.must(w.directory.Update("ana", attrs{"surname": "Reis"}))
			w.expect(w.cycle()) // neither updated nor disabled
			w.must(w.directory.Purge("ana"))
			w.expect(w.cycle()) // E-2.17, E-8.6: nor deleted
		})
	}
}

// E-2.17: who comes back through an input filter is processed again.
func TestReturningThroughAnInputFilter(t *testing.T) {
	filter := city("EQUALS", "Lisbon")
	filter.Kind = profile.InputGroups
	w := one(t, "Lisbon", filter)
	w.cycle()
	w.must(w.directory.Update("ana", attrs{"city": "Porto", "surname": "Reis"}))
	w.cycle()
	w.must(w.directory.Update("ana", attrs{"city": "Lisbon"}))
	w.expect(w.cycle(), "GET /Users/ana", "PATCH /Users/ana Add name.familyName=Reis")
	w.must(w.directory.Purge("ana"))
	w.expect(w.cycle(), "GET /Users/ana", "DELETE /Users/ana")
}

// E-2.17: a group that an input filter leaves out is neither deleted nor changed,
// and complete again when it comes back.
func TestInputFilterOfGroups(t *testing.T) {
	w := office(t)
	w.profile.Scope.Filters = []profile.Filter{{Of: "groups", Kind: profile.InputGroups, Clauses: clauses{{Attribute: "mailNickname", Operator: "IS NULL"}}}}
	w.must(w.directory.Assign("design"), w.directory.Assign("cy"))
	w.cycle()
	w.must(w.directory.Update("design", attrs{"mailNickname": "x"}), w.directory.AddMember("design", "cy"))
	w.expect(w.cycleWrites())
	w.must(w.directory.Update("design", attrs{"mailNickname": nil}))
	w.cycle()
	w.expect(w.writes(), "PATCH /Groups/design Add members=cy")
}

// cycleWrites runs a cycle and gives its requests that are not GET.
func (w *world) cycleWrites() []string {
	w.cycle()
	return w.writes()
}

// E-2.7: with sync all every object is evaluated in the initial cycle, and those
// that fail the filter are logged as skipped.
func TestEverybodyIsEvaluated(t *testing.T) {
	w := office(t)
	w.everybody = true
	w.profile.Scope.Filters = []profile.Filter{city("EQUALS", "Lisbon")}
	w.must(w.directory.Update("ana", attrs{"city": "Lisbon"}))
	report := w.report()
	w.expect(w.writes(), "POST /Users ana", "POST /Groups design", "POST /Groups staff", "PATCH /Groups/design Add members=ana", "PATCH /Groups/staff Add members=ana")
	for _, object := range []string{"bo", "cy"} {
		w.expectLog(object, "other skipped NotEffectivelyEntitled")
	}
	if report.Skipped < 2 {
		t.Errorf("%d skipped", report.Skipped)
	}
}

// E-2.5: an assignment without a role is one with the default access role, and
// counts like any other.
func TestDefaultAccess(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("cy"))
	w.expect(w.cycleWrites(), "POST /Users cy")
	if scoping := w.log.records[0].Scoping; !scoping.HasRole() || !scoping.Assigned {
		t.Errorf("scoping %+v", scoping)
	}
}

// E-2.22: the record tells every clause with its result, as JSON.
func TestFilterIsLogged(t *testing.T) {
	filter := profile.Filter{Name: `Sales "EU"`, Clauses: clauses{
		{Attribute: "department", Operator: "EQUALS", Value: "Sales"}, {Attribute: "city", Operator: "IS NOT NULL"},
	}}
	w := one(t, nil, filter, profile.Filter{Clauses: clauses{{Attribute: "city", Operator: "EQUALS", Value: "Lisbon"}}})
	w.must(w.directory.Update("ana", attrs{"department": "Sales"}))
	w.cycle()
	scoping := w.log.records[0].Scoping
	var got map[string]bool
	w.must(json.Unmarshal([]byte(scoping.Result()), &got))
	want := map[string]bool{`Sales "EU".department EQUALS 'Sales'`: true, `Sales "EU".city IS NOT NULL`: false, "Scoping filter 2.city EQUALS 'Lisbon'": false}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	if text := scoping.String(); scoping.Passed() || !strings.Contains(text, "assigned to the application: True, scoping filter evaluation passed: False {") {
		t.Errorf("printed %s", text)
	}
	if scoping := (provision.Scoping{}); scoping.Result() != "{}" || !scoping.Passed() {
		t.Error("without a filter everything passes")
	}
}
