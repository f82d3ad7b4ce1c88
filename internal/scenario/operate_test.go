package scenario

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// What the operator may do (E-1.25 – E-1.31, E-7.21), and the mistakes.
func TestOperations(t *testing.T) {
	judge(t, []row{
		{"start (E-1.25)", story("  - operate: {start: true}"), ""},
		{"pause (E-1.27)", story("  - operate: {pause: true}"), ""},
		{"restart of the portal (E-1.28)", story("  - operate: {restart: {}}"), ""},
		{"restart with a scope (E-1.29)", story("  - operate: {restart: {scope: [Watermark, Escrows]}}"), ""},
		{"credentials (E-1.9)", story("  - operate: {setCredentials: {token: renewed}}"), ""},
		{"mapping (E-1.31)", story("  - operate: {editMapping: {of: users, target: title, source: department}}"), ""},
		{"scope (E-1.32)", story("  - operate: {editScope: {sync: all}}"), ""},
		{"filters (E-2.18)", story("  - operate: {editScope: {filters: [{clauses: [{attribute: city, operator: EQUALS, value: Pune}]}]}}"), ""},
		{"deletes (E-7.21)", story("  - operate: {allowDeletes: true}"), ""},
		{"unknown operation", story("  - operate: {stop: true}"), `14:15: unknown key "stop"`},
		{"start that is none", story("  - operate: {start: false}"), "14:22: start: must be true, not false"},
		{"two at once", story("  - operate: {start: true, pause: true}"), "14:14: operate: must have at most 1 member, has 2"},
		{"unknown scope of a restart", story("  - operate: {restart: {scope: [Escrow]}}"), `14:33: scope: "Escrow" is not one of None, ConnectorDataStore, Escrows, Watermark, QuarantineState, Full, ForceDeletes (did you mean "Escrows"?)`},
		{"everything and something", story("  - operate: {restart: {scope: [Full, Escrows]}}"), "14:32: Full stands alone: with it nothing else is named (E-1.29)"},
		{"a secret in the story", story("  - operate: {setCredentials: s3cr3t}"), "14:31: setCredentials: should be an object, not a string"},
		{"a token that is no alias", story("  - operate: {setCredentials: {token: eyJhbGciOi.x}}"), `14:39: token: "eyJhbGciOi.x" does not have the right form (for example renewed)`},
		{"a mapping from nowhere", story("  - operate: {editMapping: {of: users, target: title}}"), "14:28: editMapping: give exactly one of source, expression, constant and remove"},
		{"a mapping of two minds", story("  - operate: {editMapping: {of: users, target: title, source: city, remove: true}}"), "14:28: editMapping: give exactly one of source, expression, constant and remove"},
		{"a mapping of no attribute", story("  - operate: {editMapping: {of: users, target: 'emails[', remove: true}}"), "14:48: emails[ is not the name of a target attribute: " + syntaxOf("emails[")},
		{"a filter by a date (E-2.13)", story("  - operate: {editScope: {filters: [{clauses: [{attribute: hireDate, operator: IS NULL}]}]}}"), "14:60: hireDate cannot stand in a scoping filter: it is a date (E-2.13)"},
		{"a scope without anything", story("  - operate: {editScope: {}}"), "14:26: editScope: must not be empty"},
	})
}

// An operation decides when the next cycle begins and what it is.
func TestCyclesAfterOperations(t *testing.T) {
	const (
		renewed = "cycle: what was edited or restarted makes the next cycle an initial one (E-1.28, E-1.31)"
		over    = "cycle: the initial cycle has been already: the others are incremental"
		paused  = "cycle: the job is paused, so no cycle begins: write `operate: {start: true}` before (E-1.25, E-1.26)"
	)
	after := func(operation, cycle string) string {
		return story("  - operate: {"+operation+"}", "  - cycle: "+cycle)
	}
	judge(t, []row{
		{"restart of the portal (E-1.28)", after("restart: {}", "initial"), ""},
		{"restart of the portal, incremental", after("restart: {}", "incremental"), "15:12: " + renewed},
		{"restart without the watermark (E-1.29)", after("restart: {scope: [Escrows]}", "incremental"), ""},
		{"restart without the watermark, initial", after("restart: {scope: [Escrows]}", "initial"), "15:12: " + over},
		{"full restart (E-1.29)", after("restart: {scope: [Full]}", "initial"), ""},
		{"edited mapping (E-1.31)", after("editMapping: {of: users, target: title, remove: true}", "incremental"), "15:12: " + renewed},
		{"wider scope (E-1.31)", after("editScope: {sync: all}", "initial"), ""},
		{"same scope", after("editScope: {sync: assigned}", "initial"), "15:12: " + over},
		{"other filters (E-2.18)", after("editScope: {filters: []}", "initial"), ""},
		{"start (E-1.25)", after("start: true", "incremental"), ""},
		{"allowed deletes (E-7.21)", after("allowDeletes: true", "incremental"), ""},
		{"pause (E-1.26)", after("pause: true", "incremental"), "15:12: " + paused},
		{"pause and start", story("  - operate: {pause: true}", "  - after: 3d", "  - operate: {start: true}", "  - cycle: incremental"), ""},
		{"pause and restart", story("  - operate: {pause: true}", "  - operate: {restart: {}}", "  - cycle: initial"), ""},
		{"days within a pause", story("  - operate: {pause: true}", "  - run: 30d", "  - after: 2d"), ""},
		{"the cycle is due at once", story("  - operate: {restart: {}}", "  - after: 1m"), "15:12: after: 1m reaches past the next cycle, which is due 40m after the last one began (0s are left): write `cycle: incremental` or `run` before"},
		{"one initial cycle a restart", story("  - operate: {restart: {}}", "  - cycle: initial", "  - cycle: initial"), "16:12: " + over},
		{"a run takes the initial cycle", story("  - operate: {restart: {}}", "  - run: 1h", "  - cycle: incremental"), ""},
		{"nobody knows after a fault", story("  - fault: {answer: 500, for: 1h}", "  - cycle: initial", "  - cycle: incremental"), ""},
	})
}

