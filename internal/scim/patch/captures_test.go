package patch_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/patch"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// capture is a PATCH request that a server received from Entra's provisioning
// service or its validators, a resource that it may have met, and what the
// request makes of it. Strict is how the letter of RFC 7644 takes it.
type capture struct {
	ID, Event, Type string
	Body            json.RawMessage
	Before, After   json.RawMessage
	Strict          string // keyword of table 9, or "like tolerant"
}

func TestCaptures(t *testing.T) {
	raw, err := os.ReadFile("testdata/captures.json")
	if err != nil {
		t.Fatal(err)
	}
	var captures []capture
	if err := json.Unmarshal(raw, &captures); err != nil {
		t.Fatal(err)
	}
	if len(captures) < 38 {
		t.Errorf("only %d captures", len(captures))
	}
	sets := map[string]*schema.Set{"User": users(), "Group": groups()}
	for _, c := range captures {
		t.Run(c.ID+" "+c.Event, func(t *testing.T) {
			operations := operationsOf(t, c.Body)
			after := outcome(c.After)
			if string(c.After) == string(c.Before) {
				after = same
			}
			strict := outcome(c.Strict)
			if c.Strict == "like tolerant" {
				strict = after
			}
			after.check(t, patch.Applier{Set: sets[c.Type], Mode: patch.Tolerant}, string(c.Before), operations)
			strict.check(t, patch.Applier{Set: sets[c.Type], Mode: patch.Strict}, string(c.Before), operations)
		})
	}
}

// operationsOf takes the operations out of a message, as JSON without the array.
func operationsOf(t *testing.T, body []byte) string {
	t.Helper()
	var sent struct {
		Schemas    []string
		Operations json.RawMessage
	}
	if err := json.Unmarshal(body, &sent); err != nil {
		t.Fatal(err)
	}
	if len(sent.Schemas) != 1 || sent.Schemas[0] != scim.URNPatchOp {
		t.Errorf("schemas %v", sent.Schemas)
	}
	list := string(sent.Operations)
	return list[1 : len(list)-1]
}
