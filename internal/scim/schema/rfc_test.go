package schema_test

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

//go:embed testdata/rfc7643-8.7.1.txt
var printed string

// errata says where a definition has to differ from the printed text.
var errata = map[string]map[string]string{
	"Group displayName":            {"required": "true"},        // EID 5368
	"User groups.$ref":             {"referenceTypes": "Group"}, // EID 8471
	"EnterpriseUser manager.value": {"caseExact": "true"},       // EID 8472
}

// added says what is there beyond the printed text.
var added = map[string]map[string]string{
	"User addresses.primary": {"type": "boolean"}, // EID 6005
}

// RFC 7643 §2.2: what a characteristic is where a schema does not state it.
func defaults() map[string]string {
	return map[string]string{
		"type": "string", "multiValued": "false", "required": "false", "caseExact": "false",
		"mutability": "readWrite", "returned": "default", "uniqueness": "none",
	}
}

func TestDefinitionsAreThoseOfTheRFC(t *testing.T) {
	want := map[string]map[string]string{}
	for line := range strings.Lines(printed) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		words := strings.Fields(line)
		facts := defaults()
		for _, word := range words[2:] {
			key, value, _ := strings.Cut(word, "=")
			facts[key] = value
		}
		want[words[0]+" "+words[1]] = facts
	}
	if len(want) != 80 {
		t.Fatalf("%d attributes in the test data, the RFC prints 80", len(want))
	}
	for path, facts := range added {
		want[path] = defaults()
		for key, value := range facts {
			want[path][key] = value
		}
	}
	for path, facts := range errata {
		for key, value := range facts {
			if want[path][key] == value {
				t.Errorf("%s: the printed text says %s=%s already", path, key, value)
			}
			want[path][key] = value
		}
	}
	got := map[string]map[string]string{}
	for _, s := range []*schema.Schema{schema.User(), schema.Group(), schema.EnterpriseUser()} {
		published(t, got, s)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// published collects the characteristics of a schema's JSON.
func published(t *testing.T, into map[string]map[string]string, s *schema.Schema) {
	t.Helper()
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	body, err := scim.Decode(raw)
	if err != nil {
		t.Fatal(err)
	}
	var walk func(prefix string, attributes []any)
	walk = func(prefix string, attributes []any) {
		for _, element := range attributes {
			facts := map[string]string{}
			for key, value := range scim.AsObject(element) {
				switch value := value.(type) {
				case []any:
					facts[key] = strings.Trim(strings.ReplaceAll(fmt.Sprint(value), " ", ","), "[]")
				default:
					facts[key] = fmt.Sprint(value)
				}
			}
			path := prefix + facts["name"]
			delete(facts, "name")
			delete(facts, "description")
			delete(facts, "subAttributes")
			into[path] = facts
			walk(path+".", scim.AsObject(element).List("subAttributes"))
		}
	}
	walk(body.String("name")+" ", body.List("attributes"))
}

// RFC 7643 §8.7.1, §10.4: URIs and names of the schemas.
func TestNames(t *testing.T) {
	tests := []struct {
		schema                *schema.Schema
		id, name, description string
	}{
		{schema.User(), "urn:ietf:params:scim:schemas:core:2.0:User", "User", "User Account"},
		{schema.Group(), "urn:ietf:params:scim:schemas:core:2.0:Group", "Group", "Group"},
		{schema.EnterpriseUser(), "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "EnterpriseUser", "Enterprise User"},
	}
	for _, test := range tests {
		if test.schema.ID != test.id || test.schema.Name != test.name || test.schema.Description != test.description {
			t.Errorf("%s %q %q, want %s %q %q", test.schema.ID, test.schema.Name, test.schema.Description, test.id, test.name, test.description)
		}
		for _, a := range test.schema.Attributes {
			if a.Description == "" {
				t.Errorf("%s has no description (RFC 7643 §7)", a.Name)
			}
		}
	}
}

// A caller may change what it got without changing what others get.
func TestEveryCallIsAFreshCopy(t *testing.T) {
	for name, make := range map[string]func() *schema.Schema{"User": schema.User, "Group": schema.Group, "EnterpriseUser": schema.EnterpriseUser} {
		t.Run(name, func(t *testing.T) {
			before, spoilt := make(), make()
			for i := range spoilt.Attributes {
				spoil(&spoilt.Attributes[i])
			}
			if diff := cmp.Diff(before, make()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func spoil(a *schema.Attribute) {
	a.Name += "X"
	for i := range a.CanonicalValues {
		a.CanonicalValues[i] = "X"
	}
	for i := range a.ReferenceTypes {
		a.ReferenceTypes[i] = "X"
	}
	for i := range a.SubAttributes {
		spoil(&a.SubAttributes[i])
	}
}

func TestExtension(t *testing.T) {
	const urn = "urn:example:badge:2.0:User"
	s := schema.Extension(urn, "number", "colour")
	if s.ID != urn || len(s.Attributes) != 2 {
		t.Fatalf("%s with %d attributes", s.ID, len(s.Attributes))
	}
	want := map[string]map[string]string{urn + " number": defaults(), urn + " colour": defaults()}
	got := map[string]map[string]string{}
	published(t, got, s)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if schema.Extension(urn).Attributes == nil {
		t.Error("without names, attributes has to be an empty array and not null")
	}
}
