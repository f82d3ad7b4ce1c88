package simulate

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/verdict"
)

// A cycle starts 40 minutes after the start of the last one (E-1.24), or when
// that has ended, whichever is later; only `run` starts the cycles that fall due
// (design §5). In the office the initial cycle takes 6 × 0.01 + 4 × 0.02 minutes
// (E-11.2, E-11.4).
func TestCyclesFallDue(t *testing.T) {
	for _, test := range []struct {
		name  string
		story string
		want  string
		ends  string // virtual time of the end
	}{
		{"cycle moves to the next start", office + `, "timeline": [` + initial + `,` + incremental + `,` + incremental + `]`, "0s 40m0s 1h20m0s", "1h20m1.2s"},
		{"after lets time pass, and starts nothing", office + `, "timeline": [` + initial + `, {"after": "12m"}, {"after": "12m"},` + incremental + `]`, "0s 40m0s", "40m1.2s"},
		{"before the first cycle nothing is due", office + `, "timeline": [{"after": "3h"},` + initial + `]`, "3h0m0s", "3h0m8.4s"},
		{"run starts what falls due", office + `, "timeline": [` + initial + `, {"run": "2h"}]`, "0s 40m0s 1h20m0s 2h0m0s", "2h0m8.4s"},
		{"run counts from the end of the step before", office + `, "timeline": [` + initial + `, {"after": "10m"}, {"run": "30m"}]`, "0s 40m0s", "40m8.4s"},
		{"run that is too short", office + `, "timeline": [` + initial + `, {"run": "39m"}]`, "0s", "39m8.4s"},
		{"a long cycle puts the next one off", `"directory": {"generate": {"users": 1500}}, "assigned": "all", "timeline": [` + initial + `,` + incremental + `,` + incremental + `]`,
			"0s 45m1.2s 1h25m1.2s", "1h25m2.4s"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := worldOf(t, `{`+test.story+`}`)
			w.config.Verify = false // the times are modelled, not measured
			if w.run(); w.err != nil || w.outcome.Verdict != verdict.Conformant {
				t.Fatalf("%v %s\n%s", w.err, w.outcome.Verdict, w.findings())
			}
			if got := w.cycles(); got != test.want {
				t.Errorf("cycles begin at %s, want %s", got, test.want)
			}
			if got := w.outcome.Virtual.To.Sub(w.outcome.Virtual.From).String(); got != test.ends {
				t.Errorf("the story ends at %s, want %s", got, test.ends)
			}
		})
	}
}

// What happens by itself on the way happens at its time: thirty days after its
// deletion a user is deleted for good, and that cycle sends the DELETE (E-11.9).
func TestTimePassesInTheDirectory(t *testing.T) {
	w := tell(t, initial, `{"change": [{"delete": "cy"}]}`, incremental, `{"run": "30d"}`).run().clean()
	if got := strings.Join(w.store.writes("provisioning"), " "); !strings.HasSuffix(got, "PATCH /Users/user-3 DELETE /Users/user-3") {
		t.Errorf("sent %s", got)
	}
	cycles := 0
	for _, event := range w.events {
		if event.Kind == CycleBegins {
			cycles++
		}
	}
	if kept := len(w.outcome.Cycles); cycles < 1000 || kept != 3 {
		t.Errorf("%d cycles, of which %d are kept; those in which nothing happened are not", cycles, kept)
	}
}

// Every change of a story reaches the directory and is told in words.
func TestChanges(t *testing.T) {
	w := tell(t, initial, `{"after": "5m", "change": [
		{"create": {"user": {"id": "dee", "surname": "Kaur", "userPrincipalName": "dee@fabrikam.example"}}},
		{"create": {"group": {"id": "build", "displayName": "Build"}}},
		{"addMember": {"group": "build", "member": "dee"}}, {"removeMember": {"group": "design", "member": "bo"}},
		{"assign": "bo"}, {"unassign": "bo"}, {"nest": {"group": "build", "into": "design"}},
		{"rename": {"id": "design", "displayName": "Draft"}}, {"update": {"id": "ana", "jobTitle": "Lead"}},
		{"setManager": {"user": "dee", "manager": "ana"}}, {"setManager": {"user": "bo", "manager": null}},
		{"disable": "cy"}, {"enable": "cy"}, {"delete": "cy"}, {"restore": "cy"}, {"purge": "bo"}]}`, incremental).run().clean()
	want := []string{
		"dee joins the directory", "group build is created", "dee is added to build", "bo is removed from design",
		"bo is assigned to the application", "bo is unassigned", "group build is nested into design", `design is renamed to "Draft"`, "ana is changed",
		"ana becomes the manager of dee", "bo has no manager any more",
		"cy is disabled", "cy is enabled again", "cy is deleted", "cy is restored", "bo is deleted for good",
	}
	if diff := cmp.Diff(want, w.outcome.Cycles[1].Events); diff != "" {
		t.Errorf("events of the second cycle (-want +got)\n%s", diff)
	}
	var told []string
	for _, event := range w.events {
		if event.Kind == DirectoryChanges {
			told = append(told, event.Text)
			if event.At.Sub(w.outcome.Cycles[0].Ended) != 5*time.Minute {
				t.Errorf("%q is told at %s", event.Text, event.At)
			}
		}
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("told (-want +got)\n%s", diff)
	}
}

