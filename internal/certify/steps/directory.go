package steps

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/scenario"
)

func directorySteps() []Step {
	steps := []Step{
		step("given", `the directory has the users? `+names, `the directory has the users "A" and "B"`, "people of the source directory, under these names in the check; they are assigned to nothing",
			`Given the directory has the users "ana" and "bo"`, givenPeople),
		step("given", `the directory has the group `+alias+` with `+names, `the directory has the group "NAME" with "A" and "B"`, "a group of the source directory with these members",
			`Given the directory has the group "design" with "ana" and "bo"`, givenTeam),
		step("given", `the directory has the empty group `+alias, `the directory has the empty group "NAME"`, "a group of the source directory without members", `Given the directory has the empty group "design"`, givenTeam),
		step("given", names+` (?:is|are) assigned to the application`, `"A" and "B" are assigned to the application`, "users and groups that come into scope; while provisioning is on, at the next cycle", `Given "design" is assigned to the application`, assigned),
		step("given", `everybody is in scope`, `everybody is in scope`, `the scope "all users and groups"`, `Given everybody is in scope`, everybodyInScope),
		step("given", `the application has a user called as `+alias+` is`, `the application has a user called as "NAME" is`, "somebody with that user name is there before provisioning is turned on", `Given the application has a user called as "ana" is`, givenAccount),
		step("request", `provisioning is turned on`, `provisioning is turned on`, "Test Connection, then the initial cycle", `When provisioning is turned on`, turnedOn),
		step("request", `the next sync cycle has completed`, `the next sync cycle has completed`, "virtual time goes on to the next cycle, which runs", `When the next sync cycle has completed`, nextCycle),
		step("request", `(\d+) (minute|hour|day)s? (?:has|have) passed`, `N minutes have passed`, "virtual time goes on; minutes within an interval run no cycle, hours and days run every cycle that falls due", `When 30 days have passed`, timePasses),
		step("request", `provisioning is (paused|started|restarted)`, `provisioning is paused`, "the operator pauses, starts or restarts the job", `When provisioning is paused`, operated),
		step("request", `the "([A-Za-z]+)" of `+alias+` becomes `+quoted, `the "ATTRIBUTE" of "NAME" becomes "VALUE"`, "an attribute changes in the source directory", `When the "surname" of "ana" becomes "Moreira"`, attributeBecomes),
		step("request", alias+` is renamed to `+quoted, `"NAME" is renamed to "TEXT"`, "the display name changes in the source directory", `When "design" is renamed to "Studio"`, renamed),
		step("request", alias+` is (added to|removed from) `+alias, `"NAME" is added to "GROUP"`, "a membership changes in the source directory", `When "ana" is added to "design"`, membershipChanges),
		step("request", alias+` is nested into `+alias, `"GROUP" is nested into "GROUP"`, "a group becomes a member of another", `When "build" is nested into "design"`, nested),
		step("request", alias+` is no longer assigned`, `"NAME" is no longer assigned`, "the assignment to the application is removed", `When "design" is no longer assigned`, unassigned),
	}
	for _, state := range []struct{ words, meaning string }{
		{"disabled in the directory", "the account of the source directory is disabled"},
		{"enabled in the directory again", "… enabled again"},
		{"deleted in the directory", "… moved to the recycle bin"},
		{"restored in the directory", "… brought back from the recycle bin"},
		{"deleted in the directory for good", "… removed from the recycle bin: Entra then sends DELETE"},
	} {
		steps = append(steps, step("request", alias+` is `+state.words, `"NAME" is `+state.words, state.meaning, `When "ana" is `+state.words, stateChanges(state.words)))
	}
	return steps
}

// person is a user of the source directory: Ana, whose name begins like her alias.
func person(alias string) scenario.Object {
	return scenario.Object{
		"id": alias, "givenName": strings.ToUpper(alias[:1]) + alias[1:], "surname": "Reis",
		"userPrincipalName": alias + ".reis@fabrikam.example", "mail": alias + ".reis@fabrikam.example", "mailNickname": alias + ".reis",
		"displayName": strings.ToUpper(alias[:1]) + alias[1:] + " Reis",
	}
}

// teamName is the display name of a group of the source directory.
func teamName(alias string) string { return strings.ToUpper(alias[:1]) + alias[1:] }

func givenPeople(ctx context.Context, w *World, a args) error {
	for _, alias := range namesIn(a.text[0]) {
		d := w.directory()
		d.users = append(d.users, alias)
		if d.session == nil {
			d.story.Directory.Users = append(d.story.Directory.Users, person(alias))
			continue
		}
		if err := w.change(ctx, scenario.Change{Create: &scenario.Creation{User: person(alias)}}); err != nil {
			return err
		}
	}
	return nil
}

