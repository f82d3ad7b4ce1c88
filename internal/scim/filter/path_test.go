package filter_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

func TestParsePath(t *testing.T) {
	tests := []struct {
		name, text string
		want       filter.Path
	}{
		{"attribute", "displayName", filter.Path{Name: "displayName"}},
		{"$ref", "members.$ref", filter.Path{Name: "members", Sub: "$ref"}},
		{"E-3.21: value of an element", `emails[type eq "work"].value`, filter.Path{Name: "emails", Filter: eq("type", "work"), Sub: "value"}},
		{"E-3.28", `roles[primary eq "True"].value`, filter.Path{Name: "roles", Filter: eq("primary", "True"), Sub: "value"}},
		{"boolean", `emails[primary eq true]`, filter.Path{Name: "emails", Filter: eq("primary", true)}},
		{"core URN", scim.URNUser + ":name.givenName", filter.Path{URN: scim.URNUser, Name: "name", Sub: "givenName"}},
		{"extension", scim.URNEnterpriseUser + ":department", filter.Path{URN: scim.URNEnterpriseUser, Name: "department"}},
		{"extension, sub-attribute", scim.URNEnterpriseUser + ":manager.value", filter.Path{URN: scim.URNEnterpriseUser, Name: "manager", Sub: "value"}},
		{"URN and value filter", scim.URNUser + `:emails[type eq "work"].value`,
			filter.Path{URN: scim.URNUser, Name: "emails", Filter: eq("type", "work"), Sub: "value"}},
		{"bracket, dot and colon in the operand", `emails[value eq "a]b.c:d"].value`, filter.Path{Name: "emails", Filter: eq("value", "a]b.c:d"), Sub: "value"}},
		{"blanks in the brackets", `emails[ type eq "work" ]`, filter.Path{Name: "emails", Filter: eq("type", "work")}},
		{"bare URN that ends like an attribute", scim.URNEnterpriseUser,
			filter.Path{URN: "urn:ietf:params:scim:schemas:extension:enterprise:2.0", Name: "User"}},
		{"bare URN that does not", "urn:example:badge:2.0", filter.Path{URN: "urn:example:badge:2.0"}},
		{"bare http URI", "http://example.com/schemas/badge", filter.Path{URN: "http://example.com/schemas/badge"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := filter.ParsePath(test.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if again, err := filter.ParsePath(got.String()); err != nil || again != got {
				t.Errorf("printed as %s it is read as %v, %v", got, again, err)
			}
		})
	}
}

func TestParsePathRefuses(t *testing.T) {
	tests := []struct {
		name, text string
		pos        int
	}{
		{"nothing", "", 0},
		{"dots", "..", 0},
		{"two dots", "name..x", 0},
		{"three names", "a.b.c", 0},
		{"blank before", " members", 0},
		{"blank behind", "members ", 7},
		{"two paths", "members, name", 0},
		{"filter", `userName eq "x"`, 8},
		{"colon at the end", "urn:example:x:", 0},
		{"blank in a URN", "urn:example: x", 0},
		{"value filter not closed", `emails[type eq "work"`, 6},
		{"value filter cut off", `emails[type eq`, 14},
		{"no value filter", "emails[]", 7},
		{"index instead of a filter", "emails[0]", 7},
		{"bracket closed twice", `emails[type pr]]`, 15},
		{"something behind the value filter", `emails[type pr]value`, 15},
		{"blank behind the value filter", `emails[type pr] .value`, 15},
		{"dot at the end", `emails[type pr].`, 16},
		{"two names behind the value filter", `emails[type pr].a.b`, 16},
		{"two value filters", `emails[type pr][value pr]`, 15},
		{"value filter of a sub-attribute", `name.x[a pr]`, 6},
		{"value filter without attribute", `[type pr]`, 0},
		{"value filter of a bare URN", `urn:example:2.0[type pr]`, 0},
		{"operand without quotes", `emails[type eq work]`, 15},
		{"too long", strings.Repeat("a", 65537), 65536},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := filter.ParsePath(test.text)
			var fault *filter.SyntaxError
			if !errors.As(err, &fault) {
				t.Fatalf("got %v and error %v", got, err)
			}
			if fault.Pos != test.pos {
				t.Errorf("at %d: %s; want it at %d", fault.Pos, fault.Message, test.pos)
			}
		})
	}
}

func TestResolve(t *testing.T) {
	set := schema.NewSet(schema.User(), schema.EnterpriseUser(), schema.Extension("urn:example:badge:2.0", "x"), schema.Extension("urn:example:a.b", "x"))
	tests := []struct {
		name, text string
		want       filter.Path
	}{
		{"extension as a whole", scim.URNEnterpriseUser, filter.Path{URN: scim.URNEnterpriseUser}},
		{"in another case", strings.ToUpper(scim.URNEnterpriseUser), filter.Path{URN: scim.URNEnterpriseUser}},
		{"that does not end like an attribute", "URN:example:badge:2.0", filter.Path{URN: "urn:example:badge:2.0"}},
		{"that ends like a sub-attribute", "urn:example:a.b", filter.Path{URN: "urn:example:a.b"}},
		{"core schema as a whole", scim.URNUser, filter.Path{URN: scim.URNUser}},
		{"attribute of an extension", scim.URNEnterpriseUser + ":manager.value", filter.Path{URN: scim.URNEnterpriseUser, Name: "manager", Sub: "value"}},
		{"attribute of the core", "name.givenName", filter.Path{Name: "name", Sub: "givenName"}},
		{"unknown URN", "urn:example:none:2.0:User", filter.Path{URN: "urn:example:none:2.0", Name: "User"}},
		{"value filter", `emails[type pr]`, filter.Path{Name: "emails", Filter: pr("type")}},
		{"value filter behind an extension", scim.URNEnterpriseUser + `[value pr]`,
			filter.Path{URN: "urn:ietf:params:scim:schemas:extension:enterprise:2.0", Name: "User", Filter: pr("value")}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path, err := filter.ParsePath(test.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, path.Resolve(set)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
