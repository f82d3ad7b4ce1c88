package certify_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/refserver/defect"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
	"github.com/scimulator/scimulator/internal/verdict"
)

// declaring is a correct server that declares, and enforces, other schemas.
func declaring(change func(s *schema.Schema)) defect.Hooks {
	return defect.Hooks{Enforce: change, Announce: change}
}

// without takes attributes out of the schema of users.
func without(names ...string) func(s *schema.Schema) {
	return func(s *schema.Schema) {
		if s.ID == scim.URNUser {
			s.Attributes = slices.DeleteFunc(s.Attributes, func(a schema.Attribute) bool { return slices.Contains(names, a.Name) })
		}
	}
}

// A server is free to declare less than the standard has, and to demand more.
// Nothing that follows from that alone is a failure, and nothing is left without a
// verdict.
func TestFairToWhatIsDeclared(t *testing.T) {
	if testing.Short() {
		t.Skip("as many runs over again, of other servers: left to the whole test")
	}
	c := newCourt(t)
	for name, change := range map[string]func(s *schema.Schema){
		"few attributes": func(s *schema.Schema) {
			keep := []string{"userName", "active", "name", "emails", "displayName", "groups", "externalId", "id", "meta", "schemas"}
			if s.ID == scim.URNUser {
				s.Attributes = slices.DeleteFunc(s.Attributes, func(a schema.Attribute) bool { return !slices.Contains(keep, a.Name) })
			}
		},
		"no names to show":     without("displayName", "name"),
		"groups are not shown": without("groups"),
		"no titles":            without("title", "nickName"),
		"address and name needed": func(s *schema.Schema) {
			for _, needed := range []string{"emails", "name"} {
				if a := s.Attribute(needed); a != nil && s.ID == scim.URNUser {
					a.Required = true
				}
			}
		},
		"groups without a name": func(s *schema.Schema) {
			if s.ID == scim.URNGroup {
				s.Attribute("displayName").Required = false
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := defect.Defect{Name: name, Install: func() defect.Hooks { return declaring(change) }}
			run, err := c.try(t, service{suite: certify.SuiteRFC, defects: []defect.Defect{d}}, chosen())
			if err != nil {
				t.Fatal(err)
			}
			fair(t, run)
		})
	}
}

// fair: nothing failed, and nothing could not be judged. That a group should have
// a name is advice (RFC 7643 §4.2 and §8.7.1 differ).
func fair(t *testing.T, run verdict.Run) {
	t.Helper()
	for _, one := range run.Checks {
		if one.Outcome == verdict.Fail || one.Outcome == verdict.Broken || one.Outcome == verdict.Skipped {
			t.Errorf("%s %s: %s", one.Outcome, one.ID, one.Reason)
		}
	}
	for _, f := range run.Findings {
		if f.Outcome == verdict.Fail {
			t.Logf("%s %s: %s %s: expected %s, seen %.200s", f.Check, f.Requirement, f.Message, f.Attribute, f.Expected, f.Seen)
		}
	}
	if run.Tally.Pass < 300 {
		t.Errorf("only %d checks passed: too much is excused", run.Tally.Pass)
	}
}

// lacking is a server that does not offer something, and says so.
func lacking(config string, refuses func(c *defect.Call) bool) defect.Hooks {
	return defect.Hooks{
		Before: func(c *defect.Call) *defect.Answer {
			if refuses(c) {
				return defect.Plain(http.StatusNotImplemented, "application/scim+json", `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"501","detail":"not supported"}`)
			}
			return nil
		},
		After: func(c *defect.Call, a *defect.Answer) {
			body := a.Body()
			if feature := body.Object(config); c.Kind() == "ServiceProviderConfig" && feature != nil {
				feature["supported"] = false
				a.SetBody(body)
			}
		},
	}
}

// What a server disclaims is not held against it under rfc; Entra's floor stays.
func TestFairToWhatIsDisclaimed(t *testing.T) {
	if testing.Short() {
		t.Skip("as many runs over again, of other servers: left to the whole test")
	}
	c := newCourt(t)
	for _, test := range []struct {
		name    string
		install func() defect.Hooks
		floor   string // requirement that fails under entra all the same
	}{
		{"no PATCH", func() defect.Hooks {
			return lacking("patch", func(c *defect.Call) bool { return c.Method == http.MethodPatch })
		}, "E-6.8"},
		{"no bulk", func() defect.Hooks {
			return lacking("bulk", func(c *defect.Call) bool { return strings.EqualFold(c.Kind(), "Bulk") })
		}, ""},
		{"no sorting", func() defect.Hooks { return lacking("sort", func(*defect.Call) bool { return false }) }, ""},
		{"no versions", func() defect.Hooks { return lacking("etag", func(*defect.Call) bool { return false }) }, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := defect.Defect{Name: test.name, Install: test.install}
			run, err := c.try(t, service{suite: certify.SuiteRFC, defects: []defect.Defect{d}}, chosen())
			if err != nil {
				t.Fatal(err)
			}
			fair(t, run)
			if test.floor == "" {
				return
			}
			run, err = c.try(t, service{suite: certify.SuiteEntra, defects: []defect.Defect{d}}, chosen())
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(run.Findings, func(f verdict.Finding) bool { return string(f.Requirement) == test.floor && f.Outcome == verdict.Fail }) {
				t.Errorf("Entra needs it, and %s does not fail", test.floor)
			}
		})
	}
}