// What cannot be played is an error before anything is sent.
func TestStoriesThatCannotBePlayed(t *testing.T) {
	for _, test := range []struct {
		name, story string
		change      func(*Config)
	}{
		{"two users with one alias", `"directory": {"users": [{"id": "a", "userPrincipalName": "a@x.example"}, {"id": "a", "userPrincipalName": "b@x.example"}]}, "timeline": []`, nil},
		{"an unknown member", `"directory": {"groups": [{"id": "g", "displayName": "G", "members": ["nobody"]}]}, "timeline": []`, nil},
		{"an unknown manager", `"directory": {"users": [{"id": "a", "userPrincipalName": "a@x.example", "manager": "nobody"}]}, "timeline": []`, nil},
		{"an unknown assignment", office + `, "timeline": [], "assigned": ["nobody"]`, nil},
		{"a target attribute that is none", office + `, "timeline": []`, func(c *Config) { c.Profile.Users.Attributes[0].Target = "a b" }},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := worldOf(t, `{`+test.story+`}`)
			if test.change != nil {
				test.change(&w.config)
			}
			if w.run(); w.err == nil || w.outcome.Kind != "" || len(w.store.sent) > 0 {
				t.Errorf("%v, %d requests", w.err, len(w.store.sent))
			}
		})
	}
}

// The run as a value: who it is, what it did, and progress on the way.
func TestRunAsAValue(t *testing.T) {
	w := tell(t, initial)
	w.config.Run = verdict.Run{ID: "r1", Profile: "application"}
	stages := map[string]bool{}
	w.config.Progress = func(p Progress) { stages[p.Stage] = true }
	w.run().clean()
	run := w.outcome
	if run.APIVersion != "scimulator/v1" || run.Kind != "Run" || run.ID != "r1" || run.Began.IsZero() || run.Ended.Before(run.Began) || !run.Virtual.From.Equal(monday) {
		t.Errorf("run %+v", run)
	}
	aliases := []verdict.Alias{{Object: "ana", Resource: "Users/user-1"}, {Object: "bo", Resource: "Users/user-2"}, {Object: "cy", Resource: "Users/user-3"}, {Object: "design", Resource: "Groups/group-1"}}
	if diff := cmp.Diff(aliases, run.Aliases); diff != "" {
		t.Errorf("aliases (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(map[string]bool{"cycle": true, "verify": true, "cleanup": true}, stages); diff != "" {
		t.Errorf("progress (-want +got)\n%s", diff)
	}
	cycle := run.Cycles[0]
	if !cycle.Initial || cycle.Number != 1 || cycle.Actions["create"] != 4 || cycle.Requests["POST /Users"] != 3 || cycle.Failed != 0 || len(cycle.Lines) != 7 {
		t.Errorf("cycle %+v", cycle)
	}
}

// A large cycle is played by several workers to the same end.
func TestCrowdWithWorkers(t *testing.T) {
	w := worldOf(t, `{"directory": {"generate": {"users": 300, "groups": 8, "seed": 7, "assigned": true}}, "timeline": [`+initial+`,`+incremental+`]}`)
	w.config.Workers = 8
	w.run().clean()
	if w.outcome.Figures.Resources != 308 || len(w.store.resources) > 0 {
		t.Errorf("%d resources compared, %d left", w.outcome.Figures.Resources, len(w.store.resources))
	}
}

// A story that is interrupted between two cycles plays no more of them.
func TestInterruptedBetweenCycles(t *testing.T) {
	w := tell(t, initial, `{"run": "30d"}`)
	w.config.Watch = func(event Event) {
		if event.Kind == CycleEnds && event.Number == 3 {
			w.stop()
		}
		w.events = append(w.events, event)
	}
	w.run()
	if w.err != context.Canceled || w.cycles() != "0s 40m0s 1h20m0s" || w.outcome.Verdict != verdict.Partial {
		t.Errorf("%v, cycles at %s, %s", w.err, w.cycles(), w.outcome.Verdict)
	}
}
