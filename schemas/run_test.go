package schemas_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/verdict"
)

// filled is a value of a type with nothing left empty.
func filled(t *testing.T, value reflect.Value) {
	switch value.Kind() {
	case reflect.Struct:
		if value.Type() == reflect.TypeFor[time.Time]() {
			value.Set(reflect.ValueOf(time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)))
			return
		}
		for i := range value.NumField() {
			filled(t, value.Field(i))
		}
	case reflect.Slice:
		value.Set(reflect.MakeSlice(value.Type(), 1, 1))
		filled(t, value.Index(0))
	case reflect.Map:
		value.Set(reflect.MakeMap(value.Type()))
		element := reflect.New(value.Type().Elem()).Elem()
		filled(t, element)
		value.SetMapIndex(reflect.ValueOf("GET /Users"), element)
	case reflect.String:
		value.SetString("x")
	case reflect.Int, reflect.Int64:
		value.SetInt(1)
	case reflect.Uint8:
		value.SetUint(1)
	case reflect.Bool:
		value.SetBool(true)
	case reflect.Float64:
		value.SetFloat(1.5)
	case reflect.Pointer:
		value.Set(reflect.New(value.Type().Elem()))
		filled(t, value.Elem())
	default:
		t.Fatalf("a run holds a %s: say how to fill it", value.Type())
	}
}

// everyKey is a run with every key there is: more than one command can fill.
func everyKey(t *testing.T) verdict.Run {
	var run verdict.Run
	filled(t, reflect.ValueOf(&run).Elem())
	run.APIVersion, run.Kind, run.Verdict = "scimulator/v1", "Run", verdict.Failed
	run.Suite, run.Deviations[0].State, run.Thresholds[0].Name = "full", "known", "min-rate"
	run.Target.Base = "https://scim.fabrikam.example/v2"
	run.Findings[0].Harm, run.Findings[0].Outcome = verdict.SecurityHole, verdict.Fail
	run.Leftovers[0].State = "disabled"
	run.Cycles[0].Lines[0] = verdict.Line{Kind: "User", Object: "ana", Action: "disable", Status: "success", Code: "X", Detail: "active"}
	return run
}

// simulation has everything that a run of simulate can have, certification
// everything that one of certify can.
func simulation(t *testing.T) verdict.Run {
	run := everyKey(t)
	run.Command, run.Suite, run.Pack = "simulate", "", ""
	return run
}

func certification(t *testing.T) verdict.Run {
	run := everyKey(t)
	run.Command, run.Scenario = "certify", ""
	return run
}

// decoded is a value as it stands in its file.
func decoded(t *testing.T, value any) map[string]any {
	t.Helper()
	raw, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var object map[string]any
	if err := json.Unmarshal(raw, &object); err != nil {
		t.Fatal(err)
	}
	return object
}

// run.json is as its schema says, whether a run holds all it can or as little.
func TestRunSchema(t *testing.T) {
	set := compile(t, "format")
	for _, run := range []verdict.Run{simulation(t), certification(t)} {
		if lines := refuses(t, set, "run", decoded(t, run)); lines != nil {
			t.Errorf("a whole run of %s: %s", run.Command, strings.Join(lines, "\n"))
		}
	}
	small := verdict.Run{
		APIVersion: "scimulator/v1", Kind: "Run", ID: "1", Tool: verdict.Tool{Name: "scimulator", Version: "0"}, Command: "simulate", Scenario: "x", Profile: "x",
		Dialect: "entra", Target: verdict.Subject{Name: "embedded", Base: "http://127.0.0.1:1/scim"}, Verdict: verdict.NoVerdict,
		Findings: []verdict.Finding{{Requirement: "HOUSE-01", Harm: verdict.DataDrift, Message: "x", Count: 1}},
		Cycles:   []verdict.Cycle{{Number: 1}},
		Checks:   []verdict.Check{{Name: "x"}},
		Figures:  verdict.Figures{Requests: map[string]int{}},
	}
	if lines := refuses(t, set, "run", decoded(t, small)); lines != nil {
		t.Errorf("a small run: %s", strings.Join(lines, "\n"))
	}
	for _, v := range []verdict.Verdict{verdict.Conformant, verdict.Partial, verdict.NoVerdict, verdict.Failed} {
		small.Verdict = v
		if lines := refuses(t, set, "run", decoded(t, small)); lines != nil {
			t.Errorf("%s: %s", v, strings.Join(lines, "\n"))
		}
	}
	for o := verdict.NotRun; o <= verdict.Fail; o++ {
		small.Checks[0].Outcome = o
		if lines := refuses(t, set, "run", decoded(t, small)); lines != nil {
			t.Errorf("%s: %s", o, strings.Join(lines, "\n"))
		}
	}
}

