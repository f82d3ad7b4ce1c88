package provision_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/scim"
)

// attribute changes one user attribute of the profile, by target.
func (w *world) attribute(target string, change func(a *profile.Attribute)) {
	w.Helper()
	for i := range w.profile.Users.Attributes {
		if w.profile.Users.Attributes[i].Target == target {
			change(&w.profile.Users.Attributes[i])
			return
		}
	}
	w.Fatalf("the profile maps no %s", target)
}

func (w *world) mapAlso(attributes ...profile.Attribute) {
	w.profile.Users.Attributes = append(w.profile.Users.Attributes, attributes...)
}

// shown is an attribute of an account of the target.
func (w *world) shown(user, attribute string) any {
	w.Helper()
	target, err := dialect.ParseTarget(attribute)
	w.must(err)
	value, _ := target.Find(w.user(user))
	return value
}

// What a mapping makes of a source value, at creation and after an update.
func TestMappings(t *testing.T) {
	constant := "EU"
	tests := []struct {
		rule, name string
		attribute  profile.Attribute
		source     attrs
		created    any // nil: absent
		update     attrs
		updated    any
	}{
		{"E-3.1", "direct", profile.Attribute{Target: "title", Source: "jobTitle"}, attrs{"jobTitle": "Buyer"}, "Buyer", attrs{"jobTitle": "Lead"}, "Lead"},
		{"E-3.2", "constant", profile.Attribute{Target: "title", Constant: &constant}, nil, "EU", attrs{"jobTitle": "Lead"}, "EU"},
		{"E-3.3", "expression", profile.Attribute{Target: "title", Expression: "[jobTitle]"}, attrs{"jobTitle": "Buyer"}, "Buyer", attrs{"jobTitle": "Lead"}, "Lead"},
		{"E-3.5", "default when creating", profile.Attribute{Target: "title", Source: "jobTitle", Default: "None"}, nil, "None", attrs{"jobTitle": "Lead"}, "Lead"},
		{"E-3.5", "no default when updating", profile.Attribute{Target: "title", Source: "jobTitle", Default: "None"}, attrs{"jobTitle": "Buyer"}, "Buyer",
			attrs{"jobTitle": nil, "surname": "New"}, "Buyer"},
		{"E-3.5", "a value goes before the default", profile.Attribute{Target: "title", Source: "jobTitle", Default: "None"}, attrs{"jobTitle": "Buyer"}, "Buyer", nil, "Buyer"},
		{"E-3.6", "only when creating", profile.Attribute{Target: "title", Source: "jobTitle", Apply: "create"}, attrs{"jobTitle": "Buyer"}, "Buyer", attrs{"jobTitle": "Lead"}, "Buyer"},
		{"E-3.12", "null is not sent", profile.Attribute{Target: "title", Source: "jobTitle"}, nil, nil, attrs{"surname": "New"}, nil},
		{"E-3.12", "null clears nothing", profile.Attribute{Target: "title", Source: "jobTitle"}, attrs{"jobTitle": "Buyer"}, "Buyer", attrs{"jobTitle": nil, "surname": "New"}, "Buyer"},
		{"E-3.18", "a difference of case is no change", profile.Attribute{Target: "title", Source: "jobTitle"}, attrs{"jobTitle": "Buyer"}, "Buyer", attrs{"jobTitle": "BUYER"}, "Buyer"},
		{"E-3.18", "unless the attribute is case exact", profile.Attribute{Target: "title", Source: "jobTitle", CaseExact: true}, attrs{"jobTitle": "Buyer"}, "Buyer", attrs{"jobTitle": "BUYER"}, "BUYER"},
		{"E-2.19", "IsSoftDeleted direct", profile.Attribute{Target: "title", Source: "IsSoftDeleted"}, nil, "False", attrs{"enabled": false}, "True"},
		{"E-3.17", "required, with a value", profile.Attribute{Target: "title", Source: "jobTitle", Required: true}, attrs{"jobTitle": "Buyer"}, "Buyer", attrs{"jobTitle": "Lead"}, "Lead"},
		{"E-3.17", "required, with a default", profile.Attribute{Target: "title", Source: "jobTitle", Required: true, Default: "None"}, nil, "None", nil, "None"},
		{"E-3.17", "required when creating only", profile.Attribute{Target: "title", Source: "jobTitle", Required: true}, attrs{"jobTitle": "Buyer"}, "Buyer", attrs{"jobTitle": nil, "surname": "New"}, "Buyer"},
		{"E-9.13", "one of one value", profile.Attribute{Target: "title", Source: "otherMails"}, attrs{"otherMails": []any{"a@example.com"}}, "a@example.com", nil, "a@example.com"},
		{"E-5.15", "a boolean is created as one", profile.Attribute{Target: "title", Source: "flag", Type: "boolean"}, attrs{"flag": true}, true, attrs{"flag": false}, "False"}, // E-5.20: and patched as text
	}
	for _, test := range tests {
		t.Run(test.rule+" "+test.name, func(t *testing.T) {
			w := office(t)
			w.mapAlso(test.attribute)
			if test.source != nil {
				w.must(w.directory.Update("ana", test.source))
			}
			w.must(w.directory.Assign("ana"))
			w.cycle()
			if got := w.shown("ana", "title"); got != test.created {
				t.Errorf("created with %v, want %v", got, test.created)
			}
			if test.update != nil {
				w.must(w.directory.Update("ana", test.update))
			}
			report := w.report()
			if got := w.shown("ana", "title"); got != test.updated || report.Failed > 0 {
				t.Errorf("after the update %v, want %v; log %v", got, test.updated, w.logged("ana"))
			}
			if attempts := w.job.Escrows(); len(attempts) != 0 {
				t.Errorf("parked: %v", attempts)
			}
		})
	}
}