// How the target or the wire may misbehave, and for how long.
func TestFaults(t *testing.T) {
	judge(t, []row{
		{"a status for a while", story("  - fault: {answer: 503, for: 3h, on: POST /Users}"), ""},
		{"a word a few times", story("  - fault: {answer: timeout, times: 2, on: all}"), ""},
		{"throttled (E-6.27)", story("  - fault: {answer: 429, times: 1, retryAfter: 120}"), ""},
		{"without an end", story("  - fault: {answer: html}"), "14:12: fault: say how long it lasts: either `for: 3h` or `times: 2`"},
		{"with two ends", story("  - fault: {answer: html, for: 1h, times: 1}"), "14:12: fault: say how long it lasts: either `for: 3h` or `times: 2`"},
		{"back in time", story("  - fault: {answer: html, for: -1h}"), "14:32: for: -1h is a step back in time"},
		{"another status", story("  - fault: {answer: 404, for: 1h}"), "14:21: answer: 404 is not one of 429, 500, 503, timeout, refused, unauthorized, html"},
		{"unknown word", story("  - fault: {answer: unauthorised, for: 1h}"), `14:21: answer: "unauthorised" is not one of 429, 500, 503, timeout, refused, unauthorized, html (did you mean "unauthorized"?)`},
		{"unknown key", story("  - fault: {answer: 500, for: 1h, share: 0.5}"), `14:35: unknown key "share"`},
		{"a delay of nothing", story("  - fault: {answer: 500, for: 1h, retryAfter: 5}"), "14:35: retryAfter belongs to the answers 429 and 503"},
	})
}

// E-10.1: on demand one object, which has to be in the directory.
func TestOnDemand(t *testing.T) {
	judge(t, []row{
		{"a user", story("  - cycle: on-demand\n    of: ana"), ""},
		{"a group", story("  - cycle: on-demand\n    of: design"), ""},
		{"before any cycle", before("  - cycle: on-demand\n    of: ana\n    expect: {requests: {\"POST /Users\": 1}, onDemand: {result: Success}}\n"), ""},
		{"of nobody", story("  - cycle: on-demand"), "14:12: cycle: on-demand needs `of`, the user or group to be provisioned (E-10.1)"},
		{"of a stranger", story("  - cycle: on-demand\n    of: anna"), `15:9: there is no user or group "anna" in this story (did you mean "ana"?)`},
		{"expected too early", expecting("{onDemand: {result: Success}}"), "14:14: onDemand: nothing was provisioned on demand yet"},
		{"unknown result", expecting("{onDemand: {result: OK}}"), `14:14: onDemand: nothing was provisioned on demand yet` + "\n" + `14:33: result: "OK" is not one of Success, Skipped, Failure`},
	})
}

func TestOperationsAreRead(t *testing.T) {
	got, err := load(t, story(
		"  - operate: {restart: {scope: [Watermark]}}",
		"  - operate: {editMapping: {of: groups, target: externalId, constant: x}}",
		"  - fault: {answer: 429, on: POST /Users, for: 3h, retryAfter: 120}",
		"  - fault: {answer: refused, times: 2}",
		"  - expect: {job: {code: Quarantine, reason: TooManyDeletes, notices: 1}}",
	))
	if err != nil {
		t.Fatal(err)
	}
	notices := 1
	want := []Step{
		{Operate: &Operation{Restart: &Restart{Scope: []string{"Watermark"}}}},
		{Operate: &Operation{EditMapping: &MappingEdit{Of: "groups", Target: "externalId", Constant: "x"}}},
		{Fault: &Fault{Answer: "429", On: "POST /Users", For: Duration(3 * time.Hour), RetryAfter: 120}},
		{Fault: &Fault{Answer: Refused, Times: 2}},
		{Expect: &Expect{Job: &JobSight{Code: "Quarantine", Reason: "TooManyDeletes", Notices: &notices}}},
	}
	if diff := cmp.Diff(want, got.Timeline[1:]); diff != "" {
		t.Errorf("steps (-want +got)\n%s", diff)
	}
}
