package certify_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/refserver/defect"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
	"github.com/scimulator/scimulator/internal/verdict"
)

const (
	urnDevice = "urn:example:device:2.0:Device"
	urnLease  = "urn:example:lease:2.0:Device"
)

// devices is a resource type that no standard knows, with an extension that each
// resource must have, a name that nobody else may have, and a complex attribute.
func devices() refserver.ResourceType {
	plain := func(name, kind string) schema.Attribute {
		return schema.Attribute{Name: name, Type: kind, Mutability: "readWrite", Returned: "default", Uniqueness: "none"}
	}
	serial, contract, maker, ports := plain("serial", "string"), plain("contract", "string"), plain("maker", "complex"), plain("ports", "complex")
	serial.Required, serial.Uniqueness = true, "server"
	contract.Required = true
	maker.SubAttributes = []schema.Attribute{plain("company", "string"), plain("country", "string")}
	ports.MultiValued = true
	ports.SubAttributes = []schema.Attribute{plain("value", "string"), plain("speed", "integer")}
	return refserver.ResourceType{
		Name: "Device", Endpoint: "/Devices", Description: "Things with a plug", Required: []string{urnLease},
		Schema:     &schema.Schema{ID: urnDevice, Name: "Device", Attributes: []schema.Attribute{serial, plain("label", "string"), plain("weight", "decimal"), plain("bought", "dateTime"), maker, ports}},
		Extensions: []*schema.Schema{{ID: urnLease, Name: "Lease", Attributes: []schema.Attribute{contract, plain("months", "integer")}}},
	}
}

// onDevices is a defect of devices alone.
func onDevices(change func(c *defect.Call, body scim.Resource) *defect.Answer) []defect.Defect {
	return []defect.Defect{{Name: "on-devices", Install: func() defect.Hooks {
		return defect.Hooks{Before: func(c *defect.Call) *defect.Answer {
			body := c.Body()
			if c.Kind() != "Devices" || body == nil {
				return nil
			}
			answer := change(c, body)
			c.SetBody(body)
			return answer
		}}
	}}}
}

// tried are the checks of the matrix about devices: each case, operation and
// attribute that a client may write (RFC 7643 §2.1, §2.3, §2.5).
func tried(t *testing.T, defects []defect.Defect, features ...string) []verdict.Check {
	t.Helper()
	c := newCourt(t)
	run, err := c.try(t, service{suite: certify.SuiteRFC, types: []refserver.ResourceType{devices()}, defects: defects}, certify.Choice{Only: features})
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(run.Checks, func(one verdict.Check) bool { return !strings.Contains(one.Name, "Device") })
}

func TestMatrixHasEveryAttributeOfEveryType(t *testing.T) {
	checks := tried(t, nil, "rfc7643/2.1-matrix", "rfc7643/2.3-matrix", "rfc7643/2.5-matrix")
	names := map[string]bool{}
	for _, one := range checks {
		names[one.Name] = true
		if one.Outcome != verdict.Pass {
			t.Errorf("%s %s: %s", one.Outcome, one.Name, one.Reason)
		}
	}
	for _, attribute := range []string{"label", "weight", "bought", "maker", "maker.company", "ports", urnLease + ":months"} {
		for _, name := range []string{
			"A Device is created with null for " + attribute, "A PUT with null for " + attribute + " of a Device clears it", "A PATCH with null for " + attribute + " of a Device clears it",
			"A Device is created with " + attribute + " in capital letters", "A PUT names " + attribute + " of a Device in capital letters", "A PATCH names " + attribute + " of a Device in capital letters",
			"A PATCH without a path names " + attribute + " of a Device in capital letters",
			"A Device is not created with a value of another type for " + attribute, "A PUT does not give " + attribute + " of a Device a value of another type",
			"A PATCH does not give " + attribute + " of a Device a value of another type",
		} {
			if !names[name] {
				t.Errorf("there is no check %q", name)
			}
		}
	}
	for name, there := range map[string]bool{
		"A PUT with [] for ports of a Device clears it": true, "A PUT with [] for label of a Device clears it": false,
		"A Device is created with null for " + urnLease + ":contract":                  false, // it is required
		"A PUT names " + urnLease + ":contract of a Device in capital letters":         true,
		"A PATCH with null for ports.speed of a Device clears it":                      false, // only a filter leads there
		"A PUT with null for ports.speed of a Device clears it":                        true,
		"A Device is not created with a value of another type for an element of ports": true,
		"A Device is not created with a value of another type for ports.value":         true,
		"A Device is created with null for an element of ports":                        false,
	} {
		if names[name] != there {
			t.Errorf("%q: there %v, expected %v", name, names[name], there)
		}
	}
}

// What a server does wrong with devices alone is found.
func TestMatrixFindsFaultsOfOneType(t *testing.T) {
	for name, test := range map[string]struct {
		change func(c *defect.Call, body scim.Resource) *defect.Answer
		of     string
		fails  string
	}{
		"null is refused": {func(c *defect.Call, body scim.Resource) *defect.Answer {
			if value, there := body.Get("weight"); there && value == nil {
				return defect.Refuse(http.StatusBadRequest, "invalidValue", "weight must be a number")
			}
			return nil
		}, "rfc7643/2.5-matrix", "A Device is created with null for weight"},
		"capitals are dropped": {func(c *defect.Call, body scim.Resource) *defect.Answer {
			delete(body, "LABEL")
			return nil
		}, "rfc7643/2.1-matrix", "A PUT names label of a Device in capital letters"},
		"a date is anything": {func(c *defect.Call, body scim.Resource) *defect.Answer {
			if _, isObject := body["bought"].(map[string]any); isObject {
				return defect.Refuse(http.StatusInternalServerError, "", "cannot be converted")
			}
			return nil
		}, "rfc7643/2.3-matrix", "A Device is not created with a value of another type for bought"},
	} {
		t.Run(name, func(t *testing.T) {
			found := slices.ContainsFunc(tried(t, onDevices(test.change), test.of), func(one verdict.Check) bool {
				return one.Name == test.fails && (one.Outcome == verdict.Fail || one.Outcome == verdict.Advice)
			})
			if !found {
				t.Errorf("%q finds nothing", test.fails)
			}
		})
	}
}
