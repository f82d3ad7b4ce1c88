package steps

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim"
)

const quoted = `"([^"]*)"`

// alias is the name of a thing in a check.
const alias = `"([A-Za-z][A-Za-z0-9-]*)"`

func givenSteps() []Step {
	return []Step{
		step("given", `a user `+alias, `a user "NAME"`, "creates a user with a name of its own, to be read as {NAME.id}; if that fails, the check cannot be judged",
			`Given a user "ana"`, givenUser),
		step("given", `a user `+alias+` with:`, `a user "NAME" with:`, "the same, with further attributes",
			`Given a user "ana" with:`, givenUserWith),
		step("given", `a group `+alias, `a group "NAME"`, "creates a group without members", `Given a group "design"`, givenGroup),
		step("given", `a group `+alias+` with the members? `+`("[^"]+"(?:(?:, | and )"[^"]+")*)`, `a group "NAME" with the members "A" and "B"`, "creates a group whose members were created before",
			`Given a group "design" with the members "ana" and "bo"`, givenMembers),
		step("given", `(\d+) users `+alias, `N users "NAME"`, "creates users NAME1, NAME2 …", `Given 12 users "ana"`, givenUsers),
		step("given", `(\d+) users `+alias+` with:`, `N users "NAME" with:`, "the same, with further attributes; {n} stands for the number of each", `Given 12 users "ana" with:`, givenUsersWith),
		step("given", `a resource `+alias+` at `+quoted+` with:`, `a resource "NAME" at "ENDPOINT" with:`, "creates a resource of any type, with exactly this body",
			`Given a resource "device" at "/Devices" with:`, givenResource),
		step("given", `the target has `+quoted, `the target has "FEATURE"`, "the check does not apply where the target disclaims the feature: patch, bulk, filter, sort, etag, changePassword, cursor, index, groups, enterprise, me, schemas, config, types, writing, root search",
			`Given the target has "groups"`, givenFeature),
		step("given", `the target lacks `+quoted, `the target lacks "FEATURE"`, "the check applies only where the target says that it does not have the feature",
			`Given the target lacks "bulk"`, givenLack),
		step("given", `the target requires `+quoted+` of an? (\w+)`, `the target requires "ATTRIBUTE" of a TYPE`, "the check does not apply where /Schemas does not say that the attribute is required",
			`Given the target requires "displayName" of a Group`, givenRequired),
		step("given", `the target does not declare `+quoted+` of an? (\w+)`, `the target does not declare "ATTRIBUTE" of a TYPE`, "the check does not apply where /Schemas declares the attribute",
			`Given the target does not declare "role" of a User`, givenUndeclared),
		step("given", `the target declares `+quoted+` of an? (\w+)`, `the target declares "ATTRIBUTE" of a TYPE`, "the check does not apply where /Schemas does not declare the attribute",
			`Given the target declares "nickName" of a User`, givenDeclared),
	}
}

// create sends a creation that a check needs. What fails here is judged by the
// checks of creation; this one cannot be judged.
func (w *World) create(ctx context.Context, name, endpoint, body string, plain bool) error {
	one, err := w.exchange(ctx, request{method: http.MethodPost, path: endpoint, body: body, plain: plain, purpose: exchange.Setup})
	if err != nil {
		return err
	}
	switch {
	case w.stage.Facts.Features["writing"] == Disclaimed && !one.ok() && !w.floor:
		return w.excuse("the target refuses to create users (%s): it is read-only", one.seen())
	case !one.ok() || one.body.ID() == "":
		return w.lack("a resource at %s that the check needs could not be created: %s%s", endpoint, one.seen(), detail(one))
	}
	t := w.thingOf(one)
	w.things[name] = t
	if !w.crowd {
		w.look(ctx, t) // an answer may echo what was sent: what is stored is what counts
	}
	return nil
}

func detail(a *answer) string {
	if text := a.body.String("detail"); text != "" {
		return ", " + text
	}
	return ""
}

// look reads a thing, so that later steps know what it was like before.
func (w *World) look(ctx context.Context, t *thing) {
	read := request{method: http.MethodGet, path: t.endpoint + "/" + t.body.ID(), purpose: exchange.Verification}
	one, err := w.exchange(ctx, read)
	for _, wait := range waits(w.stage.Settle) {
		rest := wait - time.Since(w.wroteAt)
		if err != nil || one.ok() || rest <= 0 || !pause(ctx, rest) {
			break
		}
		one, err = w.exchange(ctx, read)
	}
	if err == nil && one.ok() && one.body != nil {
		t.before, t.body = one.body, one.body
	}
}