// The schema of a run knows what a run holds and nothing else.
func TestRunSchemaKnowsEveryKey(t *testing.T) {
	schema := read(t, "format/run.schema.json")
	compareKeys(t, schema, schema, decoded(t, everyKey(t)), "run")
}

func compareKeys(t *testing.T, root, schema map[string]any, value any, place string) {
	schema = resolved(root, schema)
	switch value := value.(type) {
	case map[string]any:
		properties, _ := schema["properties"].(map[string]any)
		for key := range properties {
			if _, there := value[key]; !there {
				t.Errorf("%s.%s is in the schema, and no run has it", place, key)
			}
		}
		for key, below := range value {
			if property, known := properties[key].(map[string]any); known {
				compareKeys(t, root, property, below, place+"."+key)
			}
		}
	case []any:
		if items, ok := schema["items"].(map[string]any); ok {
			compareKeys(t, root, items, value[0], place+"[]")
		}
	}
}

func TestRunSchemaRefuses(t *testing.T) {
	raw, err := json.Marshal(decoded(t, certification(t)))
	if err != nil {
		t.Fatal(err)
	}
	judgeSamples(t, "run", string(raw), []broken{
		{"another command", `"command":"certify"`, `"command":"probe"`},
		{"a certification without a suite", `"suite":"full",`, ``},
		{"a certification with a scenario", `"suite":"full",`, `"suite":"full","scenario":"x",`},
		{"another suite", `"suite":"full"`, `"suite":"all"`},
		{"another state of the baseline", `"state":"known"`, `"state":"forgotten"`},
		{"another threshold", `"name":"min-rate"`, `"name":"max-rate"`},
		{"part 0", `"index":1`, `"index":0`},
		{"another kind", `"kind":"Run"`, `"kind":"Report"`},
		{"another version", `scimulator/v1`, `scimulator/v2`},
		{"another verdict", `"verdict":"failed"`, `"verdict":"passed"`},
		{"another outcome", `"outcome":"Fail"`, `"outcome":"Failed"`},
		{"another harm", `"harm":"security hole"`, `"harm":"none"`},
		{"no time", `"began":"2026-01-05T08:00:00Z"`, `"began":"today"`},
		{"a count below zero", `"pass":1`, `"pass":-1`},
		{"a count that is no number", `"pass":1`, `"pass":"1"`},
		{"cycle 0", `"number":1`, `"number":0`},
		{"seen no time", `"count":1,"curl"`, `"count":0,"curl"`},
		{"an unknown key", `"marker":"x"`, `"marker":"x","more":1`},
		{"an unknown key of a finding", `"sentence":"x"`, `"sentence":"x","more":1`},
		{"a finding without its requirement", `"requirement":"x","resource"`, `"resource"`},
		{"a run without its tally", `"tally":`, `"tallies":`},
		{"another state of what is left", `"state":"disabled"`, `"state":"gone"`},
		{"another action", `"action":"disable"`, `"action":"block"`},
		{"a target without an address", `https://scim.fabrikam.example/v2`, `scim.fabrikam.example`},
	})
}
