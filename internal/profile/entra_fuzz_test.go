package profile_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/document"
)

// Whatever the bytes of an exported schema, they are refused with places, or they are a
// profile that can be played; and what was JSON is given back byte by byte, or with a
// change that the next import shows (E-3.30).
func FuzzEntraSchema(f *testing.F) {
	whole := exportedSchema(f)
	f.Add(whole)
	f.Add(strings.Replace(whole, `"matchingPriority": 1`, `"matchingPriority": 9223372036854775807`, 1))
	f.Add(strings.Replace(whole, `"synchronizationRules"`, `"SynchronizationRules": [], "synchronizationRules"`, 1))
	f.Add(strings.TrimSuffix(strings.TrimSpace(whole), "}") + `, "SynchronizationRules": []}`)
	f.Add(strings.Replace(whole, `"objectMappings"`, `"ObjectMappings": [], "objectMappings"`, 1))
	f.Add(strings.ReplaceAll(whole, `"attributeMappings"`, `"attributemappings"`))
	f.Add(strings.ReplaceAll(whole, `"objectMappings"`, `"ObjectMappings"`))
	f.Add(`{"synchronizationRules":[{"sourceDirectoryName":"Azure Active Directory","objectMappings":[{"sourceObjectName":"User","flowTypes":"Add","attributeMappings":[null,{"targetAttributeName":"userName","matchingPriority":1,"source":{"type":"Attribute","name":"userPrincipalName"}}]}]}]}`)
	f.Add(`{"synchronizationRules":[{"objectMappings":[{"sourceObjectName":"User","scope":{"groups":[{"clauses":[{"operatorName":"IS TRUE","targetOperand":null}]}]}}]}]}`)
	f.Add(`{"synchronizationRules":null}`)
	f.Add("synchronizationRules: &a [{objectMappings: *a}]\n")
	f.Fuzz(func(t *testing.T, text string) {
		loaded, err := loadSchema(t, text)
		if err != nil {
			var faults document.Faults
			if !errors.As(err, &faults) || len(faults) == 0 {
				t.Fatalf("an error without a place: %v", err)
			}
			return
		}
		if loaded.Name == "" || len(loaded.Users.Attributes) == 0 || len(loaded.Users.Actions) == 0 {
			t.Fatalf("a profile that lacks something was let in: %+v", loaded)
		}
		raw, err := loaded.EntraSchema()
		if err != nil || loaded.Exported == nil {
			if loaded.Exported != nil && json.Valid([]byte(text)) {
				t.Fatalf("it is not given back: %v", err)
			}
			return
		}
		again, err := loadSchema(t, string(raw))
		if err != nil {
			t.Fatalf("%v\n%s", err, raw)
		}
		again.Exported = loaded.Exported
		if diff := cmp.Diff(loaded, again); diff != "" {
			t.Fatalf("it comes back as another\n%s", diff)
		}
	})
}
