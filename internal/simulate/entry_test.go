package simulate

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/shape"
)

// logged writes a record and reads it back.
func logged(t *testing.T, p *profile.Profile, record provision.Record) map[string]any {
	t.Helper()
	j, l := identify(p), line{}
	j.entry(&l, record)
	if !bytes.HasSuffix(l, []byte("}\n")) || bytes.Count(l, []byte("\n")) != 1 {
		t.Errorf("a record is one line: %q", l)
	}
	var entry map[string]any
	if err := json.Unmarshal(l, &entry); err != nil {
		t.Fatalf("no JSON: %v\n%s", err, l)
	}
	formats, err := shape.Compile(os.DirFS("../../schemas/format"))
	if err != nil {
		t.Fatal(err)
	}
	if violations := formats.Validate("provisioning", any(entry)); len(violations) > 0 {
		t.Errorf("not as provisioning.schema.json says: %v", violations)
	}
	return entry
}

// A record has the shape of the sample in E-9.12, which this states in full.
func TestEntryOfAFailedCreation(t *testing.T) {
	record := provision.Record{
		Time: monday, Cycle: 3, Kind: provision.User, Object: "ana", ObjectID: "b0c1", Name: "Ana Reis", Action: provision.ActionCreate, Status: provision.Failed,
		Code: "EntryConflict", Reason: "409 Conflict", Scoping: provision.Scoping{Active: true, Assigned: true}, Attempts: 1,
		Changes: []provision.Property{{Name: "userName", New: "ana.reis@fabrikam.example"}},
	}
	got := logged(t, application(), record)
	id := func(name string) any { return got[name] } // GUIDs are the schema's to check
	system := func(name string) map[string]any { return got[name].(map[string]any) }
	details := map[string]any{
		"Active in the source system": "True", "Assigned to the application": "True", "User has the required role": "True",
		"Scoping filter evaluation passed": "True", "ScopeEvaluationResult": "{}",
	}
	none := map[string]any{}
	step := func(name, kind, status, description string, details map[string]any) any {
		return map[string]any{"name": name, "provisioningStepType": kind, "status": status, "description": description, "details": details}
	}
	principal := system("servicePrincipal")["id"]
	want := map[string]any{
		"id": id("id"), "tenantId": id("tenantId"), "jobId": id("jobId"), "cycleId": id("cycleId"), "changeId": id("changeId"),
		"activityDateTime": "2026-05-04T08:00:00Z", "provisioningAction": "create", "durationInMilliseconds": 600.0,
		"provisioningStatusInfo": map[string]any{"status": "failure", "errorInformation": map[string]any{
			"errorCode": "EntryConflict", "errorCategory": "nonServiceFailure", "reason": "409 Conflict", "additionalDetails": nil, "recommendedAction": nil,
		}},
		"provisioningSteps": []any{
			step("EntryImportAdd", "import", "success", "The object was read from the source.", none),
			step("EntrySynchronizationScoping", "scoping", "success", "The object was checked against the scope.", details),
			step("EntrySynchronizationAdd", "matching", "success", "What has to be sent was worked out.", none),
			step("EntryExportAdd", "export", "failure", "409 Conflict", none),
		},
		"modifiedProperties": []any{map[string]any{"displayName": "userName", "oldValue": nil, "newValue": "ana.reis@fabrikam.example"}},
		"servicePrincipal":   map[string]any{"id": principal, "displayName": "Fabrikam Buy"},
		"sourceSystem":       map[string]any{"id": system("sourceSystem")["id"], "displayName": "Microsoft Entra ID", "details": none},
		"targetSystem": map[string]any{"id": system("targetSystem")["id"], "displayName": "Fabrikam Buy", "details": map[string]any{
			"ServicePrincipalId": principal, "ServicePrincipalDisplayName": "Fabrikam Buy",
		}},
		"sourceIdentity": map[string]any{"identityType": "User", "id": "b0c1", "displayName": "Ana Reis", "details": none},
		"targetIdentity": map[string]any{"identityType": enterprise, "id": "", "displayName": "", "details": none}, // E-3.32; E-9.12: empty while nothing exists
		"initiatedBy":    map[string]any{"id": "", "displayName": "Azure AD Provisioning Service", "initiatorType": "system"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("record (-want +got)\n%s", diff)
	}
}

// Actions, statuses and steps of the other records (E-9.4 – E-9.8).
func TestEntries(t *testing.T) {
	for _, test := range []struct {
		name         string
		record       provision.Record
		action       string
		steps, types string
	}{
		{"enabled", provision.Record{Kind: provision.User, Action: provision.ActionEnable, Status: provision.Success, TargetID: "1"},
			"update", "EntryImportUpdate EntrySynchronizationScoping EntrySynchronizationUpdate EntryExportUpdate", "import scoping matching export"},
		{"disabled, matched", provision.Record{Kind: provision.User, Action: provision.ActionDisable, Status: provision.Success, Matched: "userName"},
			"disable", "EntryImportUpdate EntrySynchronizationScoping EntryImport EntrySynchronizationUpdate EntryExportUpdate", "import scoping matching matching export"},
		{"deleted group", provision.Record{Kind: provision.Group, Action: provision.ActionDelete, Status: provision.Success},
			"delete", "EntryImportDelete EntrySynchronizationScoping EntrySynchronizationDelete EntryExportDelete", "import scoping matching export"},
		{"skipped", provision.Record{Kind: provision.User, Action: provision.ActionOther, Status: provision.Skipped, Code: "RedundantExport", Reason: "source and target are equal"},
			"other", "EntryImport EntrySynchronizationScoping EntrySynchronizationSkip", "import scoping processing"},
		{"a retry", provision.Record{Kind: provision.User, Action: provision.ActionUpdate, Status: provision.Success, Retry: true},
			"update", "EntryEscrowRetry EntrySynchronizationScoping EntrySynchronizationUpdate EntryExportUpdate", "import scoping matching export"},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.record.Time = monday
			entry := logged(t, application(), test.record)
			var names, types []string
			for _, one := range entry["provisioningSteps"].([]any) {
				step := one.(map[string]any)
				names, types = append(names, step["name"].(string)), append(types, step["provisioningStepType"].(string))
			}
			if strings.Join(names, " ") != test.steps || strings.Join(types, " ") != test.types || entry["provisioningAction"] != test.action {
				t.Errorf("%v: %v %v", entry["provisioningAction"], names, types)
			}
		})
	}
}

