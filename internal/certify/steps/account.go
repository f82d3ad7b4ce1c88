package steps

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// actor is who does something on the account side.
const actor = `(an admin|a primary admin|an SSO admin|the user|support)`

// role is the word for an actor in a target file.
func role(actor string) string {
	return map[string]string{"an admin": "admin", "a primary admin": "primary-admin", "an SSO admin": "sso-admin", "the user": "user", "support": "support"}[actor]
}

// verb is something that people do to a user or a group of the directory, which a
// target file describes as an action.
type verb struct {
	words   string   // with ALIAS for the object and TEXT for values
	action  string   // in the target file
	values  []string // names of the placeholders of the texts
	example string
}

func verbs() []verb {
	return []verb{
		{"rename ALIAS to TEXT", "edit-profile", []string{"name"}, `rename "ana" to "Ana Moreira"`},
		{"change the e-mail of ALIAS to TEXT", "edit-profile", []string{"email"}, `change the e-mail of "ana" to "ana@elsewhere.example"`},
		{"remove ALIAS from the team", "remove-from-team", nil, `remove "ana" from the team`},
		{"give ALIAS a seat of TEXT", "assign-seat", []string{"product"}, `give "ana" a seat of "Modeller"`},
		{"make ALIAS a TEXT", "set-role", []string{"role"}, `make "ana" a "project-lead"`},
		{"put ALIAS into the local group TEXT", "add-to-local-group", []string{"name"}, `put "ana" into the local group "Contractors"`},
		{"put ALIAS on the hub TEXT", "add-to-hub", []string{"name"}, `put "ana" on the hub "North"`},
		{"put ALIAS on the project TEXT", "add-to-project", []string{"name"}, `put "ana" on the project "Bridge"`},
		{"rename the synced group ALIAS to TEXT", "edit-synced-group", []string{"name"}, `rename the synced group "design" to "Ours"`},
		{"give the synced group ALIAS the product TEXT", "give-group-product", []string{"product"}, `give the synced group "design" the product "Modeller"`},
	}
}

// accountSteps say what happens and shows on the account side.
func accountSteps() []Step {
	var all []Step
	for _, v := range verbs() {
		all = append(all, v.step(true), v.step(false))
	}
	all = append(all,
		step("request", actor+` tries to take `+alias+` out of the synced group `+alias, `WHO tries to take "NAME" out of the synced group "GROUP"`, "by hand, on the account side", `When an admin tries to take "ana" out of the synced group "design"`, takeOut),
		step("request", actor+` tries to turn directory sync (on|off)`, `WHO tries to turn directory sync off`, "on the account side", `When an admin tries to turn directory sync off`, turnSync),
		step("request", actor+` turns directory sync (on|off)`, `WHO turns directory sync off`, "the same, and the check needs it", `When a primary admin turns directory sync off`, mustTurnSync),
		step("request", `users of removed groups are to (stay|leave)`, `users of removed groups are to stay`, "a directory setting of the account side", `Given users of removed groups are to stay`, removedGroupUsers),
		step("account", `it is (done|refused)`, `it is refused`, "how the last action came out", `Then it is refused`, judgeDeed),
		step("account", `the refusal says why`, `the refusal says why`, "there is a message for a person", `And the refusal says why`, judgeClear),
		step("account", `the account side has one account of `+alias, `the account side has one account of "NAME"`, "observation accounts, by the user name", `Then the account side has one account of "ana"`, hasOneAccount),
		step("account", `the account side shows `+alias+` in `+alias, `the account side shows "NAME" in "GROUP"`, "observation synced-groups", `Then the account side shows "ana" in "design"`, showsInGroup),
		step("account", `the account side shows `+alias+` in no synced group`, `the account side shows "NAME" in no synced group`, "observation synced-groups", `Then the account side shows "ana" in no synced group`, showsInNone),
		step("account", alias+` is (in|not in) the team`, `"NAME" is in the team`, "observation team-member", `Then "ana" is not in the team`, inTeam),
		step("account", alias+` has the seats? `+names, `"NAME" has the seats "A" and "B"`, "observation seats", `Then "ana" has the seats "Modeller"`, hasSeats),
		step("account", alias+` has no seats`, `"NAME" has no seats`, "observation seats", `Then "ana" has no seats`, hasSeats),
		step("account", `the role of `+alias+` is `+quoted, `the role of "NAME" is "ROLE"`, "observation role", `Then the role of "ana" is "project-lead"`, hasRole),
		step("account", alias+` is (in the local group|on the hub|on the project) `+quoted, `"NAME" is on the project "TEXT"`, "observations local-groups, hubs and projects", `Then "ana" is on the project "Bridge"`, isAmong),
		step("account", alias+` is on no (hub|project)`, `"NAME" is on no project`, "observations hubs and projects", `Then "ana" is on no project`, isOnNone),
		step("account", alias+` (carries|does not carry) the Synced badge`, `"NAME" carries the Synced badge`, "observation badge", `Then "ana" carries the Synced badge`, hasBadge),
		step("account", `the profile of `+alias+` is read-only`, `the profile of "NAME" is read-only`, "observation read-only", `Then the profile of "ana" is read-only`, profileReadOnly),
		step("account", `the synced group `+alias+` is read-only`, `the synced group "GROUP" is read-only`, "observation group-read-only", `Then the synced group "design" is read-only`, groupReadOnly),
	)
	return all
}