// Objects that the mapping keeps out of the target, and what the log says.
func TestObjectsThatAreNotCreated(t *testing.T) {
	tests := []struct {
		rule, name string
		prepare    func(w *world) []error
		requests   []string
		log        string
	}{
		{"E-3.10", "no value to match by", func(w *world) []error {
			return []error{w.directory.Update("ana", attrs{"userPrincipalName": nil})}
		}, nil, "other skipped ImportSkipped"},
		{"E-3.17", "a required attribute without value", func(w *world) []error {
			w.attribute("name.familyName", func(a *profile.Attribute) { a.Required = true })
			return []error{w.directory.Update("ana", attrs{"surname": nil})}
		}, []string{"GET /Users?userName eq ana@fabrikam.example"}, "create failure MandatoryFieldsMissing"},
		{"E-3.19", "the action Create off", func(w *world) []error {
			w.profile.Users.Actions = []string{"update", "delete"}
			return nil
		}, []string{"GET /Users?userName eq ana@fabrikam.example"}, "other skipped EntrySynchronizationSkipped"},
		{"E-9.13", "several values for a single-valued attribute", func(w *world) []error {
			w.mapAlso(profile.Attribute{Target: "title", Source: "otherMails"})
			return []error{w.directory.Update("ana", attrs{"otherMails": []any{"a@example.com", "b@example.com"}})}
		}, []string{"GET /Users?userName eq ana@fabrikam.example"}, "create failure SchemaPropertyCanOnlyAcceptValue"},
	}
	for _, test := range tests {
		t.Run(test.rule+" "+test.name, func(t *testing.T) {
			w := office(t)
			w.must(test.prepare(w)...)
			w.must(w.directory.Assign("ana"))
			w.expect(w.cycle(), test.requests...)
			w.expectLog("ana", test.log)
			if len(w.target.resources) != 0 || w.job.Link(provision.User, "ana") != "" {
				t.Error("created or linked all the same")
			}
			w.expect(w.cycle()) // E-7.6: only a change in the source can help
		})
	}
}

