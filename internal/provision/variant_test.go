package provision_test

import (
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scim"
)

// E-5.43: gallery connectors may write several members in one PATCH; every member
// has its record (E-9.1), and one that cannot be resolved is left out (E-1.36).
func TestMembersInBatches(t *testing.T) {
	w := office(t)
	w.profile.Options.Members = 2
	w.must(w.directory.AddGroup(attrs{"id": "all", "displayName": "All", "members": []any{"ana", "staff", "bo", "cy"}}))
	w.must(w.directory.Assign("all")) // staff itself is not assigned
	requests := w.sent()
	w.report()
	w.compare("batches", []string{"add ana bo", "add cy"}, batchesOf(*requests))
	w.expectLog("all", "create success", "other skipped UnableToResolveReferenceAttributeValue", "update success", "update success", "update success")
	*requests = nil
	w.must(w.directory.RemoveMember("all", "ana"), w.directory.RemoveMember("all", "bo"), w.directory.RemoveMember("all", "cy"))
	w.report()
	w.compare("batches", []string{"remove ana bo", "remove cy"}, batchesOf(*requests))
}

// batchesOf names the members of each PATCH of a group.
func batchesOf(requests []provision.Request) []string {
	var batches []string
	for _, r := range requests {
		if r.Operation != provision.Update || r.Kind != provision.Group {
			continue
		}
		operation := operations(r).Operations[0]
		text := strings.ToLower(operation.Op)
		for _, member := range operation.Value.([]any) {
			text += " " + strings.TrimPrefix(scim.AsObject(member).String("value"), "t-")
		}
		batches = append(batches, text)
	}
	return batches
}

// E-5.9: older revisions ask for a reference, by two terms and for id only, before
// they write it.
func TestReferencesAreAskedFor(t *testing.T) {
	w := office(t)
	w.profile.Options.CheckFirst = true
	w.must(w.directory.SetManager("ana", "bo"), w.directory.Assign("design"))
	requests := w.sent()
	w.report()
	var asked []string
	for _, r := range *requests {
		if r.Operation == provision.Check {
			asked = append(asked, onWire(t, r))
		}
	}
	w.compare("queries", []string{
		`GET /Users?filter=id eq "t-ana" and manager eq "t-bo"&attributes=id`,
		`GET /Groups?filter=id eq "t-design" and members eq "t-ana"&attributes=id`,
		`GET /Groups?filter=id eq "t-design" and members eq "t-bo"&attributes=id`,
	}, asked)
}

// A reference that is there already is not written (E-5.9); a query that is
// refused keeps nobody from writing.
func TestReferencesThatAreThere(t *testing.T) {
	for name, row := range map[string]struct {
		answer provision.Response
		writes []string
	}{
		"there":       {list(scim.Resource{"id": "t-ana"}), nil},
		"not there":   {list(), []string{"PATCH /Users/ana Add " + manager + "=bo"}},
		"of another":  {list(scim.Resource{"id": "t-cy"}), []string{"PATCH /Users/ana Add " + manager + "=bo"}},
		"not offered": {provision.Response{Status: 400}, []string{"PATCH /Users/ana Add " + manager + "=bo"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := office(t)
			w.profile.Options.CheckFirst = true
			w.must(w.directory.Assign("ana"), w.directory.Assign("bo"))
			w.cycle()
			w.must(w.directory.SetManager("ana", "bo"))
			w.target.fault = func(r provision.Request) (provision.Response, error, bool) {
				return row.answer, nil, r.Operation == provision.Check
			}
			w.cycle()
			w.expect(w.writes(), row.writes...)
		})
	}
}

// E-1.10: the probe may ask for AzureAD_Test- and a GUID (observed).
func TestProbeNames(t *testing.T) {
	for name, prefix := range map[string]string{"": "", "guid": "", "prefixed": "AzureAD_Test-"} {
		w := office(t)
		w.profile.Options.ProbeName = name
		requests := w.sent()
		w.report()
		value, found := strings.CutPrefix((*requests)[0].Value, prefix)
		if !found || len(value) != 36 || strings.Count(value, "-") != 4 {
			t.Errorf("%q: the probe asks for %s", name, (*requests)[0].Value)
		}
	}
}

// E-3.16: other attributes than the manager may be references, direct or through a
// function; each is written in the second pass (E-1.14), by the id in the target.
func TestOtherReferences(t *testing.T) {
	const assistant = "urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User:assistant"
	w := office(t)
	w.mapAlso(profile.Attribute{Target: assistant, Expression: `Coalesce([assistant], [secretary])`, Type: "reference"})
	w.must(w.directory.Update("ana", attrs{"secretary": "bo"}), w.directory.SetManager("ana", "cy"))
	w.must(w.directory.Assign("ana"), w.directory.Assign("bo"), w.directory.Assign("cy"))
	w.cycle()
	w.expect(w.writes()[3:], "PATCH /Users/ana Add "+manager+"=cy", "PATCH /Users/ana Add "+assistant+"=bo")
	w.must(w.directory.Update("ana", attrs{"assistant": "cy"}))
	w.cycle()
	w.expect(w.writes(), "PATCH /Users/ana Replace "+assistant+"=cy")
	w.must(w.directory.Update("ana", attrs{"assistant": nil, "secretary": nil}))
	w.cycle()
	w.expect(w.writes(), "PATCH /Users/ana Replace "+assistant+"=") // E-3.14
	w.must(w.directory.Update("ana", attrs{"assistant": "nobody"}))
	w.cycle()
	w.expectLog("ana", "other skipped RedundantExport", "other skipped UnableToResolveReferenceAttributeValue")
}

// E-3.8, E-3.9: several matching attributes, each through a function of the value,
// tried in the order of their priority.
func TestMatchingThroughFunctions(t *testing.T) {
	w := office(t)
	w.attribute("userName", func(a *profile.Attribute) { a.Matching, a.Source, a.Expression = 2, "", `ToLower([userPrincipalName])` })
	w.mapAlso(profile.Attribute{Target: "externalId", Expression: `Append("emp-", [employeeId])`, Matching: 1})
	w.must(w.directory.Update("ana", attrs{"userPrincipalName": "ANA@fabrikam.example", "employeeId": "7"}), w.directory.Assign("ana"))
	w.target.resources["Users/t-ana"] = scim.Resource{"id": "t-ana", "userName": "ana@fabrikam.example"}
	w.expect(w.cycle()[:2], "GET /Users?externalId eq emp-7", "GET /Users?userName eq ana@fabrikam.example")
	if w.log.records[0].Matched != "userName" {
		t.Errorf("matched by %q", w.log.records[0].Matched)
	}
}