// step makes a sentence of a verb: to try something, or to do what the check needs.
func (v verb) step(tries bool) Step {
	begins := " "
	if tries {
		begins = " tries to "
	}
	words := v.words
	if !tries {
		first, rest, _ := strings.Cut(words, " ")
		words = thirdPerson(first) + " " + rest
	}
	pattern := strings.NewReplacer("ALIAS", alias, "TEXT", quoted).Replace(words)
	form := strings.NewReplacer("ALIAS", `"NAME"`, "TEXT", `"TEXT"`).Replace(words)
	example, meaning := v.example, "action "+v.action
	if !tries {
		first, rest, _ := strings.Cut(example, " ")
		example, meaning = thirdPerson(first)+" "+rest, "the same, and the check needs it"
	}
	return step("request", actor+begins+pattern, "WHO"+begins+form, meaning, "When an admin"+begins+example, func(ctx context.Context, w *World, a args) error {
		vars, err := w.about(ctx, a.text[1], role(a.text[0]))
		if err != nil {
			return err
		}
		for i, name := range v.values {
			vars[name] = a.text[2+i]
		}
		if tries {
			return w.act(ctx, v.action, vars)
		}
		return w.must(ctx, v.action, vars)
	})
}

// thirdPerson: rename, renames; put, puts.
func thirdPerson(word string) string { return word + "s" }

func takeOut(ctx context.Context, w *World, a args) error {
	user, err := w.about(ctx, a.text[1], role(a.text[0]))
	if err != nil {
		return err
	}
	vars, err := w.about(ctx, a.text[2], role(a.text[0]))
	if err != nil {
		return err
	}
	vars["user"], vars["user.id"] = a.text[1], user["id"]
	return w.act(ctx, "remove-from-synced-group", vars)
}

func turnSync(ctx context.Context, w *World, a args) error {
	return w.act(ctx, "set-directory-sync", syncVars(a))
}

func syncVars(a args) map[string]string {
	return map[string]string{"by": role(a.text[0]), "enabled": strconv.FormatBool(a.text[1] == "on")}
}

func mustTurnSync(ctx context.Context, w *World, a args) error {
	if err := w.must(ctx, "set-directory-sync", syncVars(a)); err != nil {
		return err
	}
	if a.text[1] == "off" {
		w.afterwards(func(ctx context.Context) {
			_, _ = w.stage.Beyond.Act(ctx, "set-directory-sync", map[string]string{"by": "primary-admin", "enabled": "true"})
		})
	}
	return nil
}

func removedGroupUsers(ctx context.Context, w *World, a args) error {
	before, err := w.observe(ctx, "removed-group-users", map[string]string{})
	if err != nil {
		return err
	}
	w.afterwards(func(ctx context.Context) {
		_, _ = w.stage.Beyond.Act(ctx, "set-removed-group-users", map[string]string{"by": "primary-admin", "users": fmt.Sprint(before.Value)})
	})
	return w.must(ctx, "set-removed-group-users", map[string]string{"by": "primary-admin", "users": a.text[0]})
}

// afterwards is done when the check is over: settings of the account side are those
// of everybody, and go back to what they were.
func (w *World) afterwards(undo func(ctx context.Context)) { w.undo = append(w.undo, undo) }

func inTeam(ctx context.Context, w *World, a args) error {
	return w.expectOf(ctx, a, "team-member", a.text[1] == "in")
}

// expectOf judges an observation about the object that the sentence begins with.
func (w *World) expectOf(ctx context.Context, a args, observation string, expected any) error {
	vars, err := w.about(ctx, a.text[0], "admin")
	if err != nil {
		return err
	}
	return w.expectObserved(ctx, a, observation, vars, expected)
}

func hasOneAccount(ctx context.Context, w *World, a args) error {
	return w.expectObserved(ctx, a, "accounts", map[string]string{"email": w.mail(a.text[0])}, 1)
}

func showsInGroup(ctx context.Context, w *World, a args) error {
	vars, err := w.about(ctx, a.text[0], "admin")
	if err != nil {
		return err
	}
	return w.expectAmong(ctx, a, "synced-groups", vars, w.tenant.session.Meant(teamName(a.text[1])), true)
}

func showsInNone(ctx context.Context, w *World, a args) error {
	return w.expectOf(ctx, a, "synced-groups", []any{})
}

func hasSeats(ctx context.Context, w *World, a args) error {
	expected := []any{}
	if len(a.text) > 1 {
		for _, seat := range namesIn(a.text[1]) {
			expected = append(expected, seat)
		}
	}
	return w.expectOf(ctx, a, "seats", expected)
}

func hasRole(ctx context.Context, w *World, a args) error {
	return w.expectOf(ctx, a, "role", a.text[1])
}

func isAmong(ctx context.Context, w *World, a args) error {
	vars, err := w.about(ctx, a.text[0], "admin")
	if err != nil {
		return err
	}
	observation := map[string]string{"in the local group": "local-groups", "on the hub": "hubs", "on the project": "projects"}[a.text[1]]
	return w.expectAmong(ctx, a, observation, vars, a.text[2], true)
}

func isOnNone(ctx context.Context, w *World, a args) error {
	return w.expectOf(ctx, a, a.text[1]+"s", []any{})
}

func hasBadge(ctx context.Context, w *World, a args) error {
	return w.expectOf(ctx, a, "badge", a.text[1] == "carries")
}

func profileReadOnly(ctx context.Context, w *World, a args) error {
	return w.expectOf(ctx, a, "read-only", true)
}

func groupReadOnly(ctx context.Context, w *World, a args) error {
	return w.expectOf(ctx, a, "group-read-only", true)
}
