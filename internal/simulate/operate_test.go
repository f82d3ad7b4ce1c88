package simulate

import (
	"context"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/verdict"
)

// E-1.31: one attribute mapping changed, added or removed; the profile that was
// loaded stays as it is.
func TestEditMappings(t *testing.T) {
	before := small()
	targets := func(m *profile.Mapping) (list []string) {
		for _, a := range m.Attributes {
			value := a.Source + a.Expression
			if a.Constant != nil {
				value = *a.Constant
			}
			list = append(list, a.Target+"="+value)
		}
		return list
	}
	users, groups := targets(&before.Users)[:3], targets(before.Groups)
	tests := []struct {
		name string
		edit scenario.MappingEdit
		want []string
		of   func(*profile.Profile) *profile.Mapping
	}{
		{"changed", scenario.MappingEdit{Of: "users", Target: "title", Source: "department"}, append(slices.Clone(users), "title=department"), ofUsers},
		{"to a constant", scenario.MappingEdit{Of: "users", Target: "TITLE", Constant: "Buyer"}, append(slices.Clone(users), "title=Buyer"), ofUsers},
		{"added", scenario.MappingEdit{Of: "users", Target: "nickName", Expression: "[mail]"}, append(targets(&before.Users), "nickName=[mail]"), ofUsers},
		{"removed", scenario.MappingEdit{Of: "users", Target: "title", Remove: true}, users, ofUsers},
		{"removed although it is not mapped", scenario.MappingEdit{Of: "users", Target: "nickName", Remove: true}, targets(&before.Users), ofUsers},
		{"of groups", scenario.MappingEdit{Of: "groups", Target: "externalId", Source: "objectId"}, append(slices.Clone(groups), "externalId=objectId"), ofGroups},
	}
	for _, test := range tests {
		got := targets(test.of(editMapping(before, &test.edit)))
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (want -, got +)\n%s", test.name, diff)
		}
	}
	if diff := cmp.Diff(small(), before); diff != "" {
		t.Errorf("the loaded profile was changed\n%s", diff)
	}
	if edited := editMapping(&profile.Profile{}, &scenario.MappingEdit{Of: "groups", Target: "x", Source: "y"}); edited.Groups != nil {
		t.Error("the group mapping is off, and was switched on")
	}
}

func ofUsers(p *profile.Profile) *profile.Mapping  { return &p.Users }
func ofGroups(p *profile.Profile) *profile.Mapping { return p.Groups }

