package target

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// The flag of a tenant URL is for Entra and never reaches the target (E-5.2).
func TestFromURL(t *testing.T) {
	for _, row := range []struct {
		url, base, dialect string
	}{
		{"https://scim.fabrikam.example/v2", "https://scim.fabrikam.example/v2", ""},
		{"http://127.0.0.1:8080/scim/v2/", "http://127.0.0.1:8080/scim/v2", ""},
		{"https://scim.fabrikam.example", "https://scim.fabrikam.example", ""},
		{"https://[::1]:8443/scim", "https://[::1]:8443/scim", ""},
		{"https://scim.fabrikam.example/v2?aadOptscim062020", "https://scim.fabrikam.example/v2", "entra-optscim"},
		{"https://scim.fabrikam.example/v2/?aadOptscim062020", "https://scim.fabrikam.example/v2", "entra-optscim"},
		{"https://scim.fabrikam.example/v2?aadOptscim062020=", "https://scim.fabrikam.example/v2", "entra-optscim"},
		{"https://scim.fabrikam.example/v2?AzureAdScimPatch2017", "https://scim.fabrikam.example/v2", "entra"}, // E-5.3
		{"https://scim.fabrikam.example/v2?AADOPTSCIM062020", "https://scim.fabrikam.example/v2", "entra-optscim"},
		{"https://scim.fabrikam.example/a%20b", "https://scim.fabrikam.example/a%20b", ""},
		{"https://scim.fabrikam.example/v2?", "https://scim.fabrikam.example/v2", ""},
	} {
		got, err := FromURL(row.url)
		if err != nil {
			t.Errorf("%s: %v", row.url, err)
		}
		if diff := cmp.Diff(Target{Base: row.base, Dialect: row.dialect}, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", row.url, diff)
		}
	}
}

// What is no tenant URL is refused without repeating it: it may hold a secret.
func TestFromURLRefuses(t *testing.T) {
	for _, row := range []struct {
		url, want string
	}{
		{"ftp://scim.fabrikam.example", `the tenant URL begins with "ftp://": expected https:// or http://`},
		{"scim.fabrikam.example/v2", `the tenant URL begins with "://": expected https:// or http://`},
		{"https:///v2", "the tenant URL names no host: expected https://host/path"},
		{"https://:8443/v2", "the tenant URL names no host: expected https://host/path"},
		{"https://ana:s3cr3t@scim.fabrikam.example/v2", "the tenant URL holds a user name: secrets go into a file or an environment variable"},
		{"https://scim.fabrikam.example/v2?token=s3cr3t", "the tenant URL has a query: only the flags ?aadOptscim062020 (E-5.2) and ?AzureAdScimPatch2017 (E-5.3) are known"},
		{"https://scim.fabrikam.example/v2?aadOptscim062020&token=s3cr3t", "the tenant URL has a query: only the flags ?aadOptscim062020 (E-5.2) and ?AzureAdScimPatch2017 (E-5.3) are known"},
		{"https://scim.fabrikam.example/v2?aadOptscim062020=s3cr3t", "the tenant URL has a query: only the flags ?aadOptscim062020 (E-5.2) and ?AzureAdScimPatch2017 (E-5.3) are known"},
		{"https://scim.fabrikam.example/v2#s3cr3t", "the tenant URL has a fragment (#…): leave it out"},
		{"https://scim.fabrikam.example/v2#", "the tenant URL has a fragment (#…): leave it out"},
		{"https://scim.fabrikam.example/%zz?s3cr3t", "the tenant URL cannot be read: expected https://host/path"},
		{"https://scim.fabrikam.example:s3cr3t/", "the tenant URL cannot be read: expected https://host/path"},
	} {
		_, err := FromURL(row.url)
		if err == nil || err.Error() != row.want {
			t.Errorf("%s\ngot  %v\nwant %s", row.url, err, row.want)
		}
		if err != nil && strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("the error repeats a secret: %v", err)
		}
	}
}

// declared is what a target's /Schemas could say.
func declared() []*schema.Schema {
	return []*schema.Schema{
		{ID: scim.URNUser, Attributes: []schema.Attribute{
			{Name: "userName", Type: "string"},
			{Name: "active", Type: "boolean"},
			{Name: "name", Type: "complex", SubAttributes: []schema.Attribute{{Name: "givenName"}, {Name: "familyName"}}},
			{Name: "emails", Type: "complex", MultiValued: true, SubAttributes: []schema.Attribute{{Name: "value"}, {Name: "type"}}},
			{Name: "phoneNumbers", Type: "complex", MultiValued: true, SubAttributes: []schema.Attribute{{Name: "value"}}},
			{Name: "addresses", Type: "complex", MultiValued: true},
		}},
		nil,
		{ID: "URN:ietf:params:scim:schemas:extension:enterprise:2.0:user", Attributes: []schema.Attribute{
			{Name: "department", Type: "string"},
			{Name: "manager", Type: "complex", SubAttributes: []schema.Attribute{{Name: "value"}}},
		}},
	}
}

// RFC 7643 §2.1 and RFC 7644 §3.10: names and URNs fold case. §3.1: common
// attributes need no declaration.
func TestUndeclared(t *testing.T) {
	const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:"
	for _, row := range []struct {
		target string
		want   bool // undeclared
	}{
		{"userName", false},
		{"USERNAME", false},
		{"title", true},
		{"externalId", false},
		{"EXTERNALID", false},
		{"name.givenName", false},
		{"name.GivenName", false},
		{"name.formatted", true},
		{`emails[type eq "work"].value`, false},
		{`emails[type eq "work"].display`, true},
		{`phoneNumbers[type eq "work"].value`, true},     // it declares no type to tell them apart
		{`addresses[type eq "work"].postalCode`, false},  // it says nothing about the parts
		{scim.URNUser + ":userName", false},              // the core schema by its name
		{scim.URNUser + ":title", true},                  //
		{enterprise + "department", false},               // URNs fold case
		{enterprise + "manager", false},                  //
		{enterprise + "employeeNumber", true},            //
		{"urn:example:scim:Badge:2.0:User:number", true}, // nobody declares the extension
		{"urn:example:scim:Badge:2.0:User:id", true},     // common names are common in the core only
	} {
		application := &profile.Profile{Users: profile.Mapping{Attributes: []profile.Attribute{{Target: row.target}}}}
		got := Undeclared(declared(), application)
		want := []string{row.target}
		if !row.want {
			want = nil
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", row.target, diff)
		}
	}
}

// The order is that of the profile; the group schema is not listed, so nothing
// is said about groups; once it is, groups are judged by it.
func TestUndeclaredOrderAndGroups(t *testing.T) {
	application := &profile.Profile{
		Users:  profile.Mapping{Attributes: []profile.Attribute{{Target: "title"}, {Target: "userName"}, {Target: "nickName"}, {Target: "title"}}},
		Groups: &profile.Mapping{Attributes: []profile.Attribute{{Target: "displayName"}, {Target: "members"}, {Target: "externalId"}}},
	}
	if diff := cmp.Diff([]string{"title", "nickName"}, Undeclared(declared(), application)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	group := &schema.Schema{ID: scim.URNGroup, Attributes: []schema.Attribute{{Name: "displayName"}}}
	if diff := cmp.Diff([]string{"title", "nickName", "members"}, Undeclared(append(declared(), group), application)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got := Undeclared(nil, application); got != nil {
		t.Errorf("a target that declares nothing denies nothing, got %v", got)
	}
}
