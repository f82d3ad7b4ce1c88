package steps

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim"
)

func memberSteps() []Step {
	return []Step{
		step("given", `the group `+alias+` has all (\d+) `+alias, `the group "NAME" has all N "NAME"`, "creates a group with the members NAME1, NAME2 …", `Given the group "team" has all 101 "ana"`, givenCrowd),
		step("members", `the members of `+alias+` are read`, `the members of "NAME" are read`, "reads a group and asks for its members, which a target may leave out otherwise (design §6a)",
			`When the members of "design" are read`, readMembers),
		step("members", `the members are exactly `+names, `the members are exactly "A" and "B"`, "the group just read has these members and no others", `Then the members are exactly "ana" and "bo"`, membersAre),
		step("members", `the members are exactly the (\d+) `+alias, `the members are exactly the N "NAME"`, "the group just read has NAME1, NAME2 … and no others", `Then the members are exactly the 12 "ana"`, membersNumbered),
		step("members", `there are no members`, `there are no members`, "the group just read is empty", `Then there are no members`, noMembers),
	}
}

func readMembers(ctx context.Context, w *World, a args) error {
	t, known := w.things[a.text[0]]
	if !known || t.endpoint == "" {
		return w.broken("no group is called %q here", a.text[0])
	}
	one, err := w.exchange(ctx, request{method: http.MethodGet, path: t.endpoint + "/" + escape(t.body.ID()), purpose: exchange.Verification})
	if err != nil {
		return err
	}
	if _, shown := one.body.Get("members"); !shown && one.ok() {
		if one, err = w.exchange(ctx, request{method: http.MethodGet, path: t.endpoint + "/" + escape(t.body.ID()) + "?attributes=members", purpose: exchange.Verification}); err != nil {
			return err
		}
	}
	w.answers = append(w.answers, one)
	return nil
}

// members judges the members of the group just read.
func (w *World) members(a args, wanted []string) error {
	last := w.last()
	if last == nil {
		return w.broken("no group has been read")
	}
	ids := map[string]string{}
	for _, name := range wanted {
		t, known := w.things[name]
		if !known {
			return w.broken("nothing is called %q here", name)
		}
		ids[t.body.ID()] = name
	}
	seen, met := w.membersSeen(last, ids)
	met = met && last.ok() && len(seen) == len(wanted)
	expected := orNone(short(strings.Join(wanted, ", ")))
	shown := orNone(short(strings.Join(seen, ", ")))
	if !last.ok() {
		shown = last.seen()
	}
	w.judge(a.rules, met, Breach{Message: "a group has other members than it should", Attribute: "members", Expected: expected, Seen: shown, Lost: w.lost() || w.vanished()})
	return nil
}

// membersSeen names the members; met is false when one is a stranger or is there
// twice.
func (w *World) membersSeen(a *answer, ids map[string]string) (seen []string, met bool) {
	met = true
	found := map[string]bool{}
	for _, element := range a.body.List("members") {
		id := scim.AsObject(element).String("value")
		name, wanted := ids[id]
		if !wanted {
			name = w.nameOf(id)
		}
		met = met && wanted && !found[id]
		found[id] = true
		seen = append(seen, name)
	}
	slices.Sort(seen)
	return seen, met
}

func (w *World) nameOf(id string) string {
	for name, t := range w.things {
		if t.endpoint != "" && t.body.ID() == id {
			return name
		}
	}
	return "another"
}

func membersAre(_ context.Context, w *World, a args) error { return w.members(a, namesIn(a.text[0])) }

func membersNumbered(_ context.Context, w *World, a args) error {
	var wanted []string
	for i := range number(a.text[0]) {
		wanted = append(wanted, a.text[1]+itoa(i+1))
	}
	return w.members(a, wanted)
}

func noMembers(_ context.Context, w *World, a args) error { return w.members(a, nil) }

func givenCrowd(ctx context.Context, w *World, a args) error {
	var members []string
	for i := range number(a.text[1]) {
		members = append(members, a.text[2]+itoa(i+1))
	}
	return w.createGroup(ctx, a.text[0], members)
}
