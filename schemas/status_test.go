package schemas_test

import "testing"

// The status of a job has the shape that E-1.3 prints, with a quarantine as
// E-7.11 describes it.
func TestStatusSchema(t *testing.T) {
	const execution = `{"activityIdentifier": "5b4f0d9e-2f0f-4a55-8f42-8b0e3d7c1a11", "countEntitled": 3, "countEntitledForProvisioning": 3, "countEscrowed": 0,
		"countEscrowedRaw": 0, "countExported": 2, "countExports": 2, "countImported": 0, "countImportedDeltas": 5, "countImportedReferenceDeltas": 1,
		"error": null, "state": "Succeeded", "timeBegan": "2026-05-04T12:52:11Z", "timeEnded": "2026-05-04T12:53:40Z"}`
	const sample = `{"id": "scim.4be1d0c2a5f94d7a8f0c2c9b6f1e7a33.0d9b1c1e-58c0-4f0e-9f6a-1f2d3c4b5a69", "templateId": "scim",
		"schedule": {"expiration": null, "interval": "PT40M", "state": "Active"},
		"status": {"code": "Active", "countSuccessiveCompleteFailures": 0, "escrowsPruned": false,
			"steadyStateFirstAchievedTime": "2026-05-04T08:13:02Z", "steadyStateLastAchievedTime": "0001-01-01T00:00:00Z",
			"synchronizedEntryCountByType": [{"key": "User", "value": 412}], "lastExecution": ` + execution + `,
			"lastSuccessfulExecution": null, "lastSuccessfulExecutionWithExports": null, "progress": [{"units": "pages", "completedUnits": 1, "totalUnits": 4}],
			"quarantine": {"currentBegan": "2026-05-04T12:00:00Z", "nextAttempt": "2026-05-04T18:00:00Z", "reason": "TooManyDeletes",
				"seriesBegan": "2026-05-04T12:00:00Z", "seriesCount": 0, "error": {"code": "x", "message": "", "tenantActionable": true}},
			"troubleshootingUrl": null},
		"synchronizationJobSettings": [{"name": "QuarantineTooManyDeletesThreshold", "value": "500"}]}`
	judgeSamples(t, "status", sample, []broken{
		{"another code", `"code": "Active"`, `"code": "Running"`},
		{"another schedule", `"state": "Active"`, `"state": "On"`},
		{"another state of a cycle", `"state": "Succeeded"`, `"state": "OK"`},
		{"another reason", `"reason": "TooManyDeletes"`, `"reason": "TooMany"`},
		{"a count below zero", `"countExported": 2`, `"countExported": -2`},
		{"a setting that is a number", `"value": "500"`, `"value": 500`},
		{"no job", `"id": "scim.4`, `"id": "4`},
		{"no time", `2026-05-04T18:00:00Z`, `tomorrow`},
		{"an unknown key", `"escrowsPruned": false`, `"escrowsPruned": false, "more": 1`},
		{"a missing key", `"countEscrowedRaw": 0, `, ``},
	})
}

// The log holds the answer of on-demand provisioning, too (E-10.2).
func TestOnDemandInTheLog(t *testing.T) {
	judgeSamples(t, "provisioning", `{"key": "{\"result\":\"Skipped\",\"details\":{}}", "value": "{\"action\":\"other\"}"}`, []broken{
		{"another result", `Skipped`, `Done`},
		{"no value", `, "value": "{\"action\":\"other\"}"`, ``},
		{"an object", `"value": "{\"action\":\"other\"}"`, `"value": {}`},
		{"unknown key", `"key"`, `"more": 1, "key"`},
	})
}