// A member that is taken away has an old value only (E-9.10); a skip says why,
// under the category success (E-9.6).
func TestEntryProperties(t *testing.T) {
	entry := logged(t, application(), provision.Record{
		Time: monday, Kind: provision.Group, Action: provision.ActionOther, Status: provision.Skipped, Code: "NotEffectivelyEntitled", Reason: "not \"assigned\"\n",
		Changes: []provision.Property{{Name: "members", Old: "7"}},
	})
	want := map[string]any{"displayName": "members", "oldValue": "7", "newValue": nil}
	if diff := cmp.Diff([]any{want}, entry["modifiedProperties"]); diff != "" {
		t.Errorf("properties (-want +got)\n%s", diff)
	}
	info := entry["provisioningStatusInfo"].(map[string]any)["errorInformation"].(map[string]any)
	skip := entry["provisioningSteps"].([]any)[2].(map[string]any)["details"]
	if info["errorCategory"] != "success" || info["reason"] != "not \"assigned\"\n" || !cmp.Equal(skip, map[string]any{"SkipReason": "NotEffectivelyEntitled"}) {
		t.Errorf("information %v, details %v", info, skip)
	}
}

// Equal records are logged alike, in every run; another change, cycle or profile
// has other identifiers (E-9.3).
func TestEntryIdentifiers(t *testing.T) {
	record := provision.Record{Time: monday, Cycle: 1, Kind: provision.User, Object: "ana", Action: provision.ActionCreate, Status: provision.Success}
	first := logged(t, application(), record)
	if diff := cmp.Diff(first, logged(t, application(), record)); diff != "" {
		t.Errorf("two runs log differently\n%s", diff)
	}
	for _, test := range []struct {
		name   string
		change func(*provision.Record, *profile.Profile)
		other  string // identifiers that differ
	}{
		{"another object", func(r *provision.Record, _ *profile.Profile) { r.Object = "bo" }, "id changeId"},
		{"another cycle", func(r *provision.Record, _ *profile.Profile) { r.Cycle = 2 }, "id cycleId changeId"},
		{"another status", func(r *provision.Record, _ *profile.Profile) { r.Status = provision.Failed }, "id"},
		{"another application", func(_ *provision.Record, p *profile.Profile) { p.Name = "other" }, "tenantId jobId cycleId"},
	} {
		t.Run(test.name, func(t *testing.T) {
			changed, p := record, application()
			test.change(&changed, p)
			second := logged(t, p, changed)
			var differ []string
			for _, name := range []string{"id", "tenantId", "jobId", "cycleId", "changeId"} {
				if first[name] != second[name] {
					differ = append(differ, name)
				}
			}
			if got := strings.Join(differ, " "); got != test.other {
				t.Errorf("%q differ, want %q", got, test.other)
			}
		})
	}
	untitled := application()
	untitled.Title = ""
	if name := logged(t, untitled, record)["targetSystem"].(map[string]any)["displayName"]; name != "application" {
		t.Errorf("an application without a title is called %v", name)
	}
}

// Every record of a whole run is as the schema says.
func TestLogOfARun(t *testing.T) {
	w := tell(t, initial, `{"after": "5m", "change": [{"disable": "cy"}, {"removeMember": {"group": "design", "member": "bo"}}]}`, incremental).run().clean()
	formats, err := shape.Compile(os.DirFS("../../schemas/format"))
	if err != nil {
		t.Fatal(err)
	}
	records := 0
	for text := range strings.Lines(w.log.String()) {
		var entry any
		if err := json.Unmarshal([]byte(text), &entry); err != nil {
			t.Fatal(err)
		}
		if violations := formats.Validate("provisioning", entry); len(violations) > 0 {
			t.Errorf("%v\n%s", violations, text)
		}
		records++
	}
	if records < 9 {
		t.Errorf("%d records", records)
	}
}

// A source may say anything; the log stays JSON.
func TestLineWritesAnyText(t *testing.T) {
	for _, text := range []string{"", "plain", `"\` + "\n\x00\x7f", "Zoë \u2028 😀", "no UTF-8 \xff", `{"a":1}`} {
		l := line{}
		l.open("", '{')
		l.text("a", text)
		l.textOrNull("b", "")
		l.textOrNull("c", text)
		l.close('}')
		var back map[string]any
		if err := json.Unmarshal(l, &back); err != nil {
			t.Fatalf("%q: %v", l, err)
		}
		if want := strings.ToValidUTF8(text, "\ufffd"); back["a"] != want || back["b"] != nil || text != "" && back["c"] != want {
			t.Errorf("%q became %v", text, back)
		}
	}
}
