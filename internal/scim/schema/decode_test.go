package schema_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim/schema"
)

func TestReadingForeignSchemas(t *testing.T) {
	tests := []struct {
		name, json string
		want       schema.Attribute
	}{
		{"RFC 7643 §2.2: defaults", `{"name":"x"}`,
			schema.Attribute{Name: "x", Type: "string", Mutability: "readWrite", Returned: "default", Uniqueness: "none"}},
		{"null is as good as absent", `{"name":"x","type":null,"mutability":null,"subAttributes":null}`,
			schema.Attribute{Name: "x", Type: "string", Mutability: "readWrite", Returned: "default", Uniqueness: "none"}},
		{"what is stated stays", `{"name":"x","type":"integer","multiValued":true,"description":"d","required":true,"caseExact":true,
			"mutability":"writeOnly","returned":"never","uniqueness":"global","canonicalValues":["a"],"referenceTypes":["User"]}`,
			schema.Attribute{Name: "x", Type: "integer", MultiValued: true, Description: "d", Required: true, CaseExact: true,
				Mutability: "writeOnly", Returned: "never", Uniqueness: "global", CanonicalValues: []string{"a"}, ReferenceTypes: []string{"User"}}},
		{"RFC 7643 §7: keywords in any case", `{"name":"x","type":"DATETIME","mutability":"ReadOnly","returned":"Request","uniqueness":"Server"}`,
			schema.Attribute{Name: "x", Type: "dateTime", Mutability: "readOnly", Returned: "request", Uniqueness: "server"}},
		{"RFC 7643 §2.1: names in any case", `{"Name":"x","MULTIVALUED":true}`,
			schema.Attribute{Name: "x", Type: "string", MultiValued: true, Mutability: "readWrite", Returned: "default", Uniqueness: "none"}},
		{"unknown keywords stay", `{"name":"x","type":"object"}`,
			schema.Attribute{Name: "x", Type: "object", Mutability: "readWrite", Returned: "default", Uniqueness: "none"}},
		{"defaults of sub-attributes", `{"name":"x","type":"complex","subAttributes":[{"name":"y"}]}`,
			schema.Attribute{Name: "x", Type: "complex", Mutability: "readWrite", Returned: "default", Uniqueness: "none",
				SubAttributes: []schema.Attribute{{Name: "y", Type: "string", Mutability: "readWrite", Returned: "default", Uniqueness: "none"}}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var s schema.Schema
			raw := `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Schema"],"id":"urn:example:x","meta":{},"attributes":[` + test.json + `]}`
			if err := json.Unmarshal([]byte(raw), &s); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(schema.Schema{ID: "urn:example:x", Attributes: []schema.Attribute{test.want}}, s); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestUnreadableSchemasNameTheAttribute(t *testing.T) {
	var s schema.Schema
	err := json.Unmarshal([]byte(`{"attributes":[{"name":"shoeSize","multiValued":"no"}]}`), &s)
	if err == nil || !strings.Contains(err.Error(), "shoeSize") {
		t.Errorf("got %v", err)
	}
}

// What is published can be read back.
func TestRoundTrip(t *testing.T) {
	for _, s := range []*schema.Schema{schema.User(), schema.Group(), schema.EnterpriseUser()} {
		raw, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var again schema.Schema
		if err := json.Unmarshal(raw, &again); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s, &again); diff != "" {
			t.Errorf("%s: %s", s.ID, diff)
		}
	}
}

// RFC 7643 §7: the representation, member for member.
func TestRepresentation(t *testing.T) {
	s := schema.Extension("urn:example:x", "y")
	s.Name, s.Description, s.Attributes[0].Description = "X", "An X", "A y"
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"id":"urn:example:x","name":"X","description":"An X","attributes":[` +
		`{"name":"y","type":"string","multiValued":false,"description":"A y","required":false,` +
		`"caseExact":false,"mutability":"readWrite","returned":"default","uniqueness":"none"}]}`
	if diff := cmp.Diff(want, string(raw)); diff != "" {
		t.Error(diff)
	}
}
