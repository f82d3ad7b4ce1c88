package simulate

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scenario"
)

// demandsOf are the on-demand provisionings of a run, as they were told.
func (p played) demandsOf() []Demand {
	var demands []Demand
	for _, event := range p.events {
		if event.Kind == Demanded {
			demands = append(demands, event.Demand)
		}
	}
	return demands
}

// onDemandOf is a step that provisions an object and expects a result.
func onDemandOf(object, result, code string) scenario.Step {
	return scenario.Step{Cycle: "on-demand", Of: object, Expect: &scenario.Expect{OnDemand: &scenario.DemandSight{Result: result, Code: code}}}
}

// E-10.3: the five steps that are shown; the connection test only when it failed.
func TestDemandSteps(t *testing.T) {
	moved := scenario.Change{Update: scenario.Object{"id": "ana", "surname": "Moreira"}}
	failed := onDemandOf("ana", "Failure", "Unauthorized")
	failed.Fault = &scenario.Fault{Answer: scenario.Unauthorized, Times: 1}
	changed := onDemandOf("ana", "Success", "")
	changed.Change = []scenario.Change{moved}
	got := stage{steps: []scenario.Step{
		failed, onDemandOf("ana", "Success", ""), onDemandOf("ana", "Skipped", "RedundantExport"), changed, onDemandOf("bo", "Skipped", "NotEffectivelyEntitled"),
	}}.play(t)
	got.conformant(t)
	const in, out = "active in the source: True, assigned to the application: True", "active in the source: True, assigned to the application: False"
	imported := DemandStep{2, "Import", "success", "The object was read from the source."}
	scoped := DemandStep{3, "Determine if in scope", "success", in}
	linked := DemandStep{4, matchTitle, "success", "the object is linked already"}
	want := [][]DemandStep{
		{{1, "Test connection", "failure", "401 Unauthorized"}},
		{imported, scoped, {4, matchTitle, "success", "no object of the target matches: userName"}, {5, "Perform action", "success", "create: userName, active, name.familyName"}},
		{imported, scoped, linked, {5, "Perform action", "skipped", "other: source and target are equal"}},
		{imported, scoped, linked, {5, "Perform action", "success", "update: name.familyName"}},
		{imported, {3, "Determine if in scope", "success", out}, {5, "Perform action", "skipped", "other: " + out}},
	}
	var steps [][]DemandStep
	for _, demand := range got.demandsOf() {
		steps = append(steps, demand.Steps)
	}
	if diff := cmp.Diff(want, steps); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

// E-10.2: the answer is in the log, two texts that are JSON with the members that
// Microsoft Graph prints.
func TestDemandAnswer(t *testing.T) {
	got := stage{steps: []scenario.Step{onDemandOf("ana", "Success", ""), onDemandOf("ana", "Skipped", "RedundantExport")}}.play(t)
	got.conformant(t)
	var answers []demandAnswer
	for _, line := range got.log {
		var answer demandAnswer
		if err := json.Unmarshal([]byte(line), &answer); err != nil {
			t.Fatal(err)
		}
		if answer.Key != "" {
			answers = append(answers, answer)
		}
	}
	if len(answers) != 2 {
		t.Fatalf("%d answers", len(answers))
	}
	if want := `{"result":"Skipped","details":{"errorCode":"RedundantExport","errorMessage":"source and target are equal"}}`; answers[1].Key != want {
		t.Errorf("key %s, want %s", answers[1].Key, want)
	}
	var value map[string]any
	if err := json.Unmarshal([]byte(answers[0].Value), &value); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"action", "changeId", "startTime", "endTime", "modifiedProperties", "provisioningSteps", "reportableIdentifier", "statusInfo",
		"sourceIdentity", "sourceSystem", "targetIdentity", "targetSystem",
	} {
		if value[name] == nil {
			t.Errorf("the value has no %s", name)
		}
		delete(value, name)
	}
	if len(value) > 0 {
		t.Errorf("the value has more: %v", value)
	}
	var steps struct{ ProvisioningSteps []map[string]any }
	if err := json.Unmarshal([]byte(answers[0].Value), &steps); err != nil || len(steps.ProvisioningSteps) != 4 {
		t.Fatalf("%v, steps %v", err, steps)
	}
	for _, name := range []string{"name", "type", "status", "description", "timestamp", "details"} {
		if steps.ProvisioningSteps[0][name] == nil {
			t.Errorf("a step has no %s", name)
		}
	}
}

// A target that loses what on-demand provisioning wrote is found out as in a cycle:
// the resources are read back (design §5).
func TestOnDemandIsReadBack(t *testing.T) {
	got := stage{steps: []scenario.Step{onDemandOf("design", "Success", "")}}.play(t)
	got.conformant(t)
	if got.run.Figures.Resources != 2 || got.run.Figures.Requests["POST /Groups"] != 1 {
		t.Errorf("figures %+v", got.run.Figures)
	}
}
