package steps

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim"
)

func usualSteps() []Step {
	return []Step{
		step("given", `the usual requests are answered`, `the usual requests are answered`, "creates, reads, lists, changes and deletes a user and a group, so that there are answers to be judged",
			`Given the usual requests are answered`, sendUsual),
	}
}

// usual is one request of the usual ones; {id} stands for the resource.
type usual struct{ method, path, body string }

// usualOf are what clients ask of a resource at an endpoint.
func usualOf(endpoint, filter string) []usual {
	patch := `{"schemas":["` + scim.URNPatchOp + `"],"Operations":[{"op":"replace","path":"displayName","value":"Another {marker}"}]}`
	return []usual{
		{http.MethodGet, endpoint + "/{id}", ""},
		{http.MethodGet, endpoint + "?filter=" + filter, ""},
		{http.MethodGet, endpoint + "?count=1", ""},
		{http.MethodGet, endpoint + "?count=1&startIndex=2", ""},
		{http.MethodGet, endpoint + "?filter=" + filter + "&excludedAttributes=members", ""},
		{http.MethodPatch, endpoint + "/{id}", patch},
		{http.MethodGet, endpoint + "/{id}?attributes=displayName", ""},
		{http.MethodGet, endpoint + "/00000000-0000-4000-8000-000000000000", ""},
		{http.MethodDelete, endpoint + "/{id}", ""},
	}
}

// richUser is a user with values of every kind, as far as the target declares
// them.
func (w *World) richUser() string {
	members := map[string]string{
		"displayName":  `"displayName": "Usual Ó"`,
		"emails":       `"emails": [{"type": "work", "value": "{name:work}", "primary": true}, {"type": "home", "value": "{name:home}"}]`,
		"phoneNumbers": `"phoneNumbers": [{"type": "work", "value": "+351 900 000 001"}, {"type": "mobile", "value": "+351 900 000 002"}]`,
		"roles":        `"roles": [{"value": "Reader"}]`,
		"profileUrl":   `"profileUrl": "https://example.com/a%20b"`,
		"password":     `"password": "Pa55-{marker}-word"`,
	}
	list := []string{`"externalId": "{text:usual}"`}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if w.stage.Facts.Declares("User", name) {
			list = append(list, members[name])
		}
	}
	if w.stage.Facts.Features["enterprise"] == Supported {
		list = append(list, `"`+scim.URNEnterpriseUser+`": {"employeeNumber": "00701984", "manager": {"value": "{boss.id}"}}`)
	}
	return "{" + strings.Join(list, ", ") + "}"
}

func sendUsual(ctx context.Context, w *World, _ args) error {
	if err := givenUserWith(ctx, w, args{text: []string{"boss"}}); err != nil {
		return err
	}
	if err := givenUserWith(ctx, w, args{text: []string{"usual"}, body: w.richUser()}); err != nil {
		return err
	}
	user := w.things["usual"].body
	if err := w.sendAll(ctx, usualOf("/Users", `userName eq "`+user.String("userName")+`"`), user); err != nil {
		return err
	}
	if w.stage.Facts.Features["groups"] == Disclaimed {
		return nil
	}
	if err := givenUserWith(ctx, w, args{text: []string{"member"}}); err != nil {
		return err
	}
	if err := w.createGroup(ctx, "crew", []string{"member"}); err != nil {
		return err
	}
	group := w.things["crew"].body
	return w.sendAll(ctx, usualOf("/Groups", `displayName eq "`+group.String("displayName")+`"`), group)
}

func (w *World) sendAll(ctx context.Context, requests []usual, of scim.Resource) error {
	for _, r := range requests {
		body, err := w.fill(r.body)
		if err != nil {
			return err
		}
		path := strings.ReplaceAll(r.path, "{id}", escape(of.ID()))
		if _, err := w.send(ctx, request{method: r.method, path: path, body: body, purpose: exchange.Provisioning}); err != nil {
			return err
		}
	}
	return nil
}
