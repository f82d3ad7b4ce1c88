package schemas_test

import (
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/shape"
)

func refuses(t *testing.T, set *shape.Set, name string, value any) []string {
	t.Helper()
	var lines []string
	for _, v := range set.Validate(name, value) {
		lines = append(lines, v.Pointer()+": "+v.Message)
	}
	return lines
}

// broken are samples with one thing changed, each of which must be refused.
type broken struct {
	name, old, new string
}

// What a schema accepts and what it refuses, by samples.
func judgeSamples(t *testing.T, schema, sample string, rows []broken) {
	t.Helper()
	set := compile(t, "format")
	value := func(text string) any {
		d, err := document.Read("sample.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return d.Value()
	}
	if lines := refuses(t, set, schema, value(sample)); lines != nil {
		t.Errorf("the sample: %s", strings.Join(lines, "\n"))
	}
	for _, row := range rows {
		changed := strings.Replace(sample, row.old, row.new, 1)
		if changed == sample {
			t.Errorf("%s: the sample does not hold %q", row.name, row.old)
		}
		if refuses(t, set, schema, value(changed)) == nil {
			t.Errorf("%s: accepted", row.name)
		}
	}
}

// A line of the provisioning log has the shape that E-9.3 to E-9.12 describe.
func TestProvisioningSchema(t *testing.T) {
	const sample = `{
	"id": "00000000-0000-4000-8000-000000000001", "activityDateTime": "2026-01-05T08:40:00Z", "tenantId": "00000000-0000-4000-8000-000000000002",
	"jobId": "scim.00000000000040008000000000000002.00000000-0000-4000-8000-000000000003", "cycleId": "00000000-0000-4000-8000-000000000004",
	"changeId": "00000000-0000-4000-8000-000000000005", "provisioningAction": "update", "durationInMilliseconds": 600,
	"provisioningStatusInfo": {"status": "failure", "errorInformation": {"errorCode": "EntryConflict", "errorCategory": "nonServiceFailure", "reason": "409", "additionalDetails": null, "recommendedAction": null}},
	"provisioningSteps": [{"name": "EntryImportUpdate", "provisioningStepType": "import", "status": "success", "description": "", "details": {}}],
	"modifiedProperties": [{"displayName": "active", "oldValue": null, "newValue": "False"}],
	"servicePrincipal": {"id": "00000000-0000-4000-8000-000000000006", "displayName": "Fabrikam"},
	"sourceSystem": {"id": "00000000-0000-4000-8000-000000000007", "displayName": "Microsoft Entra ID", "details": {}},
	"targetSystem": {"id": "00000000-0000-4000-8000-000000000008", "displayName": "Fabrikam", "details": {"ServicePrincipalId": "x"}},
	"sourceIdentity": {"identityType": "User", "id": "1", "displayName": "Ana", "details": {}},
	"targetIdentity": {"identityType": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "id": "", "displayName": "", "details": {}},
	"initiatedBy": {"id": "", "displayName": "Azure AD Provisioning Service", "initiatorType": "system"}}`
	judgeSamples(t, "provisioning", strings.ReplaceAll(sample, "\t", ""), []broken{
		{"another action", `"provisioningAction": "update"`, `"provisioningAction": "enable"`},
		{"another status", `"status": "failure"`, `"status": "failed"`},
		{"another step", `"provisioningStepType": "import"`, `"provisioningStepType": "reading"`},
		{"no steps", `[{"name": "EntryImportUpdate", "provisioningStepType": "import", "status": "success", "description": "", "details": {}}]`, `[]`},
		{"value that is a boolean", `"newValue": "False"`, `"newValue": false`},
		{"no GUID", `"tenantId": "00000000-0000-4000-8000-000000000002"`, `"tenantId": "fabrikam"`},
		{"no time", `2026-01-05T08:40:00Z`, `2026-01-05`},
		{"no job", `"scim.0`, `"0`},
		{"an error without its code", `"errorCode": "EntryConflict", `, ``},
		{"another initiator", `"initiatorType": "system"`, `"initiatorType": "user"`},
		{"unknown key", `"durationInMilliseconds": 600`, `"durationInMilliseconds": 600, "more": 1`},
		{"missing key", `"changeId"`, `"change"`},
	})
}

// A baseline says what is known to be broken, why, by whom it is mended and
// until when (design §5).
func TestBaselineSchema(t *testing.T) {
	const sample = `apiVersion: scimulator/v1
kind: Baseline
target: fabrikam-staging
deviations:
  - {requirement: RFC7644-3.4.2.4-R05, because: returns one resource instead of none, owner: identity team, until: 2027-03-01}
  - {check: cycle 2, because: known, owner: identity team, until: 2027-03-01}
`
	judgeSamples(t, "baseline", sample, []broken{
		{"neither requirement nor check", "requirement: RFC7644-3.4.2.4-R05, ", ""},
		{"both", "check: cycle 2", "check: cycle 2, requirement: SYNC-06"},
		{"no reason", "because: known, ", ""},
		{"an empty reason", "because: known", "because: ' '"},
		{"no owner", "owner: identity team, ", ""},
		{"no date", ", until: 2027-03-01", ""},
		{"a date that is none", "2027-03-01", "2027-02-30"},
		{"a requirement in words", "RFC7644-3.4.2.4-R05", "count zero"},
		{"unknown key", "check: cycle 2", "chek: cycle 2"},
		{"nothing in it", sample[strings.Index(sample, "deviations"):], "deviations: []\n"},
	})
}
