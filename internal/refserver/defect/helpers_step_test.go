package defect

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim"
)

// RFC 7644 figure 7 and §3.10: the forms that a path has.
func TestPlaceOf(t *testing.T) {
	enterprise := scim.URNEnterpriseUser
	tests := []struct {
		name, path string
		want       place
	}{
		{"attribute", `members`, place{name: "members"}},
		{"sub-attribute", `name.familyName`, place{name: "name", sub: "familyName"}},
		{"value filter", `addresses[type eq "work"]`, place{name: "addresses", filter: `type eq "work"`}},
		{"value filter and sub-attribute", `members[value eq "2819c223"].displayName`,
			place{name: "members", filter: `value eq "2819c223"`, sub: "displayName"}},
		{"bracket in an operand", `emails[display eq "a]b"].value`, place{name: "emails", filter: `display eq "a]b"`, sub: "value"}},
		{"core URN", scim.URNUser + `:name.familyName`, place{name: "name", sub: "familyName"}},
		{"core URN in other case", `URN:ietf:params:scim:schemas:core:2.0:user:userName`, place{name: "userName"}},
		{"core URN with filter", scim.URNUser + `:emails[type eq "work"].value`, place{name: "emails", filter: `type eq "work"`, sub: "value"}},
		{"group URN", scim.URNGroup + `:members`, place{name: "members"}},
		{"extension", enterprise, place{urn: enterprise}},
		{"attribute of an extension", enterprise + `:department`, place{urn: enterprise, name: "department"}},
		{"sub-attribute in an extension", enterprise + `:manager.value`, place{urn: enterprise, name: "manager", sub: "value"}},
		{"another extension", `urn:example:2.0:User:badge`, place{urn: "urn:example:2.0:User", name: "badge"}},
		{"filter that does not end", `emails[type eq`, place{name: "emails[type eq"}},
		{"nothing", ``, place{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := placeOf(test.path)
			if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(place{})); diff != "" {
				t.Error(diff)
			}
			if again := placeOf(got.String()); again != got {
				t.Errorf("written as %q, which is read as %+v", got, again)
			}
		})
	}
}

func TestPlaceKnowsItsAttribute(t *testing.T) {
	tests := []struct {
		path                  string
		many, complex, single bool
	}{
		{"emails", true, false, false},
		{"Members", true, false, false},
		{"name.givenName", false, true, false},
		{scim.URNEnterpriseUser + ":manager", false, true, false},
		{scim.URNEnterpriseUser + ":department", false, false, true},
		{"userName", false, false, true},
		{"externalId", false, false, true},
		{"shoeSize", false, false, false},
		{"urn:example:2.0:User:badge", false, false, false},
	}
	for _, test := range tests {
		t.Run(test.path, func(t *testing.T) {
			p := placeOf(test.path)
			if p.many() != test.many || p.complex() != test.complex || p.single() != test.single {
				t.Errorf("many %t, complex %t, single %t", p.many(), p.complex(), p.single())
			}
		})
	}
}

func TestPlaceSelects(t *testing.T) {
	user := scim.Resource{"emails": []any{
		map[string]any{"type": "work", "value": "anna@work.example"},
		map[string]any{"type": "home", "value": "anna@home.example"},
		map[string]any{"type": "work", "value": "sales@work.example"},
	}}
	tests := []struct {
		path string
		want []string
	}{
		{`emails[type eq "work"]`, []string{"anna@work.example", "sales@work.example"}},
		{`Emails[TYPE EQ "Home"].value`, []string{"anna@home.example"}},
		{`emails[value eq "sales@work.example"]`, []string{"sales@work.example"}},
		{`emails[type eq "fax"]`, nil},
		{`emails[type eq "work" and value co "sales"]`, nil}, // more than these faults read
		{`emails`, nil},
		{`phoneNumbers[type eq "work"]`, nil},
	}
	for _, test := range tests {
		t.Run(test.path, func(t *testing.T) {
			var got []string
			for _, value := range placeOf(test.path).selected(user) {
				got = append(got, value.String("value"))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPlaceOfOneValue(t *testing.T) {
	value := scim.Resource{"type": "work", "value": `a "b"`, "primary": true}
	want := `emails[type eq "work" and value eq "a \"b\""].display`
	if got := placeOf("emails[type eq \"x\"].display").only(value).String(); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestStepWith(t *testing.T) {
	s := step{"OP": "Add", "Path": "emails", "value": "x"}
	if got := s.with("path", "members"); got.path() != "members" || len(got) != 3 || s.path() != "emails" {
		t.Errorf("%v made of %v", got, s)
	}
	if got := s.with("path", nil); got.path() != "" || len(got) != 2 {
		t.Errorf("%v", got)
	}
	if !s.is("add") {
		t.Error("Add is not read as add")
	}
}

func TestStepGiven(t *testing.T) {
	one := map[string]any{"value": "a"}
	tests := []struct {
		name string
		step step
		want []any
	}{
		{"an array", step{"op": "add", "path": "members", "value": []any{one}}, []any{one}},
		{"one object", step{"op": "add", "path": "members", "value": one}, []any{one}},
		{"without a path", step{"op": "add", "value": map[string]any{"Members": []any{one}}}, []any{one}},
		{"no value", step{"op": "remove", "path": "members"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, test.step.given()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