// What cannot be played is found before anything is sent.
func TestPlayable(t *testing.T) {
	operate := func(o scenario.Operation) *scenario.Scenario {
		return &scenario.Scenario{Timeline: []scenario.Step{{Operate: &scenario.Operation{Start: true}}, {Operate: &o}}}
	}
	filters := []profile.Filter{{Clauses: []profile.Clause{{Attribute: "city", Operator: "REGEX MATCH", Value: "("}}}}
	for name, o := range map[string]scenario.Operation{
		"expression": {EditMapping: &scenario.MappingEdit{Of: "users", Target: "title", Expression: "Join("}},
		"target":     {EditMapping: &scenario.MappingEdit{Of: "users", Target: "emails[", Source: "mail"}},
		"regex":      {EditScope: &scenario.ScopeEdit{Filters: &filters}},
	} {
		if err := playable(operate(o), small()); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if err := playable(operate(scenario.Operation{EditMapping: &scenario.MappingEdit{Of: "users", Target: "title", Source: "department"}}), small()); err != nil {
		t.Error(err)
	}
}

// E-1.31, E-2.18: edits of mapping and scope show on the target, with the links
// kept, and the comparison knows the new mapping.
func TestEditsArePlayed(t *testing.T) {
	none := []profile.Filter{{Clauses: []profile.Clause{{Attribute: "city", Operator: "EQUALS", Value: "Pune"}}}}
	zero := 0
	got := stage{steps: []scenario.Step{
		{Cycle: "initial"},
		{Operate: &scenario.Operation{EditMapping: &scenario.MappingEdit{Of: "users", Target: "title", Constant: "Buyer"}}, Cycle: "initial", Expect: &scenario.Expect{
			Users:    map[string]scenario.Sight{"ana": {Attributes: map[string]any{"title": "Buyer"}}},
			Requests: map[string]int{"POST /Users": 0, "PATCH /Users": 1},
		}},
		{Operate: &scenario.Operation{EditScope: &scenario.ScopeEdit{Sync: "all"}}, Cycle: "initial", Expect: &scenario.Expect{
			Users: map[string]scenario.Sight{"bo": {Attributes: map[string]any{"active": true}}},
		}},
		{Operate: &scenario.Operation{EditScope: &scenario.ScopeEdit{Filters: &none}}, Cycle: "initial", Expect: &scenario.Expect{
			Users: map[string]scenario.Sight{"ana": {Attributes: map[string]any{"active": false}}, "bo": {Attributes: map[string]any{"active": false}}},
			Job:   &scenario.JobSight{Code: "Active", Notices: &zero},
		}},
	}}.play(t)
	got.conformant(t)
	want := []string{"operator: the mapping of title is changed", "operator: the scope is changed", "operator: the scope is changed"}
	if diff := cmp.Diff(want, got.texts()); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

// E-1.9, E-7.7, E-7.14: a token that nobody issued is refused, quarantines the job
// with the next cycle, and a valid one heals it. What is ours goes on meanwhile.
func TestCredentials(t *testing.T) {
	set := func(alias string) *scenario.Operation {
		return &scenario.Operation{SetCredentials: &scenario.Credentials{Token: alias}}
	}
	one := 1
	got := stage{steps: []scenario.Step{
		{Cycle: "initial"},
		{Operate: set(scenario.Invalid), Cycle: "incremental", Expect: &scenario.Expect{
			Users: map[string]scenario.Sight{"ana": {Attributes: map[string]any{"active": true}}},
			Job:   &scenario.JobSight{Code: "Quarantine", Reason: "EncounteredQuarantineException", Notices: &one},
		}},
		{Operate: set("renewed"), Run: scenario.Duration(6 * time.Hour), Expect: &scenario.Expect{Job: &scenario.JobSight{Code: "Active"}}},
	}}.play(t)
	names := map[string]verdict.Outcome{}
	for _, check := range got.run.Checks {
		names[check.Name] = check.Outcome
	}
	for _, name := range []string{"the connection test with a token that nobody issued is refused", "the connection test with the token renewed succeeds"} {
		if names[name] != verdict.Pass {
			t.Errorf("%s: %s", name, names[name])
		}
	}
	if len(got.run.Leftovers) > 0 {
		t.Errorf("left behind: %+v", got.run.Leftovers)
	}
}

// ring answers with the credentials it was sent.
type ring struct{ Sender }

func (ring) Do(_ context.Context, request client.Request) (client.Response, error) {
	return client.Response{Header: request.Header}, nil
}

// Whose requests carry which credentials.
func TestKeyring(t *testing.T) {
	header := func(token string) http.Header { return http.Header{"Authorization": {token}} }
	sent := func(k *keyring, purpose exchange.Purpose) string {
		response, _ := k.Do(context.Background(), client.Request{Label: exchange.Label{Purpose: purpose}})
		return response.Header.Get("Authorization")
	}
	k := &keyring{Sender: ring{}}
	tests := []struct {
		alias        string
		header       http.Header
		engine, ours string
	}{
		{"renewed", header("new"), "new", "new"},
		{scenario.Invalid, nil, "Bearer " + guid("a token that nobody issued"), "new"},
		{"former", nil, "", ""},
	}
	for _, test := range tests {
		k.set(test.alias, test.header)
		if engine, ours := sent(k, exchange.Provisioning), sent(k, exchange.Cleanup); engine != test.engine || ours != test.ours {
			t.Errorf("%s: the engine sends %q, we send %q", test.alias, engine, ours)
		}
	}
}

// A cycle that the story wants and no schedule has is not judged: the run says so.
func TestCycleOfAPausedJob(t *testing.T) {
	got := stage{steps: []scenario.Step{{Cycle: "initial"}, {Operate: &scenario.Operation{Pause: true}}, {Cycle: "incremental"}}}.play(t)
	last := got.run.Checks[len(got.run.Checks)-1]
	if got.run.Verdict != verdict.Partial || last.Outcome != verdict.Skipped || last.Reason != "no cycle is due: the job is Paused" {
		t.Errorf("verdict %s, %+v", got.run.Verdict, last)
	}
}

// E-1.28, E-7.15, E-7.16: what becomes of the job is told when it happens.
func TestJobIsTold(t *testing.T) {
	got := stage{steps: []scenario.Step{
		{Cycle: "initial"},
		{Fault: &scenario.Fault{Answer: scenario.Unauthorized, For: scenario.Duration(40 * 24 * time.Hour)}, Run: scenario.Duration(30 * 24 * time.Hour)},
		{Operate: &scenario.Operation{SetCredentials: &scenario.Credentials{Token: "renewed"}}},
		{Operate: &scenario.Operation{Restart: &scenario.Restart{}}, Cycle: "initial"},
	}}.play(t)
	got.conformant(t)
	want := []string{
		"fault: every request for 40d: unauthorized",
		"the job is in quarantine: EncounteredQuarantineException, next attempt 2026-01-05 14:40",
		"the job is disabled (E-7.2, E-7.15)",
		"operator: the token renewed is saved",
		"operator: the job is restarted",
	}
	if diff := cmp.Diff(want, got.texts()); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}
