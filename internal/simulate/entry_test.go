package simulate

import (
	"slices"
	"testing"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
)

func entryOf(record provision.Record) logEntry {
	record.Kind, record.Object = provision.User, "ana"
	return identify(&profile.Profile{Name: "fabrikam", Title: "Fabrikam"}).entry(record)
}

// refusedWith is a record of an operation that the target answered with a status.
func refusedWith(action provision.Action, operation provision.Operation, status int) provision.Record {
	failure := &provision.Failure{Code: "InternalServerError", Status: status, Request: provision.Request{Operation: operation}}
	return provision.Record{Action: action, Status: provision.Failed, Code: failure.Code, Reason: "500", Failure: failure}
}

// E-9.5, E-9.6: a record says how it ended; what did not end well has a code, a
// reason and a category, and a cure where one is documented.
func TestStatusOfRecords(t *testing.T) {
	statuses := []string{"success", "warning", "failure", "skipped"}
	anchor := refusedWith(provision.ActionUpdate, provision.Read, 404)
	anchor.Code = provision.CodeAnchor
	ours := provision.Record{Action: provision.ActionCreate, Status: provision.Failed, Code: "InternalError", Failure: &provision.Failure{Code: "InternalError"}}
	for _, row := range []struct {
		name                   string
		record                 provision.Record
		status, code, category string
		cured                  bool
	}{
		{"success", provision.Record{Action: provision.ActionCreate, Status: provision.Success}, "success", "", "", false},
		{"skipped", provision.Record{Status: provision.Skipped, Code: "RedundantExport"}, "skipped", "RedundantExport", "success", false},
		{"the target failed", refusedWith(provision.ActionCreate, provision.Create, 500), "failure", "InternalServerError", "nonServiceFailure", false},
		{"the service failed", ours, "failure", "InternalError", "failure", false},
		{"the link is broken", anchor, "failure", "InvalidAnchor", "nonServiceFailure", true},
	} {
		t.Run(row.name, func(t *testing.T) {
			got := entryOf(row.record).Status
			if got.Status != row.status || !slices.Contains(statuses, got.Status) {
				t.Errorf("status %s, want %s", got.Status, row.status)
			}
			if row.code == "" {
				if got.Error != nil {
					t.Errorf("a success has an error: %+v", got.Error)
				}
				return
			}
			if got.Error == nil || got.Error.Code != row.code || got.Error.Category != row.category || got.Error.Reason != row.record.Reason {
				t.Errorf("error %+v", got.Error)
			}
			if cured := got.Error.Action != nil; cured != row.cured {
				t.Errorf("a recommended action: %t, want %t", cured, row.cured)
			}
		})
	}
}

// E-9.11, E-9.12: who provisions from where to where; the target identity has no
// id while nothing exists.
func TestIdentitiesOfRecords(t *testing.T) {
	created := entryOf(provision.Record{Action: provision.ActionCreate, Status: provision.Success, ObjectID: "b0c1", TargetID: "7c1d", Name: "Ana Reis"})
	failed := entryOf(refusedWith(provision.ActionCreate, provision.Create, 500))
	for _, row := range []struct{ name, got, want string }{
		{"source system", created.Source.Name, "Microsoft Entra ID"},
		{"target system", created.Target.Name, "Fabrikam"},
		{"initiator", created.Initiator.of("displayName"), "Azure AD Provisioning Service"},
		{"type of the initiator", created.Initiator.of("initiatorType"), "system"},
		{"source type", created.From.Type, "User"},
		{"source id", created.From.ID, "b0c1"},
		{"source name", created.From.Name, "Ana Reis"},
		{"target id", created.To.ID, "7c1d"},
		{"target id of nothing", failed.To.ID, ""},
	} {
		if row.got != row.want {
			t.Errorf("%s: %q, want %q", row.name, row.got, row.want)
		}
	}
}
