package provision_test

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/provision"
)

// keys are the member names of a JSON object, level by level.
func keys(value any, place string) []string {
	var all []string
	switch value := value.(type) {
	case map[string]any:
		for name, below := range value {
			all = append(all, place+name)
			all = append(all, keys(below, place+name+".")...)
		}
	case []any:
		for _, below := range value {
			all = append(all, keys(below, place)...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// E-1.3: the resource has exactly the members that Microsoft Graph prints, in the
// same places, and E-7.11 those of its quarantine.
func TestStatusShape(t *testing.T) {
	const printed = `{
		"id": "", "templateId": "scim",
		"schedule": {"expiration": null, "interval": "PT40M", "state": "Active"},
		"status": {
			"code": "Active", "countSuccessiveCompleteFailures": 0, "escrowsPruned": false,
			"steadyStateFirstAchievedTime": "", "steadyStateLastAchievedTime": "",
			"synchronizedEntryCountByType": [{"key": "User", "value": 412}],
			"lastExecution": {
				"activityIdentifier": "", "countEntitled": 3, "countEntitledForProvisioning": 3, "countEscrowed": 0, "countEscrowedRaw": 0,
				"countExported": 2, "countExports": 2, "countImported": 0, "countImportedDeltas": 5, "countImportedReferenceDeltas": 1,
				"error": {"code": "", "message": "", "tenantActionable": true}, "state": "Succeeded", "timeBegan": "", "timeEnded": ""
			},
			"lastSuccessfulExecution": null, "lastSuccessfulExecutionWithExports": null, "progress": [],
			"quarantine": {"currentBegan": "", "nextAttempt": "", "reason": "", "seriesBegan": "", "seriesCount": 0,
				"error": {"code": "", "message": "", "tenantActionable": true}},
			"troubleshootingUrl": null
		},
		"synchronizationJobSettings": [{"name": "QuarantineTooManyDeletesThreshold", "value": "500"}]
	}`
	w := office(t)
	w.profile.Options.DeletionLimit = 500
	w.target.fault = everything(http.StatusUnauthorized)
	w.due()
	raw, err := json.Marshal(w.job.Status())
	w.must(err)
	var want, got any
	w.must(json.Unmarshal([]byte(printed), &want), json.Unmarshal(raw, &got))
	if diff := cmp.Diff(keys(want, ""), keys(got, "")); diff != "" {
		t.Errorf("members (want -, got +)\n%s", diff)
	}
}

// E-1.4, E-1.5: the states of a job, and what a job shows that was never started.
func TestStates(t *testing.T) {
	type shown struct{ code, schedule, interval string }
	show := func(w *world) shown {
		status := w.start().Status()
		return shown{status.Status.Code, status.Schedule.State, status.Schedule.Interval}
	}
	w := office(t)
	never := "P10675199DT2H48M5.4775807S"
	tests := []struct {
		name string
		do   func()
		want shown
	}{
		{"without credentials", func() {}, shown{"NotConfigured", "Disabled", never}},
		{"configured", func() { w.job.TestConnection(context.Background()) }, shown{"NotRun", "Disabled", never}},
		{"after the first run", func() { w.due() }, shown{"Active", "Active", "PT40M"}},
		{"paused", func() { w.job.Pause() }, shown{"Paused", "Paused", "PT40M"}},
		{"started again", func() { w.job.Start() }, shown{"Active", "Active", "PT40M"}},
		{"in quarantine", func() { w.target.fault = everything(http.StatusUnauthorized); w.due() }, shown{"Quarantine", "Active", "PT6H"}},
		{"disabled by it", func() { w.plays(29 * day) }, shown{"Quarantine", "Disabled", "P1D"}},
	}
	for _, test := range tests {
		test.do()
		if got := show(w); w.job != nil && got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
	fresh := office(t).start().Status()
	if raw, _ := json.Marshal(fresh.Status.SteadyFirst); string(raw) != `"0001-01-01T00:00:00Z"` || fresh.Status.Last != nil {
		t.Errorf("unset times show %s, last execution %+v", raw, fresh.Status.Last)
	}
	if fresh.ID != jobID || fresh.TemplateID != "scim" {
		t.Errorf("id %s, template %s", fresh.ID, fresh.TemplateID)
	}
}

// E-1.6: the counters of cycles.
func TestCounters(t *testing.T) {
	ignored := []string{"Activity", "Began", "Ended", "Error"}
	w := office(t)
	w.must(w.directory.AddUser(attrs{"id": "eve", "userPrincipalName": "eve@fabrikam.example", "enabled": false}))
	w.must(w.directory.AddMember("staff", "eve"))
	tests := []struct {
		name string
		do   func()
		want provision.Execution
	}{
		{"initial: four of five objects can be created", func() {
			w.must(w.directory.Assign("staff"))
			w.target.fault = refuse("POST /Users bo", http.StatusBadRequest)
		}, provision.Execution{
			// ana, bo, cy, eve, staff; bo's membership is parked by the service itself;
			// exports: three users and the group, and the members ana and cy
			Entitled: 5, Provisionable: 4, Escrowed: 1, EscrowedRaw: 2, Exported: 5, Exports: 6, Imported: 6, State: "EntryLevelErrors",
		}},
		{"the retries succeed", func() { w.target.fault = nil }, provision.Execution{
			// bo and his membership; the group itself is not evaluated
			Entitled: 1, Provisionable: 1, Exported: 2, Exports: 2, Deltas: 2, State: "Succeeded",
		}},
		{"a change and a membership", func() {
			w.must(w.directory.Update("ana", attrs{"surname": "Moreira"}), w.directory.RemoveMember("staff", "cy"))
		}, provision.Execution{
			// ana, cy and staff; cy is disabled and leaves the group, which itself is not written
			Entitled: 1, Provisionable: 1, Exported: 3, Exports: 3, Deltas: 3, ReferenceDeltas: 1, State: "Succeeded",
		}},
		{"nothing to do", func() {}, provision.Execution{State: "Succeeded"}},
		{"a failed cycle", func() { w.target.fault = everything(http.StatusInternalServerError) }, provision.Execution{State: "Failed"}},
	}
	for i, test := range tests {
		test.do()
		report, _ := w.due()
		got := *w.job.Status().Status.Last
		if got.Activity != provision.ActivityID(jobID, i+1) || !got.Began.Equal(report.Began) || !got.Ended.Equal(report.Ended) {
			t.Errorf("%s: %+v", test.name, got)
		}
		for _, field := range ignored {
			reflect.ValueOf(&got).Elem().FieldByName(field).SetZero()
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (want -, got +)\n%s", test.name, diff)
		}
	}
	status := w.job.Status().Status
	if status.LastSuccess == nil || status.LastSuccess.Activity != provision.ActivityID(jobID, 4) || status.LastExports.Activity != provision.ActivityID(jobID, 3) {
		t.Errorf("last success %+v, with exports %+v", status.LastSuccess, status.LastExports)
	}
	w.due()
	if failures := w.job.Status().Status.CompleteFailures; failures != 2 {
		t.Errorf("%d cycles failed one after the other, want 2", failures)
	}
	w.target.fault = nil
	w.due()
	if failures := w.job.Status().Status.CompleteFailures; failures != 0 {
		t.Errorf("%d failures after a success", failures)
	}
}

// E-1.7: a steady state is a cycle after which nothing is left to process; the
// first and the last are kept.
func TestSteadyState(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"))
	w.target.fault = refuse("POST", http.StatusBadRequest)
	w.due()
	if status := w.job.Status().Status; !status.SteadyFirst.IsZero() || !status.SteadyLast.IsZero() {
		t.Errorf("steady although ana is parked: %+v", status)
	}
	w.target.fault = nil
	first, _ := w.due()
	last, _ := w.due()
	if status := w.job.Status().Status; !status.SteadyFirst.Equal(first.Ended) || !status.SteadyLast.Equal(last.Ended) {
		t.Errorf("steady %s to %s, want %s to %s", status.SteadyFirst, status.SteadyLast, first.Ended, last.Ended)
	}
}

// E-9.20: the numbers of users and groups grow with each that enters, and do not
// shrink on deletion; they begin anew when the data store is reset.
func TestEntries(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("staff"))
	w.cycle()
	want := []provision.Entries{{Kind: "User", Count: 3}, {Kind: "Group", Count: 1}}
	w.must(w.directory.Purge("ana"), w.directory.Unassign("staff"))
	w.cycle()
	if diff := cmp.Diff(want, w.job.Status().Status.Entries); diff != "" {
		t.Errorf("after deletions (want -, got +)\n%s", diff)
	}
	w.must(w.directory.Assign("cy"))
	w.job.Restart(provision.ResetFull)
	w.cycle()
	want = []provision.Entries{{Kind: "User", Count: 1}, {Kind: "Group", Count: 0}}
	if diff := cmp.Diff(want, w.job.Status().Status.Entries); diff != "" {
		t.Errorf("after a full restart (want -, got +)\n%s", diff)
	}
}

// E-1.37, E-9.20: progress counts pages while the cycle runs, and is gone afterwards.
func TestProgressOfARunningCycle(t *testing.T) {
	w := crowded(t, 250, 1)
	w.target.quiet = true
	var seen []provision.Progress
	w.target.fault = func(r provision.Request) (provision.Response, error, bool) {
		if r.Operation == provision.Create && len(w.job.Status().Status.Progress) == 1 {
			seen = append(seen, w.job.Status().Status.Progress[0])
		}
		return list(), nil, r.Operation == provision.Match
	}
	w.due()
	if len(seen) != 251 || seen[0] != (provision.Progress{Units: "pages", Total: 3}) || seen[250] != (provision.Progress{Units: "pages", Completed: 2, Total: 3}) {
		t.Errorf("%d times, %v to %v", len(seen), seen[0], seen[len(seen)-1])
	}
	if left := w.job.Status().Status.Progress; left == nil || len(left) != 0 {
		t.Errorf("after the cycle: %v", left)
	}
}

// E-7.5, E-7.2: the log can tell when a failure began, when this retry was due and
// when the next one is.
func TestRetrials(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"))
	w.target.fault = refuse("POST", http.StatusBadRequest)
	want := []provision.Retrial{
		{Attempts: 1, Created: monday, Next: monday},
		{Attempts: 2, Created: monday, Due: monday, Next: monday.Add(6 * time.Hour)},
		{Attempts: 3, Created: monday, Due: monday.Add(6 * time.Hour), Next: monday.Add(12 * time.Hour)},
	}
	var got []provision.Retrial
	for len(got) < 3 {
		w.due()
		for _, record := range w.log.records {
			got = append(got, record.Retrial)
		}
	}
	w.target.fault = nil
	for len(w.log.records) == 0 || w.log.records[0].Status != provision.Success {
		w.due()
	}
	want = append(want, provision.Retrial{Attempts: 3, Created: monday, Due: monday.Add(12 * time.Hour)})
	if diff := cmp.Diff(want, append(got, w.log.records[0].Retrial)); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

// E-9.12, E-4.43: the source attributes that were read, without what is redacted.
func TestImported(t *testing.T) {
	w := office(t)
	for i, attribute := range w.profile.Users.Attributes {
		if attribute.Target == "name.familyName" {
			w.profile.Users.Attributes[i].Source, w.profile.Users.Attributes[i].Expression = "", "Redact([surname])"
		}
	}
	w.must(w.directory.Assign("design"))
	w.cycle()
	want := map[string][]provision.Fact{
		"ana":    {{"IsSoftDeleted", "False"}, {"givenName", "Ana"}, {"surname", "[Redact]"}, {"userPrincipalName", "ana@fabrikam.example"}},
		"design": {{"displayName", "Design"}, {"objectId", w.directory.Group("design").ObjectID}},
	}
	for _, record := range w.log.records {
		if wanted, ok := want[record.Object]; ok && record.Action == provision.ActionCreate {
			delete(want, record.Object)
			if diff := cmp.Diff(wanted, record.Imported()); diff != "" {
				t.Errorf("%s (want -, got +)\n%s", record.Object, diff)
			}
			for _, change := range record.Changes {
				if strings.Contains(change.New, "Reis") {
					t.Errorf("%s shows %q", change.Name, change.New)
				}
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("not created: %v", want)
	}
}