// E-3.10: a group without a name to match by is skipped with its members.
func TestGroupWithoutName(t *testing.T) {
	w := office(t)
	w.must(w.directory.Update("design", attrs{"displayName": nil}), w.directory.Assign("design"))
	w.cycle()
	w.expect(w.writes(), "POST /Users ana", "POST /Users bo")
	w.expectLog("design", "other skipped ImportSkipped")
}

// E-3.19: without Create existing accounts are still matched and updated;
// without Update nothing is changed; without Delete nothing is deleted (E-8.17).
func TestTargetObjectActions(t *testing.T) {
	tests := []struct {
		name    string
		actions []string
		writes  []string
	}{
		{"all", []string{"create", "update", "delete"}, []string{"PATCH /Users/ana Add name.familyName=Reis", "POST /Users bo"}},
		{"no create", []string{"update", "delete"}, []string{"PATCH /Users/ana Add name.familyName=Reis"}},
		{"no update", []string{"create", "delete"}, []string{"POST /Users bo"}},
		{"none", []string{}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := office(t)
			w.profile.Users.Actions = test.actions
			w.target.resources["Users/t-ana"] = attrs{"id": "t-ana", "userName": "ana@fabrikam.example", "active": true, "name": attrs{"givenName": "Ana"}}
			w.must(w.directory.Assign("ana"), w.directory.Assign("bo"))
			w.cycle()
			if diff := cmp.Diff(test.writes, w.writes()); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
			if w.job.Link(provision.User, "ana") != "t-ana" {
				t.Error("a match links whatever the actions (E-1.14 step 5)")
			}
		})
	}
}

// E-3.8: lowest priority first, stop at the first hit, never combined; an
// attribute without a value is passed over (E-3.10).
func TestMatchingPriorities(t *testing.T) {
	const byName, byNumber = "GET /Users?userName eq ana@fabrikam.example", "GET /Users?" + enterprise + ":employeeNumber eq 40117"
	account := attrs{"id": "t-old", "userName": "old@fabrikam.example", enterprise: attrs{"employeeNumber": "40117"}}
	tests := []struct {
		name     string
		priority [2]int // of userName, employeeNumber
		number   any
		account  attrs
		want     []string
	}{
		{"the first hits", [2]int{2, 1}, "40117", account, []string{byNumber, "PATCH /Users/old"}},
		{"the second hits", [2]int{1, 2}, "40117", account, []string{byName, byNumber, "PATCH /Users/old"}},
		{"none hits", [2]int{1, 2}, "40117", nil, []string{byName, byNumber, "POST /Users ana"}},
		{"the first has no value", [2]int{2, 1}, nil, nil, []string{byName, "POST /Users ana"}},
		{"one only", [2]int{1, 0}, "40117", account, []string{byName, "POST /Users ana"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := office(t)
			w.attribute("userName", func(a *profile.Attribute) { a.Matching = test.priority[0] })
			w.mapAlso(profile.Attribute{Target: enterprise + ":employeeNumber", Source: "employeeId", Matching: test.priority[1]})
			if test.account != nil {
				w.target.resources["Users/t-old"] = scim.Clone(map[string]any(test.account)).(map[string]any)
			}
			w.must(w.directory.Update("ana", attrs{"employeeId": test.number}), w.directory.Assign("ana"))
			got := w.cycle()
			for i := range got {
				got[i], _, _ = strings.Cut(got[i], " Replace")
			}
			w.expect(got, test.want...)
		})
	}
}

// E-3.9: the source of a matching attribute may be computed.
func TestMatchingByExpression(t *testing.T) {
	w := office(t)
	w.attribute("userName", func(a *profile.Attribute) { a.Source, a.Expression = "", "[mailNickname]" })
	w.must(w.directory.Assign("ana"))
	w.expect(w.cycle(), "GET /Users?userName eq ana", "POST /Users ana")
}

