package schema_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim/schema"
)

// Whatever a service provider publishes as a schema, it is refused, or it says the same
// when it is written and read again, and its attributes are found by their names.
func FuzzSchema(f *testing.F) {
	for _, s := range []*schema.Schema{schema.User(), schema.Group(), schema.EnterpriseUser()} {
		raw, err := json.Marshal(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	for _, seed := range []string{
		`{"id":"urn:x","attributes":[{"name":"a","type":"STRING","multiValued":true,"subAttributes":[{"name":"value","mutability":"READONLY","canonicalValues":["x",null]}]}]}`,
		`{"id":"urn:x","attributes":[null,{},{"name":"","type":"odd","returned":"Never"}]}`, `{"id":7}`, `{"attributes":{}}`, `null`, `[]`, `{"attributes":[{"name":"a","referenceTypes":"User","required":"true"}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var read, again schema.Schema
		if json.Unmarshal(raw, &read) != nil {
			return
		}
		written, err := json.Marshal(&read)
		if err == nil {
			err = json.Unmarshal(written, &again)
		}
		if err != nil {
			t.Fatalf("it cannot be written or read again: %v", err)
		}
		if twice, err := json.Marshal(&again); err != nil || !cmp.Equal(string(written), string(twice)) {
			t.Fatalf("%s\n%v", cmp.Diff(string(written), string(twice)), err)
		}
		set := schema.NewSet(schema.User(), &read)
		for i := range read.Attributes {
			name := read.Attributes[i].Name
			if found := read.Attribute(name); found == nil || schema.Fold(found.Name) != schema.Fold(name) {
				t.Fatalf("%q is not found: %v", name, found)
			}
			if read.ID != "" && set.Extension(read.ID) != nil && set.Attribute(read.ID, name) == nil {
				t.Fatalf("%q of %q is not found in the set", name, read.ID)
			}
		}
	})
}