func givenTeam(ctx context.Context, w *World, a args) error {
	d := w.directory()
	group := scenario.Object{"id": a.text[0], "displayName": teamName(a.text[0])}
	if len(a.text) > 1 {
		var members []any
		for _, alias := range namesIn(a.text[1]) {
			members = append(members, alias)
		}
		group["members"] = members
	}
	d.groups = append(d.groups, a.text[0])
	if d.session != nil {
		return w.change(ctx, scenario.Change{Create: &scenario.Creation{Group: group}})
	}
	d.story.Directory.Groups = append(d.story.Directory.Groups, group)
	return nil
}

func assigned(ctx context.Context, w *World, a args) error {
	d := w.directory()
	for _, alias := range namesIn(a.text[0]) {
		assignment := scenario.Assignment{Object: alias}
		if d.session == nil {
			d.story.Assigned.Objects = append(d.story.Assigned.Objects, assignment)
			continue
		}
		if err := w.change(ctx, scenario.Change{Assign: assignment}); err != nil {
			return err
		}
	}
	return nil
}

func everybodyInScope(_ context.Context, w *World, _ args) error {
	w.directory().story.Assigned.All = true
	return nil
}

// givenAccount puts an account there whose user name is that of a person.
func givenAccount(_ context.Context, w *World, a args) error {
	d := w.directory()
	name := person(a.text[0])["userPrincipalName"]
	d.story.Given.Target.Users = append(d.story.Given.Target.Users, map[string]any{"userName": name, "active": true})
	return nil
}

func turnedOn(ctx context.Context, w *World, _ args) error {
	if err := w.play(ctx, args{}, scenario.Step{Cycle: "initial"}); err != nil {
		return err
	}
	w.remember(ctx)
	return nil
}

func nextCycle(ctx context.Context, w *World, _ args) error { return w.cycle(ctx) }

func timePasses(ctx context.Context, w *World, a args) error {
	unit := map[string]time.Duration{"minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour}[a.text[1]]
	span := scenario.Duration(time.Duration(number(a.text[0])) * unit)
	if a.text[1] == "minute" {
		return w.play(ctx, args{}, scenario.Step{After: span})
	}
	if err := w.play(ctx, args{}, scenario.Step{Run: span}); err != nil {
		return err
	}
	w.tenant.forget()
	w.remember(ctx)
	return nil
}

func operated(ctx context.Context, w *World, a args) error {
	operation := map[string]*scenario.Operation{
		"paused": {Pause: true}, "started": {Start: true}, "restarted": {Restart: &scenario.Restart{}},
	}[a.text[0]]
	return w.play(ctx, args{}, scenario.Step{Operate: operation})
}

func attributeBecomes(ctx context.Context, w *World, a args) error {
	return w.change(ctx, scenario.Change{Update: scenario.Object{"id": a.text[1], a.text[0]: a.text[2]}})
}

func renamed(ctx context.Context, w *World, a args) error {
	return w.change(ctx, scenario.Change{Rename: &scenario.Renaming{ID: a.text[0], DisplayName: a.text[1]}})
}

func membershipChanges(ctx context.Context, w *World, a args) error {
	membership := &scenario.Membership{Group: a.text[2], Member: a.text[0]}
	if a.text[1] == "added to" {
		return w.change(ctx, scenario.Change{AddMember: membership})
	}
	return w.change(ctx, scenario.Change{RemoveMember: membership})
}

func nested(ctx context.Context, w *World, a args) error {
	return w.change(ctx, scenario.Change{Nest: &scenario.Membership{Group: a.text[0], Into: a.text[1]}})
}

func unassigned(ctx context.Context, w *World, a args) error {
	return w.change(ctx, scenario.Change{Unassign: scenario.Assignment{Object: a.text[0]}})
}

func stateChanges(words string) func(ctx context.Context, w *World, a args) error {
	return func(ctx context.Context, w *World, a args) error {
		alias := a.text[0]
		return w.change(ctx, map[string]scenario.Change{
			"disabled in the directory": {Disable: alias}, "enabled in the directory again": {Enable: alias}, "deleted in the directory": {Delete: alias},
			"restored in the directory": {Restore: alias}, "deleted in the directory for good": {Purge: alias},
		}[words])
	}
}

// jobSight is what a check says of the job, in the words of a story.
func jobSight(body string) (*scenario.Expect, error) {
	expected := &scenario.Expect{}
	return expected, json.Unmarshal([]byte(body), expected)
}
