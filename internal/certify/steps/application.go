package steps

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/scim"
)

// applicationSteps say what shows in the application over SCIM.
func applicationSteps() []Step {
	return []Step{
		step("application", alias+` is in `+alias, `"NAME" is in "GROUP"`, "the group of the application shows the member", `Then "ana" is in "design"`, isMember),
		step("application", alias+` is not in `+alias, `"NAME" is not in "GROUP"`, "the group of the application, if it is there, does not show the member", `Then "ana" is not in "design"`, isNoMember),
		step("application", alias+` is in no synced group`, `"NAME" is in no synced group`, "no group of the directory that is in the application shows the member", `Then "ana" is in no synced group`, isNowhere),
		step("application", alias+` has exactly the members? `+names, `"GROUP" has exactly the members "A" and "B"`, "the group of the application shows these members and no others", `Then "design" has exactly the members "ana" and "bo"`, hasMembers),
		step("application", alias+` has no members`, `"GROUP" has no members`, "the group of the application is there and empty", `Then "design" has no members`, hasMembers),
		step("application", alias+` is (active|not active)`, `"NAME" is not active`, "the account is there, and its active is true or false", `Then "ana" is not active`, isActive),
		step("application", `the account of `+alias+` has "(.+?)" `+quoted, `the account of "NAME" has "ATTRIBUTE" "VALUE"`, "an attribute of the account, by its name in mappings; names of people carry the marker of the run", `Then the account of "ana" has "name.familyName" "Moreira"`, accountHas),
		step("application", `the group `+alias+` is called `+quoted, `the group "NAME" is called "TEXT"`, "the display name of the group in the application", `Then the group "design" is called "Studio"`, groupIsCalled),
		step("application", alias+` has (an|no) account`, `"NAME" has no account`, "the application has, or has not, an account of the user", `Then "eve" has no account`, isThere),
		step("application", `the group `+alias+` is (there|gone)`, `the group "NAME" is gone`, "the application has, or has not, the group", `Then the group "build" is gone`, isThere),
		step("application", alias+` has the same account as at first`, `"NAME" has the same account as at first`, "the id is the one under which the user was seen first", `Then "ana" has the same account as at first`, isSame),
		step("application", `nobody but `+alias+` is affected`, `nobody but "NAME" is affected`, "all other users and groups are as they were before the change, but for memberships of that user", `Then nobody but "eve" is affected`, isNoHarm),
		step("application", `nothing has changed in the application yet`, `nothing has changed in the application yet`, "all users and groups are as they were before the change", `Then nothing has changed in the application yet`, isUnchanged),
		step("application", `the cycle sent (no|\d+) "([A-Z]+ /[A-Za-z]+)"`, `the cycle sent N "METHOD /ENDPOINT"`, "how many such requests the engine sent in the last cycle", `Then the cycle sent 1 "PATCH /Users"`, cycleSent),
		step("application", `the run is as in a story:`, `the run is as in a story:`, "an expect of a story in JSON: requests, log and job of the last cycle", `Then the run is as in a story:`, asInStory),
	}
}

func isMember(ctx context.Context, w *World, a args) error {
	sight, err := w.seen(ctx, a.text[1])
	if err != nil {
		return err
	}
	members := w.tenant.session.Members(sight)
	w.weigh(a, sight, sight.Found && slices.Contains(members, a.text[0]), Breach{
		Message: "a user is not in the group", Attribute: "members", Expected: a.text[0] + " in " + a.text[1], Seen: shownMembers(sight.Found, members),
	})
	return nil
}

func shownMembers(found bool, members []string) string {
	switch {
	case !found:
		return "the group is not there"
	case len(members) == 0:
		return "no members"
	}
	return strings.Join(members, ", ")
}

func isNoMember(ctx context.Context, w *World, a args) error {
	return w.notIn(ctx, a, a.text[0], a.text[1])
}

func (w *World) notIn(ctx context.Context, a args, user, group string) error {
	sight, err := w.seen(ctx, group)
	if err != nil {
		return err
	}
	members := w.tenant.session.Members(sight)
	w.weigh(a, sight, !slices.Contains(members, user), Breach{
		Message: "a user is still in the group", Attribute: "members", Expected: user + " not in " + group, Seen: shownMembers(sight.Found, members),
	})
	return nil
}

func isNowhere(ctx context.Context, w *World, a args) error {
	for _, group := range w.directory().groups {
		if err := w.notIn(ctx, a, a.text[0], group); err != nil {
			return err
		}
	}
	return nil
}

func hasMembers(ctx context.Context, w *World, a args) error {
	var expected []string
	if len(a.text) > 1 {
		expected = namesIn(a.text[1])
		slices.Sort(expected)
	}
	sight, err := w.seen(ctx, a.text[0])
	if err != nil {
		return err
	}
	members := w.tenant.session.Members(sight)
	w.weigh(a, sight, sight.Found && slices.Equal(members, expected), Breach{
		Message: "a group has other members than it should", Attribute: "members", Expected: shownMembers(true, expected), Seen: shownMembers(sight.Found, members),
	})
	return nil
}

