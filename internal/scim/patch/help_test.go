package patch_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/patch"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

const (
	enterprise = scim.URNEnterpriseUser
	acme       = "urn:example:acme:2.0:User"
)

var modes = map[string]patch.Mode{"strict": patch.Strict, "tolerant": patch.Tolerant}

// users are the schemas of User, with an extension that has what the RFC's lack.
func users() *schema.Set {
	return schema.NewSet(schema.User(), schema.EnterpriseUser(), &schema.Schema{ID: acme, Attributes: []schema.Attribute{
		{Name: "badge", Type: "string", Mutability: "immutable"},
		{Name: "contract", Type: "string", Mutability: "readWrite", Required: true},
		{Name: "grade", Type: "integer", Mutability: "readWrite"},
		{Name: "stamp", Type: "string", Mutability: "readOnly"},
		{Name: "tags", Type: "string", Mutability: "readWrite", MultiValued: true},
		{Name: "sites", Type: "string", Mutability: "readWrite", MultiValued: true, Required: true},
		{Name: "serials", Type: "string", Mutability: "immutable", MultiValued: true},
		{Name: "seal", Type: "complex", Mutability: "readWrite", SubAttributes: []schema.Attribute{
			{Name: "code", Type: "string", Mutability: "readWrite", Required: true},
			{Name: "issued", Type: "dateTime", Mutability: "readOnly"},
			{Name: "mark", Type: "string", Mutability: "immutable"},
			{Name: "levels", Type: "string", Mutability: "readWrite", MultiValued: true},
		}},
		{Name: "keys", Type: "complex", Mutability: "readWrite", MultiValued: true, SubAttributes: []schema.Attribute{
			{Name: "value", Type: "string", Mutability: "readWrite"},
			{Name: "mark", Type: "string", Mutability: "immutable"},
		}},
	}})
}

func groups() *schema.Set { return schema.NewSet(schema.Group()) }

func decode(t testing.TB, text string) scim.Resource {
	t.Helper()
	resource, err := scim.Decode([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return resource
}

// message is a PatchOp with operations given as JSON.
func message(operations ...string) []byte {
	return []byte(`{"schemas":["` + scim.URNPatchOp + `"],"Operations":[` + strings.Join(operations, ",") + `]}`)
}

// scimType is the keyword of a SCIM error, "" for anything else.
func scimType(err error) string {
	var fault *scim.Error
	if !errors.As(err, &fault) || fault.Status != 400 || fault.Detail == "" {
		return ""
	}
	return fault.ScimType
}

// outcome says how a request ends, in the words of the tables: a keyword of
// RFC 7644 table 9, "same", or the resource as it is then.
type outcome string

const same outcome = "same"

// check applies operations to a resource and compares with what is expected.
func (want outcome) check(t *testing.T, applier patch.Applier, before, operations string) {
	t.Helper()
	resource := decode(t, before)
	list, err := patch.Decode(message(operations), applier.Mode)
	changed := false
	if err == nil {
		changed, err = applier.Apply(resource, list)
	}
	if !strings.HasPrefix(string(want), "{") && want != same {
		if err == nil || scimType(err) != string(want) {
			t.Errorf("got %v, want a refusal with %s", err, want)
		}
	} else if err != nil {
		t.Errorf("refused: %v", err)
	}
	expected := before
	if strings.HasPrefix(string(want), "{") {
		expected = string(want)
	}
	if diff := cmp.Diff(decode(t, expected), resource); diff != "" {
		t.Errorf("(want -, got +)\n%s", diff)
	}
	if moved := expected != before; changed != moved {
		t.Errorf("changed is %v, want %v", changed, moved)
	}
}

// row is a request and its end in both modes. An empty tolerant means that it
// ends as in strict.
type row struct {
	name             string
	before           string
	operations       string
	strict, tolerant outcome
}

func play(t *testing.T, set *schema.Set, rows []row) {
	t.Helper()
	for _, row := range rows {
		if row.tolerant == "" {
			row.tolerant = row.strict
		}
		t.Run(row.name, func(t *testing.T) {
			t.Run("strict", func(t *testing.T) {
				row.strict.check(t, patch.Applier{Set: set, Mode: patch.Strict}, row.before, row.operations)
			})
			t.Run("tolerant", func(t *testing.T) {
				row.tolerant.check(t, patch.Applier{Set: set, Mode: patch.Tolerant}, row.before, row.operations)
			})
		})
	}
}
