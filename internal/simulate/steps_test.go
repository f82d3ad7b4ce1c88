package simulate

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scenario"
)

// brief writes steps as "name type status".
func brief(list []logStep) []string {
	lines := make([]string, len(list))
	for i, step := range list {
		lines[i] = step.Name + " " + step.Type + " " + step.Status
	}
	return lines
}

// E-9.7, E-9.8, E-9.13, E-9.15: the steps of a record, as far as it went.
func TestSteps(t *testing.T) {
	const (
		scoping = "EntrySynchronizationScoping scoping success"
		read    = "EntryImport matching success"
	)
	failed := func(operation provision.Operation) *provision.Failure {
		return &provision.Failure{Request: provision.Request{Operation: operation}}
	}
	tests := []struct {
		name   string
		record provision.Record
		want   []string
	}{
		{"create (E-9.12)", provision.Record{Action: provision.ActionCreate, Status: provision.Success, TargetID: "1"},
			[]string{"EntryImportAdd import success", scoping, "EntrySynchronizationAdd matching success", "EntryExportAdd export success"}},
		{"matched and updated", provision.Record{Action: provision.ActionUpdate, Status: provision.Success, TargetID: "1", Matched: "userName"},
			[]string{"EntryImportUpdate import success", scoping, read, "EntrySynchronizationUpdate matching success", "EntryExportUpdate export success"}},
		{"disable (E-8.22)", provision.Record{Action: provision.ActionDisable, Status: provision.Success, TargetID: "1"},
			[]string{"EntryImportUpdate import success", scoping, read, "EntrySynchronizationUpdate matching success", "EntryExportUpdate export success"}},
		{"delete", provision.Record{Action: provision.ActionDelete, Status: provision.Success, TargetID: "1"},
			[]string{"EntryImportDelete import success", scoping, read, "EntrySynchronizationDelete matching success", "EntryExportDelete export success"}},
		{"nothing to change (E-9.15)", provision.Record{Action: provision.ActionOther, Status: provision.Skipped, Code: "RedundantExport", TargetID: "1"},
			[]string{"EntryImport import success", scoping, read, "EntrySynchronizationSkip processing skipped"}},
		{"out of scope (E-9.16)", provision.Record{Action: provision.ActionOther, Status: provision.Skipped, Code: "NotEffectivelyEntitled"},
			[]string{"EntryImport import success", scoping, "EntrySynchronizationSkip processing skipped"}},
		{"no matching attribute: the scope is not evaluated (E-9.13)", provision.Record{Action: provision.ActionOther, Status: provision.Skipped, Code: "ImportSkipped"},
			[]string{"EntryImport import skipped"}},
		{"the match failed", provision.Record{Action: provision.ActionOther, Status: provision.Failed, Code: "DuplicateTargetEntries", Failure: failed(provision.Match)},
			[]string{"EntryImport import success", scoping, "EntryImport matching failure"}},
		{"the read failed", provision.Record{Action: provision.ActionUpdate, Status: provision.Failed, TargetID: "1", Failure: failed(provision.Read)},
			[]string{"EntryImportUpdate import success", scoping, "EntryImport matching failure"}},
		{"the mapping failed", provision.Record{Action: provision.ActionCreate, Status: provision.Failed, Code: "MandatoryFieldsMissing", Failure: failed("")},
			[]string{"EntryImportAdd import success", scoping, "EntrySynchronizationAdd processing failure"}},
		{"the target refused", provision.Record{Action: provision.ActionCreate, Status: provision.Failed, Failure: failed(provision.Create)},
			[]string{"EntryImportAdd import success", scoping, "EntrySynchronizationAdd matching success", "EntryExportAdd export failure"}},
		{"a retry (E-7.5)", provision.Record{Action: provision.ActionCreate, Status: provision.Success, Retry: true, TargetID: "1"},
			[]string{"EntryEscrowRetry import success", scoping, "EntrySynchronizationAdd matching success", "EntryExportAdd export success"}},
		{"a disable held back (E-7.20)", provision.Record{Action: provision.ActionStaged, Status: provision.Success, TargetID: "1", Changes: []provision.Property{{Name: "active"}}},
			[]string{"EntryImportUpdate import success", scoping, read, "EntrySynchronizationUpdate matching success", "EntryExportUpdate export skipped"}},
		{"a deletion held back (E-7.20)", provision.Record{Action: provision.ActionStaged, Status: provision.Success, TargetID: "1"},
			[]string{"EntryImportDelete import success", scoping, read, "EntrySynchronizationDelete matching success", "EntryExportDelete export skipped"}},
		{"a member", provision.Record{Kind: provision.Group, Action: provision.ActionUpdate, Status: provision.Success, TargetID: "1", Member: "ana"},
			[]string{"EntryImportUpdate import success", scoping, read, "EntrySynchronizationReference referenceResolution success", "EntryExportUpdate export success"}},
		{"a manager that is taken away", provision.Record{Action: provision.ActionUpdate, Status: provision.Success, TargetID: "1", Reference: "manager"},
			[]string{"EntryImportUpdate import success", scoping, read, "EntrySynchronizationReference referenceResolution success", "EntryExportUpdate export success"}},
		{"a member that is not there (E-9.15)", provision.Record{Action: provision.ActionOther, Status: provision.Skipped, Code: "UnableToResolveReferenceAttributeValue", Member: "bo"},
			[]string{"EntryImport import success", scoping, "EntrySynchronizationReference referenceResolution skipped"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, brief(steps(test.record))); diff != "" {
			t.Errorf("%s (want -, got +)\n%s", test.name, diff)
		}
	}
}

// E-7.5: the step of a retry describes the escrow.
func TestRetryStep(t *testing.T) {
	record := provision.Record{
		Action: provision.ActionCreate, Status: provision.Failed, Retry: true, Failure: &provision.Failure{Request: provision.Request{Operation: provision.Create}},
		Retrial: provision.Retrial{Attempts: 3, Created: monday, Due: monday.Add(6 * time.Hour), Next: monday.Add(12 * time.Hour)},
	}
	want := facts{
		{"CountProcessed", "2"}, {"CreationTime", "2026-01-05T08:00:00Z"}, {"ModificationType", "Add"}, {"NextAttempt", "2026-01-05T14:00:00Z"},
		{"Origin", "Source"}, {"TypeName", "EscrowedEntryDefault"},
	}
	if diff := cmp.Diff(want, steps(record)[0].Details); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

// E-7.5, E-9.6: the text of an error ends with the number of retries so far and the
// time of the next one; the category tells whose failure it is.
func TestErrorInformation(t *testing.T) {
	retrial := func(attempts int) provision.Retrial {
		return provision.Retrial{Attempts: attempts, Next: monday.Add(6 * time.Hour)}
	}
	tests := []struct {
		name             string
		record           provision.Record
		reason, category string
	}{
		{"first failure", provision.Record{Status: provision.Failed, Code: "EntryConflict", Reason: "409 Conflict", Retrial: retrial(1)},
			"409 Conflict. This operation was retried 0 times. The next retry is due at 2026-01-05T14:00:00Z.", "nonServiceFailure"},
		{"after one retry", provision.Record{Status: provision.Failed, Code: "EntryConflict", Reason: "409 Conflict, taken.", Retrial: retrial(2)},
			"409 Conflict, taken. This operation was retried 1 time. The next retry is due at 2026-01-05T14:00:00Z.", "nonServiceFailure"},
		{"not retried", provision.Record{Status: provision.Failed, Code: "InternalError", Reason: "title: no such function"}, "title: no such function", "failure"},
		{"a skip", provision.Record{Status: provision.Skipped, Code: "RedundantExport", Reason: "source and target are equal"}, "source and target are equal", "success"},
		{"held back", provision.Record{Status: provision.Success, Action: provision.ActionStaged, Reason: "held back"}, "held back", "success"},
	}
	for _, test := range tests {
		got := status(test.record).Error
		if got == nil || got.Reason != test.reason || got.Category != test.category {
			t.Errorf("%s: %+v", test.name, got)
		}
	}
	if success := status(provision.Record{Status: provision.Success}); success.Error != nil || success.Status != "success" {
		t.Errorf("a success has an error: %+v", success.Error)
	}
	if anchor := status(provision.Record{Status: provision.Failed, Code: provision.CodeAnchor}); anchor.Error.Action == nil || !strings.Contains(*anchor.Error.Action, "Restart") {
		t.Errorf("the cure of InvalidAnchor is a restart (E-6.6): %+v", anchor.Error)
	}
}

// E-9.10: keys inside step details lose dots and colons.
func TestStrippedKeys(t *testing.T) {
	got := stripped(facts{{"plain", "y"}, {"urn:ietf:2.0:User:department", "x"}})
	if diff := cmp.Diff(facts{{"plain", "y"}, {"urnietf20Userdepartment", "x"}}, got); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

// E-9.3 – E-9.12, E-4.43: records of a run, in the log. A failure is parked and
// retried; what is redacted shows nowhere.
func TestLogOfARun(t *testing.T) {
	p := small()
	p.Users.Attributes[2] = profile.Attribute{Target: "name.familyName", Expression: "Redact([surname])"}
	got := stage{profile: p, steps: []scenario.Step{
		{Fault: &scenario.Fault{Answer: "500", On: "POST /Users", Times: 1}, Cycle: "initial"}, {Cycle: "incremental"},
	}}.play(t)
	got.conformant(t)
	var ana []logEntry
	for _, entry := range got.entries(t) {
		if entry.From.Type == "User" {
			ana = append(ana, entry)
		}
	}
	if len(ana) != 2 {
		t.Fatalf("%d records about ana", len(ana))
	}
	first, second := ana[0], ana[1]
	if first.Status.Status != "failure" || first.Status.Error.Code != "InternalServerError" || !strings.HasSuffix(first.Status.Error.Reason, "retried 0 times. The next retry is due at 2026-01-05T08:00:00Z.") {
		t.Errorf("the failure: %+v", first.Status.Error)
	}
	if second.Status.Status != "success" || second.Steps[0].Name != "EntryEscrowRetry" || second.Steps[0].Details.of("CountProcessed") != "1" || second.To.ID == "" {
		t.Errorf("the retry: %+v", second)
	}
	if first.Cycle == second.Cycle || first.Change == second.Change || first.ID == second.ID || first.Job != second.Job {
		t.Error("cycle and change have ids of their own, the job has one (E-9.3)")
	}
	if details := first.Steps[0].Details; details.of("userPrincipalName") == "" || details.of("IsSoftDeleted") != "False" || details.of("surname") != "[Redact]" {
		t.Errorf("imported: %v", details)
	}
	if whole := strings.Join(got.log, "\n"); strings.Contains(whole, `"Reis"`) || !strings.Contains(whole, "[Redact]") {
		t.Error("the log shows what the mapping redacts (E-4.43)")
	}
}