func isActive(ctx context.Context, w *World, a args) error {
	sight, err := w.seen(ctx, a.text[0])
	if err != nil {
		return err
	}
	expected := a.text[1] == "active"
	shown, _ := sight.Resource.Get("active")
	seen := fmt.Sprint(shown)
	if !sight.Found {
		seen = "no account"
	}
	w.weigh(a, sight, sight.Found && strings.EqualFold(seen, fmt.Sprint(expected)), Breach{
		Message: "an account is not switched as it should be", Attribute: "active", Expected: fmt.Sprint(expected), Seen: seen,
	})
	return nil
}

func accountHas(ctx context.Context, w *World, a args) error {
	sight := scenario.Sight{Attributes: map[string]any{a.text[1]: a.text[2]}}
	return w.play(ctx, a, scenario.Step{Expect: &scenario.Expect{Users: map[string]scenario.Sight{a.text[0]: sight}}})
}

func groupIsCalled(ctx context.Context, w *World, a args) error {
	sight := scenario.Sight{Attributes: map[string]any{"displayName": a.text[1]}}
	return w.play(ctx, a, scenario.Step{Expect: &scenario.Expect{Groups: map[string]scenario.Sight{a.text[0]: sight}}})
}

func isThere(ctx context.Context, w *World, a args) error {
	sight, err := w.seen(ctx, a.text[0])
	if err != nil {
		return err
	}
	expected := a.text[1] == "an" || a.text[1] == "there"
	words := map[bool]string{true: a.text[0] + " is there", false: a.text[0] + " is not there"}
	w.weigh(a, sight, sight.Found == expected, Breach{Message: "the application has not what it should", Expected: words[expected], Seen: words[sight.Found]})
	return nil
}

func isSame(ctx context.Context, w *World, a args) error {
	sight, err := w.seen(ctx, a.text[0])
	if err != nil {
		return err
	}
	first := w.tenant.first[a.text[0]]
	if first == "" {
		return w.lack("%s was never seen in the application", a.text[0])
	}
	w.weigh(a, sight, sight.Found && sight.ID == first, Breach{Message: "a user has another account than before", Attribute: "id", Expected: first, Seen: sight.ID})
	return w.onlyOne(ctx, a, a.text[0], first)
}

// onlyOne looks that a query for the user name finds one account, with this id.
func (w *World) onlyOne(ctx context.Context, a args, alias, id string) error {
	one, err := w.exchange(ctx, request{method: http.MethodGet, path: `/Users?filter=userName eq "` + w.mail(alias) + `"`, purpose: exchange.Verification})
	if err != nil {
		return err
	}
	var ids []string
	for _, found := range scim.AsList(one.body).Resources {
		ids = append(ids, found.ID())
	}
	w.judge(a.rules, one.ok() && slices.Equal(ids, []string{id}), Breach{Message: "the user name is not that of the one account", Attribute: "id", Expected: id, Seen: strings.Join(ids, ", ")})
	return nil
}

// isNoHarm compares everybody else with what was there before the change. The
// memberships of the one user may have gone.
func isNoHarm(ctx context.Context, w *World, a args) error {
	before := w.directory().past
	if before == nil {
		return w.broken("nothing was seen before the change")
	}
	now, err := w.everything(ctx)
	if err != nil {
		return w.broken("%v", err)
	}
	id := w.tenant.first[a.text[0]]
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if name == a.text[0] {
			continue
		}
		old, young := plain(before[name], id), plain(now[name], id)
		w.judge(a.rules, reflect.DeepEqual(old, young), Breach{Message: "somebody else was affected", Resource: name, Expected: compact(old), Seen: compact(young)})
	}
	return nil
}

// isUnchanged is a promise about the client: it sends nothing between cycles.
func isUnchanged(ctx context.Context, w *World, a args) error {
	before := w.directory().before
	if before == nil {
		return w.broken("nothing was changed since the last cycle")
	}
	now, err := w.everything(ctx)
	if err != nil {
		return w.broken("%v", err)
	}
	w.judge(a.rules, reflect.DeepEqual(plainAll(before), plainAll(now)), Breach{Message: "a change shows before the sync cycle", Expected: "as before", Seen: compact(plainAll(now))})
	return nil
}

func plainAll(all map[string]scim.Resource) map[string]any {
	plained := map[string]any{}
	for name, one := range all {
		plained[name] = plain(one, "")
	}
	return plained
}

// plain is a resource without what changes by itself, and without the memberships
// of one user.
func plain(r scim.Resource, without string) map[string]any {
	if r == nil {
		return nil
	}
	kept := map[string]any{}
	for key, value := range r {
		if !strings.EqualFold(key, "meta") && !strings.EqualFold(key, "groups") && !strings.EqualFold(key, "members") {
			kept[key] = value
		}
	}
	var members []string
	for _, one := range r.List("members") {
		if id := scim.AsObject(one).String("value"); id != without {
			members = append(members, id)
		}
	}
	slices.Sort(members)
	kept["members"] = members
	return kept
}

func cycleSent(ctx context.Context, w *World, a args) error {
	count := 0
	if a.text[0] != "no" {
		count = number(a.text[0])
	}
	return w.play(ctx, a, scenario.Step{Expect: &scenario.Expect{Requests: map[string]int{a.text[1]: count}}})
}

func asInStory(ctx context.Context, w *World, a args) error {
	expected, err := jobSight(a.body)
	if err != nil {
		return w.broken("%v", err)
	}
	return w.play(ctx, a, scenario.Step{Expect: expected})
}
