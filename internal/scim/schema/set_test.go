package schema_test

import (
	"sync"
	"testing"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

const badge = "urn:example:badge:2.0:User"

func users() *schema.Set {
	return schema.NewSet(schema.User(), schema.EnterpriseUser(), schema.Extension(badge, "number", "department"))
}

// RFC 7643 §2.1, RFC 7644 §3.10: names and URNs are case insensitive.
func TestSetFindsAttributes(t *testing.T) {
	tests := []struct {
		name, urn, attribute string
		want                 string // spelled as in the schema, "" for none
	}{
		{"core", "", "userName", "userName"},
		{"core in another case", "", "USERNAME", "userName"},
		{"core by URN", scim.URNUser, "userName", "userName"},
		{"core by URN in another case", "URN:ietf:params:scim:schemas:core:2.0:user", "username", "userName"},
		{"common", "", "externalid", "externalId"},
		{"common by core URN", scim.URNUser, "meta", "meta"},
		{"extension", scim.URNEnterpriseUser, "Department", "department"},
		{"extension in another case", "urn:IETF:params:scim:schemas:extension:ENTERPRISE:2.0:User", "manager", "manager"},
		{"extension without its URN", "", "manager", ""},
		{"core attribute of an extension", scim.URNEnterpriseUser, "userName", ""},
		{"extended attribute of the core", scim.URNUser, "manager", ""},
		{"unknown", "", "shoeSize", ""},
		{"unknown URN", "urn:example:none", "userName", ""},
		{"empty", "", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := spelling(users().Attribute(test.urn, test.attribute)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func spelling(a *schema.Attribute) string {
	if a == nil {
		return ""
	}
	return a.Name
}

// RFC 7644 §3.10: the URN of an extended attribute SHOULD be there, but need not.
func TestSetLocates(t *testing.T) {
	tests := []struct{ name, urn, attribute, wantExtension, want string }{
		{"core", "", "title", "", "title"},
		{"common", "", "ID", "", "id"},
		{"core by URN", scim.URNUser, "title", "", "title"},
		{"extension by URN", badge, "NUMBER", badge, "number"},
		{"extension without URN", "", "manager", scim.URNEnterpriseUser, "manager"},
		{"the first extension wins", "", "department", scim.URNEnterpriseUser, "department"},
		{"unless the URN says otherwise", badge, "department", badge, "department"},
		{"unknown", "", "shoeSize", "", ""},
		{"not in that extension", badge, "manager", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			extension, attribute := users().Locate(test.urn, test.attribute)
			id := ""
			if extension != nil {
				id = extension.ID
			}
			if id != test.wantExtension || spelling(attribute) != test.want {
				t.Errorf("got %q in %q, want %q in %q", spelling(attribute), id, test.want, test.wantExtension)
			}
		})
	}
}

func TestSetFindsExtensions(t *testing.T) {
	s := users()
	if s.Core().ID != scim.URNUser || len(s.Extensions()) != 2 || s.Extensions()[1].ID != badge {
		t.Errorf("core %s, extensions %v", s.Core().ID, s.Extensions())
	}
	if got := s.Extension("URN:EXAMPLE:BADGE:2.0:USER"); got == nil || got.ID != badge {
		t.Errorf("got %v", got)
	}
	for _, urn := range []string{"", scim.URNUser, "urn:example:none"} {
		if got := s.Extension(urn); got != nil {
			t.Errorf("%q: got %s, want none", urn, got.ID)
		}
	}
}

// RFC 7643 §3.1: characteristics of the common attributes.
func TestCommonAttributes(t *testing.T) {
	tests := []struct {
		name, sub, kind, mutability, returned string
		caseExact, multiValued                bool
	}{
		{"id", "", "string", "readOnly", "always", true, false},
		{"externalId", "", "string", "readWrite", "default", true, false},
		{"schemas", "", "string", "readWrite", "always", false, true}, // §3: an array of strings
		{"meta", "", "complex", "readOnly", "default", false, false},
		{"meta", "resourceType", "string", "readOnly", "default", true, false},
		{"meta", "created", "dateTime", "readOnly", "default", false, false},
		{"meta", "lastModified", "dateTime", "readOnly", "default", false, false},
		{"meta", "location", "reference", "readOnly", "default", true, false},
		{"meta", "version", "string", "readOnly", "default", true, false},
	}
	set := schema.NewSet(schema.Group())
	for _, test := range tests {
		t.Run(test.name+"."+test.sub, func(t *testing.T) {
			a := set.Attribute("", test.name)
			if test.sub != "" {
				a = a.Sub(test.sub)
			}
			if a == nil {
				t.Fatal("is missing")
			}
			if a.Required != (test.name == "schemas") || (a.Uniqueness == "server") != (test.name == "id") {
				t.Errorf("required %v, uniqueness %s", a.Required, a.Uniqueness) // §3: schemas is REQUIRED; §3.1: id is unique, externalId is not enforced to be
			}
			if a.Type != test.kind || a.Mutability != test.mutability || a.Returned != test.returned ||
				a.CaseExact != test.caseExact || a.MultiValued != test.multiValued {
				t.Errorf("got %+v", *a)
			}
		})
	}
}

// RFC 7643 §3.1: older schemas MAY list common attributes; the characteristics
// of the RFC take precedence.
func TestCommonAttributesTakePrecedence(t *testing.T) {
	old := schema.Extension("urn:example:old", "id", "externalId", "name")
	set := schema.NewSet(old)
	if id := set.Attribute("", "ID"); !id.CaseExact || id.Mutability != "readOnly" {
		t.Errorf("id is %+v", *id)
	}
	if set.Attribute("", "name") != old.Attribute("name") {
		t.Error("other attributes have to be those of the schema itself")
	}
}

func TestNothingIsFoundInNothing(t *testing.T) {
	var s *schema.Schema
	var a *schema.Attribute
	var set *schema.Set
	if s.Attribute("x") != nil || a.Sub("x") != nil || set.Attribute("", "x") != nil || set.Extension("x") != nil {
		t.Error("found something")
	}
	if extension, attribute := set.Locate("", "x"); extension != nil || attribute != nil {
		t.Error("located something")
	}
}

func TestSchemaFindsAttributes(t *testing.T) {
	user := schema.User()
	if got := spelling(user.Attribute("EMAILS").Sub("Value")); got != "value" {
		t.Errorf("got %q", got)
	}
	user.Attribute("userName").Required = false
	if user.Attributes[0].Required {
		t.Error("the found attribute has to be the schema's own, not a copy")
	}
}

// The race detector looks on.
func TestSetIsSafeForConcurrentUse(t *testing.T) {
	set := users()
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for range 100 {
				if _, a := set.Locate("", "MANAGER"); a == nil {
					t.Error("not found")
				}
			}
		})
	}
	wait.Wait()
}

// A filter looks names up for every resource.
func TestFindingSpelledNamesNeedsNoMemory(t *testing.T) {
	set := users()
	if n := testing.AllocsPerRun(100, func() { set.Locate("", "manager") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