// userBody is a user as checks need it, with what else a check says of it.
func (w *World) userBody(name, more string) (string, error) {
	body := scim.Resource{
		"schemas":  []any{scim.URNUser},
		"userName": w.new("name", name),
		"active":   true,
	}
	if w.stage.Facts.Declares("User", "name.familyName") {
		body["name"] = map[string]any{"givenName": "Given", "familyName": "Family"}
	}
	if w.stage.Facts.Declares("User", "emails") {
		body["emails"] = []any{map[string]any{"value": body["userName"], "type": "work", "primary": true}}
	}
	if more == "" {
		return compact(map[string]any(body)), nil
	}
	filled, err := w.fill(more)
	if err != nil {
		return "", err
	}
	extra, err := scim.Decode([]byte(filled))
	if err != nil {
		return "", err
	}
	for key, value := range extra {
		body[key] = value
	}
	w.nameSchemas(body)
	return compact(map[string]any(body)), nil
}

// nameSchemas names the extensions of a body in schemas (RFC 7643 §3).
func (w *World) nameSchemas(body scim.Resource) {
	list := body.List("schemas")
	for key := range body {
		if strings.HasPrefix(strings.ToLower(key), "urn:") && !strings.Contains(compact(list), key) {
			list = append(list, key)
		}
	}
	body["schemas"] = list
}

func givenUser(ctx context.Context, w *World, a args) error { return givenUserWith(ctx, w, a) }

func givenUserWith(ctx context.Context, w *World, a args) error {
	body, err := w.userBody(a.text[0], a.body)
	if err != nil {
		return err
	}
	return w.create(ctx, a.text[0], "/Users", body, false)
}

func givenUsers(ctx context.Context, w *World, a args) error { return givenUsersWith(ctx, w, a) }

func givenUsersWith(ctx context.Context, w *World, a args) error {
	w.crowd = true
	defer func() { w.crowd = false }()
	for i := range number(a.text[0]) {
		name := a.text[1] + itoa(i+1)
		body, err := w.userBody(name, strings.ReplaceAll(a.body, "{n}", itoa(i+1)))
		if err != nil {
			return err
		}
		if err := w.create(ctx, name, "/Users", body, false); err != nil {
			return err
		}
	}
	return nil
}

func givenGroup(ctx context.Context, w *World, a args) error {
	return w.createGroup(ctx, a.text[0], nil)
}

func givenMembers(ctx context.Context, w *World, a args) error {
	return w.createGroup(ctx, a.text[0], namesIn(a.text[1]))
}

func (w *World) createGroup(ctx context.Context, name string, members []string) error {
	if w.stage.Facts.Features["groups"] == Disclaimed {
		return w.excuse("the target has no groups")
	}
	body := map[string]any{"schemas": []any{scim.URNGroup}, "displayName": w.new("text", name)}
	var list []any
	for _, member := range members {
		t, known := w.things[member]
		if !known {
			return w.broken("nothing is called %q here", member)
		}
		list = append(list, map[string]any{"value": t.body.ID()})
	}
	if list != nil {
		body["members"] = list
	}
	return w.create(ctx, name, "/Groups", compact(body), false)
}

var nameForm = regexp.MustCompile(quoted)

// namesIn are the names in a list such as "ana", "bo" and "cy".
func namesIn(list string) []string {
	var names []string
	for _, found := range nameForm.FindAllStringSubmatch(list, -1) {
		names = append(names, found[1])
	}
	return names
}

func givenResource(ctx context.Context, w *World, a args) error {
	body, err := w.fill(a.body)
	if err != nil {
		return err
	}
	return w.create(ctx, a.text[0], a.text[1], body, true)
}

func givenFeature(_ context.Context, w *World, a args) error {
	if w.stage.Facts.Features[a.text[0]] == Disclaimed && !w.floor {
		return w.excuse("the target does not have %s", a.text[0])
	}
	return nil
}

func givenLack(_ context.Context, w *World, a args) error {
	if w.stage.Facts.Features[a.text[0]] != Disclaimed {
		return w.excuse("the target does not say that it lacks %s", a.text[0])
	}
	return nil
}

func givenDeclared(_ context.Context, w *World, a args) error {
	if !w.stage.Facts.Declares(a.text[1], a.text[0]) {
		return w.excuse("the target does not declare %s of a %s", a.text[0], a.text[1])
	}
	return nil
}

func givenRequired(_ context.Context, w *World, a args) error {
	attribute := w.stage.Facts.Set(a.text[1]).Attribute("", a.text[0])
	if attribute == nil || !attribute.Required {
		return w.excuse("the target does not declare %s of a %s as required", a.text[0], a.text[1])
	}
	return nil
}

func givenUndeclared(_ context.Context, w *World, a args) error {
	t, _ := w.stage.Facts.Type(a.text[1])
	if holder := w.stage.Facts.schema(t.Schema); holder != nil && holder.Attribute(a.text[0]) != nil {
		return w.excuse("the target declares %s of a %s", a.text[0], a.text[1])
	}
	return nil
}