// E-5.17: Add where the target shows nothing, Replace where it shows something
// else, nothing where both are equal.
func TestDiff(t *testing.T) {
	tests := []struct {
		name      string
		target    string
		shown     string // JSON
		value     any
		caseExact bool
		want      string // op and old value, "" for no difference
	}{
		{"absent", "title", `{}`, "Buyer", false, "Add <nil>"},
		{"null is absent (RFC 7643 §2.5)", "title", `{"title":null}`, "Buyer", false, "Add <nil>"},
		{"empty is absent", "title", `{"title":""}`, "Buyer", false, "Add <nil>"},
		{"equal", "title", `{"title":"Buyer"}`, "Buyer", false, ""},
		{"equal but for the case", "title", `{"title":"BUYER"}`, "Buyer", false, ""},
		{"case exact", "title", `{"title":"BUYER"}`, "Buyer", true, "Replace BUYER"},
		{"another value", "title", `{"title":"Lead"}`, "Buyer", false, "Replace Lead"},
		{"attribute names fold case (RFC 7643 §2.1)", "title", `{"Title":"Buyer"}`, "Buyer", false, ""},
		{"a boolean", "active", `{"active":true}`, false, false, "Replace true"},
		{"an equal boolean", "active", `{"active":true}`, true, false, ""},
		{"a boolean shown as text", "active", `{"active":"True"}`, true, false, ""},
		{"a boolean shown as other text", "active", `{"active":"False"}`, true, false, "Replace False"},
		{"active not shown (E-5.32)", "active", `{}`, true, false, "Add <nil>"},
		{"a sub-attribute", "name.givenName", `{"name":{"givenName":"Ana"}}`, "Anna", false, "Replace Ana"},
		{"an absent sub-attribute", "name.givenName", `{"name":{"familyName":"Reis"}}`, "Ana", false, "Add <nil>"},
		{"an element", `emails[type eq "work"].value`, `{"emails":[{"type":"home","value":"h"},{"type":"Work","value":"w"}]}`, "x", false, "Replace w"},
		{"no such element (E-5.18)", `emails[type eq "work"].value`, `{"emails":[{"type":"home","value":"h"}]}`, "x", false, "Add <nil>"},
		{"an extension", department, `{"` + enterprise + `":{"department":"Sales"}}`, "Legal", false, "Replace Sales"},
		{"no such extension", department, `{}`, "Legal", false, "Add <nil>"},
		{"a number shown for text", "title", `{"title":7}`, "7", false, ""},
	}
	names := map[dialect.Op]string{dialect.Add: "Add", dialect.Replace: "Replace"}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			target, err := dialect.ParseTarget(test.target)
			if err != nil {
				t.Fatal(err)
			}
			shown, err := scim.Decode([]byte(test.shown))
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, d := range provision.Diff(shown, []provision.Mapped{{Target: target, Value: test.value, CaseExact: test.caseExact}}) {
				got += names[d.Op] + " " + fmt.Sprint(d.Old)
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// A plan is a value that can be printed.
func TestPlansArePrinted(t *testing.T) {
	active, err := dialect.ParseTarget("active")
	if err != nil {
		t.Fatal(err)
	}
	shown := scim.Resource{"active": true}
	tests := []struct {
		plan provision.Plan
		want string
	}{
		{provision.PlanUpdate(nil), "other source and target are equal"},
		{provision.PlanUpdate(provision.Diff(shown, []provision.Mapped{{Target: active, Value: false}})), "disable active: True -> False"},
		{provision.PlanUpdate(provision.Diff(scim.Resource{}, []provision.Mapped{{Target: active, Value: true}})), "enable active: (none) -> True"},
		{provision.PlanCreate(nil), "create"},
	}
	for _, test := range tests {
		if got := test.plan.String(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
	scoping := provision.Scoping{Active: true}
	if got, want := scoping.String(), "active in the source: True, assigned to the application: False"; got != want || scoping.In() {
		t.Errorf("got %q, want %q", got, want)
	}
}
