package provision_test

import (
	"context"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
)

// E-3.22: a custom extension attribute is sent below its URN.
func TestCustomExtension(t *testing.T) {
	const custom = "urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User"
	w := office(t)
	w.profile.Users.Attributes = append(w.profile.Users.Attributes, profile.Attribute{Target: custom + ":Badge", Source: "employeeId"})
	requests := w.sent()
	w.must(w.directory.Update("ana", attrs{"employeeId": "40117"}), w.directory.Assign("ana"))
	w.cycle()
	body := string((*requests)[len(*requests)-1].Body)
	if !strings.Contains(body, `"`+custom+`":{"Badge":"40117"}`) {
		t.Errorf("the attribute does not stand below its URN: %s", body)
	}
	if schemas, _, _ := strings.Cut(body, "]"); strings.Contains(schemas, custom) {
		t.Errorf("the URN is listed in schemas: %s", schemas)
	}
	w.must(w.directory.Update("ana", attrs{"employeeId": "40118"}))
	w.expect(w.cycle(), "GET /Users/ana", "PATCH /Users/ana Replace "+custom+":Badge=40118")
}

// E-3.29: the role functions do not work with "sync all", nor on demand.
func TestRolesNeedAssignments(t *testing.T) {
	for _, row := range []struct {
		name      string
		everybody bool
		run       func(w *world)
		sent      bool
	}{
		{"assigned", false, func(w *world) { w.cycle() }, true},
		{"sync all", true, func(w *world) { w.cycle() }, false},
		{"on demand", false, func(w *world) {
			_, err := w.start().OnDemand(context.Background(), "ana")
			w.must(err)
		}, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := office(t)
			w.everybody = row.everybody
			w.profile.Users.Attributes = append(w.profile.Users.Attributes, profile.Attribute{
				Target: `roles[primary eq "True"].value`, Expression: "SingleAppRoleAssignment([appRoleAssignments])",
			})
			requests := w.sent()
			w.must(w.directory.AssignRole("ana", "Editor"))
			row.run(w)
			created := false
			for _, request := range *requests {
				if request.Operation != provision.Create || request.Object != "ana" {
					continue
				}
				created = true
				if sent := strings.Contains(string(request.Body), "Editor"); sent != row.sent {
					t.Errorf("the role is sent: %t, want %t: %s", sent, row.sent, request.Body)
				}
			}
			if !created {
				t.Error("ana was not created")
			}
		})
	}
}

// E-7.9: exceeding the deletion threshold quarantines at once, however few fail.
func TestDeletionsQuarantine(t *testing.T) {
	w := guarded(t, 1)
	w.must(w.directory.Disable("ana"))
	w.cycle()
	if q := w.job.Quarantine(); q != nil {
		t.Errorf("the threshold is not exceeded: %+v", q)
	}
	w.must(w.directory.Disable("bo"), w.directory.Disable("cy"))
	if report := w.report(); report.Failed != 0 {
		t.Errorf("report %+v", report)
	}
	if q := w.job.Quarantine(); q == nil || q.Reason != provision.TooManyDeletes {
		t.Errorf("quarantine %+v", q)
	}
}
